#include "find/word_pattern.h"

#include <gtest/gtest.h>

namespace bestby {
namespace {

// The captures with bars between them; "no" where the text does not match.
std::string match(std::string_view pattern, std::string_view text) {
  const auto captures = match_word(pattern, text);
  if (!captures) return "no";
  std::string out;
  for (const auto part : *captures) out += (out.empty() ? "" : "|") + std::string(part);
  return out;
}

TEST(WordPattern, TextStandsForItself) {
  EXPECT_EQ(match("gpu", "gpu"), "");
  EXPECT_EQ(match("gpu", "gpus"), "no");
  EXPECT_EQ(match("gpu", "gp"), "no");
  EXPECT_EQ(match("gpu", "GPU"), "no");
  EXPECT_EQ(match("", ""), "");
  EXPECT_EQ(match("", "a"), "no");
  EXPECT_EQ(match("{word}", "{word}"), "") << "braces around anything else are text";
}

TEST(WordPattern, CapturesTakeAsMuchAsLetsTheRestMatch) {
  EXPECT_EQ(match("py{digit}{digits}", "py310"), "3|10");
  EXPECT_EQ(match("py{digit}{digits}", "py3"), "no");
  EXPECT_EQ(match("cu{digits}{digit}", "cu113"), "11|3");
  EXPECT_EQ(match("cu{digits}{digit}", "cu92"), "9|2");
  EXPECT_EQ(match("{digit}{digit}{digit}{digit}", "2025"), "2|0|2|5");
  EXPECT_EQ(match("{digit}", "12"), "no");
  EXPECT_EQ(match("{version}", "1.12.1"), "1.12.1");
  EXPECT_EQ(match("{version}.x", "1.12.x"), "1.12");
  EXPECT_EQ(match("{version}{version}", "1.2"), "no") << "a version neither begins nor ends with a dot";
  EXPECT_EQ(match("(Ubuntu {version})", "(Ubuntu 22.04)"), "22.04");
}

TEST(WordPattern, AVersionIsDigitsWithSingleDotsBetween) {
  for (const char* text : {"", ".1", "1.", "1..2", "1.a", "v1", "."})
    EXPECT_EQ(match("{version}", text), "no") << text;
  EXPECT_EQ(match("{version}", std::string(64, '1')), std::string(64, '1'));
  EXPECT_EQ(match("{version}", std::string(65, '1')), "no");
}

// Every way of cutting the digits would be tried without a memory: 64 over 8, times the text.
TEST(WordPattern, ManyCapturesOnALongTextEnd) {
  std::string pattern;
  for (int i = 0; i < 9; ++i) pattern += "{digits}";
  const std::string text(1000, '1');
  for (int i = 0; i < 100; ++i) EXPECT_FALSE(match_word(pattern + "x", text));
  EXPECT_TRUE(match_word(pattern, std::string(500, '1')));
}

TEST(Filled, PutsCapturesIntoTheirPlaces) {
  EXPECT_EQ(filled("python@{1}.{2}", {"3", "10"}), "python@3.10");
  EXPECT_EQ(filled("{2}{1}{2}", {"a", "b"}), "bab");
  EXPECT_EQ(filled("{3}|{0}|{x}|{", {"a"}), "||{x}|{");
  EXPECT_EQ(filled("", {}), "");
}

}  // namespace
}  // namespace bestby
