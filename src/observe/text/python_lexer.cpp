#include "observe/text/python_lexer.h"

#include <algorithm>
#include <array>
#include <charconv>

#include "base/text.h"
#include "base/utf8.h"

namespace bestby {
namespace {

// Letters, digits, `_` and whatever is no ASCII.
constexpr std::array<bool, 256> name_signs = [] {
  std::array<bool, 256> out{};
  for (int c = 0; c < 256; ++c)
    out[static_cast<std::size_t>(c)] =
        is_letter(static_cast<char>(c)) || is_digit(static_cast<char>(c)) || c == '_' || c >= 0x80;
  return out;
}();

bool is_name_sign(char c) { return name_signs[static_cast<unsigned char>(c)]; }

bool is_prefix(std::string_view text) {
  if (text.size() > 2) return false;
  return std::all_of(text.begin(), text.end(),
                     [](char c) { return std::string_view("rRbBuUfFtT").find(c) != std::string_view::npos; });
}

// The number in `digits` hexadecimal or octal digits; nothing where they are none.
bool number_at(std::string_view text, std::size_t at, std::size_t digits, int base, std::uint32_t& out) {
  if (at + digits > text.size()) return false;
  const char* end = text.data() + at + digits;
  const auto [stop, failed] = std::from_chars(text.data() + at, end, out, base);
  return failed == std::errc() && stop == end;
}

constexpr std::string_view simple_from = "ntrabfv\\'\"", simple_to = "\n\t\r\a\b\f\v\\'\"";

// The escape at `at`, which is a backslash's; moves behind it.
void append_escape(std::string& out, std::string_view text, std::size_t& at) {
  const char c = text[at + 1];
  std::uint32_t value = 0;
  const std::size_t digits = c == 'x' ? 2 : c == 'u' ? 4 : c == 'U' ? 8 : 0;
  if (digits > 0 && number_at(text, at + 2, digits, 16, value) && value < 0x110000 &&
      (value < 0xD800 || value > 0xDFFF)) {
    append_utf8(out, value);
    at += 2 + digits;
  } else if (c == '\n') {
    at += 2;
  } else if (const auto simple = simple_from.find(c); simple != std::string_view::npos) {
    out += simple_to[simple];
    at += 2;
  } else {
    out += text[at++];
  }
}

}  // namespace

std::string python_text(std::string_view inside, bool raw) {
  if (raw || inside.find('\\') == std::string_view::npos) return std::string(inside);
  std::string out;
  for (std::size_t at = 0; at < inside.size();) {
    if (inside[at] == '\\' && at + 1 < inside.size())
      append_escape(out, inside, at);
    else
      out += inside[at++];
  }
  return out;
}

// Past blanks, comments and line ends that end nothing; false at a line end that does.
bool PythonLexer::blanks() {
  while (at_ < text_.size()) {
    const char c = text_[at_];
    if (c == '\n') {
      if (depth_ == 0) return false;
      ++at_;
    } else if (c == ' ' || c == '\t' || c == '\r' || c == '\f') {
      ++at_;
    } else if (c == '\\') {
      const std::size_t feed = text_.substr(at_ + 1).starts_with('\r') ? at_ + 2 : at_ + 1;
      if (feed >= text_.size() || text_[feed] != '\n') return true;
      at_ = feed + 1;
    } else if (c == '#') {
      at_ = std::min(text_.find('\n', at_), text_.size());
    } else {
      return true;
    }
  }
  return true;
}

bool PythonLexer::next(PythonToken& token) {
  token = {};
  const bool more = blanks();
  if (at_ >= text_.size()) return false;
  token.begin = static_cast<std::uint32_t>(at_);
  if (!more) {
    ++at_;
  } else if (const char c = text_[at_]; c == '"' || c == '\'') {
    string(token, at_);
  } else if (is_name_sign(c)) {
    std::size_t end = at_ + 1;
    const bool number = is_digit(c);
    while (end < text_.size() && (is_name_sign(text_[end]) || (number && text_[end] == '.'))) ++end;
    const bool quoted = end < text_.size() && (text_[end] == '"' || text_[end] == '\'');
    if (quoted && is_prefix(text_.substr(at_, end - at_))) {
      string(token, end);
    } else {
      token.kind = number ? PythonToken::Kind::number : PythonToken::Kind::name;
      at_ = end;
    }
  } else {
    sign(token);
  }
  token.end = static_cast<std::uint32_t>(at_);
  return true;
}

void PythonLexer::string(PythonToken& token, std::size_t quote_at) {
  token.kind = PythonToken::Kind::string;
  token.literal = true;
  for (const char c : text_.substr(token.begin, quote_at - token.begin)) {
    token.raw = token.raw || c == 'r' || c == 'R';
    token.literal = token.literal && (c == 'r' || c == 'R' || c == 'u' || c == 'U');
  }
  const char quote = text_[quote_at];
  const std::string_view three = text_.substr(quote_at, 3);
  const bool is_long = three.size() == 3 && three[1] == quote && three[2] == quote;
  const std::size_t width = is_long ? 3 : 1;
  token.open = static_cast<std::uint8_t>(quote_at - token.begin + width);
  for (at_ = quote_at + width; at_ < text_.size(); ++at_) {
    const char c = text_[at_];
    if (c == '\\') {
      ++at_;
    } else if (c == '\n' && !is_long) {
      break;
    } else if (c == quote && (!is_long || text_.substr(at_, 3) == three)) {
      token.close = static_cast<std::uint8_t>(width);
      at_ += width;
      return;
    }
  }
  at_ = std::min(at_, text_.size());
  token.literal = false;
}

void PythonLexer::sign(PythonToken& token) {
  token.kind = PythonToken::Kind::sign;
  const char c = text_[at_++];
  if (c == '(' || c == '[' || c == '{') ++depth_;
  if ((c == ')' || c == ']' || c == '}') && depth_ > 0) --depth_;
  const bool doubles = std::string_view("*/<>").find(c) != std::string_view::npos;
  if (doubles && at_ < text_.size() && text_[at_] == c) ++at_;
  if (std::string_view("=:+-*/%&|^<>!@").find(c) != std::string_view::npos && at_ < text_.size() &&
      text_[at_] == '=')
    ++at_;
}

}  // namespace bestby
