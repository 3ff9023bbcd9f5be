#include "observe/text/json_pull.h"

#include <algorithm>
#include <array>

#include "base/utf8.h"

namespace bestby {
namespace {

bool is_blank(char c) { return c == ' ' || c == '\n' || c == '\r' || c == '\t'; }

using Signs = std::array<bool, 256>;

constexpr Signs signs_of(std::string_view text) {
  Signs out{};
  for (const char c : text) out[static_cast<unsigned char>(c)] = true;
  return out;
}
constexpr Signs string_signs = signs_of("\"\\"), structure_signs = signs_of("\"{}[]");

// The next of the signs from `at` on; the end where there is none.
std::size_t next_of(const Signs& signs, std::string_view text, std::size_t at) {
  while (at < text.size() && !signs[static_cast<unsigned char>(text[at])]) ++at;
  return at;
}

// Four hexadecimal digits; a value past U+FFFF where they are none.
char32_t hex4(std::string_view text) {
  if (text.size() < 4) return 0x110000;
  char32_t out = 0;
  for (const char c : text.substr(0, 4)) {
    const char small = static_cast<char>(c | 0x20);
    const int digit = c >= '0' && c <= '9' ? c - '0' : small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
    if (digit < 0) return 0x110000;
    out = out * 16 + static_cast<char32_t>(digit);
  }
  return out;
}

char simple_escape(char c) {
  switch (c) {
    case 'n': return '\n';
    case 't': return '\t';
    case 'r': return '\r';
    case 'b': return '\b';
    case 'f': return '\f';
    default: return c;
  }
}

// The character of `\uXXXX`, and of a pair of them; `at` is behind the `u`.
char32_t escaped(std::string_view raw, std::size_t& at) {
  char32_t c = hex4(raw.substr(std::min(at, raw.size())));
  if (c > 0xFFFF) return U'\uFFFD';
  at += 4;
  if (c < 0xD800 || c >= 0xE000) return c;
  if (c < 0xDC00 && raw.substr(at).starts_with("\\u")) {
    const char32_t low = hex4(raw.substr(at + 2));
    if (low >= 0xDC00 && low < 0xE000) {
      at += 6;
      return 0x10000 + ((c - 0xD800) << 10U) + (low - 0xDC00);
    }
  }
  return U'\uFFFD';
}

}  // namespace

std::string utf8_text(std::string_view bytes) {
  std::string out;
  out.reserve(bytes.size());
  for (std::size_t at = 0; at < bytes.size();) {
    const CodePoint c = decode_utf8(bytes, at);
    if (c.valid)
      out.append(bytes.substr(at, c.length));
    else
      append_utf8(out, U'\uFFFD');
    at += c.length;
  }
  return out;
}

std::string JsonText::value() const {
  if (!quoted) return raw == "null" ? std::string() : utf8_text(raw);
  if (!escapes) return utf8_text(raw);
  std::string out;
  for (std::size_t at = 0; at < raw.size();) {
    if (raw[at] != '\\' || at + 1 >= raw.size()) {
      out += raw[at++];
    } else if (raw[at + 1] == 'u') {
      at += 2;
      append_utf8(out, escaped(raw, at));
    } else {
      out += simple_escape(raw[at + 1]);
      at += 2;
    }
  }
  return utf8_text(out);
}

JsonPull::JsonPull(std::string_view text, std::size_t depth) : text_(text), most_(depth) {
  if (text.starts_with("\xEF\xBB\xBF")) at_ = 3;
}

bool JsonPull::fail(const char* what) {
  if (fault_ == nullptr) fault_ = what;
  return false;
}

void JsonPull::blanks() {
  while (at_ < text_.size() && is_blank(text_[at_])) ++at_;
}

char JsonPull::peek() {
  if (fault_ != nullptr) return '\0';
  blanks();
  return at_ < text_.size() ? text_[at_] : '\0';
}

bool JsonPull::open(char bracket) {
  if (peek() != bracket) {
    skip();
    return false;
  }
  if (++depth_ > most_) return fail("values stand too deep in one another");
  ++at_;
  fresh_ = true;
  return true;
}

// Past the comma before the next entry; false at the end of the collection.
bool JsonPull::between(char close) {
  const char c = peek();
  if (c == close) {
    ++at_;
    --depth_;
    fresh_ = false;
    return false;
  }
  if (!fresh_) {
    if (c != ',') return fail(c == '\0' ? "it ends within a value" : "a comma is missing");
    ++at_;
    peek();
  }
  fresh_ = false;
  return fault_ == nullptr;
}

bool JsonPull::next_key(JsonText& key) {
  if (!between('}')) return false;
  if (peek() != '"') return fail(at_ < text_.size() ? "a key is missing" : "it ends within a value");
  if (!string(key)) return false;
  if (peek() != ':') return fail("a colon is missing");
  ++at_;
  return true;
}

bool JsonPull::next_item() {
  if (!between(']')) return false;
  return peek() != '\0' || fail("it ends within a value");
}

bool JsonPull::string(JsonText& out) {
  const std::size_t begin = ++at_;
  out = {{}, true, false};
  for (;;) {
    const std::size_t stop = next_of(string_signs, text_, at_);
    if (stop == text_.size() || (text_[stop] == '\\' && stop + 1 >= text_.size())) {
      at_ = text_.size();
      return fail("it ends within a string");
    }
    if (text_[stop] == '"') {
      out.raw = text_.substr(begin, stop - begin);
      at_ = stop + 1;
      return true;
    }
    out.escapes = true;
    at_ = stop + 2;
  }
}

JsonText JsonPull::text() {
  JsonText out;
  const char c = peek();
  if (c == '"') {
    string(out);
    return out;
  }
  if (c == '{' || c == '[') {
    skip();
    return out;
  }
  const std::size_t begin = at_;
  const auto ends = [](char s) {
    return is_blank(s) || s == ',' || s == ']' || s == '}' || s == ':' || s == '"';
  };
  while (at_ < text_.size() && !ends(text_[at_])) ++at_;
  if (at_ == begin) fail(at_ < text_.size() ? "a value is missing" : "it ends within a value");
  out.raw = text_.substr(begin, at_ - begin);
  return out;
}

// Brackets are only counted here, by kind of bracket: what is passed over need not be good.
void JsonPull::skip() {
  const char c = peek();
  if (fault_ != nullptr) return;
  if (c != '{' && c != '[') {
    text();
    return;
  }
  std::size_t open = 0;
  for (;;) {
    const std::size_t stop = next_of(structure_signs, text_, at_);
    if (stop == text_.size()) {
      at_ = text_.size();
      fail("it ends within a value");
      return;
    }
    at_ = stop;
    const char sign = text_[stop];
    if (sign == '"') {
      JsonText unused;
      if (!string(unused)) return;
      continue;
    }
    ++at_;
    open += sign == '{' || sign == '[' ? 1 : -1;
    if (open == 0) return;
  }
}

void JsonPull::finish() {
  if (peek() != '\0') fail("something stands behind the value");
}

}  // namespace bestby
