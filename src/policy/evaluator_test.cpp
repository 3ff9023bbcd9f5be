#include "policy/evaluator.h"

#include <gtest/gtest.h>

#include "policy/small_world.h"
#include "policy/timeline_cache.h"

namespace bestby {
namespace {

using testing::SmallWorld;

const std::string torch = R"(product: torch
kind: framework
publisher: torch
versions: pep440
cycle: major.minor
sources: {site: {title: releases, editions: [2023-01-01, 2024-01-01]}}
source: site
cycles:
  "1.0": {released: 2020-01-31}
  "1.1": {released: 2021-03-01}
  "2.0": {released: 2022-02-28}
releases:
  1.0.0: {released: 2020-01-31}
  1.0.1: {released: 2020-05-01}
  1.1.0: {released: 2021-03-01}
  2.0.0: {released: 2022-02-28}
)";

std::string policy(const std::string& clauses, const std::string& head = "judges: cycle\n") {
  return "policy: p\npublisher: torch\n" + head +
         "phases: {supported: {services: [security, obtainable]}, ended: {services: [obtainable]}}\n"
         "clauses:\n" +
         clauses;
}
std::string clause(const std::string& body) { return "  c: {says: x, supported: \"" + body + "\"}\n"; }

std::string of(const std::string& expression, const char* label = "torch@1.0") {
  return SmallWorld({torch}, {policy(clause(expression))}).timeline(label);
}

TEST(Evaluator, DurationsAreTyped) {
  EXPECT_EQ(of("through released + 365 days"), "supported 2021-01-30, ended never");
  EXPECT_EQ(of("through released + 1 year"), "supported 2021-01-31, ended never");
  EXPECT_EQ(of("through released + 1 month"), "supported 2020-02-29, ended never");
  EXPECT_EQ(of("until released + 3 weeks"), "supported 2020-02-20, ended never");
  EXPECT_EQ(of("through released - 1 day"), "supported 2020-01-30, ended never");
}

TEST(Evaluator, Snaps) {
  EXPECT_EQ(of("through snap(released + 14 months, day 28)"), "supported 2021-03-28, ended never");
  EXPECT_EQ(of("through snap(released + 1 month, month-end)"), "supported 2020-02-29, ended never");
  EXPECT_EQ(of("through snap(released + 3 years, 30 April)"), "supported 2023-04-30, ended never");
  EXPECT_EQ(of("through snap-forward(released, day 15)"), "supported 2020-02-15, ended never");
  EXPECT_EQ(of("through snap-forward(released, 1 January)"), "supported 2021-01-01, ended never");
}

TEST(Evaluator, Neighbours) {
  EXPECT_EQ(of("until released(next(self))"), "supported 2021-02-28, ended never");
  EXPECT_EQ(of("until released(newer(2))"), "supported 2022-02-27, ended never");
  EXPECT_EQ(of("until released(newer(3))"), "supported not yet, ended never");
  EXPECT_EQ(of("through released(previous(self))"), "supported not recorded, ended never");
  EXPECT_EQ(of("through released(previous(self))", "torch@2.0"), "supported 2021-03-01, ended never");
  EXPECT_EQ(of("until released(next(self, same=[major(self)]))", "torch@1.1"),
            "supported not yet, ended never");
  EXPECT_EQ(of("through released(newest(self))"), "supported 2022-02-28, ended never");
  EXPECT_EQ(of("through released(oldest(self))", "torch@2.0"), "supported 2020-01-31, ended never");
  EXPECT_EQ(of("until released(next(self, where=major(it) > 1))"), "supported 2022-02-27, ended never");
  EXPECT_EQ(of("through released(newest(product, where=major(it) = 1))"),
            "supported 2021-03-01, ended never");
  EXPECT_EQ(of("through released(oldest(product))"), "supported 2020-01-31, ended never");
  EXPECT_EQ(of("through released(next(product))"), "supported not recorded, ended never");
}

TEST(Evaluator, AllValuesOfAFact) {
  const std::string images = R"(product: image
kind: container-image
publisher: torch
versions: opaque
cycle: none
source: site
releases:
  - {release: two, framework: [torch@1.0, torch@2.0]}
  - {release: dark, framework: [torch@1.1, torch@3.0]}
  - {release: none, size: 1}
)";
  const auto timeline = [&](const std::string& expression, const char* label) {
    return SmallWorld({torch, images},
                      {policy(clause("through " + expression), "applies: product = image\n")})
        .timeline(label);
  };
  const auto first = [&](const char* label) {
    return timeline("earliest-of(framework, released(it))", label);
  };
  EXPECT_EQ(first("image@two"), "supported 2020-01-31, ended never");
  EXPECT_EQ(first("image@dark"), "supported at most 2021-03-01, ended never");
  EXPECT_EQ(first("image@none"), "supported not recorded, ended never");
  EXPECT_EQ(timeline("latest-of(framework, released(it) + 1 day)", "image@two"),
            "supported 2022-03-01, ended never");
  const auto of_major = [&](const char* major) {
    return timeline(
        std::string("earliest-of(framework, released(it), where=major(it) = ").append(major).append(")"),
        "image@two");
  };
  EXPECT_EQ(of_major("1"), "supported 2020-01-31, ended never");
  EXPECT_EQ(of_major("2"), "supported 2022-02-28, ended never");
  EXPECT_EQ(of_major("3"), "supported not yet, ended never");
}

