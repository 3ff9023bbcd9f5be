// The family in an instance type's name: `m6g` of `ml.m6g.xlarge` and of `ml_m6g`.
//
//     machine_family("ml.p4d.24xlarge")      // "p4d"
//     machine_family("local_gpu")            // "": it names none
//     has_generation_letter("c7gn", 'g')     // true; of "g5" it is false
#pragma once

#include <string_view>

namespace bestby {

// `ml`, a dot or an underscore, small letters, digits and hyphens, then at most one dot and a word.
std::string_view machine_family(std::string_view machine);

// Whether a letter is one of those behind the number of the generation.
bool has_generation_letter(std::string_view family, char letter);

}  // namespace bestby
