#include "find/address_machine.h"

#include <gtest/gtest.h>

#include <regex>
#include <string>

namespace bestby {
namespace {

TEST(AddressMachine, ReadsTheFamily) {
  EXPECT_EQ(machine_family("ml.p4d.24xlarge"), "p4d");
  EXPECT_EQ(machine_family("ml_c5"), "c5");
  EXPECT_EQ(machine_family("ml.c7i-flex.large"), "c7i-flex");
  EXPECT_EQ(machine_family("ml.m5"), "m5");
  for (const char* none :
       {"", "local", "m5.xlarge", "ml.", "ML.m5.xlarge", "ml.G5.xlarge", "ml.m5.xlarge.x", "ml-m5"})
    EXPECT_EQ(machine_family(none), "") << none;
}

// Every text of up to seven letters of a small alphabet, against the pattern itself.
TEST(AddressMachine, AgreesWithThePattern) {
  const std::regex pattern(R"(ml[._]([a-z0-9-]+)\.?\w*)");
  const std::string letters = "g5.-_Xm";
  for (std::size_t n = 0; n < 7 * 7 * 7 * 7 * 7; ++n) {
    std::string text = "ml.";
    for (std::size_t rest = n; rest > 0; rest /= 7) text += letters[rest % 7];
    std::smatch match;
    const std::string expected = std::regex_match(text, match, pattern) ? match[1].str() : "";
    ASSERT_EQ(machine_family(text), expected) << text;
  }
}

TEST(AddressMachine, FindsTheLetterBehindTheGeneration) {
  for (const char* yes : {"m6g", "c7gn", "r6gd", "g5g", "im4gn", "is4gen", "x2gd", "hpc7g", "p6e-gb200"})
    EXPECT_TRUE(has_generation_letter(yes, 'g')) << yes;
  for (const char* no : {"g5", "g4dn", "g6e", "gr6", "m5", "p4d", "trn1", "inf2", "c7i-flex", "g", ""})
    EXPECT_FALSE(has_generation_letter(no, 'g')) << no;
}

}  // namespace
}  // namespace bestby
