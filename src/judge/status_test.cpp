#include "judge/status.h"

#include <gtest/gtest.h>

#include "catalog/load.h"
#include "judge/calendar.h"
#include "judge/finding.h"
#include "policy/load_policies.h"

namespace bestby {
namespace {

constexpr const char* vocabulary = R"(vocabulary: 1
kinds: [framework, container-image]
services: [features, security]
predicates:
  released: {value: date, event: yes, of-cycle: first, says: x}
  ends: {value: date, says: x}
  last: {value: date, says: x}
  framework: {value: release, many: yes, says: x}
  accelerator: {value: text, says: x}
  python: {value: release, says: x}
)";

constexpr const char* framework = R"(product: f
name: F
kind: framework
publisher: a
versions: pep440
cycle: major.minor
sources: {s: {title: S, editions: [2025-01-01]}}
source: s
cycles:
  "0.9": {released: 2018-01-01, ends: 2019-01-01, last: 2018-06-01}
  "1.0": {released: 2020-01-01, ends: 2021-01-01, last: 2022-01-01}
  "1.1": {released: 2021-01-01, ends: 2022-01-01, last: 2023-01-01}
  "1.2": {released: 2022-01-01, ends: 2023-01-01}
  "2.0": {released: 2023-01-01, last: 2026-01-01}
  "2.1": {released: 2024-06-01, ends: 2025-06-01, last: 2025-12-01}
releases: {0.9.0: {released: 2018-01-01}, 1.0.0: {released: 2020-01-01}, 1.1.0: {released: 2021-01-01}, 2.0.0: {released: 2023-01-01}}
)";

constexpr const char* images = R"(product: i
name: I
kind: container-image
publisher: a
versions: opaque
cycle: none
source: s
releases:
  - {release: gap-first, framework: f@0.9.0, accelerator: tpu, released: 2018-02-01, last: 2018-05-01}
  - {release: gap-second, framework: f@0.9.0, accelerator: tpu, released: 2018-09-01, last: 2018-12-01}
  - {release: one-cpu, framework: f@1.0.0, accelerator: cpu, released: 2020-02-01, last: 2021-02-01}
  - {release: one-gpu, framework: f@1.0.0, accelerator: gpu, released: 2020-03-01, last: 2021-06-01}
  - {release: two-gpu, framework: f@1.1.0, accelerator: gpu, released: 2021-03-01, last: 2022-06-01}
  - {release: two-gpu-later, framework: f@1.1.0, accelerator: gpu, python: f@2.0.0, released: 2021-06-01, last: 2022-09-01}
  - {release: three-gpu, framework: f@2.0.0, accelerator: gpu, released: 2023-03-01, last: 2024-06-01}
)";

constexpr const char* policies[] = {R"(policy: f
title: F
publisher: a
source: s
judges: cycle
applies: product = f
phases:
  full: {services: [features, security]}
  fixes: {services: [security]}
  over: {services: []}
clauses:
  a: {says: x, full: through ends(self)}
  b: {says: x, fixes: through last(self)}
)",
                                    R"(policy: i
title: I
publisher: a
source: s
applies: product = i
speaks-for: [framework]
phases:
  on: {services: [security], may: [features]}
  off: {services: []}
clauses:
  a: {says: x, on: through last(self), advice: pull a newer one}
)"};

class JudgeTest : public testing::Test {
 protected:
  JudgeTest() {
    auto facts = load_catalog({{"v.yml", vocabulary}, {"f.yml", framework}, {"i.yml", images}});
    if (!facts) throw std::runtime_error(facts.error().front().message);
    facts_ = std::move(*facts);
    world_ = facts_.world();
    auto rules = load_policies({{"f.yml", policies[0]}, {"i.yml", policies[1]}}, world_);
    if (!rules) throw std::runtime_error(rules.error().front().message);
    rules_ = std::move(*rules);
    policies_ = rules_.view();
  }

  NodeId cycle(const char* name) const { return *world_.find_cycle(*world_.find_product("f"), name); }
  NodeId release(const char* name) const { return *world_.find_release(*world_.find_product("f"), name); }
  NodeId image(const char* name) const { return *world_.find_release(*world_.find_product("i"), name); }
  Status on(NodeId node, const char* day) const {
    Evaluator e(world_, policies_);
    return judge(e, node, *Date::parse(day));
  }
  std::string services(NodeId node, const char* day) const {
    std::string out;
    const Status status = on(node, day);
    for (const Truth t : status.policies.front().services)
      out += t == Truth::yes ? 'y' : t == Truth::no ? 'n' : '?';
    return out;
  }
  std::string moves_of(NodeId node, const char* day) const {
    std::string out;
    const Status status = on(node, day);
    for (const Move& m : status.move_to)
      out += std::string(world_.name(m.node)) + (m.smallest ? "s" : "") + (m.longest ? "l" : "") + " ";
    return out;
  }

