#include <gtest/gtest.h>

#include "base/version/testing.h"

namespace bestby {
namespace {

using namespace testing_versions;

TEST(Debian, Orders) {
  expect_ascending("debian", {"0~~",     "0~~a",
                              "0~",      "0",
                              "0-1~",    "0-1",
                              "0-2",     "0a",
                              "0+",      "0.0",
                              "1~rc1-1", "1",
                              "1-1",     "1-1+deb12u1",
                              "1-1.1",   "1a",
                              "1b",      "1+b1",
                              "1.0~",    "1.0",
                              "1.0-1",   "1.0-1ubuntu0.22.04.1",
                              "1.0-2",   "1.0.0",
                              "1.2.3-1", "1.2.10-1",
                              "1:0~",    "1:0.1",
                              "1:0.1-1", "2:0"});
  expect_ascending("debian", {"2.2~rc-4", "2.2-1", "7.6-0", "7.6p2-4"});
}

TEST(Debian, EqualTexts) {
  expect_equal("debian", {"0", "00", "0:0", "0-0", "0:00-00"});
  expect_equal("debian", {"1.0000-1", "1.0-1", "1.-1", "0:1.0-01"});
  expect_equal("debian", {"1.2", "1.02-0", "01.2"});
}

TEST(Debian, HyphensAndColonsInsideBelongToTheUpstreamVersion) {
  expect_ascending("debian", {"0:0-0-0", "0:0-0-0-0", "0:0:0-0"});
  version("debian", "0:09azAZ.-+~:-0");
  version("debian", "0:0-azAZ09.+~");
}

TEST(Debian, RefusesWhatDpkgCallsBadSyntax) {
  expect_refused("debian", {"", "0:", "0:0 0-1", "-1:0-1", "999999999999999999999999:0-1", "2147483648:0",
                            "a:0-0", "A:0-0", "-0", "0:-0", "0:abc3-0", "a1", "0:0-0:0", "1.0-", "0:0-"});
  for (const char bad : std::string_view("!#@$%&/|\\<>()[]{};,_=*^'")) {
    expect_refused("debian", {"0:0" + std::string(1, bad) + "-0"});
    expect_refused("debian", {"0:0-" + std::string(1, bad)});
  }
}

TEST(Debian, NumbersPrereleasesWildcards) {
  EXPECT_EQ(version("debian", "1:2.36-9+deb12u4").numbers, (std::vector<std::uint64_t>{2, 36}));
  EXPECT_TRUE(version("debian", "2.0~rc1-1").prerelease);
  EXPECT_FALSE(version("debian", "2.0-1~bpo12+1").prerelease);
  EXPECT_TRUE(in_range("debian", "2.36.*", "2.36-9+deb12u4"));
  EXPECT_FALSE(in_range("debian", "2.36.*", "1:2.36-9"));
  EXPECT_TRUE(in_range("debian", "1:2.36.*", "1:2.36-9"));
  EXPECT_FALSE(in_range("debian", "2.3.*", "2.36-9"));
}

// dpkg's comparison, as naive as it can be said: the sign of a - b.
int order(const std::string& text, std::size_t at) {
  if (at >= text.size() || isdigit(text[at])) return 0;
  if (text[at] == '~') return -1;
  return isalpha(text[at]) ? text[at] : text[at] + 256;
}
int naive(const std::string& a, const std::string& b) {
  std::size_t i = 0, j = 0;
  const auto digit = [](const std::string& t, std::size_t at) { return at < t.size() && isdigit(t[at]); };
  while (i < a.size() || j < b.size()) {
    while ((i < a.size() && !digit(a, i)) || (j < b.size() && !digit(b, j))) {
      if (order(a, i) != order(b, j)) return order(a, i) < order(b, j) ? -1 : 1;
      ++i, ++j;
    }
    long x = 0, y = 0;
    while (digit(a, i)) x = x * 10 + (a[i++] - '0');
    while (digit(b, j)) y = y * 10 + (b[j++] - '0');
    if (x != y) return x < y ? -1 : 1;
  }
  return 0;
}

TEST(Debian, AgreesWithTheNaiveComparisonOnEverySmallVersion) {
  Texts texts;
  const std::string alphabet = "01a~.+";
  for (std::size_t n = 0; n < 6 * 6 * 6; ++n) {
    std::string tail;
    for (std::size_t rest = n; rest > 0; rest /= alphabet.size()) tail += alphabet[rest % alphabet.size()];
    texts.push_back("0" + tail);
    texts.push_back("1" + tail);
  }
  std::vector<std::string> keys;
  for (const auto& text : texts) keys.push_back(version("debian", text).key);
  for (std::size_t i = 0; i < texts.size(); ++i)
    for (std::size_t j = 0; j < texts.size(); ++j) {
      const int expected = naive(texts[i], texts[j]);
      const int found = keys[i] < keys[j] ? -1 : keys[i] > keys[j];
      ASSERT_EQ(found, expected) << texts[i] << " and " << texts[j];
    }
}

}  // namespace
}  // namespace bestby
