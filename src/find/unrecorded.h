// A release that exists in one question only: an image that is not recorded, but whose tag or name
// says what it is made of.
//
//     WordsRead read = read_tag(world, images, tag, known);
//     if (read.whole()) return unrecorded(world, typed, tag, read, "read from its tag");
//
// What it names and the catalogue lacks is in the subject's note.
//
// Cost: a copy of the World's columns.
#pragma once

#include "find/subject.h"
#include "find/tag_words.h"

namespace bestby {

// `read.product` must be there.
Subject unrecorded(const World& world, std::string_view typed, std::string_view name, const WordsRead& read,
                   std::string_view how);

}  // namespace bestby
