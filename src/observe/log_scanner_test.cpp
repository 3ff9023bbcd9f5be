#include "observe/log_scanner.h"

#include <gtest/gtest.h>

#include <random>

#include "catalog/load.h"

namespace bestby {
namespace {

constexpr const char* vocabulary = R"(vocabulary: 1
kinds: [toolkit]
predicates: {driver: {value: text}}
)";

constexpr const char* problems = R"(product: cuda
kind: toolkit
publisher: p
versions: cuda
cycle: major.minor
sources:
  s: {title: S, editions: [2024-01-01]}
  later: {title: L, editions: [2025-01-01]}
problems:
  glibc:
    says: old
    pattern: "version `GLIBC_(?P<glibc>[0-9.]+)' not found(?: by (?P<by>\\w+))?"
    reads: {glibc: needed, by: by}
    means: m
    do: ["update to {glibc}"]
    source: [s]
    examples: ["version `GLIBC_2.34' not found"]
    near: [no]
  quota:
    says: limit
    lines: 3
    pattern: "service limit is (?P<limit>[0-9]+), in use (?P<used>[0-9]+), asked for (?P<asked>[0-9]+) instances"
    reads: {limit: limit, used: used, asked: asked}
    adds: {needed: {says: needed, of: [used, asked]}}
    means: m
    do: ["ask for {needed}"]
    source: [s]
    examples: ["service limit is 0, in use 1, asked for 2 instances"]
    near: [no]
  cuda:
    says: driver
    pattern: "found version (?P<cuda>[0-9]+) of the driver"
    reads: {cuda: {says: CUDA, form: thousands}}
    means: m
    do: [update]
    source: [later]
    examples: ["found version 11040 of the driver"]
    near: [no]
)";

class LogScannerTest : public testing::Test {
 protected:
  LogScannerTest()
      : store_(load_catalog({{"v.yml", vocabulary}, {"p.yml", problems}}).value()), world_(store_.world()) {}

  ProblemTable table(std::int32_t known = day_max - 1) const { return *ProblemTable::of(world_, known); }

  LogFindings scan(std::string_view text, std::size_t block = 1U << 16U,
                   std::size_t piece = 1U << 30U) const {
    const ProblemTable all = table();
    LogScanner scanner(all, block);
    for (std::size_t at = 0; at < text.size(); at += piece) scanner.feed(text.substr(at, piece));
    return scanner.finish();
  }

  WorldStore store_;
  World world_;
};

std::string summary(const LogFindings& found) {
  std::string out = std::to_string(found.lines) + " lines, " + std::to_string(found.bytes) + " bytes\n";
  for (const ProblemSeen& p : found.problems) {
    out += "problem " + std::to_string(p.problem) + " " + std::to_string(p.count) + "x, not kept " +
           std::to_string(p.not_kept) + "\n";
    for (const LogReading& r : p.readings) {
      out += "  " + std::to_string(r.first.line) + ":" + std::to_string(r.first.column) + " " +
             std::to_string(r.count) + "x";
      for (const ReadValue& v : r.values) out += " " + std::string(v.name) + "=" + v.value;
      out += " [" + r.excerpt + "] " + std::to_string(r.mark) + "+" + std::to_string(r.length) + "\n";
    }
  }
  return out;
}

TEST_F(LogScannerTest, ReadsOutWhereAndWhat) {
  EXPECT_EQ(summary(scan("one\nlibc: version `GLIBC_2.34' not found by x\r\n"
                         "\xC3\xA9 version `GLIBC_2.32' not found\nversion `GLIBC_2.34' not found by x")),
            "4 lines, 116 bytes\n"
            "problem 1 3x, not kept 0\n"
            "  2:7 2x glibc=2.34 by=x [libc: version `GLIBC_2.34' not found by x] 7+35\n"
            "  3:3 1x glibc=2.32 [\xC3\xA9 version `GLIBC_2.32' not found] 3+30\n");
}

TEST_F(LogScannerTest, NothingInNothing) {
  EXPECT_EQ(summary(scan("")), "0 lines, 0 bytes\n");
  EXPECT_EQ(summary(scan("\n")), "1 lines, 1 bytes\n");
  EXPECT_EQ(summary(scan("x")), "1 lines, 1 bytes\n");
}

TEST_F(LogScannerTest, MatchesAcrossLinesAndAddsUp) {
  EXPECT_EQ(summary(scan("a\nb service limit\n  is 0, in\nuse 3, asked for 2 instances\n")),
            "4 lines, 58 bytes\n"
            "problem 2 1x, not kept 0\n"
            "  2:3 1x limit=0 used=3 asked=2 needed=5 [b service limit] 3+13\n");
  // Four lines are more than three, and two of these windows overlap.
  EXPECT_EQ(summary(scan("service limit\nis 0, in\nuse 3, asked\nfor 2 instances\n")), "4 lines, 52 bytes\n");
}

TEST_F(LogScannerTest, NumbersBecomeVersions) {
  EXPECT_EQ(summary(scan("found version 11040 of the driver")),
            "1 lines, 33 bytes\nproblem 0 1x, not kept 0\n"
            "  1:1 1x cuda=11.4 [found version 11040 of the driver] 1+33\n");
}

