// What must hold of every timeline, whatever the policies say: phases follow one another, a stranger
// in the catalogue changes nothing, and what becomes known narrows what was known before.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/sanitized.h"
#include "book.h"
#include "policy/small_world.h"

namespace bestby {
namespace {

using testing::Book;

constexpr NodeId stride = sanitized ? 29 : 1;

// The days on which a phase may have its last day.
struct Span {
  std::int32_t low, high;
  bool within(const Span& wider) const { return wider.low <= low && high <= wider.high; }
};
Span span_of(const Bound& last) {
  switch (last.state) {
    case Bound::State::known: return {last.low, last.high};
    case Bound::State::not_yet: return {last.low, day_max};
    case Bound::State::never: return {day_max, day_max};
    case Bound::State::not_recorded: break;
  }
  return {day_min, day_max};
}

TEST(Properties, PhasesNeverOverlapAndNeverGoBack) {
  const Book& book = Book::get();
  const std::int32_t from = Date::parse("2015-01-01")->days(), to = Date::parse("2033-01-01")->days();
  std::size_t looked_at = 0;
  for (const char* known : {"", "2022-10-01", "2025-01-15"}) {
    Evaluator e(book.world(), book.policies(),
                *known != 0 ? std::optional(*Date::parse(known)) : std::nullopt);
    for (PolicyId p = 0; p < book.policies().size(); ++p)
      for (NodeId n = 0; n < book.world().columns.nodes.size(); n += stride) {
        if (!e.judges(p, n)) continue;
        const Timeline t = e.timeline(p, n);
        ++looked_at;
        std::uint32_t phase = 0;
        bool began = false;
        for (std::int32_t day = from; day < to; day += 13) {
          const PhaseAt at = t.at(day);
          if (at.before) {
            ASSERT_FALSE(began) << book.world().label(n) << " is not out any more";
            continue;
          }
          ASSERT_TRUE(!began || at.phase >= phase) << book.world().label(n) << " goes back";
          began = true;
          phase = at.phase;
          ASSERT_TRUE(t.phases[phase].entered) << book.world().label(n);
        }
        // One that is surely over when it began would stand beside an earlier one.
        for (std::uint32_t i = 0; i + 1 < t.count; ++i)
          if (t.phases[i].entered) {
            const Span own = span_of(t.phases[i].last);
            ASSERT_LE(own.low, own.high) << book.world().label(n);
          }
        ASSERT_EQ(t.phases[t.count - 1].last.state, Bound::State::never);
      }
  }
  EXPECT_GT(looked_at, 10'000U / stride);
}

std::string shown(const Timeline& t) {
  std::string out = to_text(t.start);
  for (std::uint32_t i = 0; i < t.count; ++i)
    out += t.phases[i].entered ? ", " + to_text(t.phases[i].last) : ", -";
  return out;
}

// All timelines by what they are of, so that two catalogues can be compared.
std::map<std::string, std::string> timelines(const World& world, const Policies& policies) {
  std::map<std::string, std::string> out;
  Evaluator e(world, policies);
  for (PolicyId p = 0; p < policies.size(); ++p)
    for (NodeId n = 0; n < world.columns.nodes.size(); ++n)
      if (!world.is_product(n) && e.judges(p, n))
        out[std::string(policies.text(policies.policy(p).id)) + " " + world.label(n)] =
            shown(e.timeline(p, n));
  return out;
}

TEST(Properties, AFactAboutAnotherProductChangesNothing) {
  const Book& book = Book::get();
  auto files = testing::files_of("catalog");
  files.push_back({"catalog/zz/stranger.yml", R"(product: an-unrelated-thing
kind: library
publisher: nobody
versions: pep440
cycle: major.minor
sources: {nowhere: {title: Nowhere, editions: [2021-03-04]}}
source: nowhere
releases:
  - {release: 1.0.0, released: 2019-05-06, python: python@3.8, end_of_support: 2020-05-06}
  - {release: 1.0.1, released: 2019-07-06, framework: pytorch@1.12.1, os: ubuntu@20.04}
  - {release: 1.1.0, released: 2022-07-06, cuda: cuda@11.6}
)"});
  const auto policy_files = testing::files_of("policies");
  const auto loaded = load_catalog(files, policy_files);
  ASSERT_TRUE(loaded) << loaded.error().front().message;
  const World world = loaded->world();
  const auto policies = load_policies(policy_files, world);
  ASSERT_TRUE(policies) << policies.error().front().message;
  auto with = timelines(world, policies->view());
  const auto without = timelines(book.world(), book.policies());
  EXPECT_GT(without.size(), 5'000U);
  for (const auto& [of, text] : without) {
    const auto found = with.find(of);
    ASSERT_NE(found, with.end()) << of;
    ASSERT_EQ(found->second, text) << of;
  }
}

// Facts that are published on the day that they tell of, so that each is knowledge and none takes an
// earlier one back. `either` and `recorded` ask what is known, so they are not part of this.
TEST(Properties, ALaterKnownNarrowsWhatWasKnown) {
  const std::int32_t origin = Date::parse("2020-01-01")->days();
  const auto day = [&](int d) { return Date::from_days(origin + d).str(); };
  std::string facts =
      "product: t\nkind: framework\npublisher: t\nversions: dotted\ncycle: major\nsources: {s: {title: s, "
      "editions: [" +
      day(80) + "]}}\nsource: s\nreleases:\n";
  int worlds = 0;
  for (const int one : {-1, 10, 30})
    for (const int two : {-1, 5, 15, 40})
      for (const int released : {-1, 1, 20}) {
        facts += "  - {release: " + std::to_string(worlds) + ".0, size: 1";
        if (one >= 0) facts += ", one: " + day(one);
        if (two >= 0) facts += ", two: " + day(two);
        facts += "}\n";
        if (released >= 0)
          facts += "  - {release: " + std::to_string(worlds) + ".1, released: " + day(released) + "}\n";
        ++worlds;
      }
  std::string vocabulary(testing::small_vocabulary);
  vocabulary += "  one: {value: date, event: yes}\n  two: {value: date, event: yes}\n";
  const char* const clauses[] = {
      "a: through one",
      "a: at least through two",
      "a: at most through one + 9 days",
      "a: 'through earliest(one + 12 days, two + 3 days)'",
      "a: 'through latest(one, two)'",
      "a: 'through awaited(two)'",
      "a: 'until released(next(self, same=[cycle]))'",
      "b: 'from awaited(one)'",
      "b: may from two",
  };
  int compared = 0;
  for (const char* x : clauses)
    for (const char* y : clauses) {
      const testing::SmallWorld small(
          {facts},
          {"policy: p\npublisher: t\nphases: {a: {services: [security]}, b: {}, c: {}}\n"
           "clauses:\n  x: {says: x, " +
           std::string(x) + "}\n  y: {says: y, " + y + "}\n"},
          vocabulary);
      for (int w = 0; w < worlds; ++w) {
        const NodeId node = small.node("t@" + std::to_string(w) + ".0");
        Span before{day_min, day_max};
        for (int d = 0; d <= 60; d += 4) {
          Evaluator e(small.world(), small.policies(), Date::from_days(origin + d));
          const Bound last = e.timeline(0, node).phases[0].last;
          const Span now = span_of(last);
          ASSERT_TRUE(now.within(before))
              << x << "; " << y << "; world " << w << ": " << to_text(last) << " known on " << day(d);
          before = now;
          ++compared;
        }
      }
    }
  EXPECT_EQ(compared, 9 * 9 * 36 * 16);
}

}  // namespace
}  // namespace bestby
