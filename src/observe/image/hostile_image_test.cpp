// Images made to do harm: nothing crashes or hangs, what could not be read is said, the rest is read.
#include <gtest/gtest.h>

#include <fmt/format.h>

#include "observe/image/image_testing.h"
#include "observe/image/sha256.h"
#include "observe/target.h"

namespace bestby {
namespace {

using Lines = std::vector<std::string>;

// Names of the packages that are seen, then what is unread (of a layer its place, not its name).
Lines seen_in(const TestImage& image, const ObserveOptions& options = {}) {
  const auto files = image.oci();
  const auto seen = observe_image(write_files("hostile", files), options);
  if (!seen) return {"error: " + seen.error().message};
  Lines out;
  for (const Observation& o : seen->seen)
    if (const auto* p = std::get_if<SeenPackage>(&o.what)) out.push_back(p->name);
  for (const Unread& u : seen->unread) {
    std::string path = u.path;
    for (std::size_t i = 0; i + 1 < files.size(); ++i)
      if (const auto at = path.find(files[i].first); at != std::string::npos)
        path.replace(at, files[i].first.size(), "#" + std::to_string(i));
    out.push_back("! " + path + ": " + u.reason);
  }
  return out;
}

std::string metadata(std::string_view name) { return fmt::format("Name: {}\nVersion: 1\n", name); }

TestImage of(std::vector<std::string> layers) {
  TestImage image;
  image.layers = std::move(layers);
  return image;
}

TEST(HostileImage, PathsDoNotLeadOut) {
  EXPECT_EQ(
      seen_in(of({TestTar()
                      .file("../../a.dist-info/METADATA", metadata("a"))
                      .file("/b.dist-info/METADATA", metadata("b"))
                      .file("x/../c.dist-info/METADATA", metadata("c"))
                      .file("./d.dist-info//METADATA", metadata("d"))
                      .text()})),
      (Lines{"b", "d", "! #1/../../a.dist-info/METADATA: leads out of the image by `..`, and is left out",
             "! #1/x/../c.dist-info/METADATA: leads out of the image by `..`, and is left out"}));
}

TEST(HostileImage, LinksStayInTheImage) {
  EXPECT_EQ(seen_in(of({TestTar()
                            .symbolic_link("etc/os-release", "../../../../../../etc/os-release")
                            .symbolic_link("usr/lib/os-release", "/etc/os-release")
                            .symbolic_link("a.dist-info/METADATA", "/proc/self/environ")
                            .hard_link("b.dist-info/METADATA", "/etc/passwd")
                            .hard_link("c.dist-info/METADATA", "../../etc/passwd")
                            .symbolic_link("loop", "loop")
                            .file("loop/d.dist-info/METADATA", metadata("d"))
                            .file("e.dist-info/METADATA", metadata("e"))
                            .text()})),
            (Lines{"e", "! loop/d.dist-info/METADATA: lies behind a loop of links"}));
}

TEST(HostileImage, AWhiteoutWithoutANameTakesNothingAway) {
  for (const std::string name : {".wh.", ".wh..", ".wh...", ".wh..wh.", ".wh..wh.aufs", "./.wh."})
    EXPECT_EQ(seen_in(of({TestTar().file("x/a.dist-info/METADATA", metadata("a")).text(),
                          TestTar().file("x/" + name, "").file(name, "").text()})),
              Lines{"a"})
        << name;
}

TEST(HostileImage, TheLastOfEqualEntriesCounts) {
  EXPECT_EQ(seen_in(of({TestTar()
                            .file("a.dist-info/METADATA", metadata("first"))
                            .file("a.dist-info/METADATA", metadata("last"))
                            .text()})),
            Lines{"last"});
}

TEST(HostileImage, LongNamesAreRefusedAndTheRestIsRead) {
  const std::string reason =
      "1 entry is left out: an extended header is past the limit `header-bytes` (1M); --limit "
      "header-bytes=SIZE "
      "raises it";
  EXPECT_EQ(seen_in(of({TestTar()
                            .gnu_long('L', std::string(5U << 20U, 'n'))
                            .file("a.dist-info/METADATA", metadata("a"))
                            .file("b.dist-info/METADATA", metadata("b"))
                            .text()})),
            (Lines{"b", "! #1: " + reason}));
  EXPECT_EQ(seen_in(of({TestTar()
                            .pax('x', {{"comment", std::string(2U << 20U, 'n')}})
                            .file("a.dist-info/METADATA", metadata("a"))
                            .file("b.dist-info/METADATA", metadata("b"))
                            .text()})),
            (Lines{"b", "! #1: " + reason}));
}

TEST(HostileImage, SizesThatLieEndTheLayer) {
  TestImage image = of({TestTar().file("a.dist-info/METADATA", metadata("a")).open_text() +
                        tar_header('0', "b.dist-info/METADATA", {}, 077777777777) + "Name: b\n"});
  EXPECT_EQ(seen_in(image), (Lines{"a", "! #1/b.dist-info/METADATA: is cut short", "! #1: is cut short"}));
  image.packing = TestImage::Layers::plain;
  EXPECT_EQ(seen_in(image), (Lines{"a", "! #1/b.dist-info/METADATA: is cut short", "! #1: is cut short"}));
}

TEST(HostileImage, BombsAreNotInflatedToTheirEnds) {
  ObserveOptions options;
  options.limits[Limit::ratio] = 100;
  EXPECT_EQ(seen_in(of({TestTar()
                            .file("a.dist-info/METADATA", metadata("a"))
                            .file("zeros", std::string(80U << 20U, '\0'))
                            .file("b.dist-info/METADATA", metadata("b"))
                            .text(),
                        TestTar().file("c.dist-info/METADATA", metadata("c")).text()}),
                    options),
            (Lines{"a", "c", "! #1: is past the limit `ratio` (100); --limit ratio=SIZE raises it"}));
}

TEST(HostileImage, BytesThatAreNoTextAreReplaced) {
  EXPECT_EQ(seen_in(of({TestTar()
                            .file("\xff/a.dist-info/METADATA", metadata("b\xc3\xa9\x80"))
                            .file("../\xfe", "")
                            .text()})),
            (Lines{"b\xc3\xa9\xef\xbf\xbd",
                   "! #1/../\xef\xbf\xbd: leads out of the image by `..`, and is left out"}));
}

TEST(HostileImage, SparseFilesAreNotRead) {
  EXPECT_EQ(
      seen_in(of({TestTar()
                      .pax('x', {{"GNU.sparse.major", "1"}, {"GNU.sparse.name", "a.dist-info/METADATA"}})
                      .file("x", metadata("a"))
                      .file("b.dist-info/METADATA", metadata("b"))
                      .text()})),
      (Lines{"b", "! #1/a.dist-info/METADATA: is a sparse file, which is not read"}));
}

TEST(HostileImage, LayersThatAreNoneAreSaid) {
  EXPECT_EQ(seen_in(of({"rubbish", TestTar().file("a.dist-info/METADATA", metadata("a")).text()})),
            (Lines{"a", "! #1: is no tar archive"}));
}

TEST(HostileImage, LimitsOfEntriesAndOfMemory) {
  TestTar many;
  for (int i = 0; i < 5000; ++i) many.file(fmt::format("f{}/x", i), "");
  ObserveOptions options;
  options.limits[Limit::entries] = 3000;
  EXPECT_EQ(seen_in(of({many.text()}), options),
            Lines{"! #1: is past the limit `entries` (3000); --limit entries=SIZE raises it"});
  options = {};
  options.limits[Limit::kept_bytes] = 20000;
  EXPECT_EQ(seen_in(of({many.text()}), options),
            Lines{"! #1: is past the limit `kept-bytes` (20000); --limit kept-bytes=SIZE raises it"});
}

TEST(HostileImage, DocumentsAreReadWithinTheirLimits) {
  const std::string deep = std::string(100'000, '[') + std::string(100'000, ']');
  const auto seen = observe_image(write_files("deep", {{"index.json", deep}}), {});
  ASSERT_TRUE(seen);
  ASSERT_EQ(seen->unread.size(), 1U);
  EXPECT_EQ(seen->unread[0].path, "index.json");

  // An index that names itself: the digest does not fit, but it is followed `nesting` times at most.
  const std::string self =
      R"({"manifests":[{"digest":"sha256:00000000000000000000000000000000"},{"digest":"../../etc/passwd"}]})";
  const auto looped = observe_image(
      write_files("self", {{"index.json", self}, {"blobs/sha256/00000000000000000000000000000000", self}}),
      {});
  ASSERT_TRUE(looped);
  EXPECT_EQ(
      std::count_if(looped->unread.begin(), looped->unread.end(),
                    [](const Unread& u) { return u.reason.starts_with("is past the limit `nesting`"); }),
      1);
}

TEST(HostileImage, ArchivesAreCutShort) {
  const TestImage image = of({TestTar().file("a.dist-info/METADATA", metadata("a")).text()});
  const std::string tar = tar_of(image.docker());
  const std::string name = tar.substr(0, 64);
  const std::string folder = write_files(
      "cut-archives", {{"a.tar", tar.substr(0, 1100)}, {"b.tar.gz", gzipped(tar).substr(0, 300)}});
  for (const std::string file : {"/a.tar", "/b.tar.gz"}) {
    const auto seen = observe_image(folder + file, {});
    ASSERT_TRUE(seen) << seen.error().message;
    ASSERT_FALSE(seen->unread.empty());
    EXPECT_EQ(seen->unread[0], (Unread{folder + file, "is cut short"}));
  }
}

}  // namespace
}  // namespace bestby
