// Places in a text, by byte.
//
//     TextPlaces places(file.path, file.text);
//     out.see(package, places.at(begin, end), stack);       // line, column, length, bytes
//
// Any order of questions: the first one walks the text once, and each then looks at one block alone,
// however long the lines are. Columns and lengths count characters; a byte that is not UTF-8 counts as one
// or as a part of the character before it. Lines end with a line feed.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "observe/observation.h"

namespace bestby {

class TextPlaces {
 public:
  // Views of the caller's.
  TextPlaces(std::string_view path, std::string_view text) : path_(path), text_(text) {}

  // Ends behind the text are its end.
  Place at(std::size_t begin, std::size_t end) const;
  // Of a piece of the text: a view of it.
  Place of(std::string_view piece) const;
  std::uint32_t line(std::size_t offset) const;
  // The byte of a column (from 1, in characters) of the line that begins at a byte.
  std::size_t offset(std::size_t line_start, std::size_t column) const;
  std::string_view path() const { return path_; }
  std::string_view text() const { return text_; }

 private:
  static constexpr std::size_t block = 4096;
  struct Mark {  // what stands before a block
    std::uint32_t lines = 0;
    std::size_t line_start = 0, line_start_points = 0, points = 0;
  };
  void walk() const;
  Mark mark_at(std::size_t offset) const;
  Mark walked(Mark mark, std::size_t from, std::size_t to) const;

  std::string_view path_, text_;
  mutable std::vector<Mark> marks_;
};

}  // namespace bestby
