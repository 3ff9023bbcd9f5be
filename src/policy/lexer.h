// The words of the policy language.
#pragma once

#include <cstdint>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace bestby {

enum class TokenKind : std::uint8_t { name, number, version, date, string, symbol, end };

struct Token {
  TokenKind kind = TokenKind::end;
  std::string_view text;  // a view of the source; a string without its quotes
  std::size_t at = 0;     // offset of its first byte in the source
};

inline constexpr std::size_t max_expression_bytes = 4096;

// Always ends with an `end` token. The error's span has only a column and a length, both within
// `text`, counted from 1.
Result<std::vector<Token>> tokenize(std::string_view text);

}  // namespace bestby
