#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/formats/yaml.h"
#include "base/text.h"
#include "base/utf8.h"

namespace bestby::yaml {
namespace {

bool digit(char c) { return c >= '0' && c <= '9'; }
bool alnum(char c) { return digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); }

bool all(std::string_view text, std::string_view allowed) {
  return text.find_first_not_of(allowed) == std::string_view::npos;
}

// Words that YAML 1.1 or 1.2 readers do not take for text, in lower case.
bool reserved_word(std::string_view text) {
  constexpr std::array words = {"~", "null", "true", "false", "yes",  "no",   "on",    "off",
                                "y", "n",    "<<",   "=",     ".inf", ".nan", "+.inf", "-.inf"};
  return text.size() <= 5 && std::find(words.begin(), words.end(), lower(text)) != words.end();
}

// Integers and floats in any base and form: 12, 0x1F, 0b1, 0o17, 1_000, 1.5, .5, 1e5, 190:20:30.
// A little too much is taken for a number ("1e"), never too little.
bool number_like(std::string_view text) {
  if (text.starts_with('+') || text.starts_with('-')) text.remove_prefix(1);
  if (text.empty() || !(digit(text[0]) || (text[0] == '.' && text.size() > 1))) return false;
  if (text.starts_with("0x")) return all(text.substr(2), "0123456789abcdefABCDEF_");
  if (text.starts_with("0b") || text.starts_with("0o")) return all(text.substr(2), "01234567_");
  const auto exponent = text.find_first_of("eE");
  if (exponent != std::string_view::npos) {
    std::string_view power = text.substr(exponent + 1);
    if (power.starts_with('+') || power.starts_with('-')) power.remove_prefix(1);
    if (!all(power, "0123456789")) return false;
    text = text.substr(0, exponent);
  }
  return all(text, "0123456789_.:") && std::count(text.begin(), text.end(), '.') <= 1;
}

// 2026-08-21, 2026-8-1, and those with a time behind them.
bool date_like(std::string_view text) {
  if (text.size() < 8 || !all(text.substr(0, 4), "0123456789") || text[4] != '-') return false;
  const auto second = text.find('-', 5);
  return second <= 7 && digit(text[5]) && second + 1 < text.size() && digit(text[second + 1]);
}

// Whether YAML's grammar reads the text as itself when it stands bare on a line, also inside
// brackets.
bool plain(std::string_view text) {
  constexpr std::string_view never_first = "?:,[]{}#&*!|>'\"%@`";
  if (text.empty() || text != trim(text)) return false;
  if (never_first.find(text[0]) != std::string_view::npos || text.starts_with("...")) return false;
  if (text[0] == '-' && !(text.size() > 1 && (alnum(text[1]) || text[1] == '.'))) return false;
  if (text.find_first_of(",[]{}\n\t\r") != std::string_view::npos || text.ends_with(':')) return false;
  for (const std::string_view pair : {": ", " #", ":?", "? "})
    if (text.find(pair) != std::string_view::npos) return false;
  return !text.ends_with('?');
}

bool printable(std::string_view text) {
  return find_utf8_fault(text).what == nullptr && !text.starts_with("\xEF\xBB\xBF");
}

void append_escaped(std::string& out, const CodePoint& c) {
  switch (c.value) {
    case '"': out += "\\\""; return;
    case '\\': out += "\\\\"; return;
    case '\n': out += "\\n"; return;
    case '\t': out += "\\t"; return;
    case '\r': out += "\\r"; return;
    default: break;
  }
  const bool hidden =
      c.value == 0x2028 || c.value == 0x2029 || c.value == 0xFEFF || c.value == 0xFFFE || c.value == 0xFFFF;
  if (is_control(c.value) || hidden)
    out += fmt::format("\\u{:04X}", static_cast<unsigned>(c.value));
  else
    append_utf8(out, c.value);
}

}  // namespace

std::string quote(std::string_view text, As as) {
  const bool typed = as == As::text && (reserved_word(text) || number_like(text) || date_like(text));
  if (!typed && plain(text) && printable(text)) return std::string(text);
  std::string out = "\"";
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text, at);
    append_escaped(out, c);
    at += c.length;
  }
  out += '"';
  return out;
}

}  // namespace bestby::yaml
