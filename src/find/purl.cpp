#include "find/purl.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"

namespace bestby {
namespace {

constexpr std::array<std::string_view, 6> lower_case_types = {"bitbucket", "composer", "deb",
                                                              "docker",    "github",   "pypi"};

int hex(char c) {
  if (c >= '0' && c <= '9') return c - '0';
  const char small = static_cast<char>(c | 0x20);
  return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

bool is_escape(std::string_view text, std::size_t i) {
  return text[i] == '%' && i + 2 < text.size() && hex(text[i + 1]) >= 0 && hex(text[i + 2]) >= 0;
}

// The first `%` that begins no escape, with what follows it; empty: there is none.
std::string_view bad_escape(std::string_view text) {
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '%' && !is_escape(text, i)) return text.substr(i, 3);
  return {};
}

std::string decoded(std::string_view text) {
  std::string out;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool escape = is_escape(text, i);
    out.push_back(escape ? static_cast<char>(hex(text[i + 1]) * 16 + hex(text[i + 2])) : text[i]);
    if (escape) i += 2;
  }
  return out;
}

void normalise(Purl& purl) {
  const auto* const small = std::find(lower_case_types.begin(), lower_case_types.end(), purl.type);
  if (small != lower_case_types.end()) purl.path = lower(purl.path);
  if (purl.type == "pypi")
    for (char& c : purl.path)
      if (c == '_' || c == '.') c = '-';
}

// Cuts `text` before position `at` and gives what stands after it.
std::string_view cut(std::string_view& text, std::size_t at) {
  if (at == std::string_view::npos) return {};
  const auto rest = text.substr(at + 1);
  text = text.substr(0, at);
  return rest;
}

}  // namespace

std::string_view Purl::qualifier(std::string_view key) const {
  for (const auto& [name, value] : qualifiers)
    if (name == key) return value;
  return {};
}

Result<Purl> read_purl(std::string_view text) {
  const std::string_view whole = text;
  const auto bad = [&](std::string_view what) {
    return fail(ErrorCode::usage, fmt::format("`{}` is not a package URL: {}", whole, what), {},
                "a package URL reads pkg:type/name@version, as pkg:pypi/torch@1.12.1");
  };
  if (lower(text.substr(0, 4)) != "pkg:") return bad("it does not begin with `pkg:`");
  text.remove_prefix(4);
  if (const auto wrong = bad_escape(text); !wrong.empty())
    return bad(fmt::format("`{}` is no escape: two hexadecimal digits follow a `%`", wrong));
  while (text.starts_with('/')) text.remove_prefix(1);
  cut(text, text.find('#'));
  const auto qualifiers = cut(text, text.find('?'));
  const auto slash = text.find('/');
  if (slash == 0 || text.empty()) return bad("it has no type");
  if (slash == std::string_view::npos) return bad("it has no name");
  Purl out;
  out.type = lower(text.substr(0, slash));
  text.remove_prefix(slash + 1);
  // The version stands after the last `@`; one that a slash follows belongs to a namespace.
  const auto at = text.rfind('@');
  if (at != std::string_view::npos && at != 0 && text.find('/', at) == std::string_view::npos)
    out.version = decoded(cut(text, at));
  while (text.ends_with('/')) text.remove_suffix(1);
  out.path = decoded(text);
  if (out.path.empty()) return bad("it has no name");
  for (const auto pair : split(qualifiers, '&')) {
    const auto equals = pair.find('=');
    if (equals != std::string_view::npos)
      out.qualifiers.emplace_back(lower(pair.substr(0, equals)), decoded(pair.substr(equals + 1)));
  }
  normalise(out);
  return out;
}

std::string purl_encoded(std::string_view text, std::string_view kept) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       kept.find(c) != std::string_view::npos;
    out += plain ? std::string(1, c)
                 : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return out;
}

}  // namespace bestby
