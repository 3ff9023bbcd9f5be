// Looks for known problems in a log of any size, as it comes.
//
//     LogScanner scanner(table);
//     while (const auto n = read(scanner.space())) scanner.take(n);
//     LogFindings found = scanner.finish();
//     for (const ProblemSeen& p : found.problems) use(table.problems[p.problem], p.count, p.readings);
//
// The problem. Some dozens of patterns, each spanning up to eight lines, and gigabytes of text that is
// nearly always innocent. Trying every pattern on every line costs a hundred times more than reading.
//
// The way out. Each match contains a trigger (base/pattern.h), and triggers are found close to the speed
// of memory (observe/literal_scan.h). A pattern is only tried around its own triggers: on the trigger's
// line, and on n - 1 lines before and after it where a match spans n lines. Every match is found so,
// because it contains a trigger and begins and ends within those lines. A window is not tried again for
// further triggers on the same line, nor what a match has taken, so each line is tried at most 2n - 1
// times for each pattern (of lines that pass the reach, each byte 18 times): linear in the text, whatever
// it holds.
//
// Worked example, one line a match. "version `GLIBC_2.34' not found" holds the trigger "version `glibc_";
// RE2 runs over that line alone, and nothing runs over the million lines that hold no trigger.
//
// Bounds. A match reaches at most `reach` bytes before and after its trigger, whatever the length of the
// line. A value has at most 200 bytes, an excerpt 1,000; 100 different readings a problem are kept, and
// what is more is counted. Memory: one block and those. Any bytes will do; lines end with a line feed,
// and a carriage return before it is white space.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "observe/literal_scan.h"
#include "observe/problem_table.h"

namespace bestby {

// From 1; the column in characters, or in bytes where the line began more than `reach` bytes before.
struct LogPlace {
  std::uint64_t line = 0, column = 0;
  bool operator==(const LogPlace&) const = default;
};

struct ReadValue {
  std::string_view name, says;  // of the problem
  std::string value;
  bool operator==(const ReadValue&) const = default;
};

// What a problem's text said: the same values each time that it said so.
struct LogReading {
  std::vector<ReadValue> values;  // captures that took part, then sums
  std::uint64_t count = 0;
  LogPlace first;
  std::string excerpt;  // the line on which it begins, cut
  int mark = 1;         // where it begins there, from 1, in characters
  int length = 1;       // in characters, as far as it stands on that line
};

struct ProblemSeen {
  std::size_t problem;  // in the table
  std::uint64_t count = 0;
  std::vector<LogReading> readings;  // in the order in which they came
  std::uint64_t not_kept = 0;        // times with a reading that is not among them
};

struct LogFindings {
  std::vector<ProblemSeen> problems;  // in the order of their first places
  std::uint64_t bytes = 0, lines = 0;
};

class LogScanner {
 public:
  static constexpr std::size_t reach = 8192;
  static constexpr std::size_t piece = 1024;  // of a line that is too long to be tried whole

  // The table outlives the scanner.
  explicit LogScanner(const ProblemTable& table, std::size_t block = std::size_t{512} << 10U);

  std::span<char> space();       // where the next bytes go; never empty
  void take(std::size_t count);  // that many have been put there
  void feed(std::string_view text);
  LogFindings finish();  // once

 private:
  static constexpr std::size_t margin = reach + piece;
  struct Window {
    std::size_t begin, end;
    std::uint64_t key;  // the same for triggers that have the same window: of their line or their piece
  };
  struct Progress {
    std::uint64_t tried, taken;  // of a problem: the last window's key; where its last match ended
  };

  void look(std::size_t from, std::size_t to);
  Window window(std::size_t at, int lines) const;
  void try_problem(std::uint32_t problem, std::size_t at);
  void note(std::uint32_t problem, const PatternMatch& match);
  LogPlace place(std::size_t at);
  std::vector<ReadValue> values(const KnownProblem& problem, const PatternMatch& match) const;
  void excerpt(const PatternMatch& match, LogReading& out) const;

  const ProblemTable& table_;
  std::vector<std::uint32_t> owner_;  // of a literal: its problem
  LiteralScan literals_;
  std::vector<LiteralHit> hits_;
  std::vector<Progress> progress_;    // of each problem
  std::vector<std::size_t> seen_at_;  // of each problem: its place in `found_`, from 1

  std::vector<char> buffer_;
  std::size_t size_ = 0, looked_ = 0;  // in the buffer: bytes, and how far it has been looked at
  std::uint64_t before_ = 0;           // bytes of the log before the buffer
  std::uint64_t counted_ = 0, lines_ = 0, line_start_ = 0;  // line feeds before `counted_`
  LogFindings found_;
};

}  // namespace bestby
