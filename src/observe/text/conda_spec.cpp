#include "observe/text/conda_spec.h"

#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "observe/text/requirement.h"

namespace bestby {
namespace {

bool is_conda_name(std::string_view text) {
  for (const char c : text)
    if (!is_letter(c) && !is_digit(c) && c != '-' && c != '_' && c != '.') return false;
  return !text.empty();
}

bool is_version(std::string_view text) {
  for (const char c : text)
    if (!is_letter(c) && !is_digit(c) && c != '.' && c != '_' && c != '+' && c != '!' && c != '-')
      return false;
  return !text.empty() && is_digit(text.front());
}

// "=1.12", "1.12.*", "==1.12.1", ">=1.12,<2", into the package.
void set_conda_version(std::string_view text, bool has_build, SeenPackage& package) {
  text = trim(text);
  const bool fuzzy = text.starts_with('=') && !text.starts_with("==");
  std::string_view version = text;
  while (version.starts_with('=')) version.remove_prefix(1);
  if (is_version(version)) {
    if (!fuzzy || has_build)
      package.version = version;
    else
      package.specifier = fmt::format("=={}.*", version);
    return;
  }
  std::string_view stem = version;
  if (stem.ends_with('*')) stem.remove_suffix(1);
  if (stem.ends_with('.')) stem.remove_suffix(1);
  if (is_version(stem)) {
    package.specifier = fmt::format("=={}.*", stem);
    return;
  }
  if (auto specifier = pep440_specifier(text)) set_specifier(package, std::move(*specifier));
}

// The value of `version` in `[version='>=1,<2', build=x]`.
std::string_view bracket_value(std::string_view inside, std::string_view key) {
  for (std::size_t at = 0; at < inside.size();) {
    const auto equals = inside.find('=', at);
    if (equals == std::string_view::npos) return {};
    const std::string_view name = trim(inside.substr(at, equals - at));
    std::size_t from = equals + 1, to;
    const char quote = from < inside.size() ? inside[from] : '\0';
    if (quote == '\'' || quote == '"') {
      to = std::min(inside.find(quote, ++from), inside.size());
      at = std::min(inside.find(',', to), inside.size() - 1) + 1;
    } else {
      to = std::min(inside.find(',', from), inside.size());
      at = to + 1;
    }
    if (name == key) return trim(inside.substr(from, to - from));
  }
  return {};
}

struct BuildWord {
  std::string_view word, product;
};
// What stands before a version in the name of a build.
constexpr std::array build_words = {BuildWord{"cuda", "cuda"}, BuildWord{"cudnn", "cudnn"}};

// "11.3" and "8.3.2"; "112" is 11.2, as conda-forge writes it.
std::string build_version(std::string_view text) {
  std::size_t end = 0;
  while (end < text.size() &&
         (is_digit(text[end]) || (text[end] == '.' && end > 0 && digits_at(text, end + 1) > 0)))
    ++end;
  const std::string_view version = text.substr(0, end);
  if (version.size() == 3 && all_digits(version))
    return fmt::format("{}.{}", version.substr(0, 2), version.substr(2));
  return version.find('.') == std::string_view::npos && version.size() > 2 ? std::string()
                                                                           : std::string(version);
}

}  // namespace

std::optional<CondaSpec> read_conda_spec(std::string_view text) {
  CondaSpec out;
  text = trim(text);
  if (const auto colons = text.find("::"); colons != std::string_view::npos) {
    out.channel = text.substr(0, colons);
    text = text.substr(colons + 2);
    if (const auto colon = out.channel.rfind('/');
        colon != std::string_view::npos && out.channel.find("://") == std::string_view::npos)
      out.channel = out.channel.substr(0, colon);  // `channel/linux-64`
  }
  std::string_view inside;
  if (const auto open = text.find('['); open != std::string_view::npos) {
    const auto close = text.find(']', open);
    if (close == std::string_view::npos) return std::nullopt;
    inside = text.substr(open + 1, close - open - 1);
    text = text.substr(0, open);
  }
  const std::size_t name_end = std::min(text.find_first_of(" =<>!~"), text.size());
  const std::string_view name = text.substr(0, name_end);
  if (!is_conda_name(name)) return std::nullopt;
  out.package = {"conda", lower(name), {}, {}};
  std::string_view version = trim(text.substr(name_end));
  // A build stands behind a blank, or behind a second `=` that is no part of an operator.
  std::size_t from = version.find_first_not_of("=<>!~ ");
  if (from == std::string_view::npos) from = version.size();
  const auto part = version.find_first_of(version.find(',') == std::string_view::npos ? " =" : "\n", from);
  if (part != std::string_view::npos) {
    out.build = trim(version.substr(part + 1));
    version = version.substr(0, part);
  }
  if (const auto value = bracket_value(inside, "version"); !value.empty()) version = value;
  if (const auto value = bracket_value(inside, "build"); !value.empty()) out.build = value;
  set_conda_version(version, !out.build.empty() && out.build.find('*') == std::string_view::npos,
                    out.package);
  return out;
}

std::optional<CondaSpec> read_conda_archive(std::string_view address) {
  address = trim(address.substr(0, address.find('#')));
  std::string_view stem = address;
  if (stem.ends_with(".conda"))
    stem.remove_suffix(6);
  else if (stem.ends_with(".tar.bz2"))
    stem.remove_suffix(8);
  else
    return std::nullopt;
  const auto slash = stem.rfind('/');
  CondaSpec out;
  if (slash != std::string_view::npos) {
    const auto folder = slash == 0 ? std::string_view::npos : stem.rfind('/', slash - 1);
    if (folder != std::string_view::npos) out.channel = stem.substr(0, folder);
    stem = stem.substr(slash + 1);
  }
  const auto last = stem.rfind('-');
  const auto before =
      last == std::string_view::npos || last == 0 ? std::string_view::npos : stem.rfind('-', last - 1);
  if (before == std::string_view::npos) return std::nullopt;
  const std::string_view name = stem.substr(0, before), version = stem.substr(before + 1, last - before - 1);
  if (!is_conda_name(name) || version.empty()) return std::nullopt;
  out.package = {"conda", lower(name), std::string(version), {}};
  out.build = stem.substr(last + 1);
  return out;
}

std::vector<SeenPart> parts_of_build(std::string_view build) {
  std::vector<SeenPart> out;
  for (const BuildWord& row : build_words) {
    const auto at = build.find(row.word);
    if (at == std::string_view::npos || (at > 0 && is_letter(build[at - 1]))) continue;
    std::string_view rest = build.substr(at + row.word.size());
    if (rest.starts_with('_')) rest.remove_prefix(1);
    if (std::string version = build_version(rest); !version.empty())
      out.push_back({std::string(row.product), std::move(version), fmt::format("build {}", build)});
  }
  return out;
}

}  // namespace bestby
