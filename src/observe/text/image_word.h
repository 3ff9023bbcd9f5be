// The address of an image in a word, and its place.
#pragma once

#include <string_view>

#include "observe/text/shell_words.h"
#include "observe/text/text_places.h"

namespace bestby {

// Where the tag begins, behind its colon; npos where there is none. A port of a registry is none.
std::size_t tag_begin(std::string_view address);

// Whether a text can be an address at all: no blanks, no quotes, a name.
bool is_image_address(std::string_view text);

// The bytes are of the whole address where it stands together in the file, else of its tag, else equal.
Place image_place(const TextPlaces& places, const ShellWord& word);

}  // namespace bestby
