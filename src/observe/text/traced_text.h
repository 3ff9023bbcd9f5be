// A text put together from pieces of a file, which knows of every byte where it stands there.
//
//     TracedText value;
//     value.append("1.2", 17);                  // written at byte 17 of the file
//     value.span(0, 3);                         // {17, 20}: one place alone says it
//
// What was substituted keeps the origin of what it was substituted with: the address in
// `ARG BASE=app:1` and `FROM ${BASE}` is traced to the `ARG`.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "observe/text/requirement.h"

namespace bestby {

struct TracedText {
  static constexpr std::uint32_t nowhere = std::numeric_limits<std::uint32_t>::max();

  std::string text;
  std::vector<std::uint32_t> from;  // as long as `text`; `nowhere` for what the file does not hold

  std::size_t size() const { return text.size(); }
  bool empty() const { return text.empty(); }
  void append(char c, std::uint32_t at);
  void append(std::string_view piece, std::size_t at);
  void append(const TracedText& piece, std::size_t begin = 0, std::size_t end = std::string::npos);
  TracedText piece(std::size_t begin, std::size_t end = std::string::npos) const;

  // The bytes of the file that say [begin, end), where they stand together.
  std::optional<ByteSpan> span(std::size_t begin, std::size_t end) const;
  // The first byte of the file behind any of [begin, end); 0 where there is none.
  std::size_t first(std::size_t begin = 0, std::size_t end = std::string::npos) const;
};

}  // namespace bestby
