#include "observe/image/path_pattern.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace bestby {
namespace {

using Lines = std::vector<std::string>;

std::string numbers_of(std::string_view pattern, std::string_view path) {
  std::vector<std::string_view> numbers;
  if (!PathPattern(pattern).matches(path, numbers)) return "no";
  return fmt::format("{}", fmt::join(numbers, " "));
}

TEST(PathPattern, TakesTheNumbersOfTheName) {
  EXPECT_EQ(numbers_of("libcudart.so.#.#.#", "usr/lib/libcudart.so.11.8.89"), "11 8 89");
  EXPECT_EQ(numbers_of("libcudart.so.#.#", "usr/lib/libcudart.so.11.8.89"), "no");
  EXPECT_EQ(numbers_of("libcudart-*.so.#.#", "libcudart-d0da41ae.so.11.0"), "11 0");
  EXPECT_EQ(numbers_of("a*#b", "a12x34b"), "34");
  EXPECT_EQ(numbers_of("#", "x"), "no");
}

TEST(PathPattern, IsForTheEndOfAPathOrForAllOfIt) {
  EXPECT_EQ(numbers_of("conda-meta/*.json", "opt/conda/conda-meta/a.json"), "");
  EXPECT_EQ(numbers_of("conda-meta/*.json", "conda-meta/a.json"), "");
  EXPECT_EQ(numbers_of("conda-meta/*.json", "a.json"), "no");
  EXPECT_EQ(numbers_of("conda-meta/*.json", "xconda-meta/a.json"), "no");
  EXPECT_EQ(numbers_of("/etc/os-release", "etc/os-release"), "");
  EXPECT_EQ(numbers_of("/etc/os-release", "opt/etc/os-release"), "no");
  EXPECT_EQ(numbers_of("/usr/local/cuda*/version.json", "usr/local/cuda/version.json"), "");
  EXPECT_EQ(numbers_of("/usr/local/cuda*/version.json", "usr/local/cuda/nsight/version.json"), "no");
}

// The tables of PathPatterns find what trying each pattern finds.
TEST(PathPatterns, FindWhatEachPatternMatches) {
  const std::vector<std::string_view> texts = {"abcd",   "abcd*", "ab/abcd", "*cd", "*",
                                               "ab*cd",  "/ab/*", "abcd#",   "a#b", "/abcd",
                                               "abcd#b", "abc#d", "c"};
  const PathPatterns patterns(texts);
  const bool holds = rc::check("as one by one", [&] {
    const auto path = fmt::format(
        "{}", fmt::join(*rc::gen::resize(
                            12, rc::gen::nonEmpty(rc::gen::container<Lines>(rc::gen::element<std::string>(
                                    "a", "b", "c", "d", "ab", "cd", "abcd", "1", "23", "/")))),
                        ""));
    std::vector<PathPatterns::Match> found;
    patterns.find(path, found);
    std::vector<std::size_t> got, want;
    for (const auto& m : found) got.push_back(m.pattern);
    std::vector<std::string_view> numbers;
    for (std::size_t i = 0; i < texts.size(); ++i)
      if (!path.ends_with('/') && PathPattern(texts[i]).matches(path, numbers)) want.push_back(i);
    RC_ASSERT(got == want);
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace bestby
