#include "exchange/diff.h"

#include <gtest/gtest.h>

#include "policy/small_world.h"

namespace bestby::exchange {
namespace {

using testing::SmallWorld;

std::string torch(const std::string& cycles, const std::string& edition) {
  return "product: torch\nkind: framework\npublisher: torch\nversions: pep440\ncycle: major.minor\n"
         "sources: {site: {title: releases, editions: [" +
         edition + "]}}\nsource: site\ncycles:\n" + cycles;
}

const char* const policy = R"(policy: p
publisher: torch
judges: cycle
phases: {supported: {services: [security]}, ended: {services: []}}
clauses:
  a-year: {says: x, supported: through released + 1 year, published: end_of_support}
)";

std::string told(const Difference& d) {
  constexpr const char* fact_kinds[] = {"added", "moved", "withdrawn"};
  constexpr const char* end_kinds[] = {"extended", "shortened", "settled", "opened", "added", "withdrawn"};
  std::string out;
  for (const FactChange& c : d.facts)
    out += std::string(fact_kinds[static_cast<std::size_t>(c.kind)]) + " " + c.predicate + " " + c.subject +
           " " + c.before + ">" + c.after + "; ";
  for (const EndChange& c : d.ends)
    out += std::string(end_kinds[static_cast<std::size_t>(c.kind)]) + " " + c.subject + " " +
           to_text(c.before) + ">" + to_text(c.after) + " by " + std::to_string(c.because.size()) + "; ";
  return out;
}

std::string between(const SmallWorld& a, const SmallWorld& b) {
  Evaluator before(a.world(), a.policies()), after(b.world(), b.policies());
  Side x{before, "a"}, y{after, "b"};
  return told(difference(x, y));
}

TEST(Diff, NamesWhatMovedAndTheEndsThatMovedWithIt) {
  const SmallWorld a({torch("  \"1.0\": {released: 2020-01-31}\n  \"1.1\": {released: 2021-01-31}\n"
                            "  \"1.2\": {released: 2022-01-31}\n",
                            "2023-01-01")},
                     {policy});
  const SmallWorld b(
      {torch(
          "  \"1.0\": {released: 2020-02-29}\n  \"1.1\": {released: 2021-01-31, end_of_support: 2021-06-30}\n"
          "  \"1.3\": {released: 2023-01-31}\n",
          "2023-06-01")},
      {policy});
  EXPECT_EQ(
      between(a, b),
      "moved released torch@1.0 2020-01-31>2020-02-29; added end_of_support torch@1.1 >2021-06-30; "
      "withdrawn released torch@1.2 2022-01-31>; added released torch@1.3 >2023-01-31; "
      "extended torch@1.0 2021-01-31>2021-02-28 by 1; shortened torch@1.1 2022-01-31>2021-06-30 by 1; "
      "withdrawn torch@1.2 2023-01-31>not recorded by 0; added torch@1.3 not recorded>2024-01-31 by 0; ");
  EXPECT_EQ(between(a, a), "");
}

TEST(Diff, ComparesTwoDaysOfOneCatalogue) {
  const SmallWorld w(
      {torch("  \"1.0\": {released: 2020-01-31}\n  \"1.1\": {released: 2021-01-31}\n", "2023-01-01")},
      {policy});
  Evaluator before(w.world(), w.policies(), Date::parse("2020-06-01").value());
  Evaluator after(w.world(), w.policies(), Date::parse("2021-06-01").value());
  Side a{before, "2020-06-01"}, b{after, "2021-06-01"};
  EXPECT_EQ(told(difference(a, b)),
            "added released torch@1.1 >2021-01-31; added torch@1.1 not recorded>2022-01-31 by 0; ");
}

}  // namespace
}  // namespace bestby::exchange
