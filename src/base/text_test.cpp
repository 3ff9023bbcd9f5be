#include "base/text.h"

#include <gtest/gtest.h>

namespace bestby {
namespace {

TEST(Text, TrimAndSplit) {
  EXPECT_EQ(trim(" \t a b \n"), "a b");
  EXPECT_EQ(trim("  "), "");
  const std::string_view blank = "  ";
  EXPECT_EQ(trim(blank).data(), blank.data() + 2) << "a place can be told of it";
  EXPECT_EQ(split("a,,b", ','), (std::vector<std::string_view>{"a", "", "b"}));
  EXPECT_EQ(split("", ','), (std::vector<std::string_view>{""}));
}

TEST(Text, EditDistance) {
  EXPECT_EQ(edit_distance("pytorch", "pytorch"), 0);
  EXPECT_EQ(edit_distance("pytroch", "pytorch"), 1);
  EXPECT_EQ(edit_distance("", "abc"), 3);
  EXPECT_EQ(edit_distance("kitten", "sitting"), 3);
}

TEST(Text, NearestPrefersEqualButForDress) {
  const std::vector<std::string> names = {"pytorch", "pytorch-lightning", "tensorflow", "numpy"};
  EXPECT_EQ(nearest("PyTorch_Lightning", names), (std::vector<std::string>{"pytorch-lightning"}));
  EXPECT_EQ(nearest("pytroch", names), (std::vector<std::string>{"pytorch"}));
  EXPECT_TRUE(nearest("zzz", names).empty());
}

}  // namespace
}  // namespace bestby
