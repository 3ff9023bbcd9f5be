#include "observe/tree/ignore_rules.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>
#include <sys/wait.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <set>

#include "observe/tree/tree_walk.h"

namespace bestby {
namespace {

namespace fs = std::filesystem;

bool ignored(std::string_view pattern, std::string_view path, bool folder = false) {
  return IgnoreRules().with(pattern, "").ignores(path, folder);
}

TEST(IgnoreRules, Patterns) {
  EXPECT_TRUE(ignored("*.o", "a/b.o"));
  EXPECT_FALSE(ignored("/*.o", "a/b.o"));
  EXPECT_TRUE(ignored("a/**/b", "a/b"));
  EXPECT_TRUE(ignored("a/**/b", "a/x/y/b"));
  EXPECT_FALSE(ignored("a/*/b", "a/x/y/b"));
  EXPECT_TRUE(ignored("**/b", "a/x/b"));
  EXPECT_TRUE(ignored("a/**", "a/x/b"));
  EXPECT_FALSE(ignored("build/", "build"));
  EXPECT_TRUE(ignored("build/", "build", true));
  EXPECT_TRUE(ignored("x\\ ", "x "));
  EXPECT_TRUE(ignored("x  ", "x"));
  EXPECT_TRUE(ignored("\\#x", "#x"));
  EXPECT_TRUE(ignored("[!a-c]x", "dx"));
  EXPECT_FALSE(ignored("[!a-c]x", "bx"));
  EXPECT_TRUE(ignored("[[:digit:]]", "7"));
  EXPECT_FALSE(ignored("[a", "[a"));
  EXPECT_FALSE(ignored("*.o\n!b.o\n", "a/b.o"));
  EXPECT_TRUE(IgnoreRules().with("*.o", "").with("!x.o", "s").ignores("s/y.o", false));
  EXPECT_FALSE(IgnoreRules().with("*.o", "").with("!x.o", "s").ignores("s/x.o", false));
}

TEST(IgnoreRules, StarsDoNotBacktrack) {
  std::string pattern, path(4000, 'a');
  for (int i = 0; i < 1000; ++i) pattern += "*a";
  EXPECT_FALSE(ignored(pattern + "b", path));
}

// A folder that goes with this.
struct ScratchFolder {
  ScratchFolder() {
    std::string name = (fs::temp_directory_path() / "bestby-ignore-XXXXXX").string();
    path = mkdtemp(name.data());
  }
  ScratchFolder(const ScratchFolder&) = delete;
  ScratchFolder& operator=(const ScratchFolder&) = delete;
  ~ScratchFolder() { fs::remove_all(path); }
  void write(const std::string& name, std::string_view text) const {
    fs::create_directories((path / name).parent_path());
    std::ofstream(path / name) << text;
  }
  fs::path path;
};

std::set<std::string> lines_of(const std::string& command) {
  std::set<std::string> out;
  std::FILE* pipe = popen(command.c_str(), "r");
  if (pipe == nullptr) return out;
  std::string all;
  std::array<char, 4096> space{};
  for (std::size_t n = 0; (n = std::fread(space.data(), 1, space.size(), pipe)) > 0;)
    all.append(space.data(), n);
  pclose(pipe);
  for (std::size_t at = 0; at < all.size();) {
    const std::size_t end = all.find('\0', at);
    out.insert(all.substr(at, end - at));
    at = end + 1;
  }
  return out;
}

// What git itself leaves, in the same tree.
std::set<std::string> by_git(const fs::path& root) {
  return lines_of("cd '" + root.string() +
                  "' && GIT_CONFIG_NOSYSTEM=1 HOME=/nowhere XDG_CONFIG_HOME=/nowhere git -c "
                  "core.quotePath=false ls-files "
                  "--others --cached --exclude-standard -z 2>/dev/null");
}

std::set<std::string> by_walk(const fs::path& root) {
  std::set<std::string> out;
  Observed unread;
  for (const std::string& path : walk_tree(root.string(), {}, unread)) out.insert(path);
  return out;
}

TEST(IgnoreRules, AgreeWithGit) {
  if (std::system("git --version >/dev/null 2>&1") != 0) GTEST_SKIP() << "git is not installed";
  const auto names = rc::gen::elementOf(
      std::vector<std::string>{"a", "b", "ab", "a.o", "#a", "a b", "foo", "x-y", "[a]", "A"});
  const auto pieces = rc::gen::elementOf(std::vector<std::string>{
      "a",   "b",    "ab",   ".o",    "foo",         "*",   "**",   "/",         "/",
      "?",   "[ab]", "[!a]", "[a-",   "[[:alpha:]]", "\\",  " ",    "!",         "#",
      "**/", "/**",  "x-y",  "[^b]*", "\\*",         "\\ ", "[]a]", "[[:bad:]]", "A"});
  int runs = 0;
  const bool held = rc::check("git and the walk agree", [&] {
    const ScratchFolder scratch;
    const std::string git = "cd '" + scratch.path.string() + "' && git init -q . >/dev/null 2>&1";
    RC_ASSERT(std::system(git.c_str()) == 0);
    const auto folders = *rc::gen::container<std::vector<std::vector<std::string>>>(
        6, rc::gen::container<std::vector<std::string>>(names));
    for (const auto& parts : folders) {
      std::string path;
      for (std::size_t i = 0; i < std::min<std::size_t>(parts.size(), 4); ++i)
        path += (i ? "/" : "") + parts[i];
      std::error_code failed;
      if (path.empty() || fs::exists(scratch.path / path, failed)) continue;
      fs::create_directories((scratch.path / path).parent_path(), failed);
      std::ofstream(scratch.path / path) << "x";
    }
    std::vector<std::string> places = {".gitignore", ".git/info/exclude"};
    for (const auto& entry : fs::recursive_directory_iterator(scratch.path))
      if (entry.is_directory() && entry.path().string().find(".git") == std::string::npos)
        places.push_back(fs::relative(entry.path(), scratch.path).string() + "/.gitignore");
    std::string shown;
    for (const std::string& place : places) {
      std::string text;
      const auto lines = *rc::gen::container<std::vector<std::vector<std::string>>>(
          3, rc::gen::container<std::vector<std::string>>(pieces));
      for (const auto& line : lines) {
        for (std::size_t i = 0; i < std::min<std::size_t>(line.size(), 5); ++i) text += line[i];
        text += "\n";
      }
      scratch.write(place, text);
      shown += place + ":\n" + text;
    }
    RC_LOG() << shown;
    ++runs;
    RC_ASSERT(by_walk(scratch.path) == by_git(scratch.path));
  });
  EXPECT_TRUE(held);
  EXPECT_GT(runs, 20);
}

}  // namespace
}  // namespace bestby
