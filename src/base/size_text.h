// Sizes as people type them.
//
//     parse_size("64M")    // 67108864
#pragma once

#include <cstddef>
#include <optional>
#include <string_view>

namespace bestby {

// A number of bytes: 500000, 64k, 64M, 2G (powers of 1024; letter case does not matter). Nothing for other
// texts, and for more than fits.
std::optional<std::size_t> parse_size(std::string_view text);

}  // namespace bestby
