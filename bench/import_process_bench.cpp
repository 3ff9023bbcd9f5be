// Importing all published sources, one process a kind as scripts/refresh-catalog does, into a copy of the
// catalogue: with what the importers own taken out (everything is new), and with it (nothing is). The ratios
// are to the limits of 10 seconds for all and of 300 MB for each.
//
// What was learned: most of the time goes into writing and reading YAML; the lists of images, of which each
// edition reads and writes the files of those before it, take a third of it.
#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>
#include <string>
#include <vector>

#include "process.h"

namespace bestby {
namespace {

namespace fs = std::filesystem;

constexpr double limit_s = 10, limit_mb = 300;

struct Step {
  const char *kind, *path, *published;  // below the sources; no day: the source says it
};
constexpr Step steps[] = {{"dlc-data", "dlc", "2026-08-21"},
                          {"dlc-tags", "dlc/release_tags.jsonl", "2026-08-21"},
                          {"dlc-images", "dlc/available_images", nullptr},
                          {"sagemaker-uris", "sagemaker-image-uris/config", "2026-08-21"},
                          {"neuron", "neuron", nullptr},
                          {"endoflife", "endoflife", "2026-08-22"}};
constexpr const char* owned[] = {"aws/dlc", "aws/sagemaker", "aws/neuron/imported", "aws/neuron/manifest",
                                 "endoflife"};

std::string sources() {
  const char* given = std::getenv("BESTBY_SHARED");
  return (given != nullptr ? std::string(given) : std::string(BESTBY_ROOT "/../shared")) + "/sources";
}

Run import(const Step& step, const fs::path& catalog) {
  std::vector<std::string> words = {BESTBY_EXECUTABLE,           "import",    step.kind,
                                    sources() + "/" + step.path, "--catalog", catalog.string()};
  if (step.published != nullptr) words.insert(words.end(), {"--published", step.published});
  return run(words, {0, 3});  // 3: of what the extracted lines say some is not understood
}

void import_all_sources(benchmark::State& state) {
  if (!fs::exists(sources())) return state.SkipWithError("the published sources are not here");
  const bool anew = state.range(0) != 0;
  const fs::path catalog = fs::temp_directory_path() / ("bestby-import-bench-" + std::to_string(getpid()));
  double seconds = 0, mb = 0;
  for (auto _ : state) {
    state.PauseTiming();
    fs::remove_all(catalog);
    fs::copy(BESTBY_ROOT "/catalog", catalog, fs::copy_options::recursive);
    for (const char* folder : owned)
      if (anew) fs::remove_all(catalog / folder);
    state.ResumeTiming();
    double all = 0;
    for (const Step& step : steps) {
      const Run one = import(step, catalog);
      state.counters[step.kind + std::string("_ms")] = one.ms;
      all += one.ms / 1000;
      mb = std::max(mb, one.mb);
    }
    seconds = std::max(seconds, all);
  }
  fs::remove_all(catalog);
  state.counters["seconds"] = seconds;
  state.counters["of_10_s"] = seconds / limit_s;
  state.counters["peak_mb"] = mb;
  state.counters["of_300_mb"] = mb / limit_mb;
}
BENCHMARK(import_all_sources)->ArgName("anew")->Arg(1)->Arg(0)->Unit(benchmark::kMillisecond)->Iterations(3);

}  // namespace
}  // namespace bestby
