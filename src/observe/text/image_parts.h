// An image whose address is written in parts beside one another, as values of charts and the resources of
// operators have it:
//
//     {registry: ghcr.io, repository: team/app, tag: "1.0", digest: "sha256:..."}
//     {repository: nvcr.io/nvidia, image: driver, version: "515.48.07"}
#pragma once

#include <string_view>

#include "observe/text/yaml_observer.h"

namespace bestby {

// A `repository` beside one of the other parts: alone it may be one of code.
bool has_image_parts(const yaml::Node& node);
// In a stack of its own. `tag` is for images that have none; the place is that of the tag, where it is
// written.
void see_image_parts(YamlObserver& seen, const yaml::Node& node, std::string_view tag = {});

}  // namespace bestby
