#include <gtest/gtest.h>

#include "base/version/testing.h"

namespace bestby {
namespace {

using namespace testing_versions;

// From RPM's own tests: a and b compare so.
struct Row {
  const char *a, *b;
  int order;
};
const Row rows[] = {
    {"1.0", "1.0", 0},
    {"1.0", "2.0", -1},
    {"2.0", "2.0.1", -1},
    {"2.0.1a", "2.0.1", 1},
    {"5.5p1", "5.5p2", -1},
    {"5.5p10", "5.5p1", 1},
    {"10xyz", "10.1xyz", -1},
    {"xyz10", "xyz10.1", -1},
    {"xyz.4", "8", -1},
    {"xyz.4", "2", -1},
    {"5.5p2", "5.6p1", -1},
    {"5.6p1", "6.5p1", -1},
    {"6.0.rc1", "6.0", 1},
    {"10b2", "10a1", 1},
    {"10a2", "10b2", -1},
    {"1.0a", "1.0aa", -1},
    {"10.0001", "10.1", 0},
    {"10.0001", "10.0039", -1},
    {"4.999.9", "5.0", -1},
    {"20101121", "20101122", -1},
    {"2_0", "2.0", 0},
    {"a+", "a_", 0},
    {"+a", "_a", 0},
    {"_+", "+_", 0},
    {"+", "_", 0},
    {"1.0~rc1", "1.0", -1},
    {"1.0~rc1", "1.0~rc2", -1},
    {"1.0~rc1~git123", "1.0~rc1", -1},
    {"1.0^", "1.0", 1},
    {"1.0^git1", "1.0", 1},
    {"1.0^git1", "1.0^git2", -1},
    {"1.0^git1", "1.01", -1},
    {"1.0^20160101", "1.0.1", -1},
    {"1.0^20160102", "1.0^20160101^git1", 1},
    {"1.0~rc1^git1", "1.0~rc1", 1},
    {"1.0^git1~pre", "1.0^git1", -1},
    {"1b.fc17", "1.fc17", -1},
    {"1g.fc17", "1.fc17", 1},
};

TEST(Rpm, AgreesWithItsOwnTests) {
  for (const Row& row : rows) {
    const std::string a = version("rpm", row.a).key, b = version("rpm", row.b).key;
    EXPECT_EQ(a < b ? -1 : a > b, row.order) << row.a << " and " << row.b;
    EXPECT_EQ(b < a ? -1 : b > a, -row.order) << row.b << " and " << row.a;
  }
}

TEST(Rpm, EpochThenVersionThenRelease) {
  expect_ascending("rpm", {"1.0", "1.0-1", "1.0-2.amzn2", "1.0-10", "1.0.1-1", "2:0.1-1"});
  expect_equal("rpm", {"1.0-1", "0:1.0-1"});
  expect_ascending("rpm", {"2.15.9.0-dkms", "2.19.7.0_530fb3064-1", "2.19.8.0-1"});
  EXPECT_EQ(version("rpm", "2.34-60.amzn2023").numbers, (std::vector<std::uint64_t>{2, 34}));
}

TEST(Rpm, Refuses) { expect_refused("rpm", {"", ":1", "a:1", "1:", "-1", "1 0", "1/0", "1.0:2:3", "1,0"}); }

TEST(Rpm, Wildcards) {
  EXPECT_TRUE(in_range("rpm", "2.34.*", "2.34-60.amzn2023"));
  EXPECT_TRUE(in_range("rpm", "2.*", "2.34-60.amzn2023"));
  EXPECT_FALSE(in_range("rpm", "2.3.*", "2.34-60.amzn2023"));
}

// rpmvercmp, read off its description, with nothing shared with the keys.
struct Token {
  char kind;
  std::string text;
};
std::vector<Token> tokens(const std::string& text) {
  std::vector<Token> found;
  char before = ' ';
  for (const char c : text) {
    const char kind = isdigit(c) ? '0' : isalpha(c) ? 'a' : c == '~' || c == '^' ? c : ' ';
    const bool goes_on = kind == before && (kind == '0' || kind == 'a');
    if (goes_on) found.back().text += c;
    if (!goes_on && kind != ' ') found.push_back({kind, std::string(1, c)});
    before = kind;
  }
  return found;
}
int naive(const std::string& a, const std::string& b) {
  const auto x = tokens(a), y = tokens(b);
  const std::string kinds = "~ ^a0";
  for (std::size_t i = 0;; ++i) {
    const Token p = i < x.size() ? x[i] : Token{' ', ""}, q = i < y.size() ? y[i] : Token{' ', ""};
    if (p.kind != q.kind) return kinds.find(p.kind) < kinds.find(q.kind) ? -1 : 1;
    if (p.kind == ' ') return 0;
    const bool number = p.kind == '0';
    if (number && std::stol(p.text) != std::stol(q.text))
      return std::stol(p.text) < std::stol(q.text) ? -1 : 1;
    if (!number && p.text != q.text) return p.text < q.text ? -1 : 1;
  }
}

TEST(Rpm, AgreesWithTheNaiveComparisonOnEverySmallVersion) {
  Texts texts;
  const std::string alphabet = "01a~^.";
  for (std::size_t n = 0; n < 6 * 6 * 6 * 2; ++n) {
    std::string text;
    for (std::size_t rest = n; rest > 0; rest /= alphabet.size()) text += alphabet[rest % alphabet.size()];
    if (!text.empty()) texts.push_back(text);
  }
  std::vector<std::string> keys;
  for (const auto& text : texts) keys.push_back(version("rpm", text).key);
  for (std::size_t i = 0; i < texts.size(); ++i)
    for (std::size_t j = 0; j < texts.size(); ++j) {
      const int found = keys[i] < keys[j] ? -1 : keys[i] > keys[j];
      ASSERT_EQ(found, naive(texts[i], texts[j])) << texts[i] << " and " << texts[j];
    }
}

}  // namespace
}  // namespace bestby
