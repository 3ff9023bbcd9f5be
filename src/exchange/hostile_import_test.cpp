// Every importer on files that are not as they should be, through the command: it says so, exits with 3, and
// the catalogue is what it was. Files that are endless meet the limit of what is read, in memory that is
// bounded.
#include <fcntl.h>
#include <fmt/format.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <random>
#include <sstream>
#include <thread>

#include "base/files.h"
#include "base/sanitized.h"
#include "base/text.h"
#include "exchange/import_case.h"
#include "exchange/import_testing.h"
#include "exchange/run_import.h"

namespace bestby::exchange {
namespace {

namespace fs = std::filesystem;
using testing::tree_of;

class HostileImport : public ::testing::TestWithParam<std::string_view> {
 protected:
  // A catalogue that holds the importer's own sample, so that there is something to lose.
  void SetUp() override {
    std::string name = ::testing::UnitTest::GetInstance()->current_test_info()->name();
    std::replace(name.begin(), name.end(), '/', '_');
    folder_ = fs::path(::testing::TempDir()) / ("hostile_" + name + "_" + std::to_string(getpid()));
    fs::remove_all(folder_);
    sample_ = testing::samples_of(GetParam()).at(0);
    put(sample_.files);
    ASSERT_NE(run({source()}), 2) << err_.str();
    before_ = tree_of(catalog());
    ASSERT_FALSE(before_.empty()) << out_.str() << err_.str();
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string source() const { return (folder_ / "source").string(); }
  std::string catalog() const { return (folder_ / "catalog").string(); }
  std::string place_of(const std::string& path) const {
    const fs::path place = folder_ / "source" / path;
    fs::create_directories(place.parent_path());
    return place.string();
  }
  void put(const std::vector<InputFile>& files) const {
    fs::remove_all(folder_ / "source");
    for (const InputFile& file : files) ASSERT_TRUE(write_file(place_of(file.path), file.text));
  }
  // One file of that content in place of the sample's first.
  void put_one(const std::string& text) const { put({{sample_.files[0].path, text}}); }

  std::vector<std::string> words(const std::vector<std::string>& paths) const {
    std::vector<std::string> all = {std::string(GetParam()), "--published", "2026-08-22", "--catalog",
                                    catalog()};
    all.insert(all.begin() + 1, paths.begin(), paths.end());
    return all;
  }
  int run(const std::vector<std::string>& paths) {
    out_.str("");
    err_.str("");
    return run_import(words(paths), out_, err_);
  }
  std::string said() const { return out_.str() + err_.str(); }

  void expect_refused(const std::string& what) {
    EXPECT_EQ(run({source()}), 3) << what << ": " << said().substr(0, 500);
    EXPECT_NE(said(), "") << what;
    EXPECT_TRUE(tree_of(catalog()) == before_) << what << " changed the catalogue";
  }
  // Read as far as it can be, or refused: what is written can be imported again and changes nothing.
  void expect_sound(const std::string& what) {
    const int status = run({source()});
    EXPECT_TRUE(status == 0 || status == 3) << what << ": " << status << ": " << said().substr(0, 500);
    EXPECT_NE(said(), "") << what;
    const auto after = tree_of(catalog());
    EXPECT_EQ(run({source()}), status) << what;
    EXPECT_TRUE(tree_of(catalog()) == after) << what << ": imported again, it changed the catalogue";
    restore();
  }
  void restore() const {
    fs::remove_all(catalog());
    for (const auto& [path, text] : before_) {
      fs::create_directories((fs::path(catalog()) / path).parent_path());
      ASSERT_TRUE(write_file(catalog() + "/" + path, text));
    }
  }

  testing::ImportSample sample_;
  fs::path folder_;
  std::map<std::string, std::string> before_;
  std::ostringstream out_, err_;
};

TEST_P(HostileImport, FilesOfNothingAndOfNoText) {
  const std::string& good = sample_.files[0].text;
  std::string latin_1 = good, holed = good;
  latin_1.insert(latin_1.size() / 2, "caf\xE9");
  holed[holed.size() / 2] = '\0';
  std::string wide;
  for (const char c : good) (wide += c) += '\0';
  for (const auto& [what, text] : std::vector<std::pair<std::string, std::string>>{
           {"an empty file", ""},
           {"blank lines", std::string(10'000, '\n')},
           {"zeros", std::string(100'000, '\0')},
           {"Latin 1", latin_1},
           {"a zero in it", holed},
           {"UTF-16", "\xFF\xFE" + wide},
           {"UTF-16, the other way round", "\xFE\xFF" + std::string(1, '\0') + wide},
           {"half a character at the end", good + "\xE2\x82"},
           {"a surrogate", good + "\xED\xA0\x80"},
           {"brackets", std::string(200'000, '[')},
           {"braces", std::string(200'000, '{')},
           {"one line without an end", std::string(4'000'000, 'x')},
           {"a picture", "\x89PNG\r\n\x1A\n" + std::string(1'000, '\xFF')}}) {
    put_one(text);
    expect_refused(what);
  }
}

TEST_P(HostileImport, FilesThatAreCutShort) {
  for (std::size_t of = 0; of < sample_.files.size(); ++of) {
    const std::string good = sample_.files[of].text;
    for (int part = 1; part < 24; ++part) {
      auto files = sample_.files;
      files[of].text = good.substr(0, good.size() * static_cast<std::size_t>(part) / 24);
      put(files);
      expect_sound(fmt::format("{} cut after {}/24", files[of].path, part));
    }
  }
}

TEST_P(HostileImport, LinesInAnotherOrderAndTwice) {
  std::mt19937 random(1);
  for (int round = 0; round < 20; ++round) {
    auto files = sample_.files;
    for (InputFile& file : files) {
      auto lines = split(file.text, '\n');
      if (round % 2 == 1) lines.insert(lines.end(), lines.begin(), lines.end());
      std::shuffle(lines.begin(), lines.end(), random);
      file.text = fmt::format("{}\n", fmt::join(lines, "\n"));
    }
    put(files);
    expect_sound(fmt::format("round {}", round));
  }
}

TEST_P(HostileImport, BytesThatAreOthers) {
  std::mt19937 random(2);
  const auto number = [&](std::size_t below) { return random() % below; };
  constexpr std::string_view odd = "{}[]\"'|:,-\n\t\\@#&*!%`<>=0 \x01\x7F";
  for (int round = 0; round < 60; ++round) {
    auto files = sample_.files;
    std::string& text = files[number(files.size())].text;
    for (std::size_t changes = 1 + number(8); changes > 0; --changes)
      text[number(text.size())] = odd[number(odd.size())];
    put(files);
    expect_sound(fmt::format("round {}", round));
  }
}

// Marks of other systems mean nothing.
TEST_P(HostileImport, AByteOrderMarkAndOtherLineEndsSayTheSame) {
  auto files = sample_.files;
  for (InputFile& file : files) {
    std::string text = "\xEF\xBB\xBF";
    for (const char c : file.text) (c == '\n' ? text += "\r\n" : text += c);
    file.text = text;
  }
  put(files);
  run({source()});
  EXPECT_TRUE(tree_of(catalog()) == before_) << said().substr(0, 500);
}

// A table, an object or a mapping of 10,000 columns of which nobody heard, beside those of the sample.
std::string with_columns(const InputFile& file, int count) {
  std::string cells, dashes, fields, keys;
  for (int i = 0; i < count; ++i) {
    cells += fmt::format(" a{} |", i);
    dashes += "---|";
    fields += fmt::format("{}\"a{}\": \"x\"", i == 0 ? "" : ", ", i);
    keys += fmt::format("a{}: x\n", i);
  }
  if (file.path.ends_with(".md"))
    return fmt::format("# T\n\n|{}\n|{}\n|{}\n|{}\n", cells, dashes, cells, cells);
  if (file.path.ends_with(".yml")) return keys;
  if (file.path.ends_with(".jsonl")) return fmt::format("{{{}}}\n{{{}}}\n", fields, fields);
  return fmt::format("{{{}}}", fields);
}

TEST_P(HostileImport, ATableOfTenThousandColumns) {
  put_one(with_columns(sample_.files[0], 10'000));
  expect_refused("10,000 columns");
}

// The rows of the sample with 10,000 more columns each: a clear report, whatever is made of it.
TEST_P(HostileImport, RowsOfTenThousandColumns) {
  std::string more;
  const std::string& path = sample_.files[0].path;
  for (int i = 0; i < 10'000; ++i)
    more += path.ends_with(".md") ? fmt::format(" a{} |", i) : fmt::format(", \"a{}\": \"x\"", i);
  std::string text;
  for (const std::string_view line : split(sample_.files[0].text, '\n')) {
    std::string_view row = trim(line);
    const bool table = path.ends_with(".md") && row.starts_with('|') && row.ends_with('|');
    const bool object =
        !path.ends_with(".md") && row.starts_with('{') && row.ends_with('}') && row.size() > 3;
    if (object) row.remove_suffix(1);
    text += row;
    if (table)
      text += row.find("---") == row.npos ? more : [&] {
        std::string dashes;
        for (int i = 0; i < 10'000; ++i) dashes += "---|";
        return dashes;
      }();
    if (object) (text += more) += '}';
    text += '\n';
  }
  put_one(text);
  expect_sound("rows of 10,000 columns");
}

// The command itself, in the memory that it may have; its exit status. What it prints goes to files.
int bestby(const std::vector<std::string>& words, const std::string& out, std::size_t memory) {
  const pid_t child = ::fork();
  if (child == 0) {
    std::vector<std::string> all = {"bestby", "import"};
    all.insert(all.end(), words.begin(), words.end());
    std::vector<char*> argv;
    for (std::string& word : all) argv.push_back(word.data());
    argv.push_back(nullptr);
    const int file = ::open(out.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
    ::dup2(file, STDOUT_FILENO);
    ::dup2(file, STDERR_FILENO);
    const rlimit limit{memory, memory};
    if (!sanitized) ::setrlimit(RLIMIT_AS, &limit);
    ::execv(BESTBY_EXECUTABLE, argv.data());
    ::_exit(127);
  }
  int status = 0;
  ::waitpid(child, &status, 0);
  return WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status);
}

// The debug build's executable alone takes 150 MB of it.
constexpr std::size_t memory_of_limits = std::size_t{600} << 20U;

TEST_P(HostileImport, AGigabyteOfNothing) {
  put_one("");
  const std::string path = place_of(sample_.files[0].path);
  ASSERT_EQ(::truncate(path.c_str(), off_t{1} << 30U), 0);
  const std::string out = (folder_ / "out").string();
  EXPECT_EQ(bestby(words({path}), out, memory_of_limits), 3);
  EXPECT_EQ(
      read_file(out).value(),
      fmt::format("error: `{}` is too large: with it, the source holds more than 16777216 bytes\n"
                  "help: give a larger `--input-limit` if it is what it should be; memory grows with it\n",
                  path));
  EXPECT_TRUE(tree_of(catalog()) == before_);
}

// The sample's own lines again and again, through a pipe that has no end.
TEST_P(HostileImport, LinesWithoutAnEnd) {
  fs::remove_all(source());
  const std::string path = place_of(sample_.files[0].path);
  ASSERT_EQ(::mkfifo(path.c_str(), 0600), 0);
  ::signal(SIGPIPE, SIG_IGN);
  std::size_t written = 0;
  std::thread writer([&] {
    const int pipe = ::open(path.c_str(), O_WRONLY | O_CLOEXEC);
    const std::string& lines = sample_.files[0].text;
    while (written < std::size_t{1} << 30U) {
      const ssize_t n = ::write(pipe, lines.data(), lines.size());
      if (n <= 0) break;
      written += static_cast<std::size_t>(n);
    }
    ::close(pipe);
  });
  const std::string out = (folder_ / "out").string();
  EXPECT_EQ(bestby(words({path}), out, memory_of_limits), 3);
  writer.join();
  EXPECT_LT(written, std::size_t{18} << 20U);
  EXPECT_NE(read_file(out).value().find("holds more than 16777216 bytes"), std::string::npos)
      << read_file(out).value().substr(0, 500);
  EXPECT_TRUE(tree_of(catalog()) == before_);
}

// Many files count together, and what is asked for is what is read at most.
TEST_P(HostileImport, TheLimitIsForAllFiles) {
  std::size_t size = 0;
  for (const InputFile& file : sample_.files) size += file.text.size();
  put(sample_.files);
  const auto limited = [&](const std::string& limit) {
    auto all = words({source()});
    all.insert(all.end(), {"--input-limit", limit});
    out_.str("");
    err_.str("");
    return run_import(all, out_, err_);
  };
  EXPECT_EQ(limited(std::to_string(size - 1)), 3);
  EXPECT_NE(err_.str().find(fmt::format("the source holds more than {} bytes", size - 1)), std::string::npos)
      << err_.str();
  EXPECT_EQ(limited(std::to_string(size)), run({source()}));
  EXPECT_TRUE(tree_of(catalog()) == before_);
  EXPECT_EQ(limited("much"), 2);
  EXPECT_EQ(err_.str(), "error: `much` is no size\nhelp: a number of bytes: 500000, 64M, 2G\n");
}

// Of millions of faults the first are listed, and the number of the others is said.
TEST_P(HostileImport, FaultsWithoutNumber) {
  std::string text;
  for (int i = 0; i < 200'000; ++i) text += "x\n";
  put_one(text);
  expect_refused("200,000 lines of x");
  EXPECT_LT(said().size(), std::size_t{4} << 20U);
}

INSTANTIATE_TEST_SUITE_P(Kinds, HostileImport, ::testing::ValuesIn(testing::importer_names()),
                         testing::importer_in_words);

}  // namespace
}  // namespace bestby::exchange
