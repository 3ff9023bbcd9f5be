// Character entities of HTML, as Markdown pages use them.
//
//     read_entity("&lt;region&gt;")  // {U'<', 4}
//     read_entity("&#8211; 11.3")    // {U'–', 7}
//     read_entity("& so on")         // length 0: none
//
// By number: all. By name: those for ASCII signs, blanks, dashes, quotes, bullets and marks.
#pragma once

#include <cstddef>
#include <string_view>

namespace bestby::markdown {

struct Entity {
  char32_t value = 0;
  std::size_t length = 0;  // in bytes, with `&` and `;`; 0: the text does not begin with an entity
};
Entity read_entity(std::string_view text);

}  // namespace bestby::markdown
