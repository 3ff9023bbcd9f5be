#include <gtest/gtest.h>

#include "base/version/testing.h"

namespace bestby {
namespace {

using namespace testing_versions;
using Numbers = std::vector<std::uint64_t>;

TEST(ImageTag, OrdersRunsOfDigitsByValue) {
  expect_ascending("image-tag", {"2.6.0", "2.6.0-gpu-py39-cu126-ubuntu22.04-sagemaker",
                                 "2.6.0-gpu-py312-cu124-ubuntu22.04", "2.6.0-gpu-py312-cu126-ubuntu20.04",
                                 "2.6.0-gpu-py312-cu126-ubuntu22.04", "2.10.0-cpu", "b9522", "b10000",
                                 "latest", "v1.9-pt-1.6.0", "v1.10-pt-1.6.0"});
  EXPECT_EQ(version("image-tag", "2.6.0-gpu-py312").numbers, (Numbers{2, 6, 0}));
  EXPECT_EQ(version("image-tag", "0.24.0.1.1.0-neuronx-py313").numbers, (Numbers{0, 24, 0, 1, 1, 0}));
  EXPECT_TRUE(version("image-tag", "latest").numbers.empty());
  EXPECT_TRUE(version("image-tag", "1234567890123456789-a").numbers.empty());
}

TEST(Endoflife, OrdersCyclesAndKeepsThemApart) {
  expect_ascending("endoflife", {"1",
                                 "1.0",
                                 "1.0.0",
                                 "1.0.1",
                                 "1.1",
                                 "2",
                                 "2.0",
                                 "3.5",
                                 "3.12",
                                 "5.04",
                                 "5.4",
                                 "5.10",
                                 "18",
                                 "2018.03",
                                 "2023",
                                 "mobile-professional-turing",
                                 "professional-blackwell",
                                 "professional-volta",
                                 "r390-linux",
                                 "r580-linux",
                                 "r580-windows"});
}

TEST(Opaque, ComparesText) {
  expect_ascending("opaque", {"10", "2", "A", "a", "a b", "aa", "b"});
  EXPECT_TRUE(version("opaque", "12.4").numbers.empty());
  EXPECT_TRUE(in_range("opaque", "volta", "volta"));
  EXPECT_FALSE(in_range("opaque", "!=volta", "volta"));
  EXPECT_FALSE(VersionRange::parse(scheme("opaque"), "12.*"));
}

TEST(Natural, Wildcards) {
  EXPECT_TRUE(in_range("image-tag", "2.6.*", "2.6.0-gpu-py312"));
  EXPECT_TRUE(in_range("image-tag", "2.x", "2.10"));
  EXPECT_FALSE(in_range("image-tag", "2.6.*", "2.60-gpu"));
  EXPECT_FALSE(in_range("image-tag", "2.6.*", "v2.6.0"));
}

}  // namespace
}  // namespace bestby
