#include "base/placeholders.h"

#include <algorithm>

#include "base/text.h"

namespace bestby {
namespace {

bool is_name(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || is_digit(c) || c == '_';
  });
}

// Calls plain(text) and named(name) for the parts of a text, in order.
template <class Plain, class Named>
void each_part(std::string_view text, Plain&& plain, Named&& named) {
  std::size_t begin = 0;
  for (std::size_t open = text.find('{'); open != std::string_view::npos; open = text.find('{', open + 1)) {
    const std::size_t close = text.find('}', open);
    if (close == std::string_view::npos) break;
    const std::string_view name = text.substr(open + 1, close - open - 1);
    if (!is_name(name)) continue;
    plain(text.substr(begin, open - begin));
    named(name);
    begin = close + 1;
  }
  plain(text.substr(begin));
}

}  // namespace

std::vector<std::string_view> names_in(std::string_view text) {
  std::vector<std::string_view> out;
  each_part(text, [](std::string_view) {}, [&](std::string_view name) { out.push_back(name); });
  return out;
}

std::optional<std::string> filled(std::string_view text, const ValueOf& value_of) {
  std::string out;
  bool whole = true;
  each_part(
      text, [&](std::string_view plain) { out += plain; },
      [&](std::string_view name) {
        const auto value = value_of(name);
        whole = whole && value.has_value();
        out += value.value_or("");
      });
  if (!whole) return std::nullopt;
  return out;
}

}  // namespace bestby
