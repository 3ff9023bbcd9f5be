#include "find/image_address.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace bestby {
namespace {

constexpr std::string_view placeholder_marks = "<>{}$*";
constexpr std::array<std::string_view, 3> transports = {"https://", "http://", "docker://"};

bool made_of(std::string_view text, std::string_view marks) {
  return !text.empty() && std::all_of(text.begin(), text.end(), [&](char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
           marks.find(c) != std::string_view::npos;
  });
}

}  // namespace

std::optional<ImageAddress> read_image_address(std::string_view text) {
  for (const std::string_view transport : transports)
    if (text.starts_with(transport)) text.remove_prefix(transport.size());
  ImageAddress out;
  if (const auto at = text.find('@'); at != std::string_view::npos) {
    out.digest = text.substr(at + 1);
    text = text.substr(0, at);
    if (out.digest.find(':') == std::string_view::npos || !made_of(out.digest, ":")) return std::nullopt;
  }
  const auto slash = text.rfind('/');
  const auto colon = text.rfind(':');
  if (colon != std::string_view::npos && (slash == std::string_view::npos || colon > slash)) {
    out.tag = text.substr(colon + 1);
    text = text.substr(0, colon);
    if (out.tag.size() > 128 || !made_of(out.tag, "._-")) return std::nullopt;
  }
  const auto first = text.substr(0, text.find('/'));
  if (first.size() < text.size() &&
      (first.find_first_of(".:") != std::string_view::npos || first == "localhost")) {
    out.host = first;
    text.remove_prefix(first.size() + 1);
    if (!made_of(out.host, ".:-_<>{}$*")) return std::nullopt;
  }
  out.path = text;
  if (!made_of(out.path, "/._-") || out.path.ends_with('/')) return std::nullopt;
  return out;
}

bool has_placeholder(std::string_view host) {
  return host.find_first_of(placeholder_marks) != std::string_view::npos;
}

bool hosts_agree(std::string_view a, std::string_view b) {
  const auto left = split(a, '.'), right = split(b, '.');
  return std::equal(left.begin(), left.end(), right.begin(), right.end(), [](auto x, auto y) {
    return x == y || (has_placeholder(x) && !y.empty()) || (has_placeholder(y) && !x.empty());
  });
}

}  // namespace bestby
