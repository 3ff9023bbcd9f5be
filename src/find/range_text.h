// The one thing that a range or a pin of versions names, if it names one.
//
//     find_range(world, torch_neuronx, "==2.1.0.1.*")   // the release, where only one is in the range
//     find_range(world, python, ">=3.8,<3.9")           // the cycle 3.8: the range is all of it
//
// Cycles without recorded releases count as versions of their own. Errors: `usage`, with the newest
// that match, or with what is nearest where nothing does. Linear in the product's releases.
#pragma once

#include "find/release_text.h"

namespace bestby {

Result<FoundVersion> find_range(const World& world, NodeId product, std::string_view range);

}  // namespace bestby
