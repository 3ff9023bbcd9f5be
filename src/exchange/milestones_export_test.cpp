#include "report/milestones.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "base/files.h"
#include "catalog/load.h"
#include "exchange/export_rows.h"
#include "exchange/export_words.h"
#include "policy/load_policies.h"

namespace bestby::exchange {
namespace {

constexpr const char* vocabulary = R"(vocabulary: 1
kinds: [library, container-image]
services: [features, security, paid-security, obtainable]
predicates:
  released: {value: date, event: yes, of-cycle: first, says: x}
  ends: {value: date, says: x}
  paid: {value: date, says: x}
)";
// 2.0 has no paid phase; of 3.0 no end is recorded; 4.0 is out without any day.
constexpr const char* product = R"(product: lib
name: Lib
kind: library
publisher: a
versions: pep440
cycle: major.minor
identifiers: [pkg:docker/library/lib, pkg:pypi/lib]
sources: {s: {title: S, url: "https://s.example", editions: [2025-01-01]}}
source: s
cycles:
  "1.9": {released: 2020-01-01, ends: 2021-01-01, paid: 2022-01-01}
  "2.0": {released: 2021-01-01, ends: 2023-01-01}
  "3.0": {released: 2022-01-01}
releases: {1.9.0: {released: 2020-01-01}, 1.9.1: {released: 2020-06-01}}
)";
// Its words mean other things than they say.
constexpr const char* policy = R"(policy: p
title: P
publisher: a
source: s
judges: cycle
applies: product = lib
phases:
  end-of-life: {services: [features, security, obtainable]}
  retired: {services: [paid-security, obtainable], when: recorded(paid)}
  alive: {services: [obtainable]}
clauses:
  end: {says: x, end-of-life: through ends(self)}
  paid: {says: x, retired: through paid(self)}
)";

Date day(const char* text) { return *Date::parse(text); }

class MilestonesTest : public testing::Test {
 protected:
  MilestonesTest()
      : store_(load_catalog({{"v.yml", vocabulary}, {"l.yml", product}}).value()),
        world_(store_.world()),
        rules_(load_policies({{"p.yml", policy}}, world_).value()),
        policies_(rules_.view()),
        evaluator_(world_, policies_) {}

  NodeId cycle(const char* name) { return *world_.find_cycle(*world_.find_product("lib"), name); }
  PolicyStatus status(const char* name) {
    return *deciding_policy(evaluator_, cycle(name), day("2024-01-01"));
  }

  WorldStore store_;
  World world_;
  PolicyStore rules_;
  Policies policies_;
  Evaluator evaluator_;
};

TEST_F(MilestonesTest, AreFoundByServicesWhateverThePhaseIsCalled) {
  const PolicyStatus s = status("1.9");
  const Milestones m(world_, policies_, s);
  EXPECT_EQ(m.day(Milestone::released), day("2020-01-01"));
  EXPECT_EQ(m.day(Milestone::development), day("2021-01-01"));
  EXPECT_EQ(m.day(Milestone::security), day("2021-01-01"));
  EXPECT_EQ(m.day(Milestone::paid_security), day("2022-01-01"));
  EXPECT_EQ(m.day(Milestone::support), day("2022-01-01"));
  EXPECT_EQ(m.day(Milestone::obtainable), std::nullopt);
  EXPECT_EQ(m.bound(Milestone::everything), Bound::never());
  EXPECT_EQ(m.phase_name(policies_, Milestone::security), "end-of-life");
  EXPECT_FALSE(m.apart(Milestone::development, Milestone::security));
  EXPECT_TRUE(m.apart(Milestone::security, Milestone::paid_security));
}

TEST_F(MilestonesTest, TheLastDayIsIncluded) {
  const PolicyStatus s = status("1.9");
  const Milestones m(world_, policies_, s);
  EXPECT_EQ(m.ended(Milestone::security, day("2021-01-01")), Truth::no);
  EXPECT_EQ(m.ended(Milestone::security, day("2021-01-02")), Truth::yes);
  EXPECT_EQ(m.ended(Milestone::obtainable, day("2100-01-01")), Truth::no);
}

TEST_F(MilestonesTest, WhatIsNotRecordedIsNoDay) {
  const PolicyStatus s = status("3.0");
  const Milestones m(world_, policies_, s);
  EXPECT_EQ(m.day(Milestone::security), std::nullopt);
  EXPECT_EQ(m.ended(Milestone::security, day("2024-01-01")), Truth::unknown);
  const PolicyStatus without = status("2.0");
  const Milestones paid(world_, policies_, without);
  EXPECT_TRUE(paid.promised(Milestone::paid_security));
  EXPECT_EQ(paid.day(Milestone::paid_security), std::nullopt);
  EXPECT_EQ(paid.ended(Milestone::paid_security, day("2021-06-01")), Truth::yes);
  EXPECT_EQ(paid.day(Milestone::support), day("2023-01-01"));
}

TEST_F(MilestonesTest, NamesForOthers) {
  EXPECT_EQ(product_purl(world_, cycle("1.9")), "pkg:pypi/lib");
  EXPECT_EQ(versioned_purl(world_, cycle("1.9")), "pkg:pypi/lib@1.9");
  EXPECT_EQ(version_range(world_, cycle("1.9")), "vers:pypi/>=1.9|<1.10");
  const NodeId release = *world_.find_release(*world_.find_product("lib"), "1.9.1");
  EXPECT_EQ(version_range(world_, release), "vers:pypi/1.9.1");
  EXPECT_EQ(latest_release(evaluator_, cycle("1.9"), day("2024-01-01")), release);
  EXPECT_NE(latest_release(evaluator_, cycle("1.9"), day("2020-03-01")), release);
  EXPECT_EQ(latest_release(evaluator_, cycle("3.0"), day("2024-01-01")), std::nullopt);
  EXPECT_EQ(known_by({day("2026-01-01"), std::nullopt, day("2025-01-01")}), day("2025-01-01"));
  EXPECT_EQ(known_by({day("2026-01-01"), day("2024-01-01"), day("2025-01-01")}), day("2024-01-01"));
}

std::string code(std::string_view word) { return word.empty() ? std::string() : fmt::format("`{}`", word); }

// The tables of docs/exchange.md are the program's own.
TEST(ExchangeDocs, HaveTheTables) {
  const std::string text = read_file(BESTBY_ROOT "/docs/exchange.md").value();
  for (const MilestoneRow& r : milestone_table()) {
    const std::string services = r.services.empty() ? "" : fmt::format("{}", r.services);
    const std::string line =
        fmt::format("\n| {} | {} | {} | {} | {} | {} | {} |\n", r.says, services, code(r.cle),
                    code(r.openeox), code(r.cyclonedx), code(r.endoflife_v0), code(r.endoflife_v1));
    EXPECT_NE(text.find(line), std::string::npos) << line;
  }
  for (const RowColumn& c : row_columns()) {
    const std::string line = fmt::format("\n| `{}` | {} |\n", c.name, c.says);
    EXPECT_NE(text.find(line), std::string::npos) << line;
  }
}

}  // namespace
}  // namespace bestby::exchange
