#include <gtest/gtest.h>

#include "base/version/testing.h"

namespace bestby {
namespace {

using namespace testing_versions;

struct Row {
  const char* range;
  Texts in, out;
};

void expect_rows(std::string_view name, const std::vector<Row>& rows) {
  for (const Row& row : rows) {
    for (const auto& text : row.in)
      EXPECT_TRUE(in_range(name, row.range, text)) << text << " is not in " << row.range;
    for (const auto& text : row.out)
      EXPECT_FALSE(in_range(name, row.range, text)) << text << " is in " << row.range;
  }
}

// The standard's rules and the vectors of the reference implementation's tests.
const std::vector<Row> pep440_rows = {
    {"==2", {"2", "2.0", "2.0.0", "2.0+deadbeef"}, {"2.1", "2.0.post1", "2.0rc1", "2.0.dev1"}},
    {"==2.0.0+deadbeef.00", {"2.0+deadbeef.0"}, {"2.0", "2.0+deadbeef", "2.0+deadbeef.0.1"}},
    {"==2.*",
     {"2", "2.0", "2.dev1", "2a1", "2a1.post1", "2b1.dev1", "2c1.post1.dev1", "2rc1", "0!2", "2.99",
      "2.1+local", "2.post1"},
     {"1.99", "3", "3.dev0", "20", "1!2"}},
    {"==2.0.0.*", {"2", "2.0", "2rc1", "2.0.0.0"}, {"2.0.1", "2.1", "3"}},
    {"==2!1.*", {"2!1.0", "2!1"}, {"1.0", "2!2"}},
    {"!=2", {"2.1", "2.0.1", "2.0rc1", "2.0.post1"}, {"2", "2.0.0", "2.0+deadbeef"}},
    {"!=2.0+deadbeef", {"2.0", "2.0+deadbeeg"}, {"2.0.0+DEADBEEF"}},
    {"!=2.0.*", {"2.1", "2.1.0.0", "3", "1.9"}, {"2", "2rc1", "2.0.5", "2.0.post1"}},
    {">=2",
     {"2", "2.0+a", "2.0.post1.dev1", "2.0.post1", "3", "3.dev0"},
     {"1", "2.0.dev1", "2.0rc1", "2.0c1.post1.dev1"}},
    {"<=2",
     {"2", "2.0+local", "2.0.dev1", "2.0rc1", "1"},
     {"2.0.post1", "2.0.post0.dev0", "2.0.post1.dev1", "3"}},
    {">1.7",
     {"1.8", "1.7.1", "1.7.0.1", "1.7.1.dev0", "1.8+a", "2.1.post1"},
     {"1.7", "1.7+local", "1.7.post1", "1.7.post0.dev1", "1.7.post1+a", "1.7rc1", "1.6"}},
    {">1.7.post2", {"1.7.post3", "1.7.post3.dev0", "1.8"}, {"1.7.post2", "1.7.post2+a", "1.7.post1"}},
    {">1.0a1", {"1.0a2", "1.0a2.dev0", "1.0", "1.0.post0", "1.0a2+local"}, {"1.0a1.post0", "1.0a1+a"}},
    {">1.0.dev1", {"1.0.dev2", "1.0a1", "1.0", "1.0.post1"}, {"1.0.dev1", "1.0.dev1+a", "1.0.dev0"}},
    {"<1.7", {"1.6", "1.6.post1", "1.6.99+a", "1.5rc1"}, {"1.7", "1.7rc1", "1.7.dev0", "1.7a1.post1"}},
    {"<1.7rc2", {"1.7rc1", "1.7.dev0", "1.7rc2.dev1", "1.6"}, {"1.7rc2", "1.7"}},
    {"<1.0.post1", {"1.0", "1.0rc1", "1.0.post0", "1.0.post0.dev0"}, {"1.0.post1.dev0", "1.0.post1"}},
    {"~=2.2", {"2.2", "2.3", "2.99", "2.2.post3", "2.2+a"}, {"2.1", "3", "3.dev0", "2.2rc1"}},
    {"~=1.4.5", {"1.4.5", "1.4.9"}, {"1.5", "1.4.4", "1.5.dev0"}},
    {"~=2.2.post3", {"2.2.post3", "2.3"}, {"2.2", "2.2.post2", "3"}},
    {"~=1.4.5a4", {"1.4.5a4", "1.4.5"}, {"1.4.5a3", "1.5"}},
    {"~=2!1.0", {"2!1.0", "2!1.9"}, {"1.0", "2!2.0"}},
    {"===1.0", {"1.0"}, {"1", "1.0.0", "1.0+a", "v1.0"}},
    {"===1.0RC1", {"1.0rc1", "1.0Rc1"}, {"1.0c1"}},
    {">=1.22.2, < 2", {"1.22.2", "1.26.4"}, {"1.22.1", "2", "2.0rc1"}},
    {"<=1.25.2,>=1.22.2,!=1.24.*,", {"1.23", "1.25.2"}, {"1.24.1", "1.25.3"}},
    {"!=1.0,!=1.1,!=1.2", {"0.9", "1.0.1", "1.1.5", "1.3"}, {"1.0", "1.1.0", "1.2"}},
    // What pip does not read.
    {"1.12", {"1.12", "1.12.0+cu124"}, {"1.12.1"}},
    {"=1.12", {"1.12.0"}, {"1.12.1"}},
    {"=2.*", {"2.1", "2rc1"}, {"3"}},
    {"12.x", {"12", "12.4.1"}, {"11.8", "13.0"}},
    {"12.X.x", {"12.4"}, {"13.0"}},
    {"2.29.0.0*", {"2.29.0.0", "2.29.0.0.1"}, {"2.29.0.1"}},
    {"*", {"0.dev0", "9!9"}, {}},
};

TEST(VersionRange, Pep440Specifiers) { expect_rows("pep440", pep440_rows); }

TEST(VersionRange, OtherSchemesUseTheirOrder) {
  expect_rows("cuda", {{">=11.8,<12.6", {"cu118", "12.4.1"}, {"11.7", "cu126", "12.6.0"}},
                       {"12.x", {"12.4", "cu121"}, {"cu130"}},
                       {"~=12.4.1", {"12.4.5"}, {"12.5", "12.4.0"}}});
  expect_rows("driver-branch", {{">=525", {"r580-linux", "525", "525.60.13"}, {"520.56.06"}}});
  expect_rows("neuron-extension", {{"==2.1.0.1.*", {"2.1.0.1.2.0"}, {"2.1.0.2.0.0", "2.1.2.2.3.0"}},
                                   {"==2.1.2.2.3.0", {"2.1.2.2.3.0+cxx11"}, {"2.1.2.2.3.1"}}});
  expect_rows("neuron-standalone", {{"=2.*", {"2.15.128.0-dkms", "2.0.0.4226a0"}, {"1.9.0.0", "3.0"}},
                                    {"==2.2.45.0", {"2.2.45.0-1", "2.2.45.0+abc"}, {"2.2.45.1"}}});
  expect_rows("debian", {{"<2.0", {"2.0~rc1-1", "1.9-1"}, {"2.0", "2.0-1"}},
                         {"<=2.0-1", {"2.0-1"}, {"2.0-1.1"}},
                         {"~=1:2.36", {"1:2.36-9", "1:2.40-1"}, {"2.36-9", "1:3.0"}}});
  expect_rows("endoflife", {{">=3.9,<3.13", {"3.9", "3.12"}, {"3.8", "3.13"}}});
  expect_rows("dotted", {{"12.x", {"12.1", "12-rc1"}, {"13"}}, {"<4.0.1", {"4.0r9"}, {"4.0.1"}}});
}

TEST(VersionRange, Vers) {
  expect_rows("pep440", {{"vers:pypi/>=1.0|<2.0", {"1.0", "2.0rc1", "1.0+a"}, {"2.0", "1.0rc1"}},
                         {"vers:pypi/1.2.3|>=2|!=2.5|<3", {"1.2.3", "2", "2.4"}, {"1.2", "2.5", "3"}},
                         {"vers:pypi/<1|=2|>3", {"0.9", "2.0", "4"}, {"1", "2.1", "3"}},
                         {"vers:pypi/<=1|>=3|!=4", {"1", "3", "5"}, {"1.0.1", "2", "4"}},
                         {"vers:pypi/1.0|1.1|2.0", {"1", "1.1", "2"}, {"1.2", "2.1", "0"}},
                         {"vers:pypi/=1.0|!=1.1", {"1"}, {"1.1", "1.2"}},
                         {"vers:pypi/!=1.5", {"1", "2"}, {"1.5.0"}},
                         {"vers:pypi/*", {"0", "9"}, {}},
                         {"vers:all/*", {"0", "9"}, {}},
                         {"vers:pypi/%31.0%2Bcu124", {"1.0+cu124"}, {"1.0"}}});
  expect_rows("debian", {{"vers:deb/>=1:2.36-9|<1:2.37", {"1:2.36-9+deb12u4"}, {"1:2.37-1", "2.36-9"}}});
  expect_rows("cuda", {{"vers:cuda/>=12.0|<13.0", {"12.4"}, {"13.0"}}});
  EXPECT_TRUE(VersionRange::parse(scheme("pep440"), "vers:none/*")->empty());
}

TEST(VersionRange, ErrorsSayWhat) {
  struct Wrong {
    const char *scheme, *range, *why;
  };
  const Wrong wrongs[] = {
      {"pep440", "", "it is empty"},
      {"pep440", " , ", "it is empty"},
      {"pep440", ">=", "`>=` names no version"},
      {"pep440", ">=1,one", "`one` is not a pep440 version: a number is missing"},
      {"pep440", "=>2.0", "`>2.0` is not a pep440 version: a number is missing"},
      {"pep440", ">1.0+a", "a local part may only follow `==` or `!=`"},
      {"pep440", "~=1.0+5", "a local part may only follow `==` or `!=`"},
      {"pep440", ">=1.0.*", "a wildcard may only follow `==` or `!=`"},
      {"pep440", "~=1.0.*", "a wildcard may only follow `==` or `!=`"},
      {"pep440", "==2.0a1.*", "only numbers may stand before a wildcard"},
      {"pep440", "==1.0+5.*", "only numbers may stand before a wildcard"},
      {"pep440", "~=1", "`~=` needs at least two numbers"},
      {"opaque", "12.*", "opaque versions have no numbers for a wildcard"},
      {"pep440", "vers:pypi", "`/` must follow the kind of versions"},
      {"pep440", "vers:deb/1.0", "`deb` does not name pep440 versions"},
      {"pep440", "vers:PyPI/1.0", "`PyPI` does not name pep440 versions"},
      {"pep440", "vers:pypi/", "`` is not a pep440 version: it is empty"},
      {"pep440", "vers:pypi/1.0||2.0", "`` is not a pep440 version: it is empty"},
      {"pep440", "vers:pypi/1.0 |2.0", "blanks and control characters must be percent-encoded"},
      {"pep440", "vers:pypi/2.0|1.0", "`2.0` must stand after `1.0`, once, in the order of the versions"},
      {"pep440", "vers:pypi/1.0|>1.0.0",
       "`1.0` must stand after `1.0.0`, once, in the order of the versions"},
      {"pep440", "vers:pypi/>1|>2", "`>` and `<` must alternate"},
      {"pep440", "vers:pypi/<1|!=1.5|<=2", "`>` and `<` must alternate"},
      {"pep440", "vers:pypi/>1|=2|<3", "`<` may not follow a single version"},
      {"pep440", "vers:pypi/1%2", "`%` must be followed by two hexadecimal digits"},
      {"pep440", "vers:pypi/1.*", "`*` in a version must be percent-encoded"},
      {"pep440", "vers:all/1.0", "`all` takes only `*`"},
  };
  for (const Wrong& wrong : wrongs) {
    const auto range = VersionRange::parse(scheme(wrong.scheme), wrong.range);
    ASSERT_FALSE(range) << wrong.range;
    const std::string why = range.error().message;
    const std::string expected = ": " + std::string(wrong.why);
    EXPECT_TRUE(why.ends_with(expected)) << why << "\nexpected" << expected;
  }
  EXPECT_EQ(VersionRange::parse(scheme("cuda"), "12.x.1").error().message,
            "`12.x.1` is not a range of cuda versions: `12.x.1` is not a cuda version: something "
            "follows the numbers");
  EXPECT_FALSE(VersionRange::parse(scheme("pep440"), std::string(16 * 1024 + 1, '1')));
  std::string many = "!=0";
  for (int i = 1; i < 1000; ++i) many += ",!=" + std::to_string(i);
  EXPECT_TRUE(VersionRange::parse(scheme("pep440"), many));
  EXPECT_FALSE(VersionRange::parse(scheme("pep440"), many + ",!=1000"));
}

TEST(VersionRange, EmptyRangesAreFound) {
  const auto empty = [](std::string_view name, std::string_view range) {
    return VersionRange::parse(scheme(name), range).value().empty();
  };
  for (const char* range :
       {"<4.35,>=4.37.2", ">1,<1", ">=2,<2", "==1,!=1", "==1.*,!=1.*", "==1.0,==1.1", "<0.dev0", ">1,<=1",
        ">1.0,<1.0.post5", ">1.0.post1,<1.0.post2", ">1.0a1,<1.0a2.dev0", "===1.0,===1.1", "===1.0,>2",
        "===foobar", "~=1.4,<1.4", ">=1.0rc1,<1.0", "==1.0+a,!=1.0"})
    EXPECT_TRUE(empty("pep440", range)) << range;
  for (const char* range : {">=2,<=2", "<4.38,>=4.37.2", ">1.0,<1.0.1", "==1.0,!=1.0+a", ">=1.0rc1,<1.0rc2",
                            "===1.0,<2", "<0.dev1", ">=1.0,<1.0.post5", "==1.*,!=1.0.*", "*"})
    EXPECT_FALSE(empty("pep440", range)) << range;
  EXPECT_TRUE(empty("cuda", ">=12.4,<12.4.0"));
  EXPECT_TRUE(empty("cuda", "<0"));
  EXPECT_TRUE(empty("semver", "<0.0.0-0"));
  EXPECT_FALSE(empty("debian", "<0"));
}

TEST(VersionRange, KeepsItsText) {
  EXPECT_EQ(VersionRange::parse(scheme("pep440"), " >=1, <2 ")->str(), ">=1, <2");
}

}  // namespace
}  // namespace bestby
