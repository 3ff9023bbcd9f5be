// Lines and words of a text, as views of it.
#pragma once

#include <algorithm>
#include <string_view>
#include <vector>

#include "base/text.h"

namespace bestby {

// Without their ends and the blanks around them.
template <typename Use>  // void(std::string_view line)
void for_each_line(std::string_view text, Use use) {
  for (std::size_t at = 0; at < text.size();) {
    const std::size_t end = std::min(text.find('\n', at), text.size());
    use(trim(text.substr(at, end - at)));
    at = end + 1;
  }
}

// At most `most`; what follows is left out.
inline std::vector<std::string_view> words_of_line(std::string_view line, std::size_t most = 8) {
  std::vector<std::string_view> out;
  for (std::size_t at = line.find_first_not_of(" \t"); at < line.size() && out.size() < most;) {
    const std::size_t end = std::min(line.find_first_of(" \t", at), line.size());
    out.push_back(line.substr(at, end - at));
    at = line.find_first_not_of(" \t", end);
  }
  return out;
}

}  // namespace bestby
