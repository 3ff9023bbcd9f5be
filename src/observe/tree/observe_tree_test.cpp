#include <gtest/gtest.h>

#include <sys/stat.h>

#include <filesystem>
#include <fstream>

#include "observe/observed_testing.h"
#include "observe/target.h"

namespace bestby {
namespace {

namespace fs = std::filesystem;
using Lines = std::vector<std::string>;

class ObserveTree : public testing::Test {
 protected:
  ObserveTree() {
    std::string name = (fs::temp_directory_path() / "bestby-tree-XXXXXX").string();
    root_ = mkdtemp(name.data());
    options_.hosts = {"nvcr.io", ".dkr.ecr.", "gcr.io"};
  }
  ~ObserveTree() override { fs::remove_all(root_); }
  void write(const std::string& name, std::string_view text) const {
    fs::create_directories((root_ / name).parent_path());
    std::ofstream(root_ / name) << text;
  }
  Lines seen() const {
    const auto out = observe_tree(root_.string(), options_);
    if (!out) return {out.error().message};
    Lines lines;
    for (const Observation& o : out->seen)
      lines.push_back(
          fmt::format("{}:{} #{} {}", o.where.path, o.where.line, o.stack, std::visit(SeenTeller{}, o.what)));
    for (const Unread& u : out->unread) lines.push_back(u.path + " " + u.reason);
    return lines;
  }
  fs::path root_;
  ObserveOptions options_;
};

TEST_F(ObserveTree, ReadsWhatGitWouldKeepInTheOrderOfPaths) {
  write("b/Dockerfile", "FROM b:1\n");
  write("a/Dockerfile", "FROM a:1\n");
  write("a/build/Dockerfile", "FROM no:1\n");
  write("a/.gitignore", "build/\n");
  write(".git/Dockerfile", "FROM no:1\n");
  write(".git/info/exclude", "c\n");
  write("c/Dockerfile", "FROM no:1\n");
  write("a.dockerfile", "FROM c:1\n");
  write("bin", std::string_view("nvcr.io/x/y:1 \0", 15));
  EXPECT_EQ(seen(), (Lines{"a.dockerfile:1 #0 image c:1", "a/Dockerfile:1 #1 image a:1",
                           "b/Dockerfile:1 #2 image b:1"}));
  options_.ignored_too = true;
  EXPECT_EQ(seen().size(), 5U);
}

TEST_F(ObserveTree, LinksAreNotFollowed) {
  write("a/Dockerfile", "FROM a:1\n");
  fs::create_directory_symlink(root_, root_ / "a/loop");
  fs::create_symlink(root_ / "a/Dockerfile", root_ / "Dockerfile");
  fs::create_symlink("/etc/passwd", root_ / "requirements.txt");
  mkfifo((root_ / "Dockerfile.pipe").c_str(), 0600);
  EXPECT_EQ(seen(), (Lines{"a/Dockerfile:1 #0 image a:1"}));
}

TEST_F(ObserveTree, IncludedFilesBelongToWhatIncludesThem) {
  write("Dockerfile", "FROM a:1\nRUN pip install -r requirements.txt -r ../../etc/passwd\n");
  write("requirements.txt", "torch==1.0\n");
  EXPECT_EQ(seen(), (Lines{"Dockerfile:1 #0 image a:1", "requirements.txt:1 #0 pypi torch 1.0"}));
}

TEST_F(ObserveTree, LimitsAreSaid) {
  write("a", "nvcr.io/x/y:1\n");
  write("d/d/a", "nvcr.io/x/y:1\n");
  write("long", std::string(100, 'x'));
  options_.limits[Limit::file_bytes] = 50;
  options_.limits[Limit::depth] = 1;
  EXPECT_EQ(seen(), (Lines{"a:1 #0 image nvcr.io/x/y:1",
                           "d/d is past the limit `depth` (1); --limit depth=SIZE raises it",
                           "long is past the limit `file-bytes` (50); --limit file-bytes=SIZE raises it"}));
  options_.limits[Limit::files] = 2;
  EXPECT_EQ(seen(), (Lines{" is past the limit `files` (2); --limit files=SIZE raises it"}));
  EXPECT_EQ(observe_tree("/nowhere", {}).error().message,
            "`/nowhere` cannot be listed: No such file or directory");
}

TEST_F(ObserveTree, IsTheSameEachTime) {
  for (int i = 0; i < 600; ++i) write(fmt::format("d{}/f{}", i % 7, i), fmt::format("x nvcr.io/x/y:{} z", i));
  const Lines first = seen();
  EXPECT_EQ(first.size(), 600U);
  for (int i = 0; i < 10; ++i) EXPECT_EQ(seen(), first);
}

TEST_F(ObserveTree, AddressesAnywhere) {
  const std::string_view text =
      "use `763104351884.dkr.ecr.us-west-2.amazonaws.com/pytorch-training:2.6.0-gpu-py312`.\n"
      "f\"{account}.dkr.ecr.{region}.amazonaws.com/hf:4.28.1-py310\" "
      "<id>.dkr.ecr.<region>.amazonaws.com/x:<tag>,\n"
      "image=${ACCOUNT}.dkr.ecr.${AWS_REGION}.amazonaws.com.cn/a/b@sha256:00ff http://nvcr.io/a nvcr.io/v2/ "
      "xnvcr.io/a:1\n"
      "a.nvcr.io/a:1 nvcr.io/x/y nvcr.io:443/x nvcr.io/x:{{ .Tag }}-py3 gcr.io/x/y:1 us.gcr.io/z:2. "
      "NVCR.IO/q:1\n";
  auto out = observe_text("notes", std::string(text), options_);
  ASSERT_TRUE(out);
  EXPECT_EQ(told(*out, text),
            (Lines{"1:6+77 #0 base image "
                   "763104351884.dkr.ecr.us-west-2.amazonaws.com/pytorch-training:2.6.0-gpu-py312 "
                   "<763104351884.dkr.ecr.us-west-2.amazonaws.com/pytorch-training:2.6.0-gpu-py312>",
                   "2:3+56 #1 base image {account}.dkr.ecr.{region}.amazonaws.com/hf:4.28.1-py310 "
                   "<{account}.dkr.ecr.{region}.amazonaws.com/hf:4.28.1-py310>",
                   "2:61+43 #2 base image <id>.dkr.ecr.<region>.amazonaws.com/x:<tag> "
                   "<<id>.dkr.ecr.<region>.amazonaws.com/x:<tag>>",
                   "3:7+65 #3 base image ${ACCOUNT}.dkr.ecr.${AWS_REGION}.amazonaws.com.cn/a/b@sha256:00ff "
                   "<${ACCOUNT}.dkr.ecr.${AWS_REGION}.amazonaws.com.cn/a/b@sha256:00ff>",
                   "4:41+24 #4 base image nvcr.io/x:{{ .Tag }}-py3 <nvcr.io/x:{{ .Tag }}-py3>",
                   "4:66+12 #5 base image gcr.io/x/y:1 <gcr.io/x/y:1>",
                   "4:94+11 #6 base image NVCR.IO/q:1 <NVCR.IO/q:1>"}));
}

TEST_F(ObserveTree, WhatReadersHaveReportedIsNotRepeated) {
  const std::string_view text =
      "ARG T=1\nFROM nvcr.io/a/b:2 AS x\nFROM nvcr.io/a/b:${T}\n# FROM nvcr.io/a/b:3\n";
  auto out = observe_text("Dockerfile", std::string(text), options_);
  ASSERT_TRUE(out);
  EXPECT_EQ(told(*out, text), (Lines{"2:6+13 #0 base image nvcr.io/a/b:2 <nvcr.io/a/b:2>",
                                     "3:6+16 #1 base image nvcr.io/a/b:1 <1>",
                                     "4:8+13 #2 base image nvcr.io/a/b:3 <nvcr.io/a/b:3>"}));
}

TEST_F(ObserveTree, Ignores) {
  auto out = observe_text("Dockerfile",
                          "FROM a:1 # bestby: ignore until=2027-01-01 because=we leave it in spring\n"
                          "// bestby: ignore because=\"x y\" until=2026-12-01\n"
                          "RUN echo bestby: ignore because=no\n# bestby: ignore\n"
                          "<!-- bestby: ignore because=a until=b -->\n",
                          options_);
  ASSERT_TRUE(out);
  Lines lines;
  for (const InlineIgnore& i : out->ignores)
    lines.push_back(fmt::format("{} [{}] [{}]", i.line, i.until, i.because));
  EXPECT_EQ(lines, (Lines{"1 [2027-01-01] [we leave it in spring]", "2 [2026-12-01] [x y]", "4 [] []",
                          "5 [b] [a]"}));
}

TEST_F(ObserveTree, TargetsAreRecognised) {
  write("Dockerfile", "FROM a\n");
  write("sbom.json", "{\"bomFormat\": \"CycloneDX\"}");
  write("image/oci-layout", "{}");
  write("image/index.json", "{}");
  write("x.tar", std::string(257, '\0') + "ustar");
  const auto kind = [](const std::string& typed) {
    const auto target = recognise_target(typed);
    return target ? std::pair(target->kind, target->name)
                  : std::pair(TargetKind::host, target.error().message);
  };
  using enum TargetKind;
  const std::string at = root_.string() + "/";
  EXPECT_EQ(kind(at), std::pair(tree, at));
  EXPECT_EQ(kind(at + "Dockerfile"), std::pair(file, at + "Dockerfile"));
  EXPECT_EQ(kind(at + "sbom.json"), std::pair(sbom, at + "sbom.json"));
  EXPECT_EQ(kind(at + "image"), std::pair(oci, at + "image"));
  EXPECT_EQ(kind(at + "x.tar"), std::pair(docker_archive, at + "x.tar"));
  EXPECT_EQ(kind("registry:a:1"), std::pair(registry, std::string("a:1")));
  EXPECT_EQ(kind("ghcr.io/a/b"), std::pair(address, std::string("ghcr.io/a/b")));
  EXPECT_EQ(kind("host:"), std::pair(host, std::string("/")));
  EXPECT_EQ(kind("-"), std::pair(input, std::string("-")));
  EXPECT_EQ(kind("dir:"), std::pair(host, std::string("`dir:` names nothing")));
  EXPECT_EQ(kind("nothing.txt"),
            std::pair(host, std::string("`nothing.txt` cannot be read: No such file or directory")));
}

}  // namespace
}  // namespace bestby
