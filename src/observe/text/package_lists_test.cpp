#include "observe/text/package_lists.h"

#include <gtest/gtest.h>

#include "observe/text/text_testing.h"

namespace bestby {
namespace {

using Lines = std::vector<std::string>;

Lines seen(std::string_view path, std::string_view text) { return seen_lines(read_as(path, text), text); }

TEST(PackageLists, ReadsWhatCondaPrints) {
  EXPECT_EQ(
      seen("conda-linux-64.txt",
           "# platform: linux-64\n@EXPLICIT\n"
           "https://conda.anaconda.org/pytorch/linux-64/pytorch-1.12.1-py3.9_cuda11.3_0.tar.bz2#0a\n"),
      (Lines{"3:1+83 `https://conda.anaconda.org/pytorch/linux-64/pytorch-1.12.1-py3.9_cuda11.3_0.tar.bz2` "
             "conda pytorch 1.12.1 #0",
             "3:60+16 `py3.9_cuda11.3_0` part cuda 11.3 (build py3.9_cuda11.3_0) #0",
             "3:1+34 `https://conda.anaconda.org/pytorch` channel https://conda.anaconda.org/pytorch #0"}));
  EXPECT_EQ(seen("requirements.txt",
                 "# This file may be used to create an environment using:\n# $ conda create --name <env> "
                 "--file <this file>\n"
                 "numpy=1.21.2=py39h20f2e39_0\ntorch=1.12.1=pypi_0\n"),
            (Lines{"3:1+27 `numpy=1.21.2=py39h20f2e39_0` conda numpy 1.21.2 #0",
                   "4:1+19 `torch=1.12.1=pypi_0` pypi torch 1.12.1 #0"}));
  EXPECT_EQ(
      seen("conda-list.txt",
           "# packages in environment at /opt/conda:\n#\n# Name   Version  Build  Channel\n"
           "numpy    1.21.2   py39h20f2e39_0\ntorch 1.12.1 pypi_0 pypi\nx 1.0 0 conda-forge\n"),
      (Lines{"4:1+15 `numpy    1.21.2` conda numpy 1.21.2 #0", "5:1+12 `torch 1.12.1` pypi torch 1.12.1 #0",
             "6:1+5 `x 1.0` conda x 1.0 #0", "6:9+11 `conda-forge` channel conda-forge #0"}));
}

TEST(PackageLists, ReadsWhatOtherManagersPrint) {
  EXPECT_EQ(seen("rpm-qa.txt", "glibc-2.17-326.el7_9.x86_64\ncuda-cudart-11-8-11.8.89-1.x86_64\n"),
            (Lines{"1:1+27 `glibc-2.17-326.el7_9.x86_64` rpm glibc 2.17-326.el7_9 #0",
                   "2:1+33 `cuda-cudart-11-8-11.8.89-1.x86_64` rpm cuda-cudart-11-8 11.8.89-1 #0"}));
  EXPECT_EQ(seen("yum-installed.txt",
                 "Loaded plugins: x\nInstalled Packages\nglibc.x86_64   2.17-326.el7_9   @base\n"),
            (Lines{"3:1+29 `glibc.x86_64   2.17-326.el7_9` rpm glibc 2.17-326.el7_9 #0"}));
  EXPECT_EQ(seen("packages.txt", "# for the app\nffmpeg\nlibcudnn8=8.6.0.163-1+cuda11.8\nxy=1.*\n"),
            (Lines{"2:1+6 `ffmpeg` deb ffmpeg #0",
                   "3:1+30 `libcudnn8=8.6.0.163-1+cuda11.8` part cuda 11.8 (version 8.6.0.163-1+cuda11.8) #0",
                   "3:1+30 `libcudnn8=8.6.0.163-1+cuda11.8` deb libcudnn8 8.6.0.163-1+cuda11.8 #0",
                   "4:1+6 `xy=1.*` deb xy [=1.*] #0"}));
}

TEST(PackageLists, TakesOtherTextsForNone) {
  for (const char* path : {"packages.txt", "rpm-notes.txt", "spec.txt", "installed.txt"})
    EXPECT_EQ(seen(path, "This is a text.\nglibc-2.17-326.el7_9.x86_64\n"), Lines()) << path;
  EXPECT_EQ(seen("packages.txt", ""), Lines());
}

TEST(PackageLists, ReadsInterpreters) {
  EXPECT_EQ(seen("a/.python-version", "3.10.4\npypy3.9-7.3\n"),
            (Lines{"1:1+6 `3.10.4` part python 3.10.4 (.python-version) #0"}));
  EXPECT_EQ(seen("runtime.txt", "python-3.9.1\n"),
            (Lines{"1:8+5 `3.9.1` part python 3.9.1 (runtime.txt) #0"}));
}

}  // namespace
}  // namespace bestby
