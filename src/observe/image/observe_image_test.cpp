#include <gtest/gtest.h>

#include <algorithm>

#include <fmt/format.h>

#include "observe/image/image_testing.h"
#include "observe/image/sha256.h"
#include "observe/target.h"

namespace bestby {
namespace {

using Lines = std::vector<std::string>;

std::string place_text(const Place& p) {
  if (p.path.empty()) return "";
  std::string out = " @ " + p.path;
  if (p.line != 0) out += fmt::format(":{}:{}+{} [{},{})", p.line, p.column, p.length, p.begin, p.end);
  return out;
}

std::string said(const Seen& what) {
  if (const auto* image = std::get_if<SeenImage>(&what))
    return fmt::format("image {} {} {}", image->address, image->platform, image->created);
  if (const auto* package = std::get_if<SeenPackage>(&what))
    return fmt::format("{} {} {}", package->type, package->name, package->version);
  if (const auto* part = std::get_if<SeenPart>(&what))
    return fmt::format("part {} {} ({})", part->product, part->version, part->found);
  return "channel " + std::get<SeenChannel>(what).name;
}

// All that is seen; the layer as its place among `image`'s.
Lines lines(const Result<Observed>& seen, const TestImage& image) {
  if (!seen) return {"error: " + seen.error().message};
  Lines out;
  for (const Observation& o : seen->seen) {
    std::string line = std::to_string(o.stack) + " " + said(o.what) + place_text(o.where);
    for (std::size_t i = 0; i < image.layers.size(); ++i)
      if (o.where.layer == sha256_digest(image.layers[i])) line += " in " + std::to_string(i);
    out.push_back(line);
  }
  for (const Unread& u : seen->unread) out.push_back("unread " + u.path + ": " + u.reason);
  return out;
}

TestImage two_layers() {
  TestImage image;
  image.layers = {TestTar()
                      .folder("usr/lib")
                      .file("usr/lib/os-release", "NAME=\"Debian\"\nVERSION_ID=\"12\"\nID=debian\n")
                      .folder("etc")
                      .symbolic_link("etc/os-release", "../usr/lib/os-release")
                      .symbolic_link("lib", "usr/lib")
                      .file("opt/x/a.dist-info/METADATA", "Name: A_a\nVersion: 1.0\n\nVersion: 9\n")
                      .file("var/lib/dpkg/status",
                            "Package: libc6\nStatus: install ok installed\nVersion: 2.36-9\n\n"
                            "Package: gone\nStatus: deinstall ok config-files\nVersion: 1\n")
                      .text(),
                  TestTar()
                      .file("opt/.wh.x", "")
                      .file("./lib/b.dist-info/METADATA", "Metadata-Version: 2.1\nName: B\nVersion: 2.0\n")
                      .file("usr/local/cuda-11.8/lib64/libcudart.so.11.8.89", "")
                      .text()};
  return image;
}

const Lines squashed = {
    "0 image example.com/team/app:1.0 linux/amd64 2026-01-02T03:04:05Z",
    "0 part cuda 11.8.0 (ENV CUDA_VERSION)",
    "0 pypi b 2.0 @ usr/lib/b.dist-info/METADATA:3:10+3 [39,42) in 1",
    "0 part debian 12 (os-release ID debian) @ usr/lib/os-release:2:13+2 [26,28) in 0",
    "0 part cuda 11.8 (soname libcudart.so.11.8.89) @ usr/local/cuda-11.8/lib64/libcudart.so.11.8.89 in 1",
    "0 deb debian/libc6 2.36-9 @ var/lib/dpkg/status:3:10+6 [53,59) in 0"};

TEST(ObserveImage, IsTheSameInAllFormsOfAnImage) {
  TestImage image = two_layers();
  for (const auto packing : {TestImage::Layers::plain, TestImage::Layers::gzip, TestImage::Layers::zstd}) {
    image.packing = packing;
    const std::string oci = tar_of(image.oci()), docker = tar_of(image.docker());
    const std::string root = write_files("forms", image.oci());
    EXPECT_EQ(lines(observe_image(root, {}), image), squashed);
    EXPECT_EQ(lines(observe_image(root, {.verify = true}), image), squashed);
    const std::string files = write_files("archives", {{"oci.tar", oci},
                                                       {"oci.tar.gz", gzipped(oci)},
                                                       {"oci.tar.zst", zstd_packed(oci)},
                                                       {"docker.tar", docker},
                                                       {"docker.tar.gz", gzipped(docker)},
                                                       {"docker.tar.zst", zstd_packed(docker)}});
    for (const std::string name :
         {"oci.tar", "oci.tar.gz", "oci.tar.zst", "docker.tar", "docker.tar.gz", "docker.tar.zst"})
      for (const bool verify : {false, true})
        EXPECT_EQ(lines(observe_image(files + "/" + name, {.verify = verify}), image), squashed) << name;
  }
}

TEST(ObserveImage, TellsWhatLaterLayersHideInStacksOfTheirOwn) {
  const TestImage image = two_layers();
  const std::string root = write_files("hidden", image.oci());
  Lines all = squashed;
  all.push_back("1 pypi a-a 1.0 @ opt/x/a.dist-info/METADATA:2:10+3 [19,22) in 0");
  EXPECT_EQ(lines(observe_image(root, {.all_layers = true}), image), all);
}

TEST(ObserveImage, KnowsItsLayersAndItsDigest) {
  const TestImage image = two_layers();
  const auto seen = observe_image(write_files("itself", image.oci()), {});
  ASSERT_TRUE(seen);
  const auto& itself = std::get<SeenImage>(seen->seen.at(0).what);
  EXPECT_TRUE(seen->seen[0].base);
  EXPECT_EQ(itself.layers, (Lines{sha256_digest(image.layers[0]), sha256_digest(image.layers[1])}));
  EXPECT_EQ(itself.digest.size(), 71U);
  EXPECT_EQ(seen->stacks, 1U);
  EXPECT_EQ(seen->files, 10U);
}

// A link whose name is of interest to a file whose name is none.
TEST(ObserveImage, FollowsLinksToFilesThatAreOfNoInterest) {
  TestImage image;
  image.config = R"("config":{})";
  image.layers = {TestTar()
                      .file("opt/release.txt", "ID=ubuntu\nVERSION_ID=22.04\n")
                      .file("opt/meta", "Name: hard\nVersion: 3\n")
                      .hard_link("h.dist-info/METADATA", "opt/meta")
                      .symbolic_link("etc/os-release", "/../opt/./link")
                      .text(),
                  TestTar().symbolic_link("opt/link", "release.txt").file("opt/.wh.meta", "").text()};
  const Lines expected = {"0 image example.com/team/app:1.0 linux/amd64 2026-01-02T03:04:05Z",
                          "0 part ubuntu 22.04 (os-release ID ubuntu) @ etc/os-release:2:12+5 [21,26) in 0",
                          "0 pypi hard 3 @ h.dist-info/METADATA:2:10+1 [20,21) in 0"};
  Lines got = lines(observe_image(write_files("links", image.oci()), {}), image);
  EXPECT_EQ(got, expected);
}

TEST(ObserveImage, SaysWhatIsWrongAndGoesOn) {
  TestImage image = two_layers();
  image.packing = TestImage::Layers::gzip;
  auto files = image.oci();
  const std::string layer = files[2].first;
  files[2].second.resize(files[2].second.size() - 20);  // the second layer
  Lines got = lines(observe_image(write_files("cut", files), {}), image);
  ASSERT_FALSE(got.empty());
  EXPECT_EQ(got.back(), "unread " + layer + ": is cut short");
  EXPECT_NE(std::find(got.begin(), got.end(), squashed[3]), got.end());

  files = image.oci();
  files[2].second = gzipped(TestTar().file("c.dist-info/METADATA", "Name: c\nVersion: 1\n").text());
  got = lines(observe_image(write_files("wrong", files), {}), image);
  EXPECT_EQ(got.back(), fmt::format("unread {}: has the digest `{}`, not `sha256:{}` as the image says",
                                    layer, sha256_digest(files[2].second), layer.substr(13)));
  files.erase(files.begin() + 2);
  got = lines(observe_image(write_files("missing", files), {}), image);
  EXPECT_EQ(got.back(), "unread " + layer + ": is not there");
}

// docker save of old: a layer that is written already is a link to it.
TEST(ObserveImage, ReadsLayersThatAreLinks) {
  TestImage image = two_layers();
  image.layers[1] = image.layers[0];
  TestTar tar;
  tar.file("one/layer.tar", image.layers[0]).symbolic_link("two/layer.tar", "../one/layer.tar");
  tar.file("c.json", image.config_text());
  tar.file("manifest.json",
           R"([{"Config":"c.json","RepoTags":["a/b:1"],"Layers":["one/layer.tar","two/layer.tar"]}])");
  const std::string root = write_files("linked", {{"a.tar", tar.text()}, {"a.tar.gz", gzipped(tar.text())}});
  const Lines plain = lines(observe_image(root + "/a.tar", {}), image);
  EXPECT_EQ(plain.size(), 5U);
  EXPECT_EQ(lines(observe_image(root + "/a.tar.gz", {}), image), plain);
}

TEST(ObserveImage, RefusesWhatIsNoImage) {
  const std::string files =
      write_files("none", {{"text", "hello"}, {"files.tar", TestTar().file("a", "").text()}, {"empty", ""}});
  EXPECT_EQ(observe_image(files + "/text", {}).error().message, "`" + files + "/text` is no tar archive");
  EXPECT_EQ(observe_image(files + "/empty", {}).error().message, "`" + files + "/empty` is no tar archive");
  EXPECT_EQ(observe_image(files + "/files.tar", {}).error().message,
            "`" + files + "/files.tar` holds no image");
  EXPECT_EQ(observe_image(files, {}).error().message, "`" + files + "` holds no image");
  EXPECT_EQ(observe_image(files + "/gone", {}).error().message,
            "`" + files + "/gone` cannot be read: No such file or directory");
}

}  // namespace
}  // namespace bestby
