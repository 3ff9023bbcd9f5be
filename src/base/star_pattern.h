// Texts by a pattern in which `*` is any run of characters, also none.
//
//     star_match("pytorch@1.*", "pytorch@1.12")             // true
//     star_match("*.txt", "docs/a.txt", "/")                // false: a star is never a `/` here
//
// All else stands for itself, letter case included. Linear times the number of stars; nothing is allocated.
#pragma once

#include <string_view>

namespace bestby {

// `never`: characters that no star stands for.
bool star_match(std::string_view pattern, std::string_view text, std::string_view never = {});

}  // namespace bestby
