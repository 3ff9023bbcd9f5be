#include "observe/text/traced_text.h"

#include <algorithm>

namespace bestby {

void TracedText::append(char c, std::uint32_t at) {
  text.push_back(c);
  from.push_back(at);
}

void TracedText::append(std::string_view piece, std::size_t at) {
  text.append(piece);
  for (std::size_t i = 0; i < piece.size(); ++i) from.push_back(static_cast<std::uint32_t>(at + i));
}

void TracedText::append(const TracedText& piece, std::size_t begin, std::size_t end) {
  end = std::min(end, piece.size());
  if (begin >= end) return;
  text.append(piece.text, begin, end - begin);
  from.insert(from.end(), piece.from.begin() + static_cast<std::ptrdiff_t>(begin),
              piece.from.begin() + static_cast<std::ptrdiff_t>(end));
}

TracedText TracedText::piece(std::size_t begin, std::size_t end) const {
  TracedText out;
  out.append(*this, begin, end);
  return out;
}

std::optional<ByteSpan> TracedText::span(std::size_t begin, std::size_t end) const {
  end = std::min(end, size());
  if (begin >= end || from[begin] == nowhere) return std::nullopt;
  for (std::size_t i = begin + 1; i < end; ++i)
    if (from[i] != from[i - 1] + 1) return std::nullopt;
  return ByteSpan{from[begin], from[begin] + (end - begin)};
}

std::size_t TracedText::first(std::size_t begin, std::size_t end) const {
  end = std::min(end, size());
  for (std::size_t i = begin; i < end; ++i)
    if (from[i] != nowhere) return from[i];
  return 0;
}

}  // namespace bestby