  WorldStore facts_;
  World world_;
  PolicyStore rules_;
  Policies policies_;
};

TEST_F(JudgeTest, ServicesOfADay) {
  EXPECT_EQ(services(cycle("1.0"), "2019-12-31"), "nn") << "not released";
  EXPECT_EQ(services(cycle("1.0"), "2020-01-01"), "yy");
  EXPECT_EQ(services(cycle("1.0"), "2021-01-01"), "yy") << "the last day";
  EXPECT_EQ(services(cycle("1.0"), "2021-01-02"), "ny");
  EXPECT_EQ(services(cycle("1.0"), "2022-01-01"), "ny");
  EXPECT_EQ(services(cycle("1.0"), "2022-01-02"), "nn");
  EXPECT_EQ(services(cycle("1.2"), "2022-06-01"), "yy");
  EXPECT_EQ(services(cycle("1.2"), "2023-06-01"), "n?") << "no last day is recorded";
  EXPECT_EQ(services(cycle("2.0"), "2023-06-01"), "?y")
      << "features end on an unknown day, fixes go on at least to their own";
}

TEST_F(JudgeTest, PhasesFollowOneAnother) {
  const Status s = on(cycle("1.0"), "2021-06-01");
  const auto& phases = s.policies.front().phases;
  ASSERT_EQ(phases.size(), 3U);
  EXPECT_EQ(to_text(phases[0].first), "2020-01-01");
  EXPECT_EQ(to_text(phases[0].last), "2021-01-01");
  EXPECT_EQ(to_text(phases[1].first), "2021-01-02");
  EXPECT_EQ(phases[1].holds, Truth::yes);
  EXPECT_EQ(to_text(phases[2].last), "never");
  EXPECT_EQ(to_text(s.policies.front().patched), "2022-01-01");
}

TEST_F(JudgeTest, AFrameworkIsOutSinceItsOwnDay) {
  const Status s = on(release("1.0.0"), "2020-02-15");
  const PolicyStatus& by_images =
      s.policies[0].verdict.through == Through::images ? s.policies[0] : s.policies[1];
  EXPECT_NE(by_images.released, Truth::no) << "the longest-patched image came later, another one did not";
  EXPECT_EQ(by_images.patched_on, Truth::yes);
  ASSERT_EQ(by_images.lines.size(), 1U);
  EXPECT_EQ(world_.name(by_images.lines[0].node), "one-cpu");
  EXPECT_EQ(to_text(by_images.lines[0].patched), "2021-02-01");
  EXPECT_EQ(by_images.advice.size(), 1U);
}

TEST_F(JudgeTest, APhaseThatEndsBeforeAnEarlierOneTakesNoDay) {
  const PolicyStatus s = on(cycle("0.9"), "2018-08-01").policies.front();
  EXPECT_EQ(to_text(s.patched), "2019-01-01");
  EXPECT_EQ(s.phase, 0U);
  EXPECT_EQ(s.patched_on, Truth::yes);
  EXPECT_EQ(on(cycle("0.9"), "2019-01-02").policies.front().patched_on, Truth::no);
}

// Between the last image of a release and one that came later nothing of it is patched.
TEST_F(JudgeTest, AnImageThatIsNotOutSpeaksForNoDay) {
  const auto by_images = [&](const char* day) {
    for (PolicyStatus& s : on(release("0.9.0"), day).policies)
      if (s.verdict.through == Through::images) return std::move(s);
    throw std::runtime_error("no policy speaks through images");
  };
  const PolicyStatus gap = by_images("2018-07-01");
  EXPECT_EQ(gap.patched_on, Truth::no);
  EXPECT_TRUE(gap.certain);
  EXPECT_EQ(to_text(gap.patched), "2018-05-01");
  EXPECT_EQ(world_.name(gap.verdict.timeline.node), "gap-first");
  EXPECT_EQ(by_images("2018-04-01").patched_on, Truth::yes);
  EXPECT_EQ(to_text(by_images("2018-04-01").patched), "2018-12-01")
      << "the longest, as long as one is patched";
  EXPECT_EQ(by_images("2018-10-01").patched_on, Truth::yes);
  EXPECT_EQ(by_images("2018-12-02").patched_on, Truth::no);
  EXPECT_EQ(to_text(by_images("2018-12-02").patched), "2018-12-01");
}

