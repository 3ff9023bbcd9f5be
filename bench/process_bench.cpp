// Whole processes on a warm file cache: how long `bestby status pytorch@1.12.1` takes from fork to exit
// and what it holds in memory at most, with the ratios to the limits of 5 ms and 16 MB, and to the
// process that does nothing (`bestby version`).
//
// What was learned: the executable is mapped and hardly read; of its milliseconds most are the kernel's,
// for starting any process of this size. So nothing is parsed, copied or checked at start, and the
// answer's own timelines are looked up, not worked out.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <string>
#include <vector>

#include "process.h"

namespace bestby {
namespace {

constexpr double limit_ms = 5, limit_mb = 16;

double median(std::vector<double> all) {
  std::nth_element(all.begin(), all.begin() + static_cast<std::ptrdiff_t>(all.size() / 2), all.end());
  return all[all.size() / 2];
}

// The peak that the kernel reports of a child is at least what its parent held when it was started.
void status_of_one_subject(benchmark::State& state) {
  const std::vector<std::string> status = {BESTBY_EXECUTABLE, "status", "pytorch@1.12.1"};
  const std::vector<std::string> nothing = {BESTBY_EXECUTABLE, "version"};
  std::vector<double> ms, mb, least;
  run(status);
  for (auto _ : state) {
    const Run one = run(status);
    ms.push_back(one.ms);
    mb.push_back(one.mb);
    least.push_back(run(nothing).ms);
  }
  state.counters["median_ms"] = median(ms);
  state.counters["of_5_ms"] = median(ms) / limit_ms;
  state.counters["to_version"] = median(ms) / median(least);
  state.counters["peak_mb"] = median(mb);
  state.counters["of_16_mb"] = median(mb) / limit_mb;
}
BENCHMARK(status_of_one_subject)->Unit(benchmark::kMillisecond)->Iterations(200);

}  // namespace
}  // namespace bestby
