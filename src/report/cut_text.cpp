#include "report/cut_text.h"

#include <vector>

#include "base/utf8.h"

namespace bestby {

int columns_of(std::string_view text) {
  int out = 0;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text, at);
    out += display_width(c.value);
    at += c.length;
  }
  return out;
}

std::string cut_in_the_middle(std::string_view text, int width) {
  if (width <= 0 || columns_of(text) <= width) return std::string(text);
  const int kept = width - 1, front = (kept + 1) / 2, back = kept - front;
  std::size_t head = 0, tail = text.size();
  int used = 0;
  std::vector<std::pair<std::size_t, int>> marks;  // where a character begins, and the columns before it
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text, at);
    marks.emplace_back(at, used);
    used += display_width(c.value);
    at += c.length;
    if (used <= front) head = at;
  }
  for (auto mark = marks.rbegin(); mark != marks.rend() && used - mark->second <= back; ++mark)
    tail = mark->first;
  return std::string(text.substr(0, head)) + "\u2026" + std::string(text.substr(tail));
}

}  // namespace bestby