TEST_F(JudgeTest, MovesToWhatIsPatchedThen) {
  EXPECT_EQ(moves_of(cycle("1.0"), "2022-02-01"), "1.1sl ") << "1.2 may last longer, which nothing says";
  EXPECT_EQ(moves_of(cycle("1.0"), "2021-06-01"), "1.1sl ") << "1.2 is not out";
  EXPECT_EQ(moves_of(cycle("1.1"), "2025-01-01"), "2.0sl ") << "patched longer than 2.1";
  EXPECT_EQ(moves_of(cycle("2.1"), "2025-01-01"), "") << "nothing newer";
  EXPECT_EQ(moves_of(cycle("1.0"), "2019-01-01"), "") << "it is not out itself";
}

TEST_F(JudgeTest, ImagesMoveByTheirParts) {
  EXPECT_EQ(moves_of(image("one-gpu"), "2021-07-01"), "two-gpu-latersl ");
  EXPECT_EQ(moves_of(image("one-cpu"), "2021-07-01"), "") << "no other image for cpu";
  EXPECT_EQ(moves_of(image("three-gpu"), "2025-01-01"), "") << "never back";
}

TEST_F(JudgeTest, Findings) {
  EXPECT_EQ(finding_of(on(cycle("1.0"), "2022-01-02"), *Date::parse("2022-01-02")), Finding::ended);
  EXPECT_EQ(finding_of(on(cycle("1.0"), "2022-01-01"), *Date::parse("2022-01-01")), Finding::ending);
  EXPECT_EQ(finding_of(on(cycle("1.0"), "2021-10-03"), *Date::parse("2021-10-03")), Finding::ending)
      << "90 days";
  EXPECT_EQ(finding_of(on(cycle("1.0"), "2021-10-02"), *Date::parse("2021-10-02")), Finding::ok) << "91 days";
  EXPECT_EQ(finding_of(on(cycle("1.2"), "2024-01-01"), *Date::parse("2024-01-01")), Finding::unknown);
  EXPECT_EQ(finding_named("licence"), Finding::licence);
  EXPECT_FALSE(finding_named("license"));
}

TEST_F(JudgeTest, CalendarListsLastDays) {
  Evaluator e(world_, policies_);
  const auto all = endings(e, {*Date::parse("2021-01-01"), *Date::parse("2022-01-01"), {}});
  std::string out;
  for (const Ending& x : all)
    out += x.day.str() + " " + world_.label(x.node) + (x.patches_end ? " patches" : "") + "\n";
  EXPECT_EQ(out, "2021-01-01 f@1.0\n2022-01-01 f@1.0 patches\n2022-01-01 f@1.1\n");
  const auto asked =
      endings(e, {*Date::parse("2021-01-01"), *Date::parse("2021-12-31"), {*world_.find_product("i")}});
  EXPECT_EQ(asked.size(), 2U) << "images are listed when they are asked for";
}

TEST(LastDay, EveryBoundHasItsForm) {
  const auto form = [](const Bound& b) {
    const LastDay d = last_day(b);
    const auto day = [](const std::optional<Date>& x) { return x ? x->str() : std::string("-"); };
    return std::string(name_of(d.kind)) + " " + day(d.through) + " " + day(d.low) + " " + day(d.high);
  };
  const std::int32_t a = Date::parse("2024-01-01")->days(), b = Date::parse("2024-02-01")->days();
  EXPECT_EQ(form(Bound::exactly(a)), "exact 2024-01-01 2024-01-01 2024-01-01");
  EXPECT_EQ(form(Bound::between(a, day_max)), "at_least 2024-01-01 2024-01-01 -");
  EXPECT_EQ(form(Bound::between(day_min, b)), "at_most 2024-02-01 - 2024-02-01");
  EXPECT_EQ(form(Bound::between(a, b)), "between - 2024-01-01 2024-02-01");
  EXPECT_EQ(form(Bound::never()), "never - - -");
  EXPECT_EQ(form(Bound::not_recorded()), "unknown - - -");
  Bound waiting = Bound::not_yet();
  waiting.low = a;
  EXPECT_EQ(form(waiting), "at_least - 2024-01-01 -");
}

TEST(CompareEnds, WhatIsSureComesFirst) {
  const std::int32_t a = 100, b = 200;
  EXPECT_LT(compare_ends(Bound::exactly(a), Bound::exactly(b)), 0);
  EXPECT_LT(compare_ends(Bound::not_recorded(), Bound::exactly(a)), 0);
  EXPECT_LT(compare_ends(Bound::exactly(b), Bound::never()), 0);
  EXPECT_LT(compare_ends(Bound::exactly(a), Bound::between(a, b)), 0);
  EXPECT_EQ(compare_ends(Bound::exactly(a), Bound::exactly(a)), 0);
}

}  // namespace
}  // namespace bestby
