#include "base/placeholders.h"

#include <gtest/gtest.h>

namespace bestby {
namespace {

std::optional<std::string> known(std::string_view name) {
  if (name == "a") return "1";
  if (name == "b_2") return "{a}";
  return std::nullopt;
}

TEST(Placeholders, AreFilledOnce) {
  EXPECT_EQ(filled("x {a} y{b_2}", known), "x 1 y{a}");
  EXPECT_EQ(filled("", known), "");
  EXPECT_EQ(filled("{a}{a}", known), "11");
}

TEST(Placeholders, NothingWhereAValueIsMissing) { EXPECT_EQ(filled("{a} {c}", known), std::nullopt); }

TEST(Placeholders, OtherBracesStandForThemselves) {
  EXPECT_EQ(filled("{A} {} {a", known), "{A} {} {a");
  EXPECT_EQ(filled("${{a}}", known), "${1}");
  EXPECT_EQ(names_in("{A} {x y} {a} {b_2}"), (std::vector<std::string_view>{"a", "b_2"}));
}

}  // namespace
}  // namespace bestby
