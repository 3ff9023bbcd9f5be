#include <gtest/gtest.h>

#include "base/version/testing.h"

namespace bestby {
namespace {

using namespace testing_versions;
using Numbers = std::vector<std::uint64_t>;

TEST(Dotted, OrdersNumbersEarlyWordsAndTails) {
  expect_ascending("dotted",
                   {"0.9.8",       "0.9.8z",      "0.9.8za",   "0.9.8zh",        "1.0.dev1",
                    "1.0-alpha",   "1.0-alpha.2", "1.0-beta1", "1.0-pre",        "1.0-rc1",
                    "1.0-rc10",    "1.0",         "1.0-1",     "1.0-2",          "1.0a",
                    "1.0.1",       "1.0.2",       "1.0.2a",    "1.0.2u",         "1.1.1",
                    "1.1.1w",      "1.3.1",       "1.3.1 r.6", "1.30",           "1.30-eks-9",
                    "1.30-eks-72", "2.0",         "2.0r5",     "2.0.20250101.0", "2.0.20260817.0",
                    "4.0",         "4.0r9",       "4.0.1",     "4.10",           "2018.03.0.20231218.0",
                    "2023"});
}

TEST(Dotted, EqualTexts) {
  expect_equal("dotted", {"2023", "2023.0", "v2023.0.0"});
  expect_equal("dotted", {"1.3.1r6", "1.3.1 r.6", "1.3.1-R6", "1.3.1r06"});
  expect_equal("dotted", {"2018.03", "2018.3"});
}

TEST(Dotted, SaysWhatIsEarlyAndWhatIsNot) {
  EXPECT_TRUE(version("dotted", "1.0-rc1").prerelease);
  EXPECT_TRUE(version("dotted", "1.0~Beta").prerelease);
  EXPECT_FALSE(version("dotted", "1.0.2b").prerelease);
  EXPECT_FALSE(version("dotted", "1.0-prefix").prerelease);
  EXPECT_EQ(version("dotted", "4.0r9").numbers, (Numbers{4, 0}));
  expect_refused("dotted", {"", "v", "b9522", "1.", "1.0-", "1.0/2", ".1", "latest", "1.0@2"});
}

TEST(Cuda, ReadsVersionsAndWheelTags) {
  expect_equal("cuda", {"12.4", "12.4.0", "cu124", "CU124", "cuda12.4", "cuda-12.4", "cu12.4"});
  expect_equal("cuda", {"12.4.1", "cu1241"});
  expect_equal("cuda", {"9.2", "cu92"});
  expect_equal("cuda", {"12", "cu12", "12.0", "cu120"});
  EXPECT_EQ(version("cuda", "cu130").numbers, (Numbers{13, 0}));
  EXPECT_EQ(version("cuda", "cu101").numbers, (Numbers{10, 1}));
  expect_ascending("cuda", {"cu80", "cu92", "10.0", "cu101", "11.8", "cu121", "12.4", "12.4.1", "12.4.127",
                            "12.10", "cu130"});
  expect_refused("cuda", {"", "cu", "cu9", "cu12410", "cpu", "11.x", "12.4rc1", "1.2.3.4.5"});
}

TEST(DriverBranch, OrdersByNumberThenPlatform) {
  expect_ascending("driver-branch", {"r390-linux", "418.197.02", "R470", "r470-linux", "r470-windows",
                                     "475.14", "580", "r580-linux", "580.95.05", "580.178.04", "r590"});
  expect_equal("driver-branch", {"r580-linux", "R580-Linux", "580-linux"});
  expect_equal("driver-branch", {"580.178.04", "580.178.4"});
  expect_refused("driver-branch", {"", "r", "r580_linux", "580-", "580.1.2.3", "rr580", "580 a"});
}

TEST(ImageBuild, Reads) {
  expect_ascending("image-build", {"v1.0", "v1.9", "1.10", "v2.13", "v2.13.1"});
  expect_equal("image-build", {"v1.0", "1", "V1.0.0"});
  expect_refused("image-build", {"", "v", "v1.0-pt", "v1.0rc1", "1.2.3.4"});
}

TEST(Ubuntu, Reads) {
  expect_ascending("ubuntu", {"4.10", "5.04", "6.06", "14.04", "20.04 LTS", "ubuntu22.04", "22.04.1", "22.10",
                              "24.04", "24.04.4"});
  expect_equal("ubuntu", {"22.04", "ubuntu22.04", "Ubuntu 22.04 LTS", "ubuntu-22.04", "22.04-lts"});
  expect_refused("ubuntu", {"", "22", "ubuntu", "jammy", "22.04.1.2", "22.04 LTS beta", "22.04x"});
}

}  // namespace
}  // namespace bestby
