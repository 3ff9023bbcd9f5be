// Versions that are written as one number, as some programs print them.
//
//     dotted_version("thousands", "11040")       // "11.4"
//     dotted_version("hundreds", "8902")         // "8.9.2": 1000 * major + 100 * minor + patch
//
// Nothing where the form is not known or the text is none of it.
#pragma once

#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace bestby {

struct NumberForm {
  std::string_view name, says;
  unsigned major, minor;  // what one of each counts
  bool patch;             // whether what is left is a third number
};
std::span<const NumberForm> number_forms();
const NumberForm* find_number_form(std::string_view name);  // nullptr when there is none

std::optional<std::string> dotted_version(std::string_view form, std::string_view number);

}  // namespace bestby
