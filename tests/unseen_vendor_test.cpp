// A vendor that nobody has heard of: vocabulary, facts and policies as text alone, and no line of C++.
#include <gtest/gtest.h>

#include "policy/small_world.h"

namespace bestby {
namespace {

using std::string;
using std::string_view;
using testing::SmallWorld;

// A vendor that nobody has heard of, its vocabulary, its facts and its policy as text alone.
const char* const acme_vocabulary = R"(vocabulary: 1
kinds: [gadget, engine]
services: [sparkle, security]
predicates:
  released: {value: date, event: yes, publishes: yes}
  heralded: {value: date, event: yes}
  stopped: {value: date}
  motor: {value: release, inherent: yes}
  style: {value: text, inherent: yes}
  power: {value: number, inherent: yes}
)";
const char* const acme_engine = R"(product: engine
kind: engine
publisher: acme
versions: dotted
sources: {book: {title: the book of Acme, editions: [2023-01-01]}}
source: book
releases:
  - {release: "1.0", released: 2019-01-01, stopped: 2022-02-02}
  - {release: "2.0", released: 2021-01-01}
  - {release: "3.0", released: 2022-01-01}
)";
const char* const acme_gadget = R"(product: gadget
kind: gadget
publisher: acme
versions: dotted
source: book
releases:
  - {release: "1.0", style: days, released: 2021-01-31}
  - {release: "1.1", style: month, released: 2021-01-31}
  - {release: "1.2", style: weeks, released: 2021-03-01}
  - {release: "1.3", style: month-end, released: 2021-03-10}
  - {release: "1.4", style: day-of-month, released: 2021-03-10}
  - {release: "1.5", style: day-of-year, released: 2021-03-10}
  - {release: "1.6", style: forward, released: 2021-03-10}
  - {release: "2.0", style: earlier, released: 2021-05-05, heralded: 2021-08-31}
  - {release: "2.1", style: later, released: 2021-05-05, heralded: 2021-08-31}
  - {release: "2.2", style: later, released: 2021-06-06}
  - {release: "3.0", style: line, released: 2020-01-01}
  - {release: "3.1", style: line, released: 2020-07-01}
  - {release: "3.2", style: line, released: 2021-01-01}
  - {release: "3.3", style: line, released: 2021-07-01}
  - {release: "4.0", style: driven, released: 2021-01-01, motor: engine@1.0}
  - {release: "5.0", style: powered, released: 2021-01-01, power: 9}
  - {release: "5.1", style: powered, released: 2021-01-01, power: 3}
  - {release: "6.0", style: edited, released: 2021-01-01, heralded: 2021-06-01}
  - {release: "6.1", style: edited, released: 2021-01-01, heralded: 2022-06-01}
  - {release: "7.0", style: least, released: 2021-01-01}
  - {release: "7.1", style: most, released: 2021-01-01}
  - {release: "7.2", style: both, released: 2021-01-01}
  - {release: "7.3", style: may, released: 2021-01-01}
  - {release: "8.0", style: stated, released: 2021-01-01, stopped: 2022-03-03}
  - {release: "8.1", style: stated, released: 2021-01-01}
  - {release: "9.0", style: kept, released: 2021-01-01}
  - {release: "9.1", style: unkept, released: 2021-01-01}
  - {release: "9.2", style: open, released: 2021-01-01}
  - {release: "10.0", style: dated, released: 2021-12-01, motor: engine@1.0}
  - {release: "10.1", style: dated, released: 2022-03-01, motor: engine@1.0}
)";
const char* const acme_engine_policy = R"(policy: engines
publisher: acme
applies: product = engine
phases: {running: {services: [sparkle, security]}, still: {}}
clauses: {stop: {says: it runs until it is stopped, running: through stopped}}
)";
const char* const acme_policy = R"yaml(policy: gadgets
publisher: acme
applies: product = gadget
phases: {fresh: {services: [sparkle, security]}, cared: {services: [security]}, over: {}}
editions: {A: {from: 2020-01-01}, B: {from: 2022-01-01}}
judged-at: heralded
tables:
  care: {says: which styles are kept, closed: yes, columns: [style, kept], rows: [[kept, yes]]}
  odd: {says: not all of it is known, columns: [style, kept], rows: [[kept, yes]]}