TEST(Evaluator, WhatMayHoldWidensTheBound) {
  const auto timeline = [&](const std::string& more) {
    return SmallWorld({torch}, {policy(clause("through released + 1 year") + more)}).timeline("torch@1.0");
  };
  EXPECT_EQ(timeline("  d: {says: x, when: lts, supported: through released + 30 days}\n"),
            "supported between 2020-03-01 and 2021-01-31, ended never");
  EXPECT_EQ(timeline("  d: {says: x, when: lts, supported: through released + 2 years}\n"),
            "supported 2021-01-31, ended never")
      << "it cannot be what ends it";
  EXPECT_EQ(timeline("  d: {says: x, when: lts, replaces: c, supported: through released + 2 years}\n"),
            "supported between 2021-01-31 and 2022-01-31, ended never");
  EXPECT_EQ(timeline("  d: {says: x, when: lts, supported: at least through released + 2 years}\n"),
            "supported 2021-01-31, ended never")
      << "what may not hold promises nothing";
  EXPECT_EQ(timeline("  d: {says: x, when: recorded(lts), supported: through released + 30 days}\n"),
            "supported 2021-01-31, ended never");
}

TEST(Evaluator, TheStatesOfADayStayApart) {
  EXPECT_EQ(of("through earliest(released + 1 year, end_of_support)"),
            "supported at most 2021-01-31, ended never");
  EXPECT_EQ(of("through earliest(released + 1 year, released(newer(9)))"),
            "supported 2021-01-31, ended never");
  EXPECT_EQ(of("through latest(released + 1 year, released(newer(9)))"),
            "supported at least 2021-01-31, ended never");
  EXPECT_EQ(of("through either(end_of_support, released)"), "supported 2020-01-31, ended never");
  EXPECT_EQ(of("through awaited(end_of_support)"), "supported not yet, ended never");
  EXPECT_EQ(of("through end_of_support"), "supported not recorded, ended never");
}

TEST(Evaluator, Modalities) {
  EXPECT_EQ(of("at least through released + 6 months"), "supported at least 2020-07-31, ended never");
  EXPECT_EQ(of("at most through released + 2 years"), "supported at most 2022-01-31, ended never");
  const auto both = [](const std::string& a, const std::string& b) {
    return SmallWorld({torch}, {policy("  a: {says: x, supported: " + a +
                                       "}\n  b: {says: x, supported: " + b + "}\n")})
        .timeline("torch@1.0");
  };
  EXPECT_EQ(both("at least through released + 6 months", "at most through released + 1 year"),
            "supported between 2020-07-31 and 2021-01-31, ended never");
  // A promise does not end a phase, and does not lengthen what something else ends.
  EXPECT_EQ(both("at least through released + 2 years", "through released + 1 year"),
            "supported 2021-01-31, ended never");
  EXPECT_EQ(both("through released + 2 years", "through released + 1 year"),
            "supported 2021-01-31, ended never");
  // What holds and has no day may end the phase earlier.
  EXPECT_EQ(both("through end_of_support", "through released + 1 year"),
            "supported at most 2021-01-31, ended never");
}

