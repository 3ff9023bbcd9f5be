#include "observe/image/json_texts.h"

#include <vector>

#include "base/text.h"

namespace bestby {
namespace {

// The text that begins at a quote; nothing where it does not end.
std::optional<std::string_view> text_at(std::string_view json, std::size_t& at) {
  const std::size_t begin = ++at;
  while (at < json.size() && json[at] != '"') at += json[at] == '\\' ? 2 : 1;
  if (at >= json.size()) return std::nullopt;
  return json.substr(begin, at++ - begin);
}

void pass_blanks(std::string_view json, std::size_t& at) {
  while (at < json.size() && std::string_view(" \t\r\n").find(json[at]) != std::string_view::npos) ++at;
}

}  // namespace

std::optional<std::string_view> json_text_at(std::string_view json, std::string_view names) {
  const auto wanted = split(names, '.');
  std::size_t depth = 0, matched = 0;  // of the objects around; how many of them are the wanted ones
  for (std::size_t at = 0; at < json.size();) {
    const char c = json[at];
    if (c == '{' || c == '[') {
      ++depth;
      ++at;
    } else if (c == '}' || c == ']') {
      if (depth == 0) return std::nullopt;
      if (--depth <= matched && matched > 0) --matched;
      ++at;
    } else if (c == '"') {
      const auto key = text_at(json, at);
      if (!key) return std::nullopt;
      if (depth != matched + 1 || *key != wanted[matched]) continue;
      pass_blanks(json, at);
      if (at >= json.size() || json[at] != ':') continue;  // a value that is the same text
      ++at;
      pass_blanks(json, at);
      if (at >= json.size()) return std::nullopt;
      if (matched + 1 == wanted.size()) return json[at] == '"' ? text_at(json, at) : std::nullopt;
      if (json[at] == '{') ++matched;
    } else {
      ++at;
    }
  }
  return std::nullopt;
}

}  // namespace bestby
