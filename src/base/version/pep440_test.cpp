#include <gtest/gtest.h>

#include "base/version/testing.h"

namespace bestby {
namespace {

using namespace testing_versions;

// The order that the standard and the reference implementation's tests prescribe.
const Texts ascending = {"0.dev0",
                         "0",
                         "0.0.1",
                         "1.dev0",
                         "1.0.dev456",
                         "1.0a1.dev1",
                         "1.0a1",
                         "1.0a1.post0.dev2",
                         "1.0a1.post0",
                         "1.0a2.dev456",
                         "1.0a12.dev456",
                         "1.0a12",
                         "1.0b1.dev456",
                         "1.0b2",
                         "1.0b2.post345.dev456",
                         "1.0b2.post345",
                         "1.0rc1.dev456",
                         "1.0rc1",
                         "1.0",
                         "1.0+abc.5",
                         "1.0+abc.7",
                         "1.0+5",
                         "1.0.post456.dev34",
                         "1.0.post456",
                         "1.0.15",
                         "1.1.dev1",
                         "1.2+123abc",
                         "1.2+123abc456",
                         "1.2+abc",
                         "1.2+abc123",
                         "1.2+abc123def",
                         "1.2+1234.abc",
                         "1.2+123456",
                         "1.2.r32+123456",
                         "1.2.rev33+123456",
                         "1.10",
                         "1!0.dev0",
                         "1!1.0.dev456",
                         "1!1.0a1",
                         "1!1.0",
                         "1!1.0+5",
                         "1!1.0.post456",
                         "2!0.1"};

TEST(Pep440, Orders) { expect_ascending("pep440", ascending); }

TEST(Pep440, SpellingsOfTheSameVersionAreEqual) {
  const std::vector<Texts> same = {
      {"1.0", "1", "1.0.0", "1.0.0.0", "v1.0", "V1.0", " 1.0 ", "\t1.0\n", "0!1.0", "00!1.00"},
      {"1.0.dev0", "1.0dev", "1.0.DEV", "1.0-dev", "1.0_dev_0", "1.0dev-", "1.dev.0"},
      {"1.0a1", "1.0.a1", "1.0-a1", "1.0_a_1", "1.0A1", "1.0alpha1", "1.0-ALPHA.1", "1.0a01"},
      {"1.0b0", "1.0b", "1.0.beta", "1.0-BETA-0", "1.0b."},
      {"1.0rc2", "1.0c2", "1.0.C2", "1.0pre2", "1.0-preview_2", "1.0RC02"},
      {"1.0.post4", "1.0-4", "1.0post4", "1.0.rev4", "1.0-r4", "1.0.POST-04", "1.0_r_4"},
      {"1.0.post0", "1.0post", "1.0.r", "1.0-rev."},
      {"1.0a0.post1", "1.0a--1", "1.0alphapost1"},
      {"1.0a2.post3.dev4", "1.0alpha2-3dev4", "1a2rev3_dev-4"},
      {"1.0+ubuntu.1", "1.0+UBUNTU-1", "1.0+ubuntu_01"},
  };
  for (const Texts& texts : same) expect_equal("pep440", texts);
}

TEST(Pep440, RefusesWhatTheStandardDoes) {
  expect_refused("pep440", {"",
                            " ",
                            "french toast",
                            "1.0+a+",
                            "1.0++",
                            "1.0+_foobar",
                            "1.0+foo&asd",
                            "1.0+1+1",
                            "1.0+",
                            "1.0+a.",
                            "1.0+a..b",
                            "1..0",
                            ".1",
                            "1.",
                            "1.0.x",
                            "1!",
                            "!1",
                            "1!!1",
                            "1.0!1",
                            "1.0dev1a1",
                            "1.0.post1a1",
                            "1.0post1post2",
                            "1.0 a1",
                            "1.0-",
                            "1.0_1",
                            "1.0..a1",
                            "v",
                            "vv1",
                            "1,0",
                            "1.*",
                            "1.0+\xc4\xb0",
                            "2.11.0.34%2Bc5231f848",
                            "na"});
}

TEST(Pep440, NumbersAndPrereleases) {
  EXPECT_EQ(version("pep440", "2!1.12.0rc1+a.1").numbers, (std::vector<std::uint64_t>{1, 12, 0}));
  for (const char* early : {"1a1", "1b1", "1rc1", "1.dev0", "1.post1.dev0", "1a1.post1"})
    EXPECT_TRUE(version("pep440", early).prerelease) << early;
  for (const char* final : {"1", "1.post1", "1+dev", "1-1", "1!0"})
    EXPECT_FALSE(version("pep440", final).prerelease) << final;
}

}  // namespace
}  // namespace bestby