TEST(Evaluator, AReplacedClauseIsSilentOnlyWhereItsReplacementHolds) {
  const std::string text = policy(
      "  short: {says: x, supported: through released + 1 year}\n"
      "  long: {says: x, when: \"not exists(next(self, same=[major(self)])) and exists(next(self))\", "
      "replaces: short, supported: through released + 2 years}\n");
  SmallWorld w({torch}, {text});
  EXPECT_EQ(w.timeline("torch@1.0"), "supported 2021-01-31, ended never");
  EXPECT_EQ(w.timeline("torch@1.1"), "supported 2023-03-01, ended never");
  EXPECT_EQ(w.timeline("torch@2.0"), "supported 2023-02-28, ended never");
}

TEST(Evaluator, APublishedDayTakesThePlaceOfItsOwnClauseOnly) {
  const std::string facts = "extends: torch\nsource: site\ncycles: {\"1.0\": {end_of_support: 2020-12-24}}\n";
  SmallWorld w({torch, facts},
               {policy("  rule: {says: x, supported: through released + 1 year, published: end_of_support}\n"
                       "  other: {says: x, supported: until released(next(self))}\n")});
  EXPECT_EQ(w.timeline("torch@1.0"), "supported 2020-12-24, ended never");
  EXPECT_EQ(w.timeline("torch@1.1"), "supported 2022-02-27, ended never");
  Evaluator e(w.world(), w.policies());
  const Explanation why = e.explain(0, w.node("torch@1.0"));
  EXPECT_TRUE(why.clauses[0].published);
  EXPECT_EQ(to_text(why.clauses[0].rule), "2021-01-31");
  EXPECT_EQ(why.clauses[0].outcome, Outcome::decides);
  EXPECT_EQ(why.clauses[1].outcome, Outcome::later);
}

TEST(Evaluator, PhasesAreEnteredAndEndedByWhatBeginsThem) {
  const std::string text =
      "policy: p\npublisher: torch\njudges: cycle\n"
      "phases: {ga: {services: [features, security]}, maintenance: {services: [security]}, ended: {}}\n"
      "clauses:\n"
      "  notice: {says: x, maintenance: from awaited(announced)}\n"
      "  end: {says: x, ended: from awaited(end_of_support)}\n";
  const std::string facts =
      "extends: torch\nsource: site\ncycles:\n"
      "  \"1.0\": {announced: 2021-01-01, end_of_support: 2021-06-01}\n"
      "  \"1.1\": {end_of_support: 2022-06-01}\n";
  SmallWorld w({torch, facts}, {text});
  EXPECT_EQ(w.timeline("torch@1.0"), "ga 2020-12-31, maintenance 2021-05-31, ended never");
  EXPECT_EQ(w.timeline("torch@1.1"), "ga 2022-05-31, ended never");
  EXPECT_EQ(w.timeline("torch@2.0"), "ga not yet, ended never");
}

