// What to write instead, in the form in which the thing was written.
//
//     instead_of(world, SeenImage{"registry.example/app:1.12-gpu"}, node, move)
//         // text "registry.example/app:2.6-gpu", from "1.12-gpu", to "2.6-gpu"
//     instead_of(world, SeenPackage{"pypi", "torch", "1.12.1"}, node, move)
//         // text "torch==1.13.1", from "1.12.1", to "1.13.1"
//
// `from` and `to` are given where the written text can be changed by putting one in the place of the
// other: an image's tag, repository and tag, an exact version. A tag that says more than a version and one
// word is not made up: such a thing is named in the catalogue's words.
#pragma once

#include "judge/check.h"

namespace bestby {

// `node` and `move` are of the World.
Instead instead_of(const World& world, const Seen& seen, NodeId node, const Move& move);

}  // namespace bestby
