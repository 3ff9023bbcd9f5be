// The logical lines of a requirements file: what a backslash continues is put together, comments are gone,
// and each byte knows where it stands.
//
//     for (RequirementLines lines(text); auto line = lines.next();) use(line->text, line->at[0]);
//
// Linear; of a line past `most` bytes the rest is left out, which `cut` says.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bestby {

struct RequirementLine {
  static constexpr std::size_t most = std::size_t{1} << 20U;
  std::string text;             // without comment and continuation
  std::vector<std::size_t> at;  // of each byte of the text and of its end: the byte of the file
  std::string_view comment;     // as written, with `#`; empty: none
  bool cut = false;
};

// The words of a line: what is required, with its blanks, then options and their values without quotes.
struct LineWords {
  std::vector<std::string_view> words;
  std::vector<std::size_t> at;  // in the line's text
};
LineWords requirement_words(std::string_view line);

class RequirementLines {
 public:
  explicit RequirementLines(std::string_view text) : text_(text) {}
  std::optional<RequirementLine> next();

 private:
  std::string_view text_;
  std::size_t at_ = 0;
};

}  // namespace bestby
