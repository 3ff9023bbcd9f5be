#include "find/word_pattern.h"

#include <algorithm>
#include <array>

#include "base/text.h"

namespace bestby {
namespace {

struct CaptureKind {
  std::string_view name;
  std::size_t most;
  bool dots;
};
constexpr std::array<CaptureKind, 3> capture_kinds = {
    {{"{digit}", 1, false}, {"{digits}", 64, false}, {"{version}", 64, true}}};

std::size_t longest_capture(const CaptureKind& kind, std::string_view text) {
  std::size_t n = 0;
  while (n < std::min(text.size(), kind.most) &&
         (is_digit(text[n]) || (kind.dots && n > 0 && text[n] == '.' && text[n - 1] != '.')))
    ++n;
  return n;
}

// What has failed once is remembered, so the time is pattern x text.
class WordMatch {
 public:
  WordMatch(std::string_view pattern, std::string_view text)
      : pattern_(pattern), text_(text), dead_((pattern.size() + 1) * (text.size() + 1)) {}

  std::optional<Captures> run() {
    if (!from(0, 0)) return std::nullopt;
    return std::move(captures_);
  }

 private:
  bool from(std::size_t p, std::size_t t) {
    if (p == pattern_.size()) return t == text_.size();
    const std::size_t state = p * (text_.size() + 1) + t;
    if (dead_[state]) return false;
    dead_[state] = true;  // nobody asks again where a match goes on
    for (const CaptureKind& kind : capture_kinds)
      if (pattern_.substr(p).starts_with(kind.name)) return capture(kind, p, t);
    return t < text_.size() && pattern_[p] == text_[t] && from(p + 1, t + 1);
  }

  bool capture(const CaptureKind& kind, std::size_t p, std::size_t t) {
    for (std::size_t n = longest_capture(kind, text_.substr(t)); n > 0; --n) {
      if (text_[t + n - 1] == '.') continue;
      captures_.push_back(text_.substr(t, n));
      if (from(p + kind.name.size(), t + n)) return true;
      captures_.pop_back();
    }
    return false;
  }

  std::string_view pattern_, text_;
  std::vector<bool> dead_;
  Captures captures_;
};

}  // namespace

std::optional<Captures> match_word(std::string_view pattern, std::string_view text) {
  return WordMatch(pattern, text).run();
}

std::string filled(std::string_view value, const Captures& captures) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    const bool hole =
        i + 2 < value.size() && value[i] == '{' && is_digit(value[i + 1]) && value[i + 2] == '}';
    if (!hole) {
      out.push_back(value[i]);
      continue;
    }
    const auto n = static_cast<std::size_t>(value[i + 1] - '1');
    if (n < captures.size()) out += captures[n];
    i += 2;
  }
  return out;
}

}  // namespace bestby
