// The finder on synthetic stacks of 5,000, 50,000 and 500,000 images, and on the shipped catalogue, with
// ratios to their limits: select 50 us (p99), a refusal with all minimal fixes 0.5 ms, a joint stack 2 ms,
// each at 5,000 images and linear in them.
//
// What was learned: a query that is satisfied costs one AND of bit sets a constraint; a refusal, turning
// bit columns into one mask a row and putting it into a small set. Parts cost once for each set of their
// rows that is open; on a real catalogue, what goes with what costs most (find/part_fits.h).
#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <random>

#include "find/finder.h"
#include "judge/image_ends.h"
#include "snapshot/embedded.h"

namespace bestby {
namespace {

using Random = std::mt19937;

constexpr double select_limit = 50e-6, refusal_limit = 0.5e-3, joint_limit = 2e-3;
constexpr std::size_t base_rows = 5000, queries = 64;

Bits random_bits(Random& random, std::size_t rows, double share) {
  Bits out(rows);
  std::bernoulli_distribution yes(share);
  for (std::size_t i = 0; i < rows; ++i)
    if (yes(random)) out.set(i);
  return out;
}

// Eight constraints, as a person asks; each holds of a fifth to two thirds of the images.
Stack images_only(Random& random, std::size_t rows) {
  Stack out;
  out.images = rows;
  std::uniform_real_distribution<double> share(0.2, 0.66);
  for (int c = 0; c < 8; ++c) out.holds.push_back(random_bits(random, rows, share(random)));
  return out;
}

// And a library of 30 releases, 60 machines and 25 drivers, of which the first two limit each other.
Stack joint(Random& random, std::size_t rows) {
  Stack out = images_only(random, rows);
  constexpr std::size_t keys = 400, sizes[] = {30, 60, 25};
  std::vector<std::vector<Bits>> kinds(std::size(sizes));  // machines and images are alike in dozens
  for (std::size_t p = 0; p < std::size(sizes); ++p)
    for (int kind = 0; kind < 6; ++kind) kinds[p].push_back(random_bits(random, sizes[p], 0.15));
  for (std::size_t i = 0; i < rows; ++i) out.key.push_back(static_cast<std::uint32_t>(random() % keys));
  for (std::size_t p = 0; p < std::size(sizes); ++p) {
    PartTable part;
    part.own = Mask{3} << out.holds.size();
    for (std::size_t r = 0; r < sizes[p]; ++r)
      part.violates.push_back((Mask{random() % 3 == 0 ? 0U : 1U} | Mask{random() % 2 * 2})
                              << out.holds.size());
    out.holds.insert(out.holds.end(), 2, Bits(rows, true));
    for (std::size_t k = 0; k < keys; ++k) part.fits.push_back(kinds[p][random() % kinds[p].size()]);
    for (std::size_t before = 0; before < p; ++before) {
      part.beside.emplace_back();
      if (p != 1) continue;
      for (std::size_t r = 0; r < sizes[before]; ++r)
        part.beside.back().push_back(random_bits(random, sizes[p], 0.4));
    }
    out.parts.push_back(std::move(part));
  }
  out.merge_keys();
  return out;
}

// Percentiles of single questions, beside the mean that the library prints.
template <class Ask>
void measure(benchmark::State& state, std::size_t rows, double limit, Ask&& ask) {
  std::vector<double> seconds;
  std::size_t i = 0;
  for (auto _ : state) {
    const auto begin = std::chrono::steady_clock::now();
    ask(i++);
    seconds.push_back(std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  std::sort(seconds.begin(), seconds.end());
  const double p99 = seconds[seconds.size() * 99 / 100];
  state.counters["p50_us"] = seconds[seconds.size() / 2] * 1e6;
  state.counters["p99_us"] = p99 * 1e6;
  state.counters["p99_of_the_limit"] =
      p99 / (limit * static_cast<double>(rows) / static_cast<double>(base_rows));
}

void find_select(benchmark::State& state) {
  Random random(1);
  const auto rows = static_cast<std::size_t>(state.range(0));
  const Stack stack = images_only(random, rows);
  std::vector<Mask> wanted;
  for (std::size_t q = 0; q < queries; ++q) wanted.push_back(random() & stack.all());
  measure(state, rows, select_limit,
          [&](std::size_t i) { benchmark::DoNotOptimize(stack.satisfying(wanted[i % queries])); });
}
BENCHMARK(find_select)->Arg(5000)->Arg(50000)->Arg(500000);

void find_refusal(benchmark::State& state) {
  Random random(2);
  const auto rows = static_cast<std::size_t>(state.range(0));
  const Stack stack = images_only(random, rows);
  measure(state, rows, refusal_limit, [&](std::size_t) { benchmark::DoNotOptimize(stack.corrections()); });
}
BENCHMARK(find_refusal)->Arg(5000)->Arg(50000)->Arg(500000)->Unit(benchmark::kMicrosecond);

void find_joint(benchmark::State& state) {
  Random random(3);
  const auto rows = static_cast<std::size_t>(state.range(0));
  const Stack stack = joint(random, rows);
  measure(state, rows, joint_limit, [&](std::size_t) { benchmark::DoNotOptimize(stack.corrections()); });
}
BENCHMARK(find_joint)->Arg(5000)->Arg(50000)->Arg(500000)->Unit(benchmark::kMicrosecond);

// The shipped catalogue: its images as rows and columns, then whole questions with their answers.
struct Shipped {
  Snapshot snapshot = embedded_catalog();
  Evaluator evaluator{snapshot.world, snapshot.policies};
  ImageRows rows{snapshot.world, day_max - 1, image_ends(evaluator, snapshot.world.as_of())};
  FindWords words{rows};
};

void shipped_rows(benchmark::State& state) {
  const Snapshot snapshot = embedded_catalog();
  for (auto _ : state) {
    Evaluator evaluator(snapshot.world, snapshot.policies);
    const ImageRows rows(snapshot.world, day_max - 1, image_ends(evaluator, snapshot.world.as_of()));
    state.counters["images"] = static_cast<double>(rows.size());
    benchmark::DoNotOptimize(rows.size());
  }
}
BENCHMARK(shipped_rows)->Unit(benchmark::kMillisecond);

void shipped_question(benchmark::State& state, std::vector<std::string> typed) {
  static const Shipped shipped;
  const auto constraints = shipped.words.read_all(typed, shipped.snapshot.world.as_of().days());
  if (!constraints) return state.SkipWithError(constraints.error().message.c_str());
  for (auto _ : state)
    benchmark::DoNotOptimize(Finder(shipped.rows, shipped.words).find(*constraints, 3).count);
}
BENCHMARK_CAPTURE(shipped_question, answer,
                  std::vector<std::string>{"pytorch>=2.6", "python=3.12", "gpu", "training", "sagemaker"})
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(shipped_question, joint_answer,
                  std::vector<std::string>{"smddp", "pytorch=1.12", "ml.p4d.24xlarge", "us-west-2"})
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(shipped_question, refusal,
                  std::vector<std::string>{"tensorflow=2.19", "python=3.8", "gpu", "training"})
    ->Unit(benchmark::kMicrosecond);
BENCHMARK_CAPTURE(shipped_question, joint_refusal,
                  std::vector<std::string>{"smdmp", "pytorch==1.13", "training", "us-west-2"})
    ->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace bestby
