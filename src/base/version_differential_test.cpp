// pep440 versions and specifiers against Python's `packaging`, where a recent one is installed.
//
// Some hundred versions and specifiers are put together from pieces, from a fixed seed, and written
// to one file; one run of Python says which are valid, how the versions sort, which specifiers hold
// them and which specifiers nothing can satisfy.
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <memory>
#include <random>
#include <sstream>

#include <gtest/gtest.h>

#include "base/version/testing.h"

namespace bestby {
namespace {

using namespace testing_versions;

constexpr const char* python = R"(
import sys
from packaging.version import Version, InvalidVersion
from packaging.specifiers import SpecifierSet, InvalidSpecifier
if not hasattr(SpecifierSet, 'is_unsatisfiable'):
    sys.exit(3)
head, *lines = open(sys.argv[1]).read().split('\n')
count = int(head)
versions = []
for text in lines[:count]:
    try:
        versions.append((text, Version(text)))
    except InvalidVersion:
        versions.append((text, None))
valid = sorted({v for _, v in versions if v is not None})
rank = {v: i for i, v in enumerate(valid)}
for _, v in versions:
    print(-1 if v is None else rank[v])
for text in lines[count:]:
    if not text:
        continue
    try:
        s = SpecifierSet(text)
    except InvalidSpecifier:
        print('invalid')
        continue
    held = ''.join('1' if v is not None and s.contains(t.strip(), prereleases=True) else '0' for t, v in versions)
    print('E' if s.is_unsatisfiable() else 'N', held)
)";

class Pieces {
 public:
  std::string version() { return pick({"", "", "", "", "v", "1!", "0!", " "}) + release() + tail(); }
  std::string specifiers() {
    std::string text = specifier();
    while (roll(3) == 0) text += pick({",", ", "}) + specifier();
    return text;
  }

 private:
  std::string specifier() {
    const std::string sign = pick({"==", "!=", "<=", ">=", "<", ">", "~=", "==", "!=", "<", ">", "==="});
    if ((sign == "==" || sign == "!=" || roll(20) == 0) && roll(3) == 0)
      return sign + release() + (roll(9) == 0 ? tail() : "") + ".*";
    return sign + pick({"", " "}) + pick({"", "", "", "1!", "v"}) + release() + tail();
  }
  std::string release() {
    std::string text = pick({"0", "1", "1", "2"});
    while (roll(2) == 0 && text.size() < 8) text += "." + pick({"0", "0", "1", "2", "01", "10"});
    return text;
  }
  std::string tail() {
    std::string text;
    if (roll(3) == 0) text += pick({"a", ".b", "rc", "-c", "_alpha", "beta.", "pre-", ".preview"}) + number();
    if (roll(4) == 0) text += pick({".post", "-", "r", ".rev", "_post-", "POST."}) + number();
    if (roll(4) == 0) text += pick({".dev", "dev", "-DEV_"}) + number();
    if (roll(5) == 0) text += pick({"+", "+a.", "+1.", "+A_b-", "+0a"}) + pick({"1", "01", "a", "b2", ""});
    return text;
  }
  std::string number() { return pick({"0", "1", "2", "02", "10", ""}); }
  std::string pick(const Texts& from) { return from[roll(from.size())]; }
  std::size_t roll(std::size_t sides) { return random_() % sides; }
  std::mt19937 random_{20260821};
};

struct File {
  std::filesystem::path path;
  File(const std::string& name, const std::string& text)
      : path(std::filesystem::path(testing::TempDir()) / name) {
    std::ofstream(path) << text;
  }
  ~File() { std::filesystem::remove(path); }
};

TEST(VersionDifferential, AgreesWithPackaging) {
  Pieces pieces;
  Texts versions, ranges;
  for (int i = 0; i < 250; ++i) versions.push_back(pieces.version());
  for (int i = 0; i < 300; ++i) ranges.push_back(pieces.specifiers());

  std::string input = std::to_string(versions.size()) + "\n";
  for (const auto& text : versions) input += text + "\n";
  for (const auto& text : ranges) input += text + "\n";
  const File script("bestby_packaging.py", python), data("bestby_versions.txt", input);
  const std::string command = "python3 " + script.path.string() + " " + data.path.string() + " 2>/dev/null";
  std::unique_ptr<FILE, int (*)(FILE*)> pipe(popen(command.c_str(), "r"), pclose);
  std::string output;
  for (char buffer[4096]; const std::size_t size = fread(buffer, 1, sizeof buffer, pipe.get());)
    output.append(buffer, size);
  if (output.empty()) GTEST_SKIP() << "Python with a recent `packaging` is not installed";

  std::istringstream in(output);
  std::vector<std::pair<int, Version>> known;  // with Python's rank
  for (const auto& text : versions) {
    std::string line;
    ASSERT_TRUE(std::getline(in, line));
    const auto version = parse_version(scheme("pep440"), text);
    ASSERT_EQ(static_cast<bool>(version), line != "-1") << "`" << text << "`";
    known.emplace_back(std::stoi(line), version ? *version : Version{});
  }
  for (const auto& [rank, a] : known)
    for (const auto& [other, b] : known)
      if (rank >= 0 && other >= 0) {
        ASSERT_EQ(a.key < b.key, rank < other) << a.text << " and " << b.text;
        ASSERT_EQ(a.key == b.key, rank == other) << a.text << " and " << b.text;
      }

  int held = 0, empty = 0, valid = 0;
  for (const auto& text : ranges) {
    std::string line;
    ASSERT_TRUE(std::getline(in, line));
    const auto range = VersionRange::parse(scheme("pep440"), text);
    ASSERT_EQ(static_cast<bool>(range), line != "invalid") << "`" << text << "`";
    if (!range) continue;
    ++valid;
    empty += range->empty();
    // With ===, Python may hold texts that are no versions; here such a range is empty.
    if (text.find("===") == std::string::npos) {
      ASSERT_EQ(range->empty(), line[0] == 'E') << "`" << text << "`";
    }
    for (std::size_t i = 0; i < known.size(); ++i) {
      if (known[i].first < 0) continue;
      held += line[2 + i] == '1';
      ASSERT_EQ(range->contains(known[i].second), line[2 + i] == '1')
          << "`" << versions[i] << "` in `" << text << "`";
    }
  }
  EXPECT_GT(valid, 150);
  EXPECT_GT(empty, 5);
  EXPECT_GT(held, 1000);
}

}  // namespace
}  // namespace bestby
