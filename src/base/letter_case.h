// Texts without regard to the case of their letters; of ASCII.
//
//     equal_but_for_case("PyTorch", "pytorch")     // true
//
// Nothing is allocated.
#pragma once

#include <algorithm>
#include <string_view>

namespace bestby {

constexpr char lower_case(char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c | 0x20) : c; }

inline bool equal_but_for_case(std::string_view a, std::string_view b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](char x, char y) { return lower_case(x) == lower_case(y); });
}

}  // namespace bestby
