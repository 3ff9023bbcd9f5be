// The lines of a text, with their places.
//
//     for (FileLines lines(text); lines.next();) use(lines.text(), lines.number(), lines.begin());
#pragma once

#include <cstdint>
#include <string_view>

#include "base/utf8.h"
#include "observe/observation.h"

namespace bestby {

class FileLines {
 public:
  explicit FileLines(std::string_view text) : text_(text) {}
  bool next() {
    if (end_ >= text_.size()) return false;
    begin_ = end_;
    const auto feed = text_.find('\n', begin_);
    end_ = feed == std::string_view::npos ? text_.size() : feed + 1;
    line_ = text_.substr(begin_, (feed == std::string_view::npos ? end_ : feed) - begin_);
    if (line_.ends_with('\r')) line_.remove_suffix(1);
    ++number_;
    return true;
  }
  std::string_view text() const { return line_; }
  std::uint32_t number() const { return number_; }
  std::size_t begin() const { return begin_; }
  // Of a piece of the line.
  Place place(std::string_view piece) const {
    const auto before = static_cast<std::size_t>(piece.data() - line_.data());
    Place out;
    out.line = number_;
    out.column = static_cast<std::uint32_t>(count_code_points(line_.substr(0, before)) + 1);
    out.length = static_cast<std::uint32_t>(count_code_points(piece));
    out.begin = begin_ + before;
    out.end = out.begin + piece.size();
    return out;
  }

 private:
  std::string_view text_, line_;
  std::size_t begin_ = 0, end_ = 0;
  std::uint32_t number_ = 0;
};

// Of a piece of a text, as far as it stands on one line.
inline Place place_in(std::string_view text, std::string_view piece) {
  const auto at = static_cast<std::size_t>(piece.data() - text.data());
  for (FileLines lines(text); lines.next();)
    if (at >= lines.begin() && at + piece.size() <= lines.begin() + lines.text().size())
      return lines.place(piece);
  return {};
}

}  // namespace bestby
