#include "observe/text/shell_expansion.h"

#include <algorithm>
#include <utility>

#include "base/text.h"

namespace bestby {
namespace {

constexpr int most_nested = 8;
constexpr std::size_t longest_value = 4096;   // that is filled in
constexpr std::size_t longest_pattern = 256;  // and the value that it is taken from

bool name_byte(char c, bool first) { return is_letter(c) || c == '_' || (!first && is_digit(c)); }

std::size_t name_end(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && name_byte(text[end], end == at)) ++end;
  return end;
}

// Behind the bracket that closes the one at `at`; npos where none does.
std::size_t closed(std::string_view text, std::size_t at, char open, char close) {
  int depth = 0;
  for (; at < text.size(); ++at) {
    if (text[at] == open) ++depth;
    if (text[at] == close && --depth == 0) return at + 1;
  }
  return std::string_view::npos;
}

// `*` and `?`, as in a shell; both are short.
bool glob(std::string_view pattern, std::string_view text) {
  std::size_t p = 0, t = 0, star = std::string_view::npos, mark = 0;
  while (t < text.size()) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
    } else if (p < pattern.size() && (pattern[p] == '?' || pattern[p] == text[t])) {
      ++p;
      ++t;
    } else if (star != std::string_view::npos) {
      p = star + 1;
      t = ++mark;
    } else {
      return false;
    }
  }
  return std::all_of(pattern.begin() + static_cast<std::ptrdiff_t>(p), pattern.end(),
                     [](char c) { return c == '*'; });
}

// What is left when the shortest or the longest match at one end is taken away.
TracedText without(const TracedText& value, std::string_view pattern, bool at_front, bool longest) {
  const std::size_t n = value.size();
  for (std::size_t i = 0; i <= n; ++i) {
    const std::size_t length = longest ? n - i : i;
    const std::string_view all = value.text;
    if (!glob(pattern, at_front ? all.substr(0, length) : all.substr(n - length))) continue;
    return at_front ? value.piece(length) : value.piece(0, n - length);
  }
  return value;
}

TracedText replaced(const TracedText& value, std::string_view what, const TracedText& with, bool all) {
  TracedText out;
  std::size_t at = 0;
  for (std::size_t hit = 0; !what.empty() && (hit = value.text.find(what, at)) != std::string::npos;) {
    out.append(value, at, hit);
    out.append(with);
    at = hit + what.size();
    if (!all) break;
  }
  out.append(value, at);
  return out;
}

class Expander {
 public:
  Expander(const TracedText& text, const ShellVariables& variables, TracedText& out, bool& open)
      : text_(text), variables_(variables), out_(out), open_(open) {}

  std::size_t variable(std::size_t at, int depth) {
    const std::string_view t = text_.text;
    if (at + 1 >= t.size()) return as_written(at, at + 1);
    const std::string_view near = t.substr(0, at + longest_value);  // values are no longer
    if (t[at + 1] == '(') return left_open(at, closed_at(near, at + 1, '(', ')'));
    if (t[at + 1] == '{') {
      const std::size_t end = closed_at(near, at + 1, '{', '}');
      if (end == std::string_view::npos || depth > most_nested) return left_open(at, end);
      return braces(at, end, depth);
    }
    const std::size_t end = name_end(t, at + 1);
    if (end == at + 1) return as_written(at, at + 1);
    return value(at, end, variables_.find(t.substr(at + 1, end - at - 1)));
  }

 private:
  // As `closed`, as long as the budget pays for the looking.
  std::size_t closed_at(std::string_view text, std::size_t at, char open, char close) const {
    if (!variables_.spend(1)) return std::string_view::npos;
    const std::size_t end = closed(text, at, open, close);
    return variables_.spend(std::min(end, text.size()) - at) ? end : std::string_view::npos;
  }
  std::size_t as_written(std::size_t begin, std::size_t end) {
    out_.append(text_, begin, end);
    return end;
  }
  std::size_t left_open(std::size_t begin, std::size_t end) {
    open_ = true;
    return as_written(begin, end == std::string_view::npos ? begin + 1 : end);
  }
  std::size_t value(std::size_t begin, std::size_t end, const TracedText* value) {
    if (value == nullptr || value->size() > longest_value || !variables_.spend(value->size()))
      return left_open(begin, end);
    out_.append(*value);
    return end;
  }

