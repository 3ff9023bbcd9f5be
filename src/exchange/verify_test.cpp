#include "exchange/verify.h"

#include <gtest/gtest.h>

#include "policy/small_world.h"

namespace bestby::exchange {
namespace {

using testing::SmallWorld;

const char* const vocabulary = R"(vocabulary: 1
kinds: [framework, container-image]
services: [security, obtainable]
predicates:
  released: {value: date, event: yes, publishes: yes, of-cycle: first}
  announced: {value: date, event: yes}
  end_of_patch: {value: date}
  framework: {value: release, many: yes, inherent: yes}
)";

const char* const frameworks = R"(product: torch
kind: framework
publisher: vendor
versions: pep440
cycle: major.minor
sources: {site: {title: releases, editions: [2024-01-01]}}
source: site
cycles:
  "1.0": {released: 2020-01-01, end_of_patch: 2020-12-31, announced: 2020-12-20}
  "1.1": {released: 2021-01-01, end_of_patch: 2022-06-30, announced: 2022-01-01}
  "1.2": {released: 2022-01-01}
releases:
  1.0.0: {released: 2020-01-01}
  1.1.0: {released: 2021-01-01}
)";

const char* const images = R"(product: image
kind: container-image
publisher: vendor
versions: opaque
cycle: none
source: site
releases:
  - {release: a, framework: torch@1.0.0, released: 2020-01-11}
  - {release: b, framework: torch@1.0.0, released: 2020-02-01}
  - {release: c, framework: torch@1.1.0, released: 2021-01-31}
  - {release: too-late, framework: torch@1.0.0, released: 2021-03-01}
)";

const char* const policy = R"(policy: p
publisher: vendor
applies: kind = container-image
speaks-for: [framework]
phases: {supported: {services: [security, obtainable]}, ended: {services: [obtainable]}}
clauses:
  a-year: {says: x, supported: through released(framework.cycle) + 365 days, published: end_of_patch(framework.cycle)}
  notice: {says: x, when: recorded(end_of_patch(framework.cycle)), check: announced(framework.cycle) + 1 month <= end_of_patch(framework.cycle)}
  half-a-year: {says: x, supported: at least through released + 6 months}
  newer: {says: x, supported: 'until released(next(self, by=released, same=[framework]))'}
)";

Verified verified() {
  static const SmallWorld world({frameworks, images}, {policy}, vocabulary);
  static Evaluator evaluator(world.world(), world.policies());
  return verify(evaluator, 0);
}

std::string counts(const Verified& v, About about) {
  std::string out;
  for (const ClauseCases& all : v.clauses)
    if (all.about == about)
      out += std::to_string(all.count(Kept::yes)) + "/" + std::to_string(all.count(Kept::no)) + "/" +
             std::to_string(all.count(Kept::open)) + " ";
  return out;
}

TEST(Verify, ComparesPublishedDaysWithRules) {
  // 1.0: 365 days after 2020-01-01 are 2020-12-31. 1.1: half a year more than the rule gives.
  EXPECT_EQ(counts(verified(), About::published), "1/1/0 ");
}

TEST(Verify, ChecksNoticesOnceForAllImages) {
  // 1.0 was announced eleven days ahead, 1.1 half a year.
  EXPECT_EQ(counts(verified(), About::check), "1/1/0 ");
}

TEST(Verify, ComparesMinimumsWithWhatHappened) {
  // a ended with b after three weeks, b with the one that came too late; that one never lived.
  const Verified v = verified();
  EXPECT_EQ(counts(v, About::minimum), "2/2/0 ");
}

TEST(Verify, NamesWhatCameOutAfterItsEnd) {
  const Verified v = verified();
  ASSERT_EQ(v.late.size(), 1U) << "that b came does not count as an end";
  EXPECT_EQ(to_text(v.late[0].released), "2021-03-01");
  EXPECT_EQ(to_text(v.late[0].ended), "2020-12-31");
}

TEST(Verify, MeasuresTheWayFromReleaseToImage) {
  const Verified v = verified();
  ASSERT_EQ(v.delays.size(), 1U);
  EXPECT_EQ(v.delays[0].days, (std::vector<int>{10, 30}));
}

}  // namespace
}  // namespace bestby::exchange
