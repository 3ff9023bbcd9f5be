#include "observe/tree/ignore_pattern.h"

#include <algorithm>
#include <cctype>
#include <utility>

namespace bestby {
namespace {

constexpr std::string_view special = "*?[\\";
constexpr std::size_t npos = std::string_view::npos;

struct PosixClass {
  std::string_view name;
  int (*holds)(int);
};
constexpr PosixClass posix_classes[] = {
    {"alnum", std::isalnum},   {"alpha", std::isalpha},
    {"cntrl", std::iscntrl},   {"digit", std::isdigit},
    {"graph", std::isgraph},   {"lower", std::islower},
    {"print", std::isprint},   {"punct", std::ispunct},
    {"space", std::isspace},   {"upper", std::isupper},
    {"xdigit", std::isxdigit}, {"blank", [](int c) { return static_cast<int>(c == ' ' || c == '\t'); }},
};

// Bytes above 127 are in none.
bool add_class(std::bitset<256>& set, std::string_view name) {
  for (const PosixClass& row : posix_classes) {
    if (row.name != name) continue;
    for (int c = 0; c < 128; ++c)
      if (row.holds(c) != 0) set.set(static_cast<std::size_t>(c));
    return true;
  }
  return false;
}

std::size_t index(char c) { return static_cast<unsigned char>(c); }

// Blanks at the end count only where a backslash is before them.
std::string_view without_blanks(std::string_view line) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < line.size(); ++i) {
    if (line[i] == '\\') {
      if (++i >= line.size()) return line;
      end = i + 1;
    } else if (line[i] != ' ') {
      end = i + 1;
    }
  }
  return line.substr(0, end);
}

}  // namespace

std::optional<IgnorePattern> IgnorePattern::read(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.starts_with('#')) return std::nullopt;
  std::string_view text = without_blanks(line);
  IgnorePattern out;
  if (text.starts_with('!')) {
    out.negated_ = true;
    text.remove_prefix(1);
  }
  if (text.ends_with('/')) {
    out.folder_ = true;
    text.remove_suffix(1);
  }
  if (text.empty()) return std::nullopt;
  out.last_part_ = text.find('/') == npos;
  if (text.starts_with('/')) text.remove_prefix(1);
  out.never_ = !out.compile(text);
  return out;
}

// The literal begin is compared on its own, the rest becomes tokens.
bool IgnorePattern::compile(std::string_view text) {
  const std::size_t literal = std::min(text.find_first_of(special), text.size());
  prefix_ = text.substr(0, literal);
  literal_ = literal == text.size();
  const std::string_view rest = text.substr(literal);
  if (last_part_ && literal == 0 && rest.size() > 1 && rest[0] == '*' &&
      rest.find_first_of(special, 1) == npos) {
    suffix_ = rest.substr(1);
    return true;
  }
  for (std::size_t at = 0; at < rest.size();) {
    const char c = rest[at];
    if (c == '*') {
      at = compile_stars(rest, at);
    } else if (c == '[') {
      at = compile_set(rest, at);
      if (at == npos) return false;
    } else if (c == '?') {
      tokens_.push_back({Step::any});
      ++at;
    } else {
      if (c == '\\' && ++at >= rest.size()) return false;
      tokens_.push_back({Step::byte, rest[at++]});
    }
  }
  return true;
}

std::size_t IgnorePattern::compile_stars(std::string_view text, std::size_t at) {
  const std::size_t begin = at;
  while (at < text.size() && text[at] == '*') ++at;
  const std::string_view behind = text.substr(at);
  const bool part = (begin == 0 || text[begin - 1] == '/') &&
                    (behind.empty() || behind[0] == '/' || behind.starts_with("\\/"));
  if (at - begin == 1 || last_part_ || !part) {
    tokens_.push_back({Step::star});
  } else if (behind.starts_with('/')) {
    tokens_.push_back({Step::folders});
    ++at;
  } else {
    tokens_.push_back({Step::all});
  }
  return at;
}

// As git's wildmatch reads sets; npos for one without an end.
std::size_t IgnorePattern::compile_set(std::string_view text, std::size_t at) {
  std::bitset<256> set;
  const auto byte = [&](std::size_t i) { return i < text.size() ? text[i] : '\0'; };
  ++at;
  const bool negated = byte(at) == '!' || byte(at) == '^';
  if (negated) ++at;
  char before = '\0';
  do {
    char c = byte(at);
    if (c == '\0') return npos;
    if (c == '\\') {
      c = byte(++at);
      if (c == '\0') return npos;
      set.set(index(c));
    } else if (c == '-' && before != '\0' && byte(at + 1) != '\0' && byte(at + 1) != ']') {
      c = byte(++at);
      if (c == '\\') c = byte(++at);
      if (c == '\0') return npos;
      for (std::size_t i = index(before); i <= index(c); ++i) set.set(i);
      c = '\0';
    } else if (c == '[' && byte(at + 1) == ':') {
      const std::size_t close = text.find(']', at + 2);
      if (close == npos) return npos;
      if (close < at + 3 || text[close - 1] != ':') {
        set.set(index('['));
      } else {
        if (!add_class(set, text.substr(at + 2, close - at - 3))) return npos;
        at = close;
        c = '\0';
      }
    } else {
      set.set(index(c));
    }
    before = c;
  } while (byte(++at) != ']');
  if (negated) set.flip();
  set.reset(index('/'));
  tokens_.push_back({Step::set, '\0', static_cast<std::uint32_t>(sets_.size())});
  sets_.push_back(set);
  return at + 1;
}

bool IgnorePattern::matches(std::string_view path, bool folder) const {
  if (never_ || (folder_ && !folder)) return false;
  const std::string_view text = last_part_ ? path.substr(path.rfind('/') + 1) : path;
  if (!suffix_.empty()) return text.ends_with(suffix_);
  if (literal_) return text == prefix_;
  return text.starts_with(prefix_) && run(text.substr(prefix_.size()));
}

// All the ways in which the tokens may match are followed at once: `at[i]` says whether the first i tokens
// can match what has been read. `folders` stands for nothing, or anything that ends in `/`.
bool IgnorePattern::run(std::string_view text) const {
  const std::size_t n = tokens_.size();
  std::vector<char> at(n + 1, 0), next(n + 1, 0), inside(n, 0);
  const auto skip_empty = [&](std::vector<char>& states) {
    for (std::size_t i = 0; i < n; ++i) {
      if (states[i] == 0) continue;
      const Step step = tokens_[i].step;
      if (step == Step::star || step == Step::all || step == Step::folders) states[i + 1] = 1;
    }
  };
  at[0] = 1;
  skip_empty(at);
  for (const char c : text) {
    std::fill(next.begin(), next.end(), 0);
    bool alive = false;
    for (std::size_t i = 0; i < n; ++i) {
      const Token& token = tokens_[i];
      if (token.step == Step::folders) {
        if (at[i] != 0) inside[i] = 1;
        if (inside[i] != 0 && c == '/') next[i + 1] = 1;
        alive |= inside[i] != 0;
        continue;
      }
      if (at[i] == 0) continue;
      if (token.step == Step::all || (token.step == Step::star && c != '/')) next[i] = 1;
      const bool taken = (token.step == Step::byte && token.byte == c) ||
                         (token.step == Step::any && c != '/') ||
                         (token.step == Step::set && sets_[token.set].test(index(c)));
      if (taken) next[i + 1] = 1;
    }
    skip_empty(next);
    std::swap(at, next);
    if (!alive && std::find(at.begin(), at.end(), 1) == at.end()) return false;
  }
  return at[n] != 0;
}

}  // namespace bestby
