#include "report/cut_text.h"

#include <gtest/gtest.h>

namespace bestby {
namespace {

TEST(CutText, KeepsBothEnds) {
  EXPECT_EQ(cut_in_the_middle("abcdefgh", 8), "abcdefgh");
  EXPECT_EQ(cut_in_the_middle("abcdefgh", 7), "abc\u2026fgh");
  EXPECT_EQ(cut_in_the_middle("abcdefgh", 6), "abc\u2026gh");
  EXPECT_EQ(cut_in_the_middle("abcdefgh", 1), "\u2026");
  EXPECT_EQ(cut_in_the_middle("abcdefgh", 0), "abcdefgh");
}

TEST(CutText, CountsColumnsNotBytes) {
  EXPECT_EQ(columns_of("\u00e4\u6f22"), 3);
  EXPECT_EQ(cut_in_the_middle("\u6f22\u6f22\u6f22\u6f22", 6), "\u6f22\u2026\u6f22");
  EXPECT_EQ(columns_of(cut_in_the_middle("\u00e4\u00e4\u00e4\u00e4\u00e4", 4)), 4);
}

}  // namespace
}  // namespace bestby
