// How fast a log is read for known problems, in bytes a second, against its peers in the same run: copying
// the same bytes, the bare literals without lines and patterns, `grep -P` with the same patterns in one, and
// `grep -Fi` with their literals alone (processes over a file). The limit is 1 GB a second. The log is of
// lines as training jobs write them, with a problem on one of 10,000; `noisy` has a trigger on every tenth
// line that no pattern takes.
//
// What was learned: trying each pattern on each line costs a thousand times more than reading. With the
// triggers of all patterns in one pass over every fifth position, counting line feeds and moving the bytes
// are the larger part.
#include <benchmark/benchmark.h>

#include <unistd.h>

#include <chrono>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>
#include <vector>

#include "base/files.h"
#include "observe/log_scanner.h"
#include "snapshot/embedded.h"

namespace bestby {
namespace {

const ProblemTable& table() {
  static const Snapshot snapshot = embedded_catalog();
  static const ProblemTable all = *ProblemTable::of(snapshot.world, day_max - 1);
  return all;
}

std::string some_log(std::size_t size, bool noisy) {
  std::string out;
  for (std::size_t i = 0; out.size() < size; ++i) {
    const std::string n = std::to_string(i);
    out += "2026-03-01 12:00:00,123 [INFO] train.py:217 rank=" + n + " step=" + n +
           " loss=2.3456 lr=1.00e-04 samples/s=1234.5 cuda memory 23.1 GiB reserved, version 2.6.0+cu124\n";
    if (i % 10'000 == 9'999)
      out += "ImportError: /lib/libc.so.6: version `GLIBC_2.34' not found (required by x)\n";
    if (noisy && i % 10 == 9) out += "note: no kernel image is available for execution on the devise\n";
  }
  return out;
}

const std::string& log_of(bool noisy) {
  static const std::string plain = some_log(256U << 20U, false), loud = some_log(256U << 20U, true);
  return noisy ? loud : plain;
}

void bytes(benchmark::State& state, const std::string& log) {
  state.SetBytesProcessed(static_cast<std::int64_t>(state.iterations() * log.size()));
}

// The peer: grep of a file, counting lines, in bytes a second. `| cat`, since grep stops at the first match
// when nobody reads.
double grep_rate(const char* flags, const std::string& patterns, std::size_t size) {
  const char* const set = std::getenv("TMPDIR");
  const std::string base =
      std::string(set != nullptr ? set : "/tmp") + "/bestby-bench-" + std::to_string(getpid());
  const std::string log = base + ".log", list = base + ".patterns";
  if (!write_file(log, log_of(false).substr(0, size)) || !write_file(list, patterns))
    throw std::runtime_error("the bench's files cannot be written");
  const std::string command =
      std::string("LC_ALL=C grep ") + flags + " -c -f " + list + " " + log + " | cat >/dev/null";
  const auto begun = std::chrono::steady_clock::now();
  if (std::system(command.c_str()) != 0) throw std::runtime_error("grep failed");
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begun;
  std::remove(log.c_str());
  std::remove(list.c_str());
  return static_cast<double>(size) / taken.count();
}

// The same patterns as one of PCRE's, its captures without names.
std::string one_pattern() {
  std::string out;
  const Snapshot snapshot = embedded_catalog();
  for (const ProblemRow& p : snapshot.world.columns.problems) {
    std::string text(snapshot.world.text(p.pattern));
    for (std::size_t at = text.find("(?P<"); at != std::string::npos; at = text.find("(?P<"))
      text.replace(at, text.find('>', at) - at + 1, "(?:");
    out += (out.empty() ? "" : "|") + text;
  }
  return out;
}

std::string literals() {
  std::string out;
  for (const KnownProblem& p : table().problems)
    for (const std::string& trigger : p.pattern.triggers()) out += trigger + "\n";
  return out;
}

void diagnose(benchmark::State& state, bool noisy) {
  const std::string& log = log_of(noisy);
  static const double patterns = grep_rate("-P", one_pattern(), 4U << 20U),
                      fixed = grep_rate("-Fi", literals(), 64U << 20U);
  std::chrono::duration<double> taken{};
  for (auto _ : state) {
    const auto begun = std::chrono::steady_clock::now();
    LogScanner scanner(table());
    scanner.feed(log);
    benchmark::DoNotOptimize(scanner.finish());
    taken += std::chrono::steady_clock::now() - begun;
  }
  const double rate = static_cast<double>(state.iterations() * log.size()) / taken.count();
  bytes(state, log);
  state.counters["of_1_GB_a_second"] = rate / 1e9;
  state.counters["times_grep_P"] = rate / patterns;
  state.counters["times_grep_Fi"] = rate / fixed;
}
BENCHMARK_CAPTURE(diagnose, plain, false)->Unit(benchmark::kMillisecond);
BENCHMARK_CAPTURE(diagnose, noisy, true)->Unit(benchmark::kMillisecond);

void copy(benchmark::State& state) {
  const std::string& log = log_of(false);
  std::string to(1U << 20U, ' ');
  for (auto _ : state)
    for (std::size_t at = 0; at + to.size() <= log.size(); at += to.size()) {
      std::memcpy(to.data(), log.data() + at, to.size());
      benchmark::DoNotOptimize(to.data());
    }
  bytes(state, log);
}
BENCHMARK(copy)->Unit(benchmark::kMillisecond);

void literals_alone(benchmark::State& state) {
  std::vector<std::string> all;
  for (const KnownProblem& p : table().problems)
    all.insert(all.end(), p.pattern.triggers().begin(), p.pattern.triggers().end());
  const LiteralScan scan(all);
  const std::string& log = log_of(false);
  std::vector<LiteralHit> hits;
  for (auto _ : state) {
    scan.find(log, 0, log.size(), hits);
    benchmark::DoNotOptimize(hits.data());
  }
  bytes(state, log);
}
BENCHMARK(literals_alone)->Unit(benchmark::kMillisecond);

void making_the_table(benchmark::State& state) {
  const Snapshot snapshot = embedded_catalog();
  for (auto _ : state) benchmark::DoNotOptimize(ProblemTable::of(snapshot.world, day_max - 1));
}
BENCHMARK(making_the_table)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace bestby
