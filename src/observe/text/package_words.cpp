#include "observe/text/package_words.h"

#include <algorithm>

#include "base/text.h"
#include "observe/text/conda_spec.h"
#include "observe/text/requirement.h"

namespace bestby {
namespace {

bool name_bytes(std::string_view name) {
  return !name.empty() && (is_letter(name[0]) || is_digit(name[0]) || name[0] == '_') &&
         std::all_of(name.begin(), name.end(), [](char c) {
           return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.' || c == '+';
         });
}

bool is_file(std::string_view word) {
  constexpr std::string_view ends[] = {".deb", ".rpm", ".apk", ".conda", ".tar.bz2", ".whl"};
  return std::any_of(std::begin(ends), std::end(ends), [&](std::string_view e) { return word.ends_with(e); });
}

SeenPackage package(std::string_view type, std::string_view name, std::string_view version = {},
                    std::string_view specifier = {}) {
  return {std::string(type), std::string(name), std::string(version), std::string(specifier)};
}

// "name:arch=version", "name/suite", "name-" (to be removed).
std::optional<SeenPackage> deb(std::string_view word) {
  const std::size_t cut = std::min(word.find_first_of("=/"), word.size());
  std::string_view name = word.substr(0, cut);
  name = name.substr(0, name.find(':'));
  if (name.ends_with('-')) return std::nullopt;
  if (name.ends_with('+') && !name.ends_with("++")) name.remove_suffix(1);
  if (!name_bytes(name)) return std::nullopt;
  if (cut == word.size() || word[cut] == '/') return package("deb", name);
  const std::string_view version = word.substr(cut + 1);
  if (version.find('*') != version.npos) return package("deb", name, {}, word.substr(cut));
  return package("deb", name, version);
}

bool begins_number(std::string_view text) { return !text.empty() && is_digit(text[0]); }

// "name-version-release.arch", where version and release begin with digits and the version has a dot.
std::optional<SeenPackage> rpm(std::string_view word) {
  for (const std::string_view arch : {".x86_64", ".aarch64", ".noarch", ".i686"})
    if (word.ends_with(arch)) word.remove_suffix(arch.size());
  if (!name_bytes(word)) return std::nullopt;
  const std::size_t last = word.rfind('-');
  if (last == word.npos || last == 0 || !begins_number(word.substr(last + 1))) return package("rpm", word);
  const std::size_t before = word.rfind('-', last - 1);
  const bool release = before != word.npos && before > 0 && begins_number(word.substr(before + 1)) &&
                       word.substr(before + 1, last - before - 1).find('.') != word.npos;
  const std::size_t at = release ? before : last;
  const std::string_view version = word.substr(at + 1);
  if (version.find('.') == version.npos) return package("rpm", word);
  return package("rpm", word.substr(0, at), version);
}

// "name=1.2-r3", "name~1.2", "name>1".
std::optional<SeenPackage> apk(std::string_view word) {
  word = word.substr(0, word.find('@'));
  const std::size_t cut = std::min(word.find_first_of("=<>~"), word.size());
  const std::string_view name = word.substr(0, cut), rest = word.substr(cut);
  if (!name_bytes(name)) return std::nullopt;
  if (rest.starts_with('=') && begins_number(rest.substr(1))) return package("apk", name, rest.substr(1));
  return package("apk", name, {}, rest);
}

std::optional<SeenPackage> conda(std::string_view word) {
  auto read = read_conda_spec(word);
  if (!read || !name_bytes(read->package.name)) return std::nullopt;
  return std::move(read->package);
}

std::optional<SeenPackage> pip(std::string_view word) {
  auto read = read_requirement(word);
  if (!read) return std::nullopt;
  return std::move(read->package);
}

}  // namespace

std::optional<SeenPackage> package_word(PackageSyntax syntax, std::string_view word) {
  if (word.empty() || word[0] == '-' || word[0] == '.' || word[0] == '/') return std::nullopt;
  if (syntax != PackageSyntax::pip && (is_file(word) || word.find("://") != word.npos)) return std::nullopt;
  switch (syntax) {
    case PackageSyntax::pip: return pip(word);
    case PackageSyntax::conda: return conda(word);
    case PackageSyntax::deb: return deb(word);
    case PackageSyntax::rpm: return rpm(word);
    case PackageSyntax::apk: return apk(word);
  }
  return std::nullopt;
}

}  // namespace bestby
