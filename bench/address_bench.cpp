// A stream of calls for addresses, from the line to the line that answers it, on the shipped catalogue;
// with its ratio to 300,000 calls a second on one core. The calls are every row of every configuration
// in every region, with machines of several kinds: half are answered by an address, half refused.
//
// What was learned: of a call a third is reading the line, a third the scans of names, the rest the
// texts of the answer; what the catalogue records of an image is looked up once an image.
#include <benchmark/benchmark.h>

#include <string>
#include <vector>

#include <fmt/format.h>

#include "find/address_line.h"
#include "find/addresses.h"
#include "judge/address_records.h"
#include "report/address_json.h"
#include "snapshot/embedded.h"

namespace bestby {
namespace {

constexpr double limit_per_second = 300'000;
constexpr const char* machines[] = {"ml.g5.2xlarge", "ml.m5.xlarge", "ml.p4d.24xlarge", "local_gpu"};

std::vector<std::string> calls_of(const World& world, const AddressBook& book) {
  std::vector<std::string> out;
  for (const AddressConfig& config : world.columns.addresses.configs)
    for (const AddressScope& scope : book.scopes(config))
      for (const AddressVersion& version : book.versions(scope))
        for (const AddressRow& row : book.rows(version))
          for (const AddressPair& registry : book.pairs(row.registries))
            out.push_back(fmt::format(
                R"({{"call": "retrieve", "framework": "{}", "version": "{}", "region": "{}", "image_scope": "{}", )"
                R"("py_version": "{}", "instance_type": "{}", "base_framework_version": "{}"}})",
                world.text(config.name), world.text(version.name), world.text(registry.key),
                scope.name == no_id ? "training" : world.text(scope.name),
                row.pythons.count > 0 ? world.text(book.words(row.pythons)[0]) : "py3",
                machines[out.size() % std::size(machines)], world.text(row.key)));
  return out;
}

void addresses_of_a_stream(benchmark::State& state) {
  const Snapshot snapshot = embedded_catalog();
  const AddressBook book(snapshot.world);
  Evaluator evaluator(snapshot.world, snapshot.policies);
  AddressRecords records(evaluator, *Date::parse("2026-09-01"));
  const auto lines = calls_of(snapshot.world, book);
  AddressCall call;
  std::string out, line;
  std::int64_t calls = 0;
  for (auto _ : state) {
    out.clear();
    for (const std::string& one : lines) {
      line = one;
      if (!read_address_call(line, call)) state.SkipWithError("a line is no call");
      auto answer = answer_call(book, call);
      if (const auto* address = std::get_if<Address>(&answer->is)) records.add_notes(*address, *answer);
      append_address_line(out, *answer);
    }
    benchmark::DoNotOptimize(out.data());
    calls += static_cast<std::int64_t>(lines.size());
  }
  state.SetItemsProcessed(calls);
  state.counters["of_the_limit"] =
      benchmark::Counter(static_cast<double>(calls) / limit_per_second, benchmark::Counter::kIsRate);
}
BENCHMARK(addresses_of_a_stream)->Unit(benchmark::kMillisecond);

void the_book(benchmark::State& state) {
  const Snapshot snapshot = embedded_catalog();
  for (auto _ : state) benchmark::DoNotOptimize(AddressBook(snapshot.world).empty());
}
BENCHMARK(the_book)->Unit(benchmark::kMicrosecond);

}  // namespace
}  // namespace bestby
