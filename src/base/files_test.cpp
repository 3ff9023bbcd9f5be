#include "base/files.h"

#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>

namespace bestby {
namespace {

namespace fs = std::filesystem;

class Files : public testing::Test {
 protected:
  void SetUp() override {
    std::string pattern = (fs::temp_directory_path() / "bestby-files-XXXXXX").string();
    ASSERT_NE(::mkdtemp(pattern.data()), nullptr);
    root_ = pattern;
  }
  void TearDown() override { fs::remove_all(root_); }

  std::string at(const std::string& name) const { return root_ + "/" + name; }
  void put(const std::string& name, const std::string& text) const {
    fs::create_directories(fs::path(at(name)).parent_path());
    std::ofstream(at(name), std::ios::binary) << text;
  }
  std::size_t entries() const {
    return static_cast<std::size_t>(std::distance(fs::directory_iterator(root_), fs::directory_iterator()));
  }

  std::string root_;
};

TEST_F(Files, ReadsWholeFilesUpToTheLimit) {
  put("a", std::string("x\0y", 3));
  EXPECT_EQ(*read_file(at("a")), std::string("x\0y", 3));
  EXPECT_EQ(read_file(at("a"), 3)->size(), 3U);
  EXPECT_EQ(read_file(at("a"), 2).error().message,
            "`" + at("a") + "` cannot be read: it holds more than 2 bytes");
  put("empty", "");
  EXPECT_EQ(*read_file(at("empty")), "");
  EXPECT_EQ(*read_file("/dev/null"), "");
  EXPECT_FALSE(read_file("/dev/zero", 1'000'000));
  put("big", std::string(3'000'000, 'z'));
  EXPECT_EQ(*read_file(at("big")), std::string(3'000'000, 'z'));
  EXPECT_GT(read_file("/proc/self/status")->size(), 100U);  // says that it has 0 bytes
}

TEST_F(Files, ErrorsSayThePathAndTheReason) {
  put("pytorch.yaml", "");
  const Error missing = read_file(at("pytroch.yaml")).error();
  EXPECT_EQ(missing.code, ErrorCode::input);
  EXPECT_EQ(missing.message, "`" + at("pytroch.yaml") + "` cannot be read: no such file or directory");
  EXPECT_EQ(missing.suggestions, std::vector<std::string>{at("pytorch.yaml")});
  EXPECT_EQ(read_file(root_).error().message, "`" + root_ + "` cannot be read: is a directory");
  const Error nowhere = write_file(at("none/a"), "x").error();
  EXPECT_EQ(nowhere.message, "`" + at("none/a") + "` cannot be written: no such file or directory");
  EXPECT_EQ(nowhere.help, "make the folder first");
  EXPECT_EQ(write_file(root_, "x").error().message, "`" + root_ + "` cannot be written: is a directory");
}

TEST_F(Files, WritesAsOneStepAndLeavesNothingBehind) {
  ASSERT_TRUE(write_file(at("a"), "one"));
  ASSERT_EQ(::chmod(at("a").c_str(), 0640), 0);
  const MappedFile before = *MappedFile::open(at("a"));
  ASSERT_TRUE(write_file(at("a"), "two"));
  EXPECT_EQ(*read_file(at("a")), "two");
  EXPECT_EQ(before.bytes(), "one");
  struct stat status{};
  ASSERT_EQ(::stat(at("a").c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 0777U, 0640U);
  EXPECT_EQ(entries(), 1U);
  EXPECT_TRUE(write_file("/dev/null", "x"));
}

TEST_F(Files, WritesThroughLinks) {
  put("real/a", "one");
  fs::create_symlink("real/a", at("link"));
  ASSERT_TRUE(write_file(at("link"), "two"));
  EXPECT_TRUE(fs::is_symlink(at("link")));
  EXPECT_EQ(*read_file(at("real/a")), "two");
}

TEST_F(Files, AFailedWriteKeepsTheOldFile) {
  if (!fs::exists("/dev/full")) GTEST_SKIP() << "no /dev/full here";
  EXPECT_EQ(write_file("/dev/full", "x").error().message,
            "`/dev/full` cannot be written: no space left on device");
  fs::create_directories(at("taken/full"));
  EXPECT_FALSE(write_file(at("taken"), "x"));
  EXPECT_EQ(entries(), 1U);
}

TEST_F(Files, ListsATreeSorted) {
  for (const char* name :
       {"b.yaml", "a/z.yaml", "a/b/c.yaml", "a-b.yaml", "a/n.txt", ".git/x.yaml", "a/.h.yaml"})
    put(name, "");
  fs::create_symlink("../b.yaml", at("a/link.yaml"));
  fs::create_symlink("..", at("a/loop"));
  fs::create_symlink("nowhere", at("dead.yaml"));
  EXPECT_EQ(
      *list_tree(root_, {.suffix = ".yaml"}),
      (std::vector<std::string>{"a-b.yaml", "a/b/c.yaml", "a/link.yaml", "a/z.yaml", "b.yaml", "dead.yaml"}))
      << "a link that leads nowhere is listed, so that reading it says so";
  EXPECT_EQ(list_tree(root_, {.hidden = true})->size(), 9U);
  EXPECT_EQ(list_tree(root_, {.most = 2}).error().message, "`" + root_ + "` holds more than 2 entries");
  EXPECT_EQ(list_tree(root_, {.depth = 1}).error().message,
            "`" + root_ + "/a/b` lies more than 1 folders deep");
  EXPECT_EQ(list_tree(at("zzzzzz")).error().message,
            "`" + at("zzzzzz") + "` cannot be read: no such file or directory");
}

TEST_F(Files, MapsAndMoves) {
  put("a", "text");
  put("empty", "");
  MappedFile mapped = *MappedFile::open(at("a"));
  MappedFile other = std::move(mapped);
  EXPECT_EQ(other.bytes(), "text");
  other = *MappedFile::open(at("empty"));
  EXPECT_EQ(other.bytes(), "");
  EXPECT_FALSE(MappedFile::open(root_));
  EXPECT_FALSE(MappedFile::open("/dev/zero"));
}

}  // namespace
}  // namespace bestby
