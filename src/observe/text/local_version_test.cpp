#include "observe/text/local_version.h"

#include <gtest/gtest.h>

namespace bestby {
namespace {

TEST(LocalVersion, SaysWhatItIsBuiltFor) {
  EXPECT_EQ(part_of_local_version("1.12.1+cu113"), (SeenPart{"cuda", "11.3", "version 1.12.1+cu113"}));
  EXPECT_EQ(part_of_local_version("1.4.0+cu92")->version, "9.2");
  EXPECT_EQ(part_of_local_version("2.1.0+rocm5.6")->product, "rocm");
  EXPECT_EQ(part_of_local_version("2.1.0+rocm5.6")->version, "5.6");
  EXPECT_EQ(part_of_local_version("8.6.0.163-1+cuda11.8")->version, "11.8");
  for (const char* none :
       {"1.12.1", "1.12.1+cpu", "1.0+cu", "1.0+cu9", "1.0+cu1234", "1.0+cuda", "1+rocm", "1+rocm5.x", "+"})
    EXPECT_FALSE(part_of_local_version(none)) << none;
}

TEST(LocalVersion, StandsBesideThePackage) {
  Observed out;
  see_package(out, {"pypi", "torch", "1.12.1+cu113", {}}, {.path = "f", .layer = {}}, 3);
  ASSERT_EQ(out.seen.size(), 2U);
  EXPECT_EQ(out.seen[0].what, Seen(SeenPart{"cuda", "11.3", "version 1.12.1+cu113"}));
  EXPECT_EQ(out.seen[1].stack, 3U);
}

}  // namespace
}  // namespace bestby
