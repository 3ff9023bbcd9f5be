// A release by its name: a machine image as its vendor prints it, a tag or a code name by itself.
//
//     find_name(world, "Deep Thing AMI (Ubuntu 20.04) 20250301", known)
//
// A name that is recorded comes first, then the same without the date or version at its end, then
// what the parts of it say (tag_words.h). Several releases of one cycle stand for the cycle; several
// images of a tag are all answered for (Subject::others).
//
// `nullopt` where the text is no name at all; errors (`usage`) where it is one of several things, or
// names a machine image whose parts are not all known.
#pragma once

#include <optional>

#include "find/subject.h"

namespace bestby {

std::optional<Result<Subject>> find_name(const World& world, std::string_view typed, std::int32_t known);

}  // namespace bestby
