#include "policy/lexer.h"

#include <array>

#include <fmt/format.h>

#include "base/date.h"

namespace bestby {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool letter(char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_'; }

constexpr std::array<std::string_view, 16> symbols = {"!=", "<=", ">=", "..", "=", "<", ">", "+",
                                                      "-",  "(",  ")",  "[",  "]", ",", ".", "*"};

// 2023-02-29: somebody means a day, whether or not there is one.
bool looks_like_day(std::string_view text) {
  if (text.size() < 10 || (text.size() > 10 && (digit(text[10]) || letter(text[10])))) return false;
  for (std::size_t i = 0; i < 10; ++i)
    if (i == 4 || i == 7 ? text[i] != '-' : !digit(text[i])) return false;
  return true;
}

// A name runs over letters, digits and hyphens that a letter or digit follows: `end-of-patch`,
// while `a - b` has spaces.
std::size_t name_end(std::string_view text, std::size_t i) {
  while (i < text.size() &&
         (letter(text[i]) || digit(text[i]) ||
          (text[i] == '-' && i + 1 < text.size() && (letter(text[i + 1]) || digit(text[i + 1])))))
    ++i;
  return i;
}

// Digits, then dotted parts that begin with a digit, and letters within: 1.13.1, 12.x is 12 . x
std::size_t number_end(std::string_view text, std::size_t i) {
  while (i < text.size() &&
         (digit(text[i]) || letter(text[i]) || (text[i] == '.' && i + 1 < text.size() && digit(text[i + 1]))))
    ++i;
  return i;
}

TokenKind number_kind(std::string_view text) {
  for (char c : text)
    if (!digit(c)) return TokenKind::version;
  return TokenKind::number;
}

}  // namespace

Result<std::vector<Token>> tokenize(std::string_view text) {
  const auto bad = [&](std::size_t at, std::string message, std::string help = {}, int length = 1) {
    Span span;
    span.column = static_cast<int>(at) + 1;
    span.length = length;
    return fail(ErrorCode::catalog, std::move(message), span, std::move(help));
  };
  if (text.size() > max_expression_bytes)
    return bad(0, fmt::format("the expression is longer than {} bytes", max_expression_bytes));
  std::vector<Token> out;
  std::size_t i = 0;
  while (i < text.size()) {
    const char c = text[i];
    if (c == ' ' || c == '\n' || c == '\t') {
      ++i;
      continue;
    }
    const std::size_t start = i;
    if (looks_like_day(text.substr(i))) {
      if (auto day = Date::parse(text.substr(i, 10)); !day)
        return bad(i, day.error().message, day.error().help, 10);
      i += 10;
      out.push_back({TokenKind::date, text.substr(start, 10), start});
    } else if (digit(c)) {
      i = number_end(text, i);
      const auto word = text.substr(start, i - start);
      out.push_back({number_kind(word), word, start});
    } else if (letter(c)) {
      i = name_end(text, i);
      out.push_back({TokenKind::name, text.substr(start, i - start), start});
    } else if (c == '"' || c == '\'') {
      const auto close = text.find(c, i + 1);
      if (close == std::string_view::npos) return bad(i, "the text in quotes does not end");
      out.push_back({TokenKind::string, text.substr(i + 1, close - i - 1), start});
      i = close + 1;
    } else {
      std::string_view found;
      for (const auto symbol : symbols)
        if (found.empty() && text.substr(i).starts_with(symbol)) found = symbol;
      if (found.empty())
        return bad(i,
                   fmt::format("`{}` has no meaning here",
                               static_cast<unsigned char>(c) < 0x80 && c >= ' '
                                   ? std::string(1, c)
                                   : fmt::format("\\x{:02x}", static_cast<unsigned char>(c))),
                   c == '/' ? "a name with a `/` stands in quotes: product = \"publisher/name\"" : "");
      out.push_back({TokenKind::symbol, text.substr(i, found.size()), start});
      i += found.size();
    }
  }
  out.push_back({TokenKind::end, text.substr(text.size()), text.size()});
  return out;
}

}  // namespace bestby
