#include "observe/text/dockerfile.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <map>

#include "observe/observed_testing.h"

namespace bestby {
namespace {

using Lines = std::vector<std::string>;

Lines read(std::string_view text, const std::map<std::string, std::string>& files = {},
           std::string_view path = "Dockerfile") {
  TextContext context;
  context.open = [&](std::string_view name) -> std::optional<std::string> {
    const auto found = files.find(std::string(name));
    return found == files.end() ? std::nullopt : std::optional(found->second);
  };
  Observed out;
  read_dockerfile({path, text}, context, out);
  EXPECT_TRUE(out.unread.empty());
  return told(out, text);
}

TEST(Dockerfile, StagesNamesAndPlatforms) {
  EXPECT_EQ(read("FROM --platform=linux/arm64 nvcr.io/nvidia/pytorch:24.05-py3 AS Base\n"
                 "from base as more\n"
                 "FROM python:3.9@sha256:aa\n"
                 "COPY --from=0 /a /a\nCOPY --from=MORE /a /a\n"
                 "COPY --chown=1 --from=ghcr.io/x/uv:0.4 /uv /bin/\n"
                 "RUN --mount=type=bind,from=alpine:3.9,target=/x true\n"
                 "FROM scratch\nFROM --platform=$BUILDPLATFORM alpine\n"),
            (Lines{"1:29+32 #0 base image nvcr.io/nvidia/pytorch:24.05-py3 for linux/arm64 "
                   "<nvcr.io/nvidia/pytorch:24.05-py3>",
                   "3:6+20 #1 base image python:3.9@sha256:aa <python:3.9@sha256:aa>",
                   "6:23+16 #1 image ghcr.io/x/uv:0.4 <ghcr.io/x/uv:0.4>",
                   "7:28+10 #1 image alpine:3.9 <alpine:3.9>", "9:32+6 #3 base image alpine <alpine>"}));
}

TEST(Dockerfile, VariablesAreFilledInAndTraced) {
  EXPECT_EQ(
      read("ARG REG=ghcr.io\nARG BASE=\"$REG/app:1.0\"\nARG TAG=24.05\nARG NONE\n"
           "FROM ${BASE}\nFROM nvidia/cuda:${TAG}\nFROM app:${TAG}-py3\nFROM app:${NONE:-5.0}\n"
           "FROM app${TAG:+-gpu}:1\nFROM app:$NONE\nFROM app:${TAG%.*}\nFROM app:${TAG/./-}\n"),
      (Lines{"5:6+7 #0 base image ghcr.io/app:1.0 <1.0>", "6:6+18 #1 base image nvidia/cuda:24.05 <24.05>",
             "7:6+14 #2 base image app:24.05-py3", "8:6+16 #3 base image app:5.0 <5.0>",
             "9:6+17 #4 base image app-gpu:1 <1>", "10:6+9 #5 base image app:$NONE <app:$NONE>",
             "11:6+13 #6 base image app:24 <24>", "12:6+14 #7 base image app:24-05"}));
  EXPECT_EQ(read("ARG BASE=app:1.0\nFROM $BASE\n"), (Lines{"2:6+5 #0 base image app:1.0 <app:1.0>"}));
}

TEST(Dockerfile, EnvironmentAndArgumentsOfTheStage) {
  EXPECT_EQ(
      read("ARG V=1.0\nFROM a AS one\nARG V\nENV CUDA_VERSION=11.8.0 W=$V\n"
           "RUN pip install torch==${W} && T=2.0 && pip install torchvision==$T x==$UNSET\n"
           "FROM one\nRUN pip install \"y==$W\"\n"
           "FROM b\nRUN pip install z==$W\nENV NV_CUDNN_VERSION 8.9.0.131-1\n"),
      (Lines{"2:6+1 #0 base image a <a>", "4:18+6 #0 part cuda 11.8.0 by ENV CUDA_VERSION <11.8.0>",
             "5:17+11 #0 pypi torch 1.0 <1.0>", "5:53+15 #0 pypi torchvision 2.0 <2.0>",
             "5:69+1 #0 pypi x <x>", "7:17+7 #0 pypi y 1.0 <1.0>", "8:6+1 #1 base image b <b>",
             "9:17+1 #1 pypi z <z>", "10:22+9 #1 part cudnn 8.9.0.131 by ENV NV_CUDNN_VERSION <8.9.0.131>"}));
}

TEST(Dockerfile, ContinuationsCommentsAndDirectives) {
  EXPECT_EQ(read("# syntax=docker/dockerfile:1\r\n# escape=`\r\n# a comment\r\nFROM `\r\n  # between\r\n\r\n "
                 " é/a:1\r\n"),
            Lines{});
  EXPECT_EQ(read("# escape=`\r\nFROM `\r\n  # between\r\n\r\n  x/a:1 `  \r\n AS b\r\nRUN pip install `\r\n"
                 "# why\r\n  torch==1.0 `\r\n  'é==2'\r\n"),
            (Lines{"5:3+5 #0 base image x/a:1 <x/a:1>", "9:3+10 #0 pypi torch 1.0 <torch==1.0>"}));
  EXPECT_EQ(read("FROM a\nRUN a \\\\\nRUN pip install b\n"),
            (Lines{"1:6+1 #0 base image a <a>", "3:17+1 #0 pypi b <b>"}));
}

TEST(Dockerfile, HereDocuments) {
  EXPECT_EQ(read("FROM a\nRUN <<EOF\nFROM b\npip install \\\n  c==1\nEOF\nRUN cat <<-'X' > f && pip install "
                 "d\n\tpip install no\n\tX\n"
                 "RUN bash -ex <<E1\npip install e\nE1\nRUN cat <<NEVER\nRUN pip install f\n"),
            (Lines{"1:6+1 #0 base image a <a>", "5:3+4 #0 pypi c 1 <c==1>", "7:35+1 #0 pypi d <d>",
                   "11:13+1 #0 pypi e <e>", "14:17+1 #0 pypi f <f>"}));
}

TEST(Dockerfile, InstallCommands) {
  EXPECT_EQ(read("FROM a\n"
                 "RUN apt-get update && apt-get install -y --no-install-recommends -o A=b "
                 "libcudnn8=8.9.7.29-1+cuda12.2 "
                 "g++ vim- ./x.deb\n"
                 "RUN yum -y install cuda-toolkit-12-1 python3-3.9.2-1.el9.x86_64 && apk add --no-cache -t x "
                 "curl=8.1-r0 jq~=1\n"
                 "RUN conda install -y -c pytorch -c conda-forge pytorch=1.12 numpy==1.21 'scipy>=1.7' "
                 "nvidia::cuda=11.8=0\n"
                 "RUN [\"python3\", \"-m\", \"pip\", \"install\", \"x==1\"]\n"
                 "RUN /bin/bash -lc \"sudo uv pip install --index-url https://i/ 'y[z]==2' >/dev/null 2>&1 | "
                 "tee log\"\n"
                 "RUN echo pip install no; if true; then pip3.10 install -U n>=3; fi # pip install no\n"),
            (Lines{"1:6+1 #0 base image a <a>",
                   "2:73+29 #0 deb libcudnn8 8.9.7.29-1+cuda12.2 <libcudnn8=8.9.7.29-1+cuda12.2>",
                   "2:103+3 #0 deb g++ <g++>", "3:20+17 #0 rpm cuda-toolkit-12-1 <cuda-toolkit-12-1>",
                   "3:38+26 #0 rpm python3 3.9.2-1.el9 <python3-3.9.2-1.el9.x86_64>",
                   "3:92+11 #0 apk curl 8.1-r0 <curl=8.1-r0>", "3:104+5 #0 apk jq (~=1) <jq~=1>",
                   "4:25+7 #0 channel pytorch <pytorch>", "4:36+11 #0 channel conda-forge <conda-forge>",
                   "4:48+12 #0 conda pytorch (==1.12.*) <pytorch=1.12>",
                   "4:61+11 #0 conda numpy 1.21 <numpy==1.21>", "4:74+10 #0 conda scipy (>=1.7) <scipy>=1.7>",
                   "4:86+19 #0 conda cuda 11.8 <nvidia::cuda=11.8=0>", "4:86+6 #0 channel nvidia <nvidia>",
                   "5:42+4 #0 pypi x 1 <x==1>", "6:64+7 #0 pypi y 2 <y[z]==2>",
                   "6:52+10 #0 channel https://i/ <https://i/>", "7:59+1 #0 pypi n <n>"}));
}

TEST(Dockerfile, ALocalVersionSaysWhatAPackageIsBuiltFor) {
  EXPECT_EQ(read("FROM a\nRUN pip install torch==1.12.1+cu113\n"),
            (Lines{"1:6+1 #0 base image a <a>",
                   "2:17+19 #0 part cuda 11.3 by version 1.12.1+cu113 <torch==1.12.1+cu113>",
                   "2:17+19 #0 pypi torch 1.12.1+cu113 <torch==1.12.1+cu113>"}));
}

TEST(Dockerfile, RequirementsAreFollowed) {
  const std::map<std::string, std::string> files = {{"app/requirements/gpu.txt", "torch==1.0\n"},
                                                    {"r.txt", "x==2\n"}};
  EXPECT_EQ(read("FROM a\nCOPY requirements/gpu.txt /tmp/r2.txt\nRUN pip install -r /tmp/r2.txt -r r.txt -r "
                 "gone.txt\n",
                 files, "app/Dockerfile"),
            (Lines{"1:6+1 #0 base image a <a>", "1:1+10 #0 pypi torch 1.0 <FROM a\nCOP>",
                   "1:1+4 #0 pypi x 2 <FROM>"}));
}

TEST(Dockerfile, IsKnownByItsLook) {
  EXPECT_TRUE(looks_like_dockerfile("# hello\n\nARG A=1\nFROM a\n"));
  EXPECT_FALSE(looks_like_dockerfile("torch==1.0\n"));
  EXPECT_FALSE(looks_like_dockerfile(""));
}

RC_GTEST_PROP(Dockerfile, ReadsAnyText, ()) {
  const auto pieces = *rc::gen::container<std::vector<std::string>>(rc::gen::elementOf(
      std::vector<std::string>{"FROM ", "a:1", "\n", " ",    "\\", "\\\n",   "ARG A=",
                               "${A",   "}",   ":-", "$A",   "'",  "\"",     "RUN pip install ",
                               "<<E\n", "E\n", "[",  "]",    ",",  "ENV A ", "COPY --from=",
                               "#",     "`",   "é",  "\xff", "&&", ">",      "--mount=from=",
                               "-r x"}));
  std::string text;
  for (const std::string& piece : pieces) text += piece;
  Observed out;
  read_dockerfile({"Dockerfile", text}, {}, out);
  for (const Observation& o : out.seen) {
    RC_ASSERT(o.where.begin <= o.where.end);
    RC_ASSERT(o.where.end <= text.size());
    RC_ASSERT(o.where.line >= 1U);
    RC_ASSERT(o.stack < out.stacks);
  }
}

// What takes more than linear time on these does not end within a test run.
TEST(Dockerfile, HostileTextsAreReadToTheirEnd) {
  const auto many = [](std::string_view piece, std::size_t bytes) {
    std::string out;
    while (out.size() < bytes) out += piece;
    return out;
  };
  std::string doubling =
      "FROM a\nENV A=xxxxxxxxxxxxxxxx\n" + many("ENV A=$A$A\n", 1 << 16) + "RUN pip install $A\n";
  for (const std::string& text :
       {doubling, "FROM a\nRUN " + many("${", 1 << 17), "FROM a\nRUN " + many("$(", 1 << 17),
        many("FROM a AS a\n", 1 << 17), "FROM a\n" + many("RUN <<E\n", 1 << 17),
        "FROM a\nRUN pip install " + many("x ", 1 << 17),
        "FROM a\n" + many("RUN pip install -r x\n", 1 << 17), many("\\\n", 1 << 17),
        "FROM a\nRUN " + many("<<", 1 << 17), "FROM a\nRUN " + many("bash -c '", 1 << 18)}) {
    Observed out;
    read_dockerfile({"Dockerfile", text + "\nFROM last:1\n"}, {}, out);
    EXPECT_LE(out.seen.size(), text.size());
  }
  Observed out;
  read_dockerfile({"Dockerfile", "FROM a:1\nRUN pip install " + many("x ", 1 << 16) + "\nFROM last:1\n"}, {},
                  out);
  ASSERT_EQ(out.seen.size(), (1U << 15U) + 2U);
  EXPECT_EQ(std::get<SeenImage>(out.seen.back().what).address, "last:1");
}

}  // namespace
}  // namespace bestby