clauses:
  days: {says: x, when: style = days, fresh: through released + 100 days}
  month: {says: x, when: style = month, fresh: through released + 1 month}
  weeks: {says: x, when: style = weeks, fresh: until released + 3 weeks}
  month-end: {says: x, when: style = month-end, fresh: "through snap(released + 11 months, month-end)"}
  day-of-month: {says: x, when: style = day-of-month, fresh: "through snap(released + 14 months, day 28)"}
  day-of-year: {says: x, when: style = day-of-year, fresh: "through snap(released + 3 years, 30 April)"}
  forward: {says: x, when: style = forward, fresh: "through snap-forward(released + 2 years, 1 March)"}
  earlier: {says: x, when: style = earlier, fresh: "through earliest(released + 1 year, heralded + 6 months)"}
  later: {says: x, when: style = later, fresh: "through latest(released + 1 year, heralded + 6 months)"}
  line: {says: x, when: style = line, fresh: "until released(newer(2, self, same=[style]))"}
  driven: {says: x, when: style = driven, fresh: "through end(motor, sparkle)"}
  powered: {says: x, when: style = powered, fresh: through if power > 5 then released + 1 year else released + 2 years}
  edition-a: {says: x, until: A, when: style = edited, fresh: through heralded + 1 year}
  edition-b: {says: x, since: B, when: style = edited, fresh: through heralded + 3 months}
  least: {says: x, when: "style in [least, both]", fresh: at least through released + 6 months}
  most: {says: x, when: "style in [most, both]", fresh: at most through released + 2 years}
  may: {says: x, when: style = may, cared: may from released + 6 months}
  stated: {says: x, when: style = stated, fresh: through released + 1 year, published: stopped}
  table: {says: x, when: "style in [kept, unkept]", fresh: "through if lookup(care, style=style) then released + 2 years else released + 1 year"}
  open: {says: x, when: style = open, fresh: "through if lookup(odd, style=style) then released + 2 years else released + 1 year"}
  dated: {says: x, when: style = dated, fresh: "through if holds(motor, sparkle, released) then released + 1 year else released + 1 month"}
  range: {says: x, requires: "with(engine) in \">=2,<3\""}
  skew: {says: x, requires: "minor(with(gadget)) - minor(self) in -2..0"}
)yaml";

const SmallWorld& acme() {
  static const SmallWorld world({acme_engine, acme_gadget}, {acme_policy, acme_engine_policy},
                                acme_vocabulary);
  return world;
}

struct GadgetDay {
  const char* gadget;
  const char* fresh;
};

TEST(UnseenVendor, EveryPrimitiveGivesTheDayWorkedOutByHand) {
  constexpr GadgetDay days[] = {{"1.0", "2021-05-11"},
                                {"1.1", "2021-02-28"},
                                {"1.2", "2021-03-21"},
                                {"1.3", "2022-02-28"},
                                {"1.4", "2022-05-28"},
                                {"1.5", "2024-04-30"},
                                {"1.6", "2024-03-01"},
                                {"2.0", "2022-02-28"},
                                {"2.1", "2022-05-05"},
                                {"2.2", "at least 2022-06-06"},
                                {"3.0", "2020-12-31"},
                                {"3.1", "2021-06-30"},
                                {"3.2", "not yet"},
                                {"4.0", "2022-02-02"},
                                {"5.0", "2022-01-01"},
                                {"5.1", "2023-01-01"},
                                {"6.0", "2022-06-01"},
                                {"6.1", "2022-09-01"},
                                {"7.0", "at least 2021-07-01"},
                                {"7.1", "at most 2023-01-01"},
                                {"7.2", "between 2021-07-01 and 2023-01-01"},
                                {"7.3", "at least 2021-06-30"},
                                {"8.0", "2022-03-03"},
                                {"8.1", "2022-01-01"},
                                {"9.0", "2023-01-01"},
                                {"9.1", "2022-01-01"},
                                {"9.2", "not recorded"},
                                {"10.0", "2022-12-01"},
                                {"10.1", "2022-04-01"}};
  Evaluator e(acme().world(), acme().policies());
  for (const GadgetDay& d : days) {
    const auto all = e.verdicts(acme().node(string("gadget@") + d.gadget));
    ASSERT_EQ(all.size(), 1U) << d.gadget;
    EXPECT_EQ(to_text(all.front().timeline.phases[0].last), d.fresh) << "gadget@" << d.gadget;
  }
  EXPECT_TRUE(e.faults().empty());
}

TEST(UnseenVendor, AnOverriddenRuleIsKept) {
  Evaluator e(acme().world(), acme().policies());
  const Explanation why = e.explain(0, acme().node("gadget@8.0"));
  for (const ClauseOutcome& clause : why.clauses) {
    if (acme().policies().text(acme().policies().columns.clauses[clause.clause].id) != "stated") continue;
    EXPECT_TRUE(clause.published);
    EXPECT_EQ(to_text(clause.last), "2022-03-03");
    EXPECT_EQ(to_text(clause.rule), "2022-01-01");
  }
  // Before the book came out nobody knew of the stated day.
  EXPECT_EQ(acme().timeline("gadget@8.0", "2022-06-01"), "fresh 2022-01-01, over never");
}

TEST(UnseenVendor, NeedsAreRangesAndSkews) {
  const auto needs_met = [](string_view clause, const char* of, const char* name, const char* part) {
    return acme().met("gadgets", clause, of, name, part);
  };
  EXPECT_EQ(needs_met("range", "gadget@1.0", "engine", "engine@2.0"), Truth::yes);
  EXPECT_EQ(needs_met("range", "gadget@1.0", "engine", "engine@3.0"), Truth::no);
  EXPECT_EQ(needs_met("range", "gadget@1.0", "gadget", "gadget@1.0"),
            Truth::unknown);  // no engine in the stack
  EXPECT_EQ(needs_met("skew", "gadget@1.4", "gadget", "gadget@1.2"), Truth::yes);
  EXPECT_EQ(needs_met("skew", "gadget@1.4", "gadget", "gadget@1.1"), Truth::no);
  EXPECT_EQ(needs_met("skew", "gadget@1.4", "gadget", "gadget@1.5"), Truth::no);
}

}  // namespace
}  // namespace bestby