TEST(Evaluator, EndsOfDependenciesAndCyclesOfThem) {
  const std::string image =
      "product: img\nkind: container-image\npublisher: us\nversions: image-tag\nsource: site\n"
      "releases: [{release: a, framework: torch@1.0.1, released: 2020-06-01}]\n";
  const std::string ours =
      "policy: ours\npublisher: us\napplies: publisher = us\nspeaks-for: [framework]\n"
      "phases: {supported: {services: [security]}, ended: {}}\n"
      "clauses: {dep: {says: x, supported: \"through end(framework, security)\"}}\n";
  SmallWorld w(
      {torch, image},
      {policy(clause("through released + 1 year"), "judges: cycle\napplies: publisher = torch\n"), ours});
  EXPECT_EQ(w.timeline("img@a"), "supported 2021-01-31, ended never");
  Evaluator e(w.world(), w.policies());
  const auto all = e.verdicts(w.node("torch@1.0.1"));
  ASSERT_EQ(all.size(), 2U);
  EXPECT_TRUE(all[0].decides);
  EXPECT_EQ(w.policies().text(w.policies().policy(all[0].timeline.policy).id), "p");
  EXPECT_EQ(all[1].through, Through::images);

  SmallWorld looped({torch}, {policy(clause("through end(self, security)"))});
  Evaluator f(looped.world(), looped.policies());
  EXPECT_EQ(looped.show(f.timeline(0, looped.node("torch@1.0"))), "supported not recorded, ended never");
  ASSERT_EQ(f.faults().size(), 1U);
  EXPECT_EQ(f.faults()[0].text, "policy `p`: an end depends on itself, as in p (torch@1.0) -> p (torch@1.0)");
}

TEST(Evaluator, EditionsAreChosenByTheDayOfTheEvent) {
  const std::string head =
      "judges: cycle\neditions: {E1: {from: 2019-01-01}, E2: {from: 2021-01-01}}\njudged-at: released\n";
  SmallWorld w({torch}, {policy("  old: {says: x, until: E1, supported: through released + 1 year}\n"
                                "  new: {says: x, since: E2, supported: through released + 2 years}\n",
                                head)});
  EXPECT_EQ(w.timeline("torch@1.0"), "supported 2021-01-31, ended never");
  EXPECT_EQ(w.timeline("torch@1.1"), "supported 2023-03-01, ended never");
}

TEST(Evaluator, AClauseMayBeJudgedByADayOfItsOwn) {
  const std::string head =
      "judges: cycle\neditions: {E1: {from: 2019-01-01}, E2: {from: 2021-01-01}}\njudged-at: released\n";
  const std::string clauses =
      "  own: {says: x, since: E2, judged-at: released + 1 year, supported: through released + 2 years}\n"
      "  lacking: {says: x, since: E2, judged-at: end_of_support, supported: through released + 1 year}\n";
  SmallWorld w({torch}, {policy(clauses, head)});
  // 1.0 came out under E1, and E2 was in force a year later; of a day that is not recorded the
  // policy's own counts.
  EXPECT_EQ(w.timeline("torch@1.0"), "supported 2022-01-31, ended never");
  EXPECT_EQ(w.timeline("torch@1.1"), "supported 2022-03-01, ended never");
  EXPECT_EQ(w.policies().text(w.policies().columns.clauses[0].id), "own");
}

TEST(Evaluator, ACycleWithoutReleasesStandsForThem) {
  const std::string bare =
      "product: tool\nname: Tool\nkind: framework\npublisher: a\nversions: pep440\ncycle: major.minor\n"
      "sources: {site: {title: releases, editions: [2023-01-01]}}\nsource: site\n"
      "cycles: {\"1.0\": {released: 2020-01-01, end_of_support: 2020-06-30}, \"1.1\": {released: "
      "2021-01-01}}\n"
      "releases: {1.1.0: {released: 2022-01-01}}\n";
  SmallWorld w(
      {bare},
      {policy("  c: {says: x, supported: \"through either(end_of_support(cycle), released + 1 year)\"}\n",
              "judges: release\n")});
  EXPECT_EQ(w.timeline("tool@1.0"), "supported 2020-06-30, ended never");
  EXPECT_EQ(w.timeline("tool@1.1"), "supported 2023-01-01, ended never");
  Evaluator all(w.world(), w.policies());
  EXPECT_TRUE(all.judges(0, w.node("tool@1.0")));
  EXPECT_FALSE(all.judges(0, w.node("tool@1.1")));
  // As far as that is known, 1.1 has no release either; the release is an event of 2022.
  EXPECT_EQ(w.timeline("tool@1.1", "2021-06-01"), "supported 2022-01-01, ended never");
}

