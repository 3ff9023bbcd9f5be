#include "observe/text/inline_ignore.h"

#include <algorithm>
#include <array>
#include <optional>
#include <string>

#include "base/text.h"

namespace bestby {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t longest_comment = 1000;
constexpr std::array<std::string_view, 9> openings = {"#", "//", "/*", "<!--", "--", ";", "{#", "%", "*"};
constexpr std::array<std::string_view, 6> closings = {"-->", "*/", "#}", "\\n\",", "\\n\"", "\","};

// The value of `name=`; nothing where it is missing.
std::optional<std::string> value_of(std::string_view text, std::string_view name, std::string_view other) {
  const std::string key = std::string(name) + "=";
  std::size_t at = text.find(key);
  while (at != npos && at > 0 && text[at - 1] != ' ' && text[at - 1] != '\t') at = text.find(key, at + 1);
  if (at == npos) return std::nullopt;
  std::string_view value = text.substr(at + key.size());
  if (value.starts_with('"') || value.starts_with('\'')) {
    const std::size_t end = value.find(value[0], 1);
    if (end != npos) return std::string(value.substr(1, end - 1));
  }
  const std::string next = " " + std::string(other) + "=";
  value = value.substr(0, value.find(next));
  return std::string(trim(value));
}

}  // namespace

void read_inline_ignore(const TextPlaces& places, std::size_t at, Observed& out) {
  const std::string_view text = places.text();
  const std::size_t least = at > longest_comment ? at - longest_comment : 0;
  std::size_t begin = at;
  while (begin > least && text[begin - 1] != '\n') --begin;
  const std::string_view before = trim(text.substr(begin, at - begin));
  const bool comment = std::any_of(openings.begin(), openings.end(),
                                   [&](std::string_view opening) { return before.ends_with(opening); });
  if (!comment) return;
  std::string_view rest = text.substr(at + ignore_mark.size(), longest_comment);
  rest = trim(rest.substr(0, rest.find('\n')));
  for (const std::string_view closing : closings)
    if (rest.ends_with(closing)) rest = trim(rest.substr(0, rest.size() - closing.size()));
  std::string until = value_of(rest, "until", "because").value_or("");
  until = until.substr(0, until.find_first_of(" \t"));
  out.ignores.push_back({std::string(places.path()), places.line(at), std::move(until),
                         value_of(rest, "because", "until").value_or("")});
}

}  // namespace bestby
