#include "base/star_pattern.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <string>

namespace bestby {
namespace {

// As the words say it: the first star is each run in turn.
bool naive(std::string_view pattern, std::string_view text, std::string_view never) {
  if (pattern.empty()) return text.empty();
  if (pattern[0] != '*')
    return !text.empty() && pattern[0] == text[0] && naive(pattern.substr(1), text.substr(1), never);
  for (std::size_t run = 0;; ++run) {
    if (naive(pattern.substr(1), text.substr(run), never)) return true;
    if (run == text.size() || never.find(text[run]) != std::string_view::npos) return false;
  }
}

TEST(StarPattern, StarsAreRuns) {
  EXPECT_TRUE(star_match("", ""));
  EXPECT_TRUE(star_match("**", ""));
  EXPECT_FALSE(star_match("", "a"));
  EXPECT_TRUE(star_match("*b*b", "abab"));
  EXPECT_FALSE(star_match("*.txt", "docs/a.txt", "/"));
  EXPECT_TRUE(star_match("*/*.txt", "docs/a.txt", "/"));
  EXPECT_FALSE(star_match("A*", "ab")) << "letter case counts";
}

RC_GTEST_PROP(StarPattern, IsWhatTheWordsSay, ()) {
  const auto made_of = [](std::string letters, int longest) {
    return *rc::gen::resize(longest, rc::gen::container<std::string>(rc::gen::elementOf(std::move(letters))));
  };
  const std::string pattern = made_of("ab/*", 10), text = made_of("aab/", 14);
  RC_ASSERT(star_match(pattern, text) == naive(pattern, text, ""));
  RC_ASSERT(star_match(pattern, text, "/") == naive(pattern, text, "/"));
}

}  // namespace
}  // namespace bestby
