#include "observe/text/conda_spec.h"

#include <gtest/gtest.h>

namespace bestby {
namespace {

struct CondaCase {
  std::string_view text, name, version, specifier, channel, build;
};

constexpr CondaCase conda_cases[] = {
    {"pytorch", "pytorch", "", "", "", ""},
    {"pytorch=1.12", "pytorch", "", "==1.12.*", "", ""},
    {"pytorch==1.12.1", "pytorch", "1.12.1", "", "", ""},
    {"pytorch 1.12.1", "pytorch", "1.12.1", "", "", ""},
    {"pytorch 1.12.*", "pytorch", "", "==1.12.*", "", ""},
    {"pytorch =1.12", "pytorch", "", "==1.12.*", "", ""},
    {"pytorch >=1.12,<2", "pytorch", "", ">=1.12,<2", "", ""},
    {"pytorch>=1.12, <2", "pytorch", "", ">=1.12,<2", "", ""},
    {"pytorch=1.12.1=py3.9_cuda11.3_cudnn8.3.2_0", "pytorch", "1.12.1", "", "",
     "py3.9_cuda11.3_cudnn8.3.2_0"},
    {"pytorch=1.12.*=*cuda*", "pytorch", "", "==1.12.*", "", "*cuda*"},
    {"pytorch::pytorch", "pytorch", "", "", "pytorch", ""},
    {"conda-forge/linux-64::Python=3.9", "python", "", "==3.9.*", "conda-forge", ""},
    {"pytorch[version='>=1.12,<2',build=*cuda*]", "pytorch", "", ">=1.12,<2", "", "*cuda*"},
    {"_libgcc_mutex=0.1=main", "_libgcc_mutex", "0.1", "", "", "main"},
    {"numpy 1.21.2 py39h20f2e39_0", "numpy", "1.21.2", "", "", "py39h20f2e39_0"},
};

TEST(CondaSpec, Reads) {
  for (const CondaCase& c : conda_cases) {
    const auto read = read_conda_spec(c.text);
    ASSERT_TRUE(read) << c.text;
    EXPECT_EQ(read->package.name, c.name) << c.text;
    EXPECT_EQ(read->package.version, c.version) << c.text;
    EXPECT_EQ(read->package.specifier, c.specifier) << c.text;
    EXPECT_EQ(read->channel, c.channel) << c.text;
    EXPECT_EQ(read->build, c.build) << c.text;
  }
  for (const std::string_view none : {"", "=1", "ä", "a[b"}) EXPECT_FALSE(read_conda_spec(none)) << none;
}

TEST(CondaSpec, ReadsArchives) {
  const auto read = read_conda_archive(
      "https://conda.anaconda.org/pytorch/linux-64/pytorch-1.12.1-py3.9_cuda11.3_cudnn8.3.2_0.tar.bz2#0a1b");
  ASSERT_TRUE(read);
  EXPECT_EQ(read->package, (SeenPackage{"conda", "pytorch", "1.12.1", ""}));
  EXPECT_EQ(read->channel, "https://conda.anaconda.org/pytorch");
  EXPECT_EQ(read->build, "py3.9_cuda11.3_cudnn8.3.2_0");
  for (const std::string_view none : {"", "x.conda", "a-b.conda", "/.tar.bz2", "a-1-0.zip"})
    EXPECT_FALSE(read_conda_archive(none)) << none;
}

TEST(CondaSpec, ReadsWhatABuildSays) {
  EXPECT_EQ(parts_of_build("py3.9_cuda11.3_cudnn8.3.2_0"),
            (std::vector<SeenPart>{{"cuda", "11.3", "build py3.9_cuda11.3_cudnn8.3.2_0"},
                                   {"cudnn", "8.3.2", "build py3.9_cuda11.3_cudnn8.3.2_0"}}));
  EXPECT_EQ(parts_of_build("cuda112py39h3ad47f5_1")[0].version, "11.2");
  EXPECT_TRUE(parts_of_build("cpu_py39_0").empty());
  EXPECT_TRUE(parts_of_build("*cuda*").empty());
}

}  // namespace
}  // namespace bestby
