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

void TextPlaces::walk() const {
  if (!marks_.empty()) return;
  marks_.reserve(text_.size() / block + 1);
  marks_.push_back({});
  for (std::size_t at = 0; at + block <= text_.size(); at += block)
    marks_.push_back(walked(marks_.back(), at, at + block));
}

TextPlaces::Mark TextPlaces::mark_at(std::size_t offset) const {
  walk();
  const std::size_t index = offset / block;
  return walked(marks_[index], index * block, offset);
}

std::size_t TextPlaces::offset(std::size_t line_start, std::size_t column) const {
  const std::size_t points = mark_at(std::min(line_start, text_.size())).points + column - 1;
  const auto after = std::upper_bound(marks_.begin(), marks_.end(), points,
                                      [](std::size_t wanted, const Mark& m) { return wanted < m.points; });
  const auto index = static_cast<std::size_t>(after - marks_.begin()) - 1;
  std::size_t at = std::max(index * block, line_start);
  std::size_t seen = at == line_start ? points - (column - 1) : marks_[index].points;
  while (at < text_.size()) {
    const bool starts = static_cast<signed char>(text_[at]) >= -64;
    if (starts && seen++ == points) break;
    ++at;
  }
  return at;
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
  if (piece.data() == nullptr) return {.path = std::string(path_), .layer = {}};
  const auto begin = static_cast<std::size_t>(piece.data() - text_.data());
  return at(begin, begin + piece.size());
}

}  // namespace bestby
