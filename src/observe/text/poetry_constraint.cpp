#include "observe/text/poetry_constraint.h"

#include <charconv>
#include <vector>

#include <fmt/format.h>

#include "base/text.h"
#include "observe/text/requirement.h"

namespace bestby {
namespace {

// The numbers of "1.12.1rc1"; empty where it does not begin with one, or one is too large.
std::vector<int> release_of(std::string_view version) {
  std::vector<int> out;
  for (std::size_t at = 0; at < version.size();) {
    int number = 0;
    const auto [end, failed] = std::from_chars(version.data() + at, version.data() + version.size(), number);
    if (failed != std::errc() || number < 0 || number > 1'000'000'000) break;
    out.push_back(number);
    at = static_cast<std::size_t>(end - version.data());
    if (at >= version.size() || version[at] != '.') break;
    ++at;
  }
  return out;
}

// The release in which the part at `part` is one more, and what follows is 0.
std::string next(std::vector<int> release, std::size_t part) {
  ++release[part];
  for (std::size_t i = part + 1; i < release.size(); ++i) release[i] = 0;
  return fmt::format("{}", fmt::join(release, "."));
}

// Of `^`: the first part that is not 0 may not change.
std::string caret(const std::vector<int>& release) {
  std::size_t part = 0;
  while (part + 1 < release.size() && release[part] == 0) ++part;
  return next(release, part);
}

std::string tilde(const std::vector<int>& release) { return next(release, release.size() > 1 ? 1 : 0); }

std::optional<std::string> one(std::string_view clause) {
  if (clause == "*") return std::string();
  const bool is_caret = clause.starts_with('^'),
             is_tilde = clause.starts_with('~') && !clause.starts_with("~=");
  if (is_caret || is_tilde) {
    const std::string_view version = trim(clause.substr(1));
    const std::vector<int> release = release_of(version);
    if (release.empty()) return std::nullopt;
    return pep440_specifier(fmt::format(">={},<{}", version, is_caret ? caret(release) : tilde(release)));
  }
  if (!clause.empty() && is_digit(clause.front())) return pep440_specifier(fmt::format("=={}", clause));
  if (clause.starts_with('=') && !clause.starts_with("=="))
    return pep440_specifier(fmt::format("={}", clause));
  return pep440_specifier(clause);
}

bool is_operator(char c) { return c == '<' || c == '>' || c == '=' || c == '!' || c == '~' || c == '^'; }

// The clauses of "> 1.2 <2, !=1.5": commas part them, and blanks that no operator stands before.
std::vector<std::string> clauses_of(std::string_view text) {
  std::vector<std::string> out(1);
  for (std::size_t at = 0; at < text.size(); ++at) {
    const char c = text[at];
    std::string& last = out.back();
    if (c == ' ' || c == '\t' || c == ',') {
      const bool pending = last.empty() || is_operator(last.back());
      if (!pending) out.emplace_back();
    } else {
      last += c;
    }
  }
  if (out.back().empty()) out.pop_back();
  return out;
}

}  // namespace

std::optional<std::string> pep440_of_poetry(std::string_view constraint) {
  std::string out;
  for (const std::string& clause : clauses_of(constraint)) {
    const auto specifier = one(clause);
    if (!specifier) return std::nullopt;
    if (!out.empty() && !specifier->empty()) out += ',';
    out += *specifier;
  }
  return out;
}

}  // namespace bestby
