// Environment variables by which images and build files say which part they hold, as a table.
//
//     const EnvironmentPart* part = environment_part("CUDA_VERSION");      // part->product: "cuda"
//
// The names are those that the makers of base images set in them.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

#include "observe/observation.h"

namespace bestby {

struct EnvironmentPart {
  std::string_view variable;
  std::string_view product;  // as the catalogue names it, or a package URL
};
std::span<const EnvironmentPart> environment_parts();
const EnvironmentPart* environment_part(std::string_view variable);

// What `NAME=value` says: nothing where the name is none of the table's or the value is no version.
// Epochs and builds of packages are left away: "2.8.4-1+cuda10.2" is 2.8.4.
std::optional<SeenPart> part_of_environment(std::string_view name, std::string_view value);

}  // namespace bestby
