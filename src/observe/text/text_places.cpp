#include "observe/text/text_places.h"

#include <algorithm>

namespace bestby {
namespace {

std::size_t points_in(std::string_view text) {
  std::size_t count = 0;
  for (const char c : text) count += static_cast<signed char>(c) >= -64 ? 1 : 0;  // no continuation byte
  return count;
}

}  // namespace

TextPlaces::Mark TextPlaces::walked(Mark mark, std::size_t from, std::size_t to) const {
  std::size_t at = from;
  for (std::size_t feed = 0; (feed = text_.substr(0, to).find('\n', at)) != std::string_view::npos;) {
    mark.points += points_in(text_.substr(at, feed + 1 - at));
    at = feed + 1;
    ++mark.lines;
    mark.line_start = at;
    mark.line_start_points = mark.points;
  }
  mark.points += points_in(text_.substr(at, to - at));
  return mark;
}

TextPlaces::Mark TextPlaces::mark_at(std::size_t offset) const {
  if (marks_.empty()) {
    marks_.reserve(text_.size() / block + 1);
    marks_.push_back({});
    for (std::size_t at = 0; at + block <= text_.size(); at += block)
      marks_.push_back(walked(marks_.back(), at, at + block));
  }
  const std::size_t index = offset / block;
  return walked(marks_[index], index * block, offset);
}

std::uint32_t TextPlaces::line(std::size_t offset) const {
  return mark_at(std::min(offset, text_.size())).lines + 1;
}

Place TextPlaces::at(std::size_t begin, std::size_t end) const {
  begin = std::min(begin, text_.size());
  end = std::clamp(end, begin, text_.size());
  const Mark mark = mark_at(begin);
  const std::string_view piece = text_.substr(begin, end - begin);
  const std::string_view on_line = piece.substr(0, piece.find_first_of("\r\n"));
  return {.path = std::string(path_),
          .line = mark.lines + 1,
          .column = static_cast<std::uint32_t>(mark.points - mark.line_start_points + 1),
          .length = static_cast<std::uint32_t>(points_in(on_line)),
          .begin = begin,
          .end = end,
          .layer = {}};
}

Place TextPlaces::of(std::string_view piece) const {
  const auto begin = static_cast<std::size_t>(piece.data() - text_.data());
  return at(begin, begin + piece.size());
}

}  // namespace bestby
