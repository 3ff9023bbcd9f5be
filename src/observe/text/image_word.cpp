#include "observe/text/image_word.h"

#include <algorithm>

#include "base/text.h"
#include "observe/text/shell_installs.h"

namespace bestby {

std::size_t tag_begin(std::string_view address) {
  const std::size_t at = address.substr(0, address.find('@')).rfind(':');
  const std::size_t slash = address.rfind('/');
  if (at == address.npos || (slash != address.npos && at < slash)) return address.npos;
  return at + 1;
}

bool is_image_address(std::string_view text) {
  if (text.empty() || text.size() > 1024) return false;
  if (!is_letter(text[0]) && !is_digit(text[0]) && text[0] != '$' && text[0] != '<' && text[0] != '{')
    return false;
  return std::all_of(text.begin(), text.end(), [](char c) {
    return c > ' ' && c != '\x7f' && c != '"' && c != '\'' && c != '`' && c != '\\' && c != ';' && c != '|';
  });
}

Place image_place(const TextPlaces& places, const ShellWord& word) {
  Place place = word_place(places, word, 0, word.value.size());
  if (place.begin != place.end) return place;
  const std::string_view address = word.value.text;
  const std::size_t tag = tag_begin(address);
  if (tag == address.npos) return place;
  if (const auto span = word.value.span(tag, std::min(address.find('@', tag), address.size()))) {
    place.begin = span->begin;
    place.end = span->end;
  }
  return place;
}

}  // namespace bestby
