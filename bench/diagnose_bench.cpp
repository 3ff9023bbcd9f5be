// How fast a log is read for known problems, in bytes a second, against its peers in the same run: copying
// the same bytes, the bare literals without lines and patterns, and `grep -E` with the same patterns (one
// process over a file, so with reading it). The log is of lines as training jobs write them, with a problem
// on one of 10,000; `noisy` has a trigger on every tenth line that no pattern takes.
//
// What was learned: trying each pattern on each line costs a thousand times more than reading. With the
// triggers of all patterns in one pass over every fifth position, counting line feeds and moving the bytes
// are the larger part.
#include <benchmark/benchmark.h>

#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <stdexcept>
#include <string>

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

void diagnose(benchmark::State& state, bool noisy) {
  const std::string& log = log_of(noisy);
  for (auto _ : state) {
    LogScanner scanner(table());
    scanner.feed(log);
    benchmark::DoNotOptimize(scanner.finish());
  }
  bytes(state, log);
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
  for (const Problem& p : table().problems)
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

// The literals as fixed strings, without regard to case: what a person would try first.
void grep_same_literals(benchmark::State& state, const char* flags) {
  const std::string folder = std::getenv("TMPDIR") != nullptr ? std::getenv("TMPDIR") : "/tmp";
  const std::string log = folder + "/bestby-bench.log", patterns = folder + "/bestby-bench.patterns";
  std::string lines;
  for (const Problem& p : table().problems)
    for (const std::string& trigger : p.pattern.triggers()) lines += trigger + "\n";
  if (!write_file(log, log_of(false)) || !write_file(patterns, lines)) throw std::runtime_error("no space");
  const std::string command = std::string("grep ") + flags + " -c -f " + patterns + " " + log + " >/dev/null";
  for (auto _ : state)
    if (std::system(command.c_str()) < 0) throw std::runtime_error("no grep");
  bytes(state, log_of(false));
  std::remove(log.c_str());
  std::remove(patterns.c_str());
}
BENCHMARK_CAPTURE(grep_same_literals, fixed, "-F")
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1)
    ->UseRealTime();
BENCHMARK_CAPTURE(grep_same_literals, fixed_either_case, "-Fi")
    ->Unit(benchmark::kMillisecond)
    ->Iterations(1)
    ->UseRealTime();

void making_the_table(benchmark::State& state) {
  const Snapshot snapshot = embedded_catalog();
  for (auto _ : state) benchmark::DoNotOptimize(ProblemTable::of(snapshot.world, day_max - 1));
}
BENCHMARK(making_the_table)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace bestby
