// The address from which an image is pulled, in a region where one is given.
//
//     pull_address(world, known, image, region)
//     // "763104351884.dkr.ecr.us-west-2.amazonaws.com/pytorch-training:2.9.0-gpu-..."
//
// As it is recorded; where that is not, in the place where most images of the same product stand. What
// stands for the region in it is filled in: by the region's own registry where the image's is recorded as
// one of some other region, else by the region's name. Empty where nothing is recorded.
#pragma once

#include <optional>
#include <string>

#include "catalog/world.h"

namespace bestby {

std::string pull_address(const World& world, std::int32_t known, NodeId image, NodeId region = no_id);

// A machine image's ID in a region (`ami`), where it is recorded; empty where not.
std::string machine_image_id(const World& world, std::int32_t known, NodeId image, NodeId region);
// The command that prints a machine image's ID, and the one that starts an instance from it, as they are
// recorded of its product (`id_query`, `launch_command`), with what is known filled in; what is not stays in
// angle brackets. Empty where none is recorded, or something else in it is not known of the image.
struct LaunchWords {
  std::string id, query, launch;  // id: empty where it is not recorded
};
LaunchWords launch_words(const World& world, std::int32_t known, NodeId image, NodeId region,
                         std::string_view instance);
// Another name of the image, or of its line: what its vendor prints. Empty where none is recorded.
std::string printed_name(const World& world, NodeId image);

}  // namespace bestby
