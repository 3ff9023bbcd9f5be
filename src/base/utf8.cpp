#include "base/utf8.h"

#include <algorithm>
#include <cstdint>
#include <cstring>
#include <iterator>

namespace bestby {
namespace {

constexpr char32_t replacement = 0xFFFD;

constexpr unsigned char byte_at(std::string_view text, std::size_t at) {
  return static_cast<unsigned char>(text[at]);
}

// The end of the run of printable ASCII, tabs and line feeds that begins at `at`.
std::size_t skip_plain(std::string_view text, std::size_t at) {
  const auto plain = [](unsigned char c) { return (c >= 0x20 && c < 0x7F) || c == '\n' || c == '\t'; };
  while (at < text.size()) {
    std::uint64_t word = 0;
    if (at + sizeof word <= text.size()) {
      std::memcpy(&word, text.data() + at, sizeof word);
      // A byte below 0x20, at or above 0x80, or equal to 0x7F sets its top bit here.
      constexpr std::uint64_t ones = 0x0101010101010101ULL;
      const std::uint64_t low = (word - ones * 0x20) & ~word;
      const std::uint64_t del = word ^ (ones * 0x7F);
      const std::uint64_t suspect = low | word | ((del - ones) & ~del);
      if ((suspect & (ones * 0x80)) == 0) {
        at += sizeof word;
        continue;
      }
    }
    const std::size_t end = std::min(at + sizeof word, text.size());
    for (; at < end; ++at)
      if (!plain(byte_at(text, at))) return at;
  }
  return at;
}

const char* fault_of(std::string_view text, std::size_t at, const CodePoint& c) {
  if (!c.valid) return "these bytes are not UTF-8";
  if (c.value == '\r')
    return text.substr(at, 2) == "\r\n" ? nullptr : "a carriage return stands without a line feed";
  if (c.value == 0x85 || c.value == 0x2028 || c.value == 0x2029)
    return "an invisible line separator is not allowed";
  if (is_control(c.value)) return "a control character is not allowed";
  if (c.value == 0xFEFF) return at == 0 ? nullptr : "a byte order mark stands inside the text";
  if (c.value == 0xFFFE || c.value == 0xFFFF) return "this is not a Unicode character";
  return nullptr;
}

struct Range {
  char32_t first, last;
};

constexpr Range zero_width[] = {{0x300, 0x36F},   {0x483, 0x489},   {0x591, 0x5BD},   {0x610, 0x61A},
                                {0x64B, 0x65F},   {0x1AB0, 0x1AFF}, {0x1DC0, 0x1DFF}, {0x200B, 0x200F},
                                {0x20D0, 0x20FF}, {0xFE00, 0xFE0F}, {0xFE20, 0xFE2F}, {0xFEFF, 0xFEFF}};
constexpr Range wide[] = {{0x1100, 0x115F},  {0x231A, 0x231B},   {0x23E9, 0x23EC},   {0x2E80, 0x303E},
                          {0x3041, 0x33FF},  {0x3400, 0x4DBF},   {0x4E00, 0x9FFF},   {0xA000, 0xA4CF},
                          {0xAC00, 0xD7A3},  {0xF900, 0xFAFF},   {0xFE30, 0xFE6F},   {0xFF00, 0xFF60},
                          {0xFFE0, 0xFFE6},  {0x1F300, 0x1F64F}, {0x1F680, 0x1F6FF}, {0x1F900, 0x1F9FF},
                          {0x20000, 0x3FFFD}};

template <std::size_t n>
bool in(const Range (&ranges)[n], char32_t c) {
  const auto* after = std::upper_bound(std::begin(ranges), std::end(ranges), c,
                                       [](char32_t v, const Range& r) { return v < r.first; });
  return after != std::begin(ranges) && c <= std::prev(after)->last;
}

}  // namespace

CodePoint decode_utf8(std::string_view text, std::size_t at) {
  const unsigned char lead = byte_at(text, at);
  if (lead < 0x80) return {lead, 1, true};
  const std::size_t length = lead >= 0xF0 ? 4 : lead >= 0xE0 ? 3 : 2;
  const CodePoint bad{replacement, 1, false};
  if (lead < 0xC2 || lead > 0xF4 || at + length > text.size()) return bad;
  char32_t value = lead & (0x7FU >> length);
  for (std::size_t i = 1; i < length; ++i) {
    const unsigned char next = byte_at(text, at + i);
    if ((next & 0xC0U) != 0x80) return bad;
    value = (value << 6U) | (next & 0x3FU);
  }
  constexpr char32_t smallest[] = {0, 0, 0x80, 0x800, 0x10000};
  const bool surrogate = value >= 0xD800 && value <= 0xDFFF;
  if (value < smallest[length] || surrogate || value > 0x10FFFF) return bad;
  return {value, length, true};
}

void append_utf8(std::string& out, char32_t value) {
  const auto tail = [&](unsigned shift) { out += static_cast<char>(0x80U | ((value >> shift) & 0x3FU)); };
  if (value < 0x80) {
    out += static_cast<char>(value);
  } else if (value < 0x800) {
    out += static_cast<char>(0xC0U | (value >> 6U));
    tail(0);
  } else if (value < 0x10000) {
    out += static_cast<char>(0xE0U | (value >> 12U));
    tail(6), tail(0);
  } else {
    out += static_cast<char>(0xF0U | (value >> 18U));
    tail(12), tail(6), tail(0);
  }
}

Utf8Fault find_utf8_fault(std::string_view text) {
  for (std::size_t at = skip_plain(text, 0); at < text.size(); at = skip_plain(text, at)) {
    const CodePoint c = decode_utf8(text, at);
    if (const char* what = fault_of(text, at, c)) return {at, what};
    at += c.length;
  }
  return {};
}

bool is_control(char32_t c) { return (c < 0x20 && c != '\t' && c != '\n') || (c >= 0x7F && c < 0xA0); }

std::size_t count_code_points(std::string_view text) {
  std::size_t count = 0;
  for (std::size_t at = 0; at < text.size(); at += decode_utf8(text, at).length) ++count;
  return count;
}

int display_width(char32_t c) {
  if (c < 0x300) return 1;
  return in(zero_width, c) ? 0 : in(wide, c) ? 2 : 1;
}

}  // namespace bestby
