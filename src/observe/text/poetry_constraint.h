// Constraints as Poetry and Pipenv write them, as specifiers of PEP 440.
//
//     pep440_of_poetry("^1.12.1")   // ">=1.12.1,<2.0.0"
//     pep440_of_poetry("~1.12")     // ">=1.12,<1.13"
//     pep440_of_poetry("1.12.1")    // "==1.12.1"
//     pep440_of_poetry("*")         // ""
//
// Nothing is answered for what a specifier cannot say (`^1 || ^3`) and for what is none. Linear.
#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace bestby {

std::optional<std::string> pep440_of_poetry(std::string_view constraint);

}  // namespace bestby