TEST(Evaluator, KnowledgeReachesToTheDayThatIsGiven) {
  SmallWorld w({torch}, {policy(clause("until released(next(self))"))});
  EXPECT_EQ(w.timeline("torch@1.1", "2022-02-27"), "supported not yet, ended never");
  EXPECT_EQ(w.timeline("torch@1.1", "2022-02-28"), "supported 2022-02-27, ended never");
}

TEST(Evaluator, RequirementsHoldOrNotOrAreNotKnown) {
  const std::string text = policy(
      "  r: {says: x, requires: \"with(torch) >= 1.1 and major(self) - major(with(torch)) in -1..0\"}\n");
  SmallWorld w({torch}, {text});
  Evaluator e(w.world(), w.policies());
  const auto ask = [&](const char* part) {
    const StackPart parts[] = {{"torch", w.node(part)}};
    return e.requirement(0, 0, w.node("torch@1.0"), parts);
  };
  EXPECT_EQ(ask("torch@1.0"), Truth::no);
  EXPECT_EQ(ask("torch@1.1"), Truth::yes);
  EXPECT_EQ(ask("torch@2.0"), Truth::yes);
  EXPECT_EQ(e.requirement(0, 0, w.node("torch@1.0"), {}), Truth::unknown);
}

TEST(Evaluator, TablesAreOpenOrClosed) {
  const auto with = [&](const char* closed) {
    const std::string table = std::string("tables: {t: {closed: ") + closed +
                              ", columns: [what, yes-or-no], rows: [[framework, yes]]}}\n";
    return SmallWorld(
               {torch},
               {policy(
                   "  c: {says: x, when: \"lookup(t, what=other)\", supported: through released + 1 year}\n"
                   "  d: {says: x, when: \"lookup(t, what=kind)\", supported: through released + 2 years}\n",
                   "judges: cycle\n" + table)})
        .timeline("torch@1.0");
  };
  EXPECT_EQ(with("yes"), "supported 2022-01-31, ended never");
  EXPECT_EQ(with("no"), "supported between 2021-01-31 and 2022-01-31, ended never") << "c may hold";
}

TEST(Evaluator, WhatCostsTooMuchIsAFaultAndNotAHang) {
  std::string many =
      "product: many\nkind: framework\npublisher: torch\nversions: dotted\nsource: site\nreleases:\n";
  for (int i = 0; i < 300; ++i) many += "  " + std::to_string(i) + ".1: {size: 1}\n";
  const std::string nested =
      "exists(next(self, where=exists(next(it, where=exists(next(it, where=size(it) > 1))))))";
  SmallWorld w({torch, many},
               {policy("  c: {says: x, when: \"" + nested + "\", supported: through released}\n",
                       "applies: product = many\n")});
  Evaluator e(w.world(), w.policies());
  e.timeline(0, w.node("many@0.1"));
  ASSERT_EQ(e.faults().size(), 1U);
  EXPECT_EQ(e.faults()[0].text, "an expression looks at too many releases: narrow its families with `same=`");
}

TEST(Evaluator, APolicyThatCostsTooMuchInAllIsAFault) {
  std::string many =
      "product: many\nkind: framework\npublisher: torch\nversions: dotted\nsource: site\nreleases:\n";
  for (int i = 0; i < 30; ++i) many += "  " + std::to_string(i) + ".1: {size: 1}\n";
  SmallWorld w({torch, many},
               {policy("  c: {says: x, when: \"exists(next(self, where=size(it) > 1))\", supported: through "
                       "released}\n",
                       "applies: product = many\n")});
  Evaluator plenty(w.world(), w.policies()), little(w.world(), w.policies());
  EXPECT_FALSE(fault_of(plenty, 0));
  const auto fault = fault_of(little, 0, {.least = 20, .each = 0});
  ASSERT_TRUE(fault);
  EXPECT_NE(fault->text.find("looks at too many releases: "), std::string::npos) << fault->text;
}

}  // namespace
}  // namespace bestby
