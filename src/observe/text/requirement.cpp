#include "observe/text/requirement.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace bestby {
namespace {

constexpr std::string_view blanks = " \t\r\n";

bool is_name_sign(char c) { return is_letter(c) || is_digit(c) || c == '-' || c == '_' || c == '.'; }

bool is_version_sign(char c) { return is_name_sign(c) || c == '+' || c == '!' || c == '*'; }

std::size_t past_blanks(std::string_view text, std::size_t at) {
  return std::min(text.find_first_not_of(blanks, at), text.size());
}

// Behind the name that stands at `at`; `at` where there is none. PEP 508: it ends with a letter or digit.
std::size_t name_end(std::string_view text, std::size_t at) {
  if (at >= text.size() || (!is_letter(text[at]) && !is_digit(text[at]))) return at;
  std::size_t end = at;
  while (end < text.size() && is_name_sign(text[end])) ++end;
  while (!is_letter(text[end - 1]) && !is_digit(text[end - 1])) --end;
  return end;
}

// Longest first.
constexpr std::array<std::string_view, 8> operators = {"===", "==", "~=", "!=", "<=", ">=", "<", ">"};

struct Clauses {
  std::string text;     // without blanks
  std::size_t end = 0;  // behind the last version
  int count = 0;
  std::string exact;  // of an `==` without a star, or an `===`
};

bool read_clause(std::string_view text, std::size_t& at, Clauses& out) {
  const auto* op = std::find_if(operators.begin(), operators.end(),
                                [&](std::string_view o) { return text.substr(at).starts_with(o); });
  if (op == operators.end()) return false;
  const std::size_t from = past_blanks(text, at + op->size());
  std::size_t end = from;
  while (end < text.size() && is_version_sign(text[end])) ++end;
  const std::string_view version = text.substr(from, end - from);
  if (version.empty() || version.front() == '*') return false;
  out.text.append(out.text.empty() ? "" : ",").append(*op).append(version);
  ++out.count;
  if (op->starts_with("==") && version.find('*') == std::string_view::npos) out.exact = version;
  at = out.end = end;
  return true;
}

// `>=1, <2`, from the first operator on; as far as it goes. Commas may end it.
std::optional<Clauses> read_clauses(std::string_view text, std::size_t at) {
  Clauses out;
  while (read_clause(text, at, out)) {
    const std::size_t comma = past_blanks(text, at);
    if (comma >= text.size() || text[comma] != ',') return out;
    at = past_blanks(text, comma + 1);
    if (at >= text.size() || text[at] == ';' || text[at] == ')') return out;
  }
  return std::nullopt;
}

// "v4.30.0" and "4.30.0"; not a branch, nor the digest of a commit.
std::string version_of_tag(std::string_view tag) {
  if (tag.starts_with('v')) tag.remove_prefix(1);
  const std::size_t digits = digits_at(tag, 0);
  if (digits == 0 || digits == tag.size() || tag[digits] != '.') return {};
  return std::all_of(tag.begin(), tag.end(), is_version_sign) ? std::string(tag) : std::string();
}

constexpr std::array<std::string_view, 4> repository_schemes = {"git+", "hg+", "svn+", "bzr+"};

bool is_repository(std::string_view address) {
  return std::any_of(repository_schemes.begin(), repository_schemes.end(),
                     [&](std::string_view s) { return address.starts_with(s); });
}

// What stands behind `@` in the last part of a repository's address.
std::string_view tag_of(std::string_view address) {
  address = address.substr(0, address.find('#'));
  const auto at = address.rfind('@'), slash = address.rfind('/');
  const bool host = at != std::string_view::npos && slash != std::string_view::npos && at < slash &&
                    address.find("://") + 2 == address.rfind('/', at);  // of `user@host`
  return at == std::string_view::npos || host ? std::string_view() : address.substr(at + 1);
}

std::string_view fragment(std::string_view address, std::string_view key) {
  const auto hash = address.find('#');
  if (hash == std::string_view::npos) return {};
  for (std::string_view part : split(address.substr(hash + 1), '&'))
    if (part.starts_with(key) && part.substr(key.size()).starts_with('=')) return part.substr(key.size() + 1);
  return {};
}

std::string version_at_address(std::string_view address) {
  if (is_repository(address)) return version_of_tag(tag_of(address));
  const auto archive = package_of_archive(address.substr(0, address.find_first_of("#?")));
  return archive ? archive->version : std::string();
}

// An address, or a path that names an archive; without `name @`.
std::optional<RequirementText> read_address(std::string_view text) {
  const std::size_t begin = past_blanks(text, 0);
  const std::size_t end = std::min(text.find_first_of(blanks, begin), text.size());
  const std::string_view address = text.substr(begin, end - begin);
  RequirementText out;
  out.whole = {begin, end};
  const std::string_view egg = fragment(address, "egg");
  if (const std::size_t size = name_end(egg, 0); size > 0) {
    out.package = {"pypi", pypi_name(egg.substr(0, size)), version_at_address(address), {}};
    return out;
  }
  const auto archive = package_of_archive(address.substr(0, address.find_first_of("#?")));
  if (!archive) return std::nullopt;
  out.package = *archive;
  return out;
}

bool ends_here(std::string_view text, std::size_t at) {
  at = past_blanks(text, at);
  return at == text.size() || text[at] == ';';
}

}  // namespace

