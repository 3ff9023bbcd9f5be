// Small helpers on text that several folders need.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace bestby {

// Of ASCII.
constexpr bool is_digit(char c) { return c >= '0' && c <= '9'; }
constexpr bool is_letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

// How many digits stand from `at` on.
std::size_t digits_at(std::string_view text, std::size_t at);
bool all_digits(std::string_view text);  // one at least

// Without blanks at either end. Always a piece of `text`, empty at its end where all is blank.
std::string_view trim(std::string_view text);
std::string lower(std::string_view text);
std::vector<std::string_view> split(std::string_view text, char separator);

// The number of single-character insertions, deletions, substitutions and neighbour swaps between
// two texts (optimal string alignment). O(|a| * |b|) time; texts are cut at 128 bytes.
int edit_distance(std::string_view a, std::string_view b);

// Up to `most` candidates that somebody who typed `typed` may have meant, best first: equal but for
// case or separators, then by edit distance (at most a third of the length), then by shared prefix.
std::vector<std::string> nearest(std::string_view typed, const std::vector<std::string>& candidates,
                                 std::size_t most = 3);

}  // namespace bestby
