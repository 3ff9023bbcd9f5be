#include "judge/range.h"

#include <gtest/gtest.h>

#include "find/subject.h"
#include "policy/small_world.h"

namespace bestby {
namespace {

const std::string torch =
    "product: torch\nkind: framework\npublisher: torch\nversions: pep440\ncycle: major.minor\n"
    "sources: {site: {title: Site, editions: [2024-01-01]}}\nsource: site\n"
    "cycles: {\"1.0\": {released: 2020-01-01}}\n"
    "releases: {1.0.0: {released: 2020-01-01}, 1.0.1: {released: 2020-06-01}, 1.1.0: {released: "
    "2021-01-01},\n"
    "  1.1.1: {end_of_support: 2021-12-31}, 1.2.0rc1: {released: 2021-06-01}, 1.2.0: {released: "
    "2022-01-01}}\n";
const std::string policy =
    "policy: p\npublisher: torch\njudges: release\n"
    "phases: {supported: {services: [security]}, ended: {services: [obtainable]}}\n"
    "clauses:\n  a: {says: x, supported: through released + 1 year, published: end_of_support}\n";

class RangeTest : public ::testing::Test {
 protected:
  std::string on(const char* typed, const char* day, const char* known = nullptr) const {
    const std::optional<Date> horizon = known == nullptr ? std::nullopt : std::optional(*Date::parse(known));
    Evaluator e(w_.world(), w_.policies(), horizon);
    const auto found = find_subject(w_.world(), typed, e.known());
    if (!found) return found.error().message;
    if (!found->range) return "no range";
    const RangeOnDay r = judge_range(e, *found->range, *Date::parse(day));
    std::string out = r.newest == no_id ? "-" : std::string(w_.world().name(r.newest));
    for (const auto& [mark, nodes] : {std::pair("yes", &r.patched), std::pair("no", &r.not_patched),
                                      std::pair("unclear", &r.unclear), std::pair("not out", &r.not_out)})
      for (std::size_t i = 0; i < nodes->size(); ++i)
        out += (i == 0 ? std::string("; ") + mark + ": " : ", ") + std::string(w_.world().name((*nodes)[i]));
    const Truth all = r.all_patched();
    return out + (all == Truth::yes ? "; all" : all == Truth::no ? "; not all" : "");
  }

 private:
  testing::SmallWorld w_{{torch}, {policy}};
};

TEST_F(RangeTest, ComesToTheNewestThatIsOut) {
  EXPECT_EQ(on("torch>=1.0.1,<1.2", "2021-01-01"), "1.1.1; yes: 1.0.1, 1.1.0, 1.1.1; all");
  EXPECT_EQ(on("torch>=1.0.1,<1.1.1", "2020-12-31"), "1.0.1; yes: 1.0.1; not out: 1.1.0; all");
  EXPECT_EQ(on("torch>=1.0.0,<1.1.1", "2021-06-01"), "1.1.0; yes: 1.0.1, 1.1.0; no: 1.0.0; not all");
  EXPECT_EQ(on("torch~=1.0", "2023-06-01"),
            "1.2.0; no: 1.0.0, 1.0.1, 1.1.0, 1.1.1, 1.2.0rc1, 1.2.0; not all");
}

TEST_F(RangeTest, APreReleaseIsTakenWhereThereIsNothingElse) {
  EXPECT_EQ(on("torch>=1.2.0rc1", "2021-07-01"), "1.2.0rc1; yes: 1.2.0rc1; not out: 1.2.0; all");
  EXPECT_EQ(on("torch>=1.2.0rc1", "2022-01-01"), "1.2.0; yes: 1.2.0rc1, 1.2.0; all");
}

TEST_F(RangeTest, WhatIsNotKnownIsLeftOut) {
  EXPECT_EQ(on("torch>=1.0.1", "2021-03-01", "2021-02-01"), "1.1.0; yes: 1.0.1, 1.1.0; all");
  EXPECT_EQ(on("torch>=1.1.0", "2020-03-01", "2020-02-01"), "-");
  EXPECT_EQ(on("torch>=1.1.0,!=1.1.1", "2019-03-01"), "-; not out: 1.1.0, 1.2.0rc1, 1.2.0");
}

}  // namespace
}  // namespace bestby
