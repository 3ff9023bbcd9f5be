// A regular expression that is looked for in long texts, and the literals that each match contains.
//
//     auto pattern = Pattern::compile("version `GLIBC_(?P<glibc>[0-9.]+)' not found", 1);
//     if (!pattern) return fail(pattern.error());
//     pattern->triggers();                              // {"version `glibc_"}
//     if (auto m = pattern->find(log, 0, log.size())) use(m->captures[0]);     // of "glibc"
//
// The syntax is RE2's, on bytes: a pattern is ASCII, `.` is any byte but a line feed, `^` and `$` are the
// ends of a line. `lines` says how many lines a match may span; where it is more than one, a blank in
// the pattern stands for any white space, line ends included, since logs are wrapped, and for `\n`, `\r` and
// `\t` as they are written inside the texts of JSON.
//
// Triggers make many patterns cheap in a long text: without one of them there is no match. They are in
// lower case, and at least `least_trigger` bytes long. They are what is left of RE2's own prefilter when
// everything is dropped that can be spared, short literals first.
//
// Errors: `catalog`, without a place: what RE2 says of the pattern, no captures' names, no trigger, more
// than `max_pattern` bytes. `find` takes time linear in the text that it looks at.
#pragma once

#include <cstddef>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace re2 {
class RE2;
}

namespace bestby {

inline constexpr std::size_t least_trigger = 8;
inline constexpr std::size_t max_pattern = 2000;
inline constexpr int max_pattern_lines = 8;

struct PatternMatch {
  std::size_t begin = 0, end = 0;
  std::vector<std::string_view> captures;  // as `names`; without data where it took no part
};

class Pattern {
 public:
  static Result<Pattern> compile(std::string_view text, int lines);

  // The leftmost match inside [from, to). What stands around it counts for `^`, `$` and `\b`. A match over
  // too many lines is passed over, with the line on which it begins.
  std::optional<PatternMatch> find(std::string_view text, std::size_t from, std::size_t to) const;

  const std::vector<std::string>& names() const { return names_; }  // of the captures, in their order
  const std::vector<std::string>& triggers() const { return triggers_; }
  int lines() const { return lines_; }

 private:
  std::shared_ptr<const re2::RE2> regex_;
  std::vector<std::string> names_, triggers_;
  int lines_ = 1;
};

}  // namespace bestby
