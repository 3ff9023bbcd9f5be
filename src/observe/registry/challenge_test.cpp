#include "observe/registry/challenge.h"

#include <gtest/gtest.h>

namespace bestby {
namespace {

using Parameters = std::vector<std::pair<std::string, std::string>>;

TEST(Challenge, OfATokenServer) {
  const std::vector<Challenge> expected = {{"bearer", Parameters{{"realm", "https://auth.example/token"},
                                                                 {"service", "registry"},
                                                                 {"scope", "repository:a/b:pull,push"}}}};
  EXPECT_EQ(
      read_challenges(
          R"(Bearer realm="https://auth.example/token",service="registry", scope="repository:a/b:pull,push")"),
      expected);
}

TEST(Challenge, SeveralInOneHeader) {
  const auto all = read_challenges(R"(Negotiate abc==, BASIC realm = "a \"b\"", bearer Realm=x , digest)");
  ASSERT_EQ(all.size(), 4U);
  EXPECT_EQ(all[0].scheme, "negotiate");
  EXPECT_EQ(all[1], (Challenge{"basic", Parameters{{"realm", "a \"b\""}}}));
  EXPECT_EQ(all[2], (Challenge{"bearer", Parameters{{"realm", "x"}}}));
  EXPECT_EQ(all[3], (Challenge{"digest", {}}));
  EXPECT_EQ(all[2].parameter("realm"), "x");
  EXPECT_EQ(all[2].parameter("scope"), "");
}

TEST(Challenge, PassesOverWhatIsMalformed) {
  EXPECT_TRUE(read_challenges("").empty());
  EXPECT_TRUE(read_challenges(R"(="x",,,"y, basic")").empty());
  EXPECT_EQ(read_challenges(R"(Bearer realm="open)")[0].parameter("realm"), "open");
  EXPECT_EQ(read_challenges(R"(Bearer realm="a\)")[0].parameter("realm"), "a");
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "x,";
  EXPECT_EQ(read_challenges(many).size(), most_challenges);
}

TEST(Link, NamesTheNextPage) {
  EXPECT_EQ(next_link(R"(</v2/a/tags/list?n=2&last=b>; rel="next")"), "/v2/a/tags/list?n=2&last=b");
  EXPECT_EQ(next_link(R"(<p1>; rel="prev", <p3> ; title="a, <b>; rel=next" ; Rel=NEXT)"), "p3");
  EXPECT_EQ(next_link(R"(<p1>; rel="first next")"), "p1");
  EXPECT_EQ(next_link("<p1>; rel=prev"), "");
  EXPECT_EQ(next_link("<p1"), "");
  EXPECT_EQ(next_link("rel=next"), "");
}

}  // namespace
}  // namespace bestby