TEST_F(LogScannerTest, SumsThatAreTooLargeAreLeftOut) {
  const auto found = scan("service limit is 0, in use 18446744073709551615, asked for 1 instances");
  ASSERT_EQ(found.problems.size(), 1U);
  EXPECT_EQ(found.problems[0].readings[0].values.size(), 3U);
}

TEST_F(LogScannerTest, KnowsWhatWasKnown) {
  EXPECT_EQ(table(Date::parse("2024-06-01")->days()).problems.size(), 2U);
  EXPECT_EQ(table(Date::parse("2023-06-01")->days()).problems.size(), 0U);
  EXPECT_EQ(table().problems.size(), 3U);
}

TEST_F(LogScannerTest, ReadingsAreBounded) {
  std::string text;
  for (int i = 0; i < 250; ++i) text += "version `GLIBC_2." + std::to_string(i) + "' not found\n";
  const auto found = scan(text);
  EXPECT_EQ(found.problems[0].count, 250U);
  EXPECT_EQ(found.problems[0].readings.size(), 100U);
  EXPECT_EQ(found.problems[0].not_kept, 150U);
}

TEST_F(LogScannerTest, LongLinesAreCut) {
  const std::string noise(100'000, 'x');
  const auto found = scan(noise + " version `GLIBC_2.34' not found " + noise + "\n");
  ASSERT_EQ(found.problems.size(), 1U);
  const LogReading& r = found.problems[0].readings[0];
  EXPECT_EQ(r.first, (LogPlace{1, 100'002}));
  EXPECT_LE(r.excerpt.size(), 1000U);
  EXPECT_EQ(r.excerpt.substr(static_cast<std::size_t>(r.mark - 1), 7), "version");
}

// Every pattern on the whole text, which is what windows must come to.
std::string naive(const ProblemTable& table, std::string_view text) {
  std::string out;
  for (std::size_t p = 0; p < table.problems.size(); ++p) {
    std::size_t from = 0;
    while (const auto m = table.problems[p].pattern.find(text, from, text.size())) {
      out += std::to_string(p) + "@" + std::to_string(m->begin) + " ";
      from = m->end;
    }
  }
  return out;
}

std::string found_offsets(const LogFindings& found, std::string_view text, std::size_t count) {
  // Line and column back to offsets; every match has a reading of its own in these texts.
  std::vector<std::size_t> starts = {0};
  for (std::size_t i = 0; i < text.size(); ++i)
    if (text[i] == '\n') starts.push_back(i + 1);
  std::string out;
  for (std::size_t p = 0; p < count; ++p)
    for (const ProblemSeen& seen : found.problems)
      if (seen.problem == p)
        for (const LogReading& r : seen.readings)
          out +=
              std::to_string(p) + "@" + std::to_string(starts[r.first.line - 1] + r.first.column - 1) + " ";
  return out;
}

// Texts of pieces that nearly match, in blocks and reads of every size.
TEST_F(LogScannerTest, AgreesWithTryingEveryPatternEverywhere) {
  std::mt19937 random(7);
  const ProblemTable all = table();
  int serial = 1;
  const auto piece = [&]() -> std::string {
    const std::string n = std::to_string(serial++);
    switch (random() % 9) {
      case 0: return "version `GLIBC_2." + n + "' not found";
      case 1: return "version `GLIBC_2." + n;
      case 2: return "service limit is " + n + ", in use 1, asked for 2 instances";
      case 3: return "service limit\nis " + n + ",\nin use 1, asked for 2 instances";
      case 4: return "service limit is " + n + ", in use 1,\nasked for";
      case 5: return " 2 instances";
      case 6: return "found version " + n + "000 of the driver";
      case 7: return "\n";
      default: return std::string(random() % 300, 'x');
    }
  };
  for (int round = 0; round < 300; ++round) {
    std::string text;
    for (std::size_t i = 0; i < 40; ++i) text += piece();
    const std::string want = naive(all, text);
    for (const std::size_t block : {std::size_t{1}, std::size_t{777}, std::size_t{1} << 16U})
      ASSERT_EQ(found_offsets(scan(text, block, 1 + random() % 5000), text, all.problems.size()), want)
          << text;
  }
}

// Blocks and reads make no difference to anything that is said, whatever the lines' length.
TEST_F(LogScannerTest, BlocksMakeNoDifference) {
  std::mt19937 random(11);
  for (int round = 0; round < 20; ++round) {
    std::string text;
    while (text.size() < 150'000) {
      text += std::string(random() % 9000, 'y');
      if (random() % 2 == 0) text += "service limit is 1, in use 2,";
      if (random() % 2 == 0) text += '\n';
      if (random() % 2 == 0) text += "asked for 3 instances";
      if (random() % 3 == 0) text += "version `GLIBC_2." + std::to_string(random() % 5) + "' not found";
    }
    const std::string whole = summary(scan(text, 1U << 20U));
    for (const std::size_t block : {std::size_t{1}, std::size_t{5000}, std::size_t{60'000}})
      ASSERT_EQ(summary(scan(text, block, 1 + random() % 20'000)), whole);
  }
}

}  // namespace
}  // namespace bestby
