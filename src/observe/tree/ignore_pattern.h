// One pattern of a .gitignore file, as git reads it.
//
//     auto p = IgnorePattern::read("build/**/*.o");
//     p->matches("build/a/b.o", false);          // the path from the pattern's folder on, no folder
//
// `!` negates, `/` at the end is for folders alone, a `/` elsewhere anchors to the folder of the file;
// without one the pattern is for the last part of a path. `*`, `?`, `[a-z]`, `[[:alpha:]]` match no `/`;
// `**/`, `/**/` and `/**` any run of folders. As git, and unlike its documentation, `**` may also follow the
// literal begin of a pattern: `foo**/bar` is for `foo/x/bar`.
//
// What is malformed (`[` without an end, a backslash at the end) matches nothing. A match takes at most
// pattern times path steps: nothing backtracks.
#pragma once

#include <bitset>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bestby {

class IgnorePattern {
 public:
  // A line of the file, without its end. Nothing for empty lines and comments.
  static std::optional<IgnorePattern> read(std::string_view line);

  bool negated() const { return negated_; }
  bool matches(std::string_view path, bool folder) const;

 private:
  enum class Step : std::uint8_t { byte, any, set, star, all, folders };
  struct Token {
    Step step = Step::byte;
    char byte = '\0';
    std::uint32_t set = 0;  // in `sets_`
  };
  bool compile(std::string_view text);
  std::size_t compile_set(std::string_view text, std::size_t at);
  std::size_t compile_stars(std::string_view text, std::size_t at);
  bool run(std::string_view text) const;

  bool negated_ = false, folder_ = false, last_part_ = false, never_ = false;
  bool literal_ = false;  // `prefix_` is all
  std::string prefix_;    // the literal begin
  std::string suffix_;    // of `*suffix`: all that is looked at, where it is not empty
  std::vector<Token> tokens_;
  std::vector<std::bitset<256>> sets_;
};

}  // namespace bestby
