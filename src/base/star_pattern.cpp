#include "base/star_pattern.h"

namespace bestby {

// What the last star stands for grows where the rest does not fit; stars before it need not grow any more.
bool star_match(std::string_view pattern, std::string_view text, std::string_view never) {
  std::size_t p = 0, t = 0, star = std::string_view::npos, grown = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      grown = t;
    } else if (p < pattern.size() && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos && never.find(text[grown]) == std::string_view::npos) {
      p = star + 1;
      t = ++grown;
    } else {
      return false;
    }
  }
  return pattern.find_first_not_of('*', p) == std::string_view::npos;
}

}  // namespace bestby
