// UTF-8: checking it, and walking it by character.
//
//     Utf8Fault fault = find_utf8_fault(text);
//     if (fault.what) ...                    // where, and what is wrong there
//     for (size_t at = 0; at < text.size();) {
//       CodePoint c = decode_utf8(text, at);
//       at += c.length;
//     }
//
// Strict: no overlong forms, no surrogates, nothing above U+10FFFF. Linear; runs of ASCII are
// checked eight bytes at a time.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace bestby {

struct CodePoint {
  char32_t value = 0;
  std::size_t length = 1;  // bytes; at least 1, so that a walk always ends
  bool valid = true;       // when not, `value` is U+FFFD
};
CodePoint decode_utf8(std::string_view text, std::size_t at);
void append_utf8(std::string& out, char32_t value);

// The first thing in a text that a text file should not hold: bytes that are not UTF-8, control
// characters other than tab and line feed, a carriage return without a line feed, the separators
// U+0085, U+2028 and U+2029 (some tools count lines by them), a byte order mark past the start.
struct Utf8Fault {
  std::size_t offset = 0;
  const char* what = nullptr;  // nullptr: the text is good
};
Utf8Fault find_utf8_fault(std::string_view text);

// C0 but tab and line feed, DEL, C1.
bool is_control(char32_t c);

std::size_t count_code_points(std::string_view text);

// How many terminal columns a character takes: 0 (combining), 1 or 2 (East Asian wide, emoji).
int display_width(char32_t c);

}  // namespace bestby
