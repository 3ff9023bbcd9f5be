#include "base/number_forms.h"

#include <gtest/gtest.h>

namespace bestby {
namespace {

TEST(NumberForms, BecomeVersions) {
  EXPECT_EQ(dotted_version("thousands", "11040"), "11.4");
  EXPECT_EQ(dotted_version("thousands", "9000"), "9.0");
  EXPECT_EQ(dotted_version("thousands", "12080"), "12.8");
  EXPECT_EQ(dotted_version("hundreds", "8902"), "8.9.2");
  EXPECT_EQ(dotted_version("hundreds", "7605"), "7.6.5");
}

TEST(NumberForms, NothingWhereTheTextIsNone) {
  EXPECT_EQ(dotted_version("thousands", ""), std::nullopt);
  EXPECT_EQ(dotted_version("thousands", "11.4"), std::nullopt);
  EXPECT_EQ(dotted_version("thousands", "99999999999999"), std::nullopt);
  EXPECT_EQ(dotted_version("tens", "11040"), std::nullopt);
}

}  // namespace
}  // namespace bestby
