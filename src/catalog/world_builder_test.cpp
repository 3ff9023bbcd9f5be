#include "catalog/world_builder.h"

#include <gtest/gtest.h>

#include "catalog/load.h"

namespace bestby {
namespace {

// A cycle's name is the beginning of a version: in schemes that want three numbers too.
TEST(WorldBuilder, CyclesOfASchemeThatWantsThreeNumbers) {
  auto loaded =
      load_catalog({{"v.yml",
                     "vocabulary: 1\nkinds: [tool]\nservices: [security]\n"
                     "predicates: {released: {value: date, event: yes}, needs: {value: release}}\n"},
                    {"p.yml",
                     "product: big\nkind: tool\npublisher: me\nversions: semver\ncycle: major.minor\n"
                     "sources: {site: {title: Site}}\nsource: site\n"
                     "cycles: {1.10: {}}\n"
                     "releases: {1.10.0: {released: 2020-01-31}, 1.9.2: {released: 2020-03-01}, 1.10.1: "
                     "{released: 2020-05-01, "
                     "needs: big@1.9}}\n"}});
  ASSERT_TRUE(loaded) << loaded.error().front().message;
  const World world = loaded->world();
  const NodeId big = *world.find_product("big");
  std::string cycles;
  for (const NodeId c : world.cycles_of(big)) {
    cycles += world.name(c);
    for (const NodeId r : world.members(c)) cycles += std::string(" ").append(world.name(r));
    cycles += "; ";
  }
  EXPECT_EQ(cycles, "1.9 1.9.2; 1.10 1.10.0 1.10.1; ");
  const NodeRow& cycle = world.node(*world.find_cycle(big, "1.10"));
  EXPECT_EQ(cycle.major, 1U);
  EXPECT_EQ(cycle.minor, 10U);
  EXPECT_EQ(cycle.patch, no_id);
}

}  // namespace
}  // namespace bestby
