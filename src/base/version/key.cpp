#include "base/version/key.h"

#include <algorithm>

namespace bestby {
namespace {

constexpr std::size_t most_plain_digits = 18;
constexpr char long_digits = 10;  // after the 1 to 9 that begin a number
constexpr char text_run = 16;

template <class Belongs>
std::string_view take_while(std::string_view& text, Belongs belongs) {
  const auto end = std::find_if_not(text.begin(), text.end(), belongs);
  const std::string_view taken = text.substr(0, static_cast<std::size_t>(end - text.begin()));
  text.remove_prefix(taken.size());
  return taken;
}

}  // namespace

void put_digits(std::string& key, std::string_view digits) {
  digits.remove_prefix(std::min(digits.find_first_not_of('0'), digits.size()));
  if (digits.size() > most_plain_digits) {
    key.push_back(long_digits);
    key.push_back(static_cast<char>(digits.size() - 1));
    key.append(digits);
    return;
  }
  std::uint64_t n = 0;
  for (const char c : digits) n = n * 10 + static_cast<std::uint64_t>(c - '0');
  put_number(key, n);
}

void put_text(std::string& key, std::string_view text) {
  key.append(text);
  key.push_back('\0');
}

void put_runs(std::string& key, std::string_view text) {
  while (!text.empty()) {
    if (is_digit(text.front())) {
      put_digits(key, take_while(text, is_digit));
    } else {
      key.push_back(text_run);
      put_text(key, take_while(text, [](char c) { return !is_digit(c); }));
    }
  }
}

void put_words(std::string& key, std::string_view text) {
  while (!text.empty()) {
    if (is_digit(text.front())) {
      put_digits(key, take_while(text, is_digit));
    } else if (is_letter(text.front())) {
      key.push_back(text_run);
      for (const char c : take_while(text, is_letter)) key.push_back(lower_case(c));
      key.push_back('\0');
    } else {
      text.remove_prefix(1);
    }
  }
}

}  // namespace bestby
