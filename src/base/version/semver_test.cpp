#include <gtest/gtest.h>

#include "base/version/testing.h"

namespace bestby {
namespace {

using namespace testing_versions;

TEST(Semver, OrdersAsTheStandardsExample) {
  expect_ascending(
      "semver",
      {"0.0.0-0",       "0.0.0",      "1.0.0-0",      "1.0.0-2",       "1.0.0-10",      "1.0.0-10.0",
       "1.0.0--",       "1.0.0-10a",  "1.0.0-A",      "1.0.0-alpha",   "1.0.0-alpha.1", "1.0.0-alpha.beta",
       "1.0.0-alpha-1", "1.0.0-beta", "1.0.0-beta.2", "1.0.0-beta.11", "1.0.0-rc.1",    "1.0.0",
       "1.0.1-rc.1",    "1.0.1",      "1.2.0",        "1.10.0",        "2.0.0",         "2.1.0",
       "2.1.1"});
}

TEST(Semver, BuildMetadataDoesNotCount) {
  expect_equal("semver", {"1.0.0", "1.0.0+001", "1.0.0+a.b-c.007", "v1.0.0"});
  expect_equal("semver", {"1.0.0-rc.1", "1.0.0-rc.1+build.1", "1.0.0-rc.1+21AF26D3---117B344092BD"});
}

TEST(Semver, TakesWhatTheStandardTakes) {
  for (const char* text :
       {"0.0.4", "10.20.30", "1.1.2-prerelease+meta", "1.1.2+meta-valid", "1.0.0-alpha.beta.1",
        "1.0.0-alpha0.valid", "1.0.0-alpha.0valid", "1.2.3-SNAPSHOT-123", "1.1.7",
        "1.0.0-alpha-a.b-c-somethinglong+build.1-aef.1-its-okay", "2.0.1-alpha.1227",
        "1.2.3----RC-SNAPSHOT.12.9.1--.12+788", "1.2.3----R-S.12.9.1--.12+meta",
        "1.0.0+0.build.1-rc.10000aaa-kk-0.1", "1.0.0-0A.is.legal", "1.0.0-99999999999999999999999"})
    version("semver", text);
}

TEST(Semver, RefusesWhatTheStandardRefuses) {
  expect_refused("semver", {"1",
                            "1.2",
                            "1.2.3-0123",
                            "1.2.3-0123.0123",
                            "1.1.2+.123",
                            "+invalid",
                            "-invalid",
                            "-invalid+invalid",
                            "alpha",
                            "alpha.1",
                            "alpha+beta",
                            "1.0.0-alpha_beta",
                            "1.0.0-alpha..",
                            "1.0.0-alpha..1",
                            "1.0.0-",
                            "1.0.0+",
                            "01.1.1",
                            "1.01.1",
                            "1.1.01",
                            "1.2.3.DEV",
                            "1.2-SNAPSHOT",
                            "1.2.31.2.3----RC-SNAPSHOT.12.09.1--..12+788",
                            "1.2-RC-SNAPSHOT",
                            "-1.0.3-gamma+b7718",
                            "+justmeta",
                            "9.8.7+meta+meta",
                            "9.8.7-whatever+meta+meta",
                            "1.0.0 a",
                            "99999999999999999999999.999999999999999999.99999999999999999"});
}

TEST(Semver, RangesUseTheOrderAlone) {
  EXPECT_TRUE(in_range("semver", "<1.0.0", "1.0.0-rc.1"));
  EXPECT_TRUE(in_range("semver", "1.*", "1.0.0-alpha"));
  EXPECT_FALSE(in_range("semver", "1.*", "2.0.0-alpha"));
  EXPECT_TRUE(in_range("semver", "~=1.2.3", "1.2.9"));
  EXPECT_FALSE(in_range("semver", "~=1.2.3", "1.3.0"));
}

}  // namespace
}  // namespace bestby