  // A text in which there may be variables.
  void filled(std::size_t begin, std::size_t end, int depth) {
    for (std::size_t at = begin; at < end;) {
      if (text_.text[at] == '$') {
        at = variable(at, depth + 1);
      } else {
        out_.append(text_.text[at], text_.from[at]);
        ++at;
      }
    }
  }

  // `${NAME`, an operator and its word, `}`.
  std::size_t braces(std::size_t begin, std::size_t end, int depth) {
    const std::string_view t = text_.text;
    const std::size_t name = name_end(t, begin + 2), last = end - 1;
    const TracedText* found = variables_.find(t.substr(begin + 2, name - begin - 2));
    if (name == begin + 2) return left_open(begin, end);
    if (name == last) return value(begin, end, found);
    const bool colon = t[name] == ':';
    const std::size_t word = name + (colon ? 2 : 1);
    if (word > last) return left_open(begin, end);
    const bool set = found != nullptr && !(colon && found->empty());
    switch (t[word - 1]) {
      case '-':
        if (set) return value(begin, end, found);
        filled(word, last, depth);
        return end;
      case '+':
        if (set) filled(word, last, depth);
        return end;
      case '?': return value(begin, end, found);
      default: return colon || found == nullptr ? left_open(begin, end) : pattern(begin, end, name, *found);
    }
  }

  std::size_t pattern(std::size_t begin, std::size_t end, std::size_t at, const TracedText& found) {
    const std::string_view t = text_.text;
    const char kind = t[at];
    const bool twice = at + 1 < end - 1 && t[at + 1] == kind;
    const std::size_t from = at + (twice ? 2 : 1);
    const std::string_view word = t.substr(from, end - 1 - from);
    const bool known = (kind == '#' || kind == '%' || kind == '/') && word.find('$') == word.npos;
    if (!known || found.size() > longest_pattern || word.size() > longest_pattern ||
        !variables_.spend(found.size() * (word.size() + 1)))
      return left_open(begin, end);
    if (kind != '/') {
      out_.append(without(found, word, kind == '#', twice));
      return end;
    }
    const std::size_t slash = std::min(word.find('/'), word.size());
    const TracedText with = text_.piece(std::min(from + slash + 1, end - 1), end - 1);
    out_.append(replaced(found, word.substr(0, slash), with, twice));
    return end;
  }

  const TracedText& text_;
  const ShellVariables& variables_;
  TracedText& out_;
  bool& open_;
};

}  // namespace

void ShellVariables::set(std::string name, TracedText value) {
  values_.insert_or_assign(std::move(name), std::move(value));
}

const TracedText* ShellVariables::find(std::string_view name) const {
  for (const ShellVariables* scope = this; scope != nullptr; scope = scope->outer_)
    if (const auto found = scope->values_.find(name); found != scope->values_.end())
      return found->second ? &*found->second : nullptr;
  return nullptr;
}

void ShellVariables::inherit(const ShellVariables& other) {
  for (const auto& [name, value] : other.values_) {
    if (!spend(name.size() + (value ? value->size() : 0) + 64)) return;
    values_.insert_or_assign(name, value);
  }
}

bool ShellVariables::spend(std::size_t bytes) const {
  if (bytes > *budget_) return false;
  *budget_ -= bytes;
  return true;
}

std::size_t expand_variable(const TracedText& text, std::size_t at, const ShellVariables& variables,
                            TracedText& out, bool& open) {
  return Expander(text, variables, out, open).variable(at, 0);
}

}  // namespace bestby
