#include <gtest/gtest.h>

#include "judge/status.h"
#include "policy/small_world.h"

namespace bestby {
namespace {

// A policy without patches is told by its last phase before the final one; one that has them in a phase
// that a release never enters says that there are none.
TEST(TellingPhase, IsThatWithPatchesOrTheLastOne) {
  const auto policy = [](const std::string& id, const std::string& phases) {
    return "policy: " + id + "\npublisher: " + id + "\njudges: release\nphases: {" + phases +
           "}\nclauses:\n  a: {says: x, first: through released + 1 year}\n"
           "  b: {says: x, second: through released + 2 years}\n";
  };
  testing::SmallWorld w(
      {"product: torch\nkind: framework\npublisher: torch\nversions: pep440\n"
       "sources: {site: {title: Site, editions: [2024-01-01]}}\nsource: site\n"
       "releases: {1.0: {released: 2020-01-31}}\n"},
      {policy("p", "first: {services: [security]}, second: {services: [obtainable]}, gone: {}"),
       policy("q", "first: {services: [obtainable]}, second: {services: [obtainable]}, gone: {}"),
       policy("r", "first: {services: [security], when: recorded(lts)}, second: {}, gone: {}"),
       policy("s", "first: {}, second: {when: recorded(lts)}, gone: {}")});
  Evaluator e(w.world(), w.policies());
  const Status status = judge(e, w.node("torch@1.0"), *Date::parse("2021-06-01"));
  ASSERT_EQ(status.policies.size(), 4U);
  const auto told = [&](std::size_t i) {
    const PolicyStatus& s = status.policies[i];
    return std::string(s.promises ? "promises, " : "") + (s.told == no_id ? "-" : std::to_string(s.told)) +
           ", " + to_text(s.through);
  };
  EXPECT_EQ(told(0), "promises, 0, 2021-01-31");
  EXPECT_EQ(told(1), "1, 2022-01-31");
  EXPECT_EQ(told(2), "promises, -, not recorded");
  EXPECT_EQ(told(3), "0, 2021-01-31");
}

}  // namespace
}  // namespace bestby
