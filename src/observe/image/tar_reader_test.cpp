#include "observe/image/tar_reader.h"

#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "observe/image/image_testing.h"

namespace bestby {
namespace {

struct Read {
  std::vector<std::string> entries;
  std::string fault, left_out;
};

char letter(TarKind kind) { return "fdlho"[static_cast<int>(kind)]; }

// Each entry as "KIND PATH[>LINK]=TEXT". In windows of so many bytes.
class SlowFlow : public ByteFlow {
 public:
  SlowFlow(std::string_view text, std::size_t step) : text_(text), step_(step) {}

 protected:
  bool refill() override {
    if (text_.empty()) return false;
    const std::string_view part = text_.substr(0, step_);
    text_.remove_prefix(part.size());
    at_hand(part);
    return true;
  }

 private:
  std::string_view text_;
  std::size_t step_;
};

Read read_all(const std::string& text, std::size_t step, const ReadLimits& limits, bool bodies) {
  SlowFlow flow(text, step);
  TarReader tar(flow, limits);
  Read out;
  TarEntry entry;
  while (tar.next(entry)) {
    std::string line =
        std::string(1, letter(entry.kind)) + (entry.sparse ? "s " : " ") + std::string(entry.path);
    if (!entry.link.empty()) line += ">" + std::string(entry.link);
    std::string body(std::min<std::size_t>(entry.size, 1 << 16), '\0');
    if (bodies) body.resize(tar.read(body.data(), body.size()));
    if (bodies && !body.empty()) line += "=" + body;
    out.entries.push_back(line);
  }
  out.fault = tar.fault();
  out.left_out = tar.why_left_out();
  return out;
}

// The same in whatever windows the bytes come, bodies read or skipped.
Read read(const std::string& text, const ReadLimits& limits = {}) {
  Read whole = read_all(text, text.size() + 1, limits, true);
  for (const std::size_t step : {1U, 7U, 512U, 513U}) {
    const Read other = read_all(text, step, limits, true);
    EXPECT_EQ(other.entries, whole.entries) << step;
    EXPECT_EQ(other.fault, whole.fault) << step;
    const Read skipped = read_all(text, step, limits, false);
    EXPECT_EQ(skipped.entries.size(), whole.entries.size()) << step;
    EXPECT_EQ(skipped.fault, whole.fault) << step;
  }
  return whole;
}

using Lines = std::vector<std::string>;

TEST(TarReader, ReadsKindsOfEntries) {
  const Read got = read(TestTar()
                            .folder("a/")
                            .file("a/b", "text")
                            .symbolic_link("c", "a/b")
                            .hard_link("d", "a/b")
                            .entry('6', "fifo", {}, {})
                            .entry('7', "contiguous", {}, "x")
                            .text());
  EXPECT_EQ(got.entries, (Lines{"d a/", "f a/b=text", "l c>a/b", "h d>a/b", "o fifo", "f contiguous=x"}));
  EXPECT_EQ(got.fault, "");
}

TEST(TarReader, TakesAFolderOfV7ByItsSlash) {
  std::string folder = tar_header('\0', "old/", {}, 0), file = tar_header('\0', "old/x", {}, 0);
  for (std::string* header : {&folder, &file}) {
    header->replace(257, 8, std::string(8, '\0'));
    set_tar_sum(*header);
  }
  EXPECT_EQ(read(TestTar().raw(folder).raw(file).text()).entries, (Lines{"d old/", "f old/x"}));
}

TEST(TarReader, PutsThePrefixOfUstarBeforeTheName) {
  std::string header = tar_header('0', "name", {}, 0);
  header.replace(345, 5, "a/b/c");
  set_tar_sum(header);
  EXPECT_EQ(read(TestTar().raw(header).text()).entries, (Lines{"f a/b/c/name"}));
  header.replace(257, 8, std::string_view("ustar  \0", 8));  // GNU keeps times there
  set_tar_sum(header);
  EXPECT_EQ(read(TestTar().raw(header).text()).entries, (Lines{"f name"}));
}

TEST(TarReader, ReadsLongNames) {
  const std::string name(300, 'n'), link(200, 'l');
  EXPECT_EQ(
      read(TestTar().gnu_long('L', name).gnu_long('K', link).symbolic_link("cut", "cut").file("b", "").text())
          .entries,
      (Lines{"l " + name + ">" + link, "f b"}));
  EXPECT_EQ(read(TestTar()
                     .pax('x', {{"path", name}, {"linkpath", link}, {"mtime", "1.5"}})
                     .symbolic_link("cut", "cut")
                     .file("b", "")
                     .text())
                .entries,
            (Lines{"l " + name + ">" + link, "f b"}));
}

TEST(TarReader, TakesSizesFromWhereTheyAreSaid) {
  std::string header = tar_header('0', "a", {}, 0);
  EXPECT_EQ(read(TestTar().pax('x', {{"size", "3"}}).raw(header).raw("abc").file("b", "").text()).entries,
            (Lines{"f a=abc", "f b"}));
  header.replace(124, 12, std::string_view("\x80\0\0\0\0\0\0\0\0\0\0\x03", 12));
  set_tar_sum(header);
  EXPECT_EQ(read(TestTar().raw(header).raw("abc").file("b", "").text()).entries, (Lines{"f a=abc", "f b"}));
  header.replace(124, 12, std::string(12, '\xff'));
  set_tar_sum(header);
  EXPECT_EQ(read(TestTar().raw(header).text()).fault, "has a header whose size is no number");
  EXPECT_EQ(
      read(TestTar().pax('x', {{"size", "18446744073709551615"}}).raw(tar_header('0', "a", {}, 0)).text())
          .fault,
      "has a header whose size is no number");
  // A link has no body, whatever it says.
  EXPECT_EQ(read(TestTar().raw(tar_header('2', "l", "x", 99)).file("b", "").text()).entries,
            (Lines{"l l>x", "f b"}));
}

TEST(TarReader, HoldsGlobalHeadersUntilOthersCome) {
  EXPECT_EQ(read(TestTar()
                     .pax('g', {{"path", "all"}, {"comment", "abc"}})
                     .file("a", "")
                     .pax('x', {{"path", "own"}})
                     .file("b", "")
                     .pax('g', {{"path", ""}})
                     .file("c", "")
                     .text())
                .entries,
            (Lines{"f all", "f own", "f c"}));
}

TEST(TarReader, SkipsSparseFilesRight) {
  std::string old = tar_header('S', "old", {}, 3);
  old[482] = 1;
  set_tar_sum(old);
  std::string more(512, '\0'), last(512, '\0');
  more[504] = 1;
  EXPECT_EQ(read(TestTar().raw(old).raw(more).raw(last).raw("abc").file("b", "").text()).entries,
            (Lines{"fs old=abc", "f b"}));
  EXPECT_EQ(read(TestTar()
                     .pax('x', {{"GNU.sparse.name", "real"}, {"GNU.sparse.realsize", "900000"}})
                     .file("GNUSparseFile.0/real", "1\n0\n")
                     .file("b", "")
                     .text())
                .entries,
            (Lines{"fs real=1\n0\n", "f b"}));
}

TEST(TarReader, SaysWhatIsNoArchive) {
  EXPECT_EQ(read("").fault, "is no tar archive");
  EXPECT_EQ(read("short").fault, "is no tar archive");
  EXPECT_EQ(read(std::string(512, 'x')).fault, "is no tar archive");
  EXPECT_EQ(read(std::string(1024, '\0')).fault, "");
  std::string wrong = tar_header('0', "b", {}, 0);
  wrong[0] = 'c';
  const Read got = read(TestTar().file("a", "").raw(wrong).text());
  EXPECT_EQ(got.entries, (Lines{"f a"}));
  EXPECT_EQ(got.fault, "has a header whose checksum is wrong");
}

TEST(TarReader, SaysWhatIsCutShort) {
  const std::string text = TestTar().file("a", std::string(700, 'x')).open_text();
  EXPECT_EQ(read(text).fault, "");  // only the zeros are missing
  for (const std::size_t size : {513U, 1000U, 1300U})
    EXPECT_EQ(read(text.substr(0, size)).fault, "is cut short") << size;
  EXPECT_EQ(read(text + std::string(100, '\0')).fault, "is cut short");
  EXPECT_EQ(read(text + std::string(512, '\0')).fault, "");
  EXPECT_EQ(read(text + std::string(512, '\0') + text).fault, "has a lone block of zeros inside");
  EXPECT_EQ(read(text + std::string(1024, '\0') + "rubbish").fault, "");
}

TEST(TarReader, LeavesOutWhatPassesALimit) {
  ReadLimits limits;
  limits[Limit::path_bytes] = 150;
  limits[Limit::header_bytes] = 600;
  const Read path =
      read(TestTar().gnu_long('L', std::string(151, 'n')).file("a", "x").file("b", "").text(), limits);
  EXPECT_EQ(path.entries, (Lines{"f b"}));
  EXPECT_EQ(path.left_out,
            "the path of an entry is past the limit `path-bytes` (150); --limit path-bytes=SIZE raises it");
  const Read header =
      read(TestTar().gnu_long('L', std::string(601, 'n')).file("a", "x").file("b", "").text(), limits);
  EXPECT_EQ(header.entries, (Lines{"f b"}));
  EXPECT_EQ(header.left_out,
            "an extended header is past the limit `header-bytes` (600); --limit header-bytes=SIZE raises it");
  const Read nul =
      read(TestTar().pax('x', {{"path", std::string("a\0b", 3)}}).file("a", "x").file("b", "").text());
  EXPECT_EQ(nul.entries, (Lines{"f b"}));
}

TEST(TarReader, RefusesExtendedHeadersThatAreNone) {
  for (const std::string text : {"5 a=\n", "99 path=a\n", "x path=a\n", "12 path=abcd", "0 a=b\n"}) {
    const Read got = read(TestTar().entry('x', "x", {}, text).file("a", "").text());
    EXPECT_EQ(got.fault, text == "5 a=\n" ? "" : "has an extended header that is none") << text;
  }
}

}  // namespace
}  // namespace bestby
