// What the local part of a version says of how it was built: `1.12.1+cu113` is built for CUDA 11.3.
//
//     part_of_local_version("1.12.1+cu113");     // {"cuda", "11.3", "version 1.12.1+cu113"}
//     see_package(out, package, place, stack);   // the package, and that part beside it
#pragma once

#include <optional>
#include <string_view>

#include "observe/observation.h"

namespace bestby {

std::optional<SeenPart> part_of_local_version(std::string_view version);
void see_package(Observed& out, SeenPackage package, Place where, std::uint32_t stack);

}  // namespace bestby
