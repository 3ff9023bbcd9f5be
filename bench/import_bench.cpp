// Importers on made sources that grow: what they cost must grow as the source does. `RMS` and `BigO` are
// Google Benchmark's own fit.
#include <benchmark/benchmark.h>
#include <fmt/format.h>

#include <stdexcept>
#include <string>

#include "base/date.h"
#include "exchange/import.h"

namespace bestby {
namespace {

using exchange::Imported;
using exchange::InputFile;

// Lines of facts of which each is another release, of another edition or source, or of the same.
enum class Vary : std::uint8_t { release, edition, source };

InputFile lines_of(Vary vary, std::int64_t count) {
  const Date first = *Date::parse("1800-01-01");
  std::string text;
  for (std::int64_t i = 0; i < count; ++i)
    text += fmt::format(
        "{{\"of\": \"acme/app\", \"release\": \"1.{}\", \"source\": \"s{}\", \"published\": \"{}\", "
        "\"at\": \"page {}\", \"job\": \"training\"}}\n",
        i, vary == Vary::source ? i : 0,
        (first + Days{static_cast<int>(vary == Vary::edition ? i : 0)}).str(), i);
  return {"lines.jsonl", std::move(text)};
}

Imported import(const InputFile& file, std::vector<CatalogFile> existing) {
  auto imported = exchange::find_importer("facts")->import({{file}, std::move(existing), Date{}});
  if (!imported) throw std::runtime_error(imported.error().message);
  return *std::move(imported);
}

void facts(benchmark::State& state, Vary vary, bool again) {
  const InputFile file = lines_of(vary, state.range(0));
  const std::vector<CatalogFile> existing = again ? import(file, {}).files : std::vector<CatalogFile>{};
  for (auto _ : state) benchmark::DoNotOptimize(import(file, existing).files.size());
  state.SetComplexityN(state.range(0));
}
#define BESTBY_GROWTH(NAME, VARY, AGAIN)      \
  BENCHMARK_CAPTURE(facts, NAME, VARY, AGAIN) \
      ->RangeMultiplier(4)                    \
      ->Range(1 << 10, 1 << 16)               \
      ->Unit(benchmark::kMillisecond)         \
      ->Complexity()
BESTBY_GROWTH(releases, Vary::release, false);
BESTBY_GROWTH(releases_again, Vary::release, true);
BESTBY_GROWTH(editions, Vary::edition, false);
BESTBY_GROWTH(editions_again, Vary::edition, true);
BESTBY_GROWTH(sources, Vary::source, false);
BESTBY_GROWTH(sources_again, Vary::source, true);

}  // namespace
}  // namespace bestby
