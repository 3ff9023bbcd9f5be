#include "base/size_text.h"

#include <gtest/gtest.h>

namespace bestby {
namespace {

TEST(SizeText, NumbersOfBytes) {
  EXPECT_EQ(parse_size("0"), 0U);
  EXPECT_EQ(parse_size("500000"), 500'000U);
  EXPECT_EQ(parse_size("64k"), 65'536U);
  EXPECT_EQ(parse_size("64M"), 67'108'864U);
  EXPECT_EQ(parse_size("2g"), 2'147'483'648U);
  EXPECT_EQ(parse_size("18446744073709551615"), 18'446'744'073'709'551'615U);
}

TEST(SizeText, OtherTextsAreNone) {
  for (const char* text :
       {"", "M", "-1", "1.5M", "64MB", "64 M", "1T", "18446744073709551616", "17179869184G", "0x10"})
    EXPECT_FALSE(parse_size(text)) << text;
}

}  // namespace
}  // namespace bestby
