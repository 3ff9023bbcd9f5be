// The names of wheels and of source archives: `package_of_archive` of observe/text/requirement.h.
#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/text.h"
#include "observe/text/requirement.h"

namespace bestby {
namespace {

int hex_digit(char c) {
  if (is_digit(c)) return c - '0';
  if (c >= 'a' && c <= 'f') return c - 'a' + 10;
  return c >= 'A' && c <= 'F' ? c - 'A' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
  std::string out;
  for (std::size_t at = 0; at < text.size(); ++at) {
    const int high = text[at] == '%' && at + 2 < text.size() ? hex_digit(text[at + 1]) : -1;
    const int low = high >= 0 ? hex_digit(text[at + 2]) : -1;
    if (low < 0) {
      out += text[at];
    } else {
      out += static_cast<char>(high * 16 + low);
      at += 2;
    }
  }
  return out;
}

constexpr std::array<std::string_view, 5> source_endings = {".tar.gz", ".zip", ".tar.bz2", ".tar.xz", ".tgz"};

bool is_name(std::string_view text) {
  for (const char c : text)
    if (!is_letter(c) && !is_digit(c) && c != '-' && c != '_' && c != '.') return false;
  return !text.empty() && (is_letter(text.front()) || is_digit(text.front()));
}

bool is_version(std::string_view text) {
  for (const char c : text)
    if (!is_letter(c) && !is_digit(c) && c != '.' && c != '+' && c != '!' && c != '_') return false;
  return !text.empty() && is_digit(text.front());
}

std::optional<SeenPackage> package_at(std::string_view name, std::string_view version) {
  if (!is_name(name) || !is_version(version)) return std::nullopt;
  return SeenPackage{"pypi", pypi_name(name), std::string(version), {}};
}

}  // namespace

std::optional<SeenPackage> package_of_archive(std::string_view path) {
  const std::string name = percent_decoded(path.substr(path.rfind('/') + 1));
  const std::string_view file = name;
  if (file.ends_with(".whl")) {
    const auto parts = split(file.substr(0, file.size() - 4), '-');
    if (parts.size() < 5) return std::nullopt;
    return package_at(parts[0], parts[1]);
  }
  for (const std::string_view ending : source_endings) {
    if (!file.ends_with(ending)) continue;
    const std::string_view stem = file.substr(0, file.size() - ending.size());
    const auto dash = stem.rfind('-');
    if (dash == std::string_view::npos) return std::nullopt;
    return package_at(stem.substr(0, dash), stem.substr(dash + 1));
  }
  return std::nullopt;
}

}  // namespace bestby
