// Compiling the shipped catalogue, whole and by stages, and judging all of it as `--known` does; each
// with its ratio to a limit: 300 ms for compiling, 500,000 timelines a second.
//
// What was learned: reading YAML is a third of compiling; of the rest most is finding which releases
// come before which, so versions are parsed once and compared as keys.
#include <benchmark/benchmark.h>

#include <stdexcept>
#include <string>

#include "base/files.h"
#include "base/formats/yaml.h"
#include "policy/evaluator.h"
#include "policy/load_policies.h"
#include "policy/timeline_cache.h"
#include "snapshot/compile.h"
#include "snapshot/snapshot.h"

namespace bestby {
namespace {

constexpr double limit_ms = 300;
constexpr double limit_per_second = 500'000;

std::vector<CatalogFile> files_of(const std::string& folder) {
  std::vector<CatalogFile> out;
  const auto names = list_tree(folder, {.suffix = ".yml"}).value();
  for (const std::string& name : names) out.push_back({name, read_file(folder + "/" + name).value()});
  return out;
}
const std::vector<CatalogFile>& catalog() {
  static const auto files = files_of(BESTBY_ROOT "/catalog");
  return files;
}
const std::vector<CatalogFile>& policy_files() {
  static const auto files = files_of(BESTBY_ROOT "/policies");
  return files;
}
const WorldStore& store() {
  static const WorldStore loaded = load_catalog(catalog(), policy_files()).value();
  return loaded;
}

void compile_the_catalogue(benchmark::State& state) {
  for (auto _ : state) {
    const auto compiled = compile_catalog(BESTBY_ROOT);
    if (!compiled) throw std::runtime_error(compiled.error().front().message);
    benchmark::DoNotOptimize(compiled->bytes->size());
  }
  state.counters["of_the_limit"] =
      benchmark::Counter(static_cast<double>(state.iterations()) * limit_ms / 1000,
                         benchmark::Counter::kIsRate | benchmark::Counter::kInvert);
}
BENCHMARK(compile_the_catalogue)->Unit(benchmark::kMillisecond);

void stage_yaml(benchmark::State& state) {
  for (auto _ : state)
    for (const CatalogFile& file : catalog()) benchmark::DoNotOptimize(yaml::read(file.path, file.text));
}
BENCHMARK(stage_yaml)->Unit(benchmark::kMillisecond);

void stage_facts(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(load_catalog(catalog(), policy_files()));
}
BENCHMARK(stage_facts)->Unit(benchmark::kMillisecond);

void stage_policies(benchmark::State& state) {
  const World world = store().world();
  for (auto _ : state) benchmark::DoNotOptimize(load_policies(policy_files(), world));
}
BENCHMARK(stage_policies)->Unit(benchmark::kMillisecond);

void stage_timelines(benchmark::State& state) {
  const World world = store().world();
  for (auto _ : state) {
    state.PauseTiming();
    auto policies = load_policies(policy_files(), world).value();
    state.ResumeTiming();
    benchmark::DoNotOptimize(remember_timelines(policies, world));
  }
}
BENCHMARK(stage_timelines)->Unit(benchmark::kMillisecond);

void stage_write(benchmark::State& state) {
  const World world = store().world();
  const auto policies = load_policies(policy_files(), world).value();
  for (auto _ : state) benchmark::DoNotOptimize(write_snapshot(world, policies.view()));
}
BENCHMARK(stage_write)->Unit(benchmark::kMillisecond);

void timelines_of_the_catalogue(benchmark::State& state) {
  const World world = store().world();
  const auto policies = load_policies(policy_files(), world).value();
  const Policies rules = policies.view();
  std::int64_t judged = 0;
  for (auto _ : state) {
    Evaluator evaluator(world, rules, world.as_of());
    for (PolicyId p = 0; p < rules.size(); ++p)
      for (NodeId n = 0; n < world.columns.nodes.size(); ++n)
        if (evaluator.judges(p, n)) {
          benchmark::DoNotOptimize(evaluator.timeline(p, n));
          ++judged;
        }
  }
  state.SetItemsProcessed(judged);
  state.counters["of_the_limit"] =
      benchmark::Counter(static_cast<double>(judged) / limit_per_second, benchmark::Counter::kIsRate);
}
BENCHMARK(timelines_of_the_catalogue)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace bestby
