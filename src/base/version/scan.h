// A cursor over the text of a version.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/version/key.h"

namespace bestby {

// Why a text is not a version of a scheme; empty when it is one. Always a literal.
using Refusal = std::string_view;

struct Cursor {
  std::string_view rest;

  bool done() const { return rest.empty(); }
  char peek(std::size_t at = 0) const { return at < rest.size() ? rest[at] : '\0'; }
  bool eat(char c) { return peek() == c && c != '\0' && skip(1); }
  bool eat_any(std::string_view set) { return !done() && set.find(rest.front()) != set.npos && skip(1); }
  // `word` is in lower case; the text may be in either.
  bool eat_word(std::string_view word) {
    for (std::size_t i = 0; i < word.size(); ++i)
      if (lower_case(peek(i)) != word[i]) return false;
    return skip(word.size());
  }

  Refusal number(std::uint64_t& n) {
    std::size_t size = 0;
    for (n = 0; is_digit(peek(size)); ++size) {
      if (size == 18) return "a number has more than 18 digits";
      n = n * 10 + static_cast<std::uint64_t>(rest[size] - '0');
    }
    if (size == 0) return "a number is missing";
    skip(size);
    return {};
  }

  // Numbers with dots between them; a dot that no digit follows is left.
  Refusal release(std::vector<std::uint64_t>& numbers) {
    do {
      std::uint64_t n = 0;
      if (const Refusal why = number(n); !why.empty()) return why;
      numbers.push_back(n);
    } while (is_digit(peek(1)) && eat('.'));
    return {};
  }

 private:
  bool skip(std::size_t n) {
    rest.remove_prefix(n);
    return true;
  }
};

}  // namespace bestby
