// The program itself, killed at moments that lie ever later in an import that changes every file: for each
// importer the old catalogue is there, or the new one, and never anything else.
#include <fcntl.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <sstream>
#include <thread>

#include "base/files.h"
#include "exchange/import_testing.h"
#include "exchange/run_import.h"
#include "snapshot/embedded.h"

namespace bestby::exchange {
namespace {

namespace fs = std::filesystem;
using testing::tree_of;

class KilledImport : public ::testing::TestWithParam<std::string_view> {
 protected:
  void SetUp() override {
    folder_ = fs::path(::testing::TempDir()) /
              ("killed_" + std::string(GetParam()) + "_" + std::to_string(getpid()));
    fs::remove_all(folder_);
    const testing::ImportSample sample = testing::samples_of(GetParam()).at(0);
    for (const InputFile& file : sample.files) {
      put("before/" + file.path, file.text);
      put("after/" + file.path, a_year_earlier(file.text));
    }
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string at(const std::string& name) const { return (folder_ / name).string(); }
  void put(const std::string& name, const std::string& text) const {
    fs::create_directories((folder_ / name).parent_path());
    ASSERT_TRUE(write_file(at(name), text));
  }

  // So that sources change whose lines have days of their own.
  static std::string a_year_earlier(std::string text) {
    for (std::size_t at = 0; (at = text.find("2026", at)) != std::string::npos;) text[at + 3] = '5';
    return text;
  }

  std::vector<std::string> words(const std::string& source, const char* day,
                                 const std::string& catalog) const {
    return {std::string(GetParam()), at(source), "--published", day, "--catalog", at(catalog)};
  }

  pid_t start(const std::vector<std::string>& words) const {
    std::vector<std::string> all = {"bestby", "import"};
    all.insert(all.end(), words.begin(), words.end());
    std::vector<char*> argv;
    for (std::string& word : all) argv.push_back(word.data());
    argv.push_back(nullptr);
    const pid_t child = ::fork();
    if (child != 0) return child;
    ::dup2(::open("/dev/null", O_WRONLY | O_CLOEXEC), STDOUT_FILENO);
    ::execv(BESTBY_EXECUTABLE, argv.data());
    ::_exit(127);
  }

  const Snapshot whole_ = embedded_catalog();  // beside which the program imports
  fs::path folder_;
};

TEST_P(KilledImport, LeavesTheOldCatalogueOrTheNewOne) {
  std::ostringstream out, err;
  const int status = run_import(words("before", "2026-02-01", "old"), out, err, &whole_.world);
  ASSERT_TRUE(status == 0 || status == 3) << err.str();
  fs::copy(at("old"), at("new"), fs::copy_options::recursive);
  ASSERT_EQ(run_import(words("after", "2026-03-01", "new"), out, err, &whole_.world), status) << err.str();
  const auto old_tree = tree_of(at("old")), new_tree = tree_of(at("new"));
  ASSERT_NE(old_tree, new_tree);
  const auto again = [&] {
    fs::remove_all(at("catalog"));
    fs::copy(at("old"), at("catalog"), fs::copy_options::recursive);
    return start(words("after", "2026-03-01", "catalog"));
  };
  const auto begin = std::chrono::steady_clock::now();
  int ended = 0;
  ::waitpid(again(), &ended, 0);
  const auto once = std::chrono::steady_clock::now() - begin;
  ASSERT_EQ(WEXITSTATUS(ended), status);
  EXPECT_TRUE(tree_of(at("catalog")) == new_tree);
  constexpr int rounds = 24;
  int kept = 0;
  for (int round = 0; round < rounds; ++round) {
    const pid_t child = again();
    std::this_thread::sleep_for(once * round / (rounds * 3 / 4));
    ::kill(child, SIGKILL);
    ::waitpid(child, nullptr, 0);
    const auto now = tree_of(at("catalog"));
    EXPECT_TRUE(now == old_tree || now == new_tree) << "round " << round;
    kept += now == old_tree ? 1 : 0;
  }
  EXPECT_GT(kept, 0) << "no kill came in time";
}

INSTANTIATE_TEST_SUITE_P(Kinds, KilledImport, ::testing::ValuesIn(testing::importer_names()),
                         testing::importer_in_words);

}  // namespace
}  // namespace bestby::exchange
