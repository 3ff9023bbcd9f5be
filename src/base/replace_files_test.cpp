#include "base/replace_files.h"

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <chrono>
#include <filesystem>
#include <map>
#include <thread>

#include "base/files.h"

namespace bestby {
namespace {

namespace fs = std::filesystem;
using Tree = std::map<std::string, std::string>;

class ReplaceFiles : public ::testing::TestWithParam<bool> {
 protected:
  void SetUp() override {
    const std::string name = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    folder_ = fs::path(::testing::TempDir()) / fmt::format("replace_{}_{}_{}", name.substr(0, name.find('/')),
                                                           GetParam() ? "exchanged" : "moved", ::getpid());
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string root() const { return (folder_ / "catalog").string(); }
  Tree tree() const {
    Tree out;
    for (const std::string& path : list_tree(root()).value_or(std::vector<std::string>{}))
      out[path] = read_file(root() + "/" + path).value();
    return out;
  }
  std::size_t left_behind() const {
    std::size_t count = 0;
    for (const auto& entry : fs::recursive_directory_iterator(folder_))
      count += entry.path().filename().string().starts_with('.') ? 1 : 0;
    return count;
  }
  Result<void> replace(const std::vector<NewFile>& files) const {
    return replace_files(root(), files, {.exchange = GetParam()});
  }

  fs::path folder_;
};

TEST_P(ReplaceFiles, WritesAllAndKeepsTheOthers) {
  ASSERT_TRUE(replace({{"aws/a.yml", "1"}, {"aws/x/b.yml", "2"}, {"py/c.yml", "3"}}));
  EXPECT_EQ(tree(), (Tree{{"aws/a.yml", "1"}, {"aws/x/b.yml", "2"}, {"py/c.yml", "3"}}));
  ASSERT_TRUE(replace({{"aws/a.yml", "4"}, {"aws/y/d.yml", "5"}}));
  ASSERT_TRUE(replace({{"py/c.yml", "6"}}));
  EXPECT_EQ(tree(),
            (Tree{{"aws/a.yml", "4"}, {"aws/x/b.yml", "2"}, {"aws/y/d.yml", "5"}, {"py/c.yml", "6"}}));
  EXPECT_EQ(left_behind(), 0U);
}

// A link to a file elsewhere stays one, and what it leads to is not written to by way of another name.
TEST_P(ReplaceFiles, LeavesLinksAndOtherNamesOfAFileAlone) {
  ASSERT_TRUE(replace({{"a/1.yml", "old"}, {"a/2.yml", "old"}}));
  ASSERT_TRUE(write_file((folder_ / "elsewhere").string(), "mine"));
  fs::create_symlink(folder_ / "elsewhere", folder_ / "catalog/a/link.yml");
  fs::create_hard_link(folder_ / "catalog/a/1.yml", folder_ / "other-name");
  ASSERT_TRUE(replace({{"a/1.yml", "new"}, {"a/2.yml", "new"}}));
  EXPECT_TRUE(fs::is_symlink(folder_ / "catalog/a/link.yml"));
  EXPECT_EQ(read_file((folder_ / "other-name").string()).value(), "old");
  EXPECT_EQ(tree().at("a/1.yml"), "new");
}

TEST_P(ReplaceFiles, RefusesWhatCannotBeWrittenAndChangesNothing) {
  ASSERT_TRUE(replace({{"a/1.yml", "old"}, {"b.yml", "old"}}));
  const auto done = replace({{"a/1.yml", "new"}, {"b.yml/c.yml", "new"}});
  ASSERT_FALSE(done);
  EXPECT_EQ(done.error().code, ErrorCode::input);
  EXPECT_EQ(tree(), (Tree{{"a/1.yml", "old"}, {"b.yml", "old"}}));
  EXPECT_EQ(left_behind(), 0U);
}

std::vector<NewFile> generation(char text) {
  std::vector<NewFile> files;
  for (int i = 0; i < 8; ++i)
    files.push_back({"aws/f" + std::to_string(i % 3) + "/" + std::to_string(i), std::string(3000, text)});
  return files;
}

// A child replaces all files again and again; it is killed at moments that lie ever later in its work.
TEST_P(ReplaceFiles, AKillLeavesTheOldFilesOrTheNewOnes) {
  ASSERT_TRUE(replace(generation('a')));
  ASSERT_TRUE(replace({{"kept.yml", "kept"}}));
  const auto begin = std::chrono::steady_clock::now();
  ASSERT_TRUE(replace(generation('a')));
  const auto once = std::chrono::steady_clock::now() - begin;
  std::map<char, int> seen;
  for (int round = 0; round < 120; ++round) {
    const pid_t child = ::fork();
    if (child == 0) {
      for (char text = 'b';; text = text == 'z' ? 'b' : static_cast<char>(text + 1))
        if (!replace(generation(text))) ::_exit(1);
    }
    std::this_thread::sleep_for(once / 8 + once * round / 20);
    ::kill(child, SIGKILL);
    int status = 0;
    ::waitpid(child, &status, 0);
    ASSERT_TRUE(WIFSIGNALED(status)) << "the child could not write";
    ASSERT_TRUE(GetParam() || finish_replacing(root()));
    const Tree now = tree();
    ASSERT_EQ(now.size(), 9U);
    EXPECT_EQ(now.at("kept.yml"), "kept");
    const char text = now.at("aws/f0/0")[0];
    for (const NewFile& file : generation(text)) EXPECT_EQ(now.at(file.path), file.text) << file.path;
    ++seen[text];
  }
  EXPECT_GT(seen.size(), 1U) << "no kill came after a replacement";
  ASSERT_TRUE(replace(generation('a')));
  EXPECT_EQ(left_behind(), 0U);
}

// Who reads under the lock sees one generation, however many are written meanwhile.
TEST_P(ReplaceFiles, AReaderSeesOneGeneration) {
  ASSERT_TRUE(replace(generation('a')));
  const pid_t child = ::fork();
  if (child == 0) {
    for (char text = 'b';; text = text == 'z' ? 'b' : static_cast<char>(text + 1))
      if (!replace(generation(text))) ::_exit(1);
  }
  for (int round = 0; round < 40; ++round) {
    const FolderLock lock(root(), FolderLock::For::reading);
    const Tree now = tree();
    ASSERT_EQ(now.size(), 8U);
    for (const auto& [path, text] : now) EXPECT_EQ(text, now.begin()->second) << path;
  }
  ::kill(child, SIGKILL);
  ::waitpid(child, nullptr, 0);
}

INSTANTIATE_TEST_SUITE_P(Ways, ReplaceFiles, ::testing::Bool(),
                         [](const auto& way) { return std::string(way.param ? "exchanged" : "moved"); });

}  // namespace
}  // namespace bestby
