#include "base/formats/json_line.h"

#include <algorithm>
#include <array>

#include "base/text.h"
#include "base/utf8.h"

namespace bestby {
namespace {

using Kind = JsonEvent::Kind;

struct Word {
  std::string_view text;
  Kind kind;
};
constexpr std::array words = {Word{"true", Kind::truth}, Word{"false", Kind::truth},
                              Word{"null", Kind::null_}};

struct Escape {
  char letter, means;
};
constexpr std::array escapes = {Escape{'"', '"'},  Escape{'\\', '\\'}, Escape{'/', '/'},  Escape{'b', '\b'},
                                Escape{'f', '\f'}, Escape{'n', '\n'},  Escape{'r', '\r'}, Escape{'t', '\t'}};

bool is_utf8(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text, at);
    if (!c.valid) return false;
    at += c.length;
  }
  return true;
}

}  // namespace

JsonLine::JsonLine(char* begin, std::size_t size) : begin_(begin), at_(begin), end_(begin + size) {
  if (size > json_line_bytes)
    fail("the line is longer than 1 MiB");
  else if (std::any_of(begin_, end_, [](char c) { return static_cast<unsigned char>(c) >= 0x80; }) &&
           !is_utf8({begin, size}))
    fail("the line is not UTF-8");
}

bool JsonLine::fail(const char* what) {
  if (fault_ == nullptr) fault_ = what;
  return false;
}

void JsonLine::blanks() {
  while (at_ != end_ && (*at_ == ' ' || *at_ == '\t' || *at_ == '\r' || *at_ == '\n')) ++at_;
}

bool JsonLine::next(JsonEvent& event) {
  if (fault_ != nullptr) return false;
  blanks();
  if (done_) return at_ == end_ ? false : fail("something stands behind the value");
  if (at_ == end_) return fail("the line ends too early");
  event.key = {};
  event.text = {};
  if (depth_ > 0) {
    const bool array = (arrays_ >> static_cast<unsigned>(depth_) & 1U) != 0;
    if (*at_ == (array ? ']' : '}')) return close(event);
    if (!fresh_) {
      if (*at_ != ',') return fail("a comma is missing");
      ++at_;
      blanks();
    }
    if (!array) {
      if (at_ == end_ || *at_ != '"') return fail("a key must be a text in quotes");
      if (!string(event.key)) return false;
      blanks();
      if (at_ == end_ || *at_ != ':') return fail("a colon is missing behind a key");
      ++at_;
      blanks();
    }
  }
  fresh_ = false;
  return value(event);
}

bool JsonLine::close(JsonEvent& event) {
  ++at_;
  event.kind = Kind::end;
  event.depth = --depth_;
  fresh_ = false;
  done_ = depth_ == 0;
  return true;
}

bool JsonLine::value(JsonEvent& event) {
  if (at_ == end_) return fail("a value is missing");
  event.depth = depth_;
  const char c = *at_;
  if (c == '{' || c == '[') {
    if (depth_ == json_line_depth) return fail("it is nested too deep");
    ++at_;
    ++depth_;
    const std::uint64_t bit = std::uint64_t{1} << static_cast<unsigned>(depth_);
    arrays_ = c == '[' ? arrays_ | bit : arrays_ & ~bit;
    fresh_ = true;
    event.kind = c == '[' ? Kind::array : Kind::object;
    return true;
  }
  bool good = false;
  if (c == '"') {
    event.kind = Kind::text;
    good = string(event.text);
  } else if (c == '-' || is_digit(c)) {
    event.kind = Kind::number;
    good = number(event.text);
  } else {
    good = word(event);
  }
  done_ = depth_ == 0;
  return good;
}

bool JsonLine::word(JsonEvent& event) {
  const std::string_view rest(at_, static_cast<std::size_t>(end_ - at_));
  for (const Word& known : words) {
    if (!rest.starts_with(known.text)) continue;
    event.kind = known.kind;
    event.text = rest.substr(0, known.text.size());
    at_ += known.text.size();
    return true;
  }
  return fail("this is no value");
}

bool JsonLine::number(std::string_view& out) {
  char* const from = at_;
  const auto digits = [&] {
    const char* first = at_;
    while (at_ != end_ && is_digit(*at_)) ++at_;
    return at_ != first;
  };
  const auto take = [&](std::string_view any) {
    const bool there = at_ != end_ && any.find(*at_) != any.npos;
    if (there) ++at_;
    return there;
  };
  take("-");
  const char* first = at_;
  bool good = digits() && (*first != '0' || at_ - first == 1);
  if (good && take(".")) good = digits();
  if (good && take("eE")) {
    take("+-");
    good = digits();
  }
  out = {from, static_cast<std::size_t>(at_ - from)};
  return good || fail("this is no number");
}

bool JsonLine::string(std::string_view& out) {
  char* const from = ++at_;
  const auto plain = [](char c) { return c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20; };
  while (at_ != end_ && plain(*at_)) ++at_;
  char* to = at_;
  while (at_ != end_ && *at_ != '"') {
    if (static_cast<unsigned char>(*at_) < 0x20) return fail("a control character stands in a text");
    if (*at_ == '\\') {
      if (!escape(to)) return false;
    } else {
      *to++ = *at_++;
    }
  }
  if (at_ == end_) return fail("a text has no end");
  ++at_;
  out = {from, static_cast<std::size_t>(to - from)};
  return true;
}

// What is escaped is never shorter than what it stands for.
bool JsonLine::escape(char*& to) {
  if (++at_ == end_) return fail("a text has no end");
  const char letter = *at_++;
  if (letter == 'u') {
    std::uint32_t code = 0;
    if (!code_point(code)) return false;
    std::string bytes;
    append_utf8(bytes, code);
    to = std::copy(bytes.begin(), bytes.end(), to);
    return true;
  }
  for (const Escape& known : escapes)
    if (known.letter == letter) {
      *to++ = known.means;
      return true;
    }
  return fail("there is no such escape");
}

bool JsonLine::code_point(std::uint32_t& out) {
  const auto four = [&](std::uint32_t& code) {
    code = 0;
    for (int i = 0; i < 4; ++i, ++at_) {
      if (at_ == end_) return false;
      const char c = *at_;
      const int digit = is_digit(c)            ? c - '0'
                        : c >= 'a' && c <= 'f' ? c - 'a' + 10
                        : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                               : -1;
      if (digit < 0) return false;
      code = code << 4U | static_cast<std::uint32_t>(digit);
    }
    return true;
  };
  if (!four(out)) return fail("\\u needs four hexadecimal digits");
  if (out < 0xD800 || out > 0xDFFF) return true;
  std::uint32_t low = 0;
  const bool pair = out < 0xDC00 && end_ - at_ >= 6 && at_[0] == '\\' && at_[1] == 'u' &&
                    (at_ += 2, four(low)) && low >= 0xDC00 && low <= 0xDFFF;
  if (!pair) return fail("half a character is escaped");
  out = 0x10000 + ((out - 0xD800) << 10U) + (low - 0xDC00);
  return true;
}

}  // namespace bestby