std::string pypi_name(std::string_view name) {
  std::string out;
  for (const char c : lower(name)) {
    const bool separator = c == '-' || c == '_' || c == '.';
    if (!separator)
      out += c;
    else if (!out.empty() && out.back() != '-')
      out += '-';
  }
  return out;
}

std::optional<std::string> pep440_specifier(std::string_view text) {
  const std::size_t at = past_blanks(text, 0);
  if (at == text.size()) return std::string();
  auto clauses = read_clauses(text, at);
  if (!clauses) return std::nullopt;
  std::size_t rest = past_blanks(text, clauses->end);
  if (rest < text.size() && text[rest] == ',') rest = past_blanks(text, rest + 1);
  if (rest != text.size()) return std::nullopt;
  return std::move(clauses->text);
}

void set_specifier(SeenPackage& package, std::string specifier) {
  const auto clauses = read_clauses(specifier, 0);
  if (clauses) package.version = clauses->exact;
  if (!clauses || clauses->count > 1 || clauses->exact.empty()) package.specifier = std::move(specifier);
}

std::optional<RequirementText> read_requirement(std::string_view text) {
  const std::size_t begin = past_blanks(text, 0);
  std::size_t end = name_end(text, begin);
  if (end == begin || text.substr(begin, end - begin).ends_with(".whl")) return read_address(text);
  RequirementText out;
  out.name = {begin, end};
  out.package = {"pypi", pypi_name(text.substr(begin, end - begin)), {}, {}};
  std::size_t at = past_blanks(text, end);
  if (at < text.size() && text[at] == '[') {
    const auto close = text.find(']', at);
    if (close == std::string_view::npos) return std::nullopt;
    end = close + 1;
    at = past_blanks(text, end);
  }
  out.whole = {begin, end};
  if (ends_here(text, at)) return out;
  if (text[at] == '@') {
    const std::size_t from = past_blanks(text, at + 1);
    const std::size_t to = std::min(text.find_first_of(blanks, from), text.size());
    if (from == to || !ends_here(text, to)) return std::nullopt;
    out.package.version = version_at_address(text.substr(from, to - from));
    out.whole.end = to;
    return out;
  }
  const bool brackets = text[at] == '(';
  if (brackets) at = past_blanks(text, at + 1);
  auto clauses = read_clauses(text, at);
  if (!clauses) return read_address(text);
  out.specifier = {at, clauses->end};
  std::size_t rest = past_blanks(text, clauses->end);
  if (rest < text.size() && text[rest] == ',') rest = past_blanks(text, rest + 1);
  if (brackets && (rest >= text.size() || text[rest] != ')')) return std::nullopt;
  out.whole.end = brackets ? rest + 1 : clauses->end;
  if (!ends_here(text, brackets ? rest + 1 : rest)) return std::nullopt;
  set_specifier(out.package, std::move(clauses->text));
  return out;
}

}  // namespace bestby
