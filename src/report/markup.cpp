#include "report/markup.h"

#include "base/utf8.h"

namespace bestby {
namespace {

std::string_view entity(char32_t c) {
  switch (c) {
    case '<': return "&lt;";
    case '>': return "&gt;";
    case '&': return "&amp;";
    case '"': return "&quot;";
    case '\'': return "&#39;";
    default: return {};
  }
}

bool is_allowed(const CodePoint& c) {
  return c.valid && !is_control(c.value) && c.value != 0xFFFE && c.value != 0xFFFF;
}

}  // namespace

std::string escaped_markup(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size();) {
    const CodePoint c = decode_utf8(text, at);
    if (const auto name = entity(c.value); !name.empty())
      out += name;
    else if (is_allowed(c))
      out += text.substr(at, c.length);
    else
      append_utf8(out, 0xFFFD);
    at += c.length;
  }
  return out;
}

}  // namespace bestby
