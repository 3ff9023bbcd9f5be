// Opens what files of a target include.
#pragma once

#include <cstdint>
#include <functional>
#include <optional>
#include <string>
#include <string_view>

namespace bestby {

// Reads a file below `root` by its path there; nothing where it is none, is longer than `limit`, or lies
// outside, be it by links.
std::function<std::optional<std::string>(std::string_view)> included_files(const std::string& root,
                                                                           std::uint64_t limit);

}  // namespace bestby
