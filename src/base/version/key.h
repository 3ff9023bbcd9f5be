// Order-preserving encodings: the pieces that every scheme's key is made of.
//
// Comparing two keys byte by byte must agree with comparing the versions part by part. That holds
// when each piece is ordered and no piece is a prefix of another one that may stand in its place:
//
//     number   one byte 1 + n, then n bytes, most significant first; n is as small as it can be
//     digits   as a number up to 18 digits; longer ones: byte 10, their count, the digits
//     text     its bytes, then a 0
//     release  its numbers without trailing zeros, then a 0: 1 < 1.0.1 < 1.1, and 1 = 1.0
//     words    runs of digits and of text, each with its kind before it; digits before text
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "base/letter_case.h"
#include "base/text.h"

namespace bestby {

inline void put_number(std::string& key, std::uint64_t n) {
  char bytes[9];
  const int size = (64 - std::countl_zero(n) + 7) / 8;
  bytes[0] = static_cast<char>(1 + size);
  for (int i = 0; i < size; ++i) bytes[1 + i] = static_cast<char>(n >> (8 * (size - 1 - i)));
  key.append(bytes, static_cast<std::size_t>(1 + size));
}

inline void put_release(std::string& key, std::span<const std::uint64_t> numbers) {
  while (!numbers.empty() && numbers.back() == 0) numbers = numbers.first(numbers.size() - 1);
  for (const std::uint64_t n : numbers) put_number(key, n);
  key.push_back('\0');
}

// Leading zeros do not count: "007" is 7. At most 256 digits.
void put_digits(std::string& key, std::string_view digits);

void put_text(std::string& key, std::string_view text);

// Every byte belongs to a run: "2.6.0-gpu" is 2 "." 6 "." 0 "-gpu".
void put_runs(std::string& key, std::string_view text);

// Only letters and digits do, and case does not count: "r.9" is r 9.
void put_words(std::string& key, std::string_view text);

}  // namespace bestby
