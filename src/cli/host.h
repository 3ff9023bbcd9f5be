// What this machine is, as constraints of `find --host`.
#pragma once

#include <string>
#include <vector>

#include "catalog/world.h"

namespace bestby::cli {

// Its processor, by its name in the catalogue, and the branch of each driver of which the catalogue says
// where its version can be read (`version_file`). What cannot be read is left out.
std::vector<std::string> host_constraints(const World& world, std::int32_t known);

}  // namespace bestby::cli
