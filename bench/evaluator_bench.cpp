// The evaluator on a synthetic catalogue of a million image releases: releases a second on one core,
// and their ratio to the limit of 500,000.
//
// What was learned: a timeline costs about as much as its facts are found. Families are sorted once
// and then searched, so `next` costs a hash of its `same` values and a binary search.
#include <benchmark/benchmark.h>

#include <stdexcept>
#include <string>

#include "catalog/load.h"
#include "policy/evaluator.h"
#include "policy/load_policies.h"

namespace bestby {
namespace {

constexpr double limit_per_second = 500'000;

constexpr const char* policy = R"yaml(policy: images
publisher: us
applies: publisher = us and kind = container-image
speaks-for: framework
phases: {supported: {services: [security, obtainable]}, ended: {services: [obtainable]}}
clauses:
  aging-out: {says: x, supported: through released(framework.cycle) + 365 days, published: end_of_support}
  last-minor: {says: x, when: "not exists(next(framework.cycle, same=[major(self)]))", replaces: aging-out, supported: at most through released(framework.cycle) + 2 years}
  newer-patch: {says: x, supported: "until released(next(self, by=framework, same=[framework.cycle, platform, line]))"}
  python-ended: {says: x, supported: "through end(python, security)"}
  advice: {says: x, advice: y}
)yaml";
constexpr const char* language_policy = R"yaml(policy: language
publisher: lang
applies: publisher = lang
judges: cycle
phases: {supported: {services: [security]}, ended: {}}
clauses: {eol: {says: x, supported: "through snap(released + 5 years, month-end)"}}
)yaml";

// What the synthetic images are made of, by the builder itself: as text they would be 130 MB.
class Synthetic {
 public:
  WorldStore build(int count) {
    for (const char* kind : {"framework", "language", "container-image"}) b_.kind(kind);
    for (const char* service : {"updates", "security", "obtainable"}) b_.service(service);
    source_ = *b_.source("s", "s", "", "", {});
    const NodeId torch = product("torch", "framework", "up", 2);
    const NodeId lang = product("lang", "language", "lang", 2);
    const NodeId images = product("images", "container-image", "us", 0);
    for (int i = 0; i < 100; ++i)
      fact(*b_.cycle(torch, dotted(i / 20, i % 20)), released_, day(2010 + i / 10, 1 + i % 9, 11));
    for (int i = 0; i < 8; ++i) fact(*b_.cycle(lang, dotted(3, i)), released_, day(2010 + i, 10, 4));
    for (int i = 0; i < count; ++i) image(images, torch, lang, i);
    return *b_.finish();
  }

 private:
  static std::string dotted(int a, int b) { return std::to_string(a) + "." + std::to_string(b); }
  static std::int32_t day(int y, int m, int d) {
    Date date;
    Date::from_ymd(y, static_cast<unsigned>(m), static_cast<unsigned>(d), &date);
    return date.days();
  }
  NodeId product(const char* name, const char* kind, const char* publisher, int depth) {
    ProductDraft draft{name, name, kind, publisher, "", "", "", "dotted", depth, {}, {}};
    return *b_.product(draft);
  }
  PredicateId predicate(const char* name, ValueType type) {
    PredicateDraft draft;
    draft.name = name;
    draft.type = type;
    draft.inherent = type != ValueType::date;
    draft.event = draft.publishes = draft.first_of_cycle = draft.name == "released";
    return b_.predicate(draft);
  }
  void fact(NodeId subject, PredicateId p, std::int32_t value) {
    FactDraft f;
    f.subject = subject;
    f.predicate = p;
    f.low = f.high = value;
    f.citations.push_back({source_, b_.text(""), {}});
    b_.fact(std::move(f));
  }
  // 400 framework patches in 100 cycles, 8 Pythons, 2 platforms, many lines.
  void image(NodeId images, NodeId torch, NodeId lang, int i) {
    const int cycle = i % 100, patch = i / 100 % 4;
    const NodeId n = *b_.release(images, std::to_string(i));
    fact(n, framework_,
         static_cast<std::int32_t>(
             *b_.release(torch, dotted(cycle / 20, cycle % 20) + "." + std::to_string(patch))));
    fact(n, python_, static_cast<std::int32_t>(*b_.cycle(lang, dotted(3, i / 400 % 8))));
    fact(n, platform_, static_cast<std::int32_t>(b_.text(i / 3200 % 2 != 0 ? "a" : "b")));
    fact(n, line_, i / 6400);
    fact(n, released_, day(2010 + cycle / 10, 10 + patch % 3, 10 + i % 18));
  }

  WorldBuilder b_;
  std::uint32_t source_ = 0;
  PredicateId released_ = predicate("released", ValueType::date);
  PredicateId end_ = predicate("end_of_support", ValueType::date);
  PredicateId framework_ = predicate("framework", ValueType::release);
  PredicateId python_ = predicate("python", ValueType::release);
  PredicateId platform_ = predicate("platform", ValueType::text);
  PredicateId line_ = predicate("line", ValueType::number);
};

std::size_t bytes_of(const WorldStore& store) {
  std::size_t bytes = 0;
  const auto add = [&](const auto& column) { bytes += column.size() * sizeof(column[0]); };
  store.columns.each(store.columns, add);
  return bytes;
}

// Memory is linear: the bytes of one release are the same in a small World and in a large one.
void bytes_of_a_release(benchmark::State& state) {
  const auto count = static_cast<int>(state.range(0));
  std::size_t bytes = 0;
  for (auto _ : state) bytes = bytes_of(Synthetic().build(count));
  state.counters["bytes_each"] = static_cast<double>(bytes) / count;
}
BENCHMARK(bytes_of_a_release)->Unit(benchmark::kMillisecond)->Iterations(1)->Arg(20'000)->Arg(200'000);

void timelines_of_a_million(benchmark::State& state) {
  static const WorldStore store = Synthetic().build(1'000'000);
  const World world = store.world();
  const auto policies = load_policies({{"p", policy}, {"q", language_policy}}, world);
  if (!policies) throw std::runtime_error(policies.error().front().message);
  const Policies rules = policies->view();
  const NodeRange all = world.releases_of(*world.find_product("images"));
  std::int64_t judged = 0;
  for (auto _ : state) {
    Evaluator evaluator(world, rules);
    for (NodeId n : all) {
      const Timeline t = evaluator.timeline(0, n);
      benchmark::DoNotOptimize(t);
      judged += t.phases[0].last.known();
    }
  }
  if (judged != static_cast<std::int64_t>(state.iterations()) * all.count)
    state.SkipWithError("a release has no end");
  state.SetItemsProcessed(judged);
  state.counters["of_the_limit"] =
      benchmark::Counter(static_cast<double>(judged) / limit_per_second, benchmark::Counter::kIsRate);
}
BENCHMARK(timelines_of_a_million)->Unit(benchmark::kMillisecond)->Iterations(3);

}  // namespace
}  // namespace bestby
