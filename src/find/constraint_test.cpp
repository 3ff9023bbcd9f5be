#include "find/constraint.h"

#include <gtest/gtest.h>

#include "catalog/load.h"

namespace bestby {
namespace {

WorldStore store_of(std::string_view product) {
  std::vector<CatalogFile> files = {{"v", "vocabulary: 1\nkinds: [framework]\nservices: [security]\n"},
                                    {"p", std::string(product)}};
  auto loaded = load_catalog(std::move(files));
  if (!loaded) throw std::runtime_error(loaded.error().front().message);
  return std::move(*loaded);
}

constexpr std::string_view torch = R"y(product: torch
kind: framework
publisher: a
versions: pep440
cycle: major.minor
cycles: {"1.14": {}}
releases: {1.13.0: {}, 1.13.1: {}, 2.0.0: {}}
)y";

struct Case {
  const char* specifier;
  const char* node;
  Truth holds;
};

TEST(VersionTest, ReleasesAndCycles) {
  const WorldStore store = store_of(torch);
  const World world = store.world();
  const NodeId product = *world.find_product("torch");
  const Case cases[] = {
      {"=1.13", "1.13.1", Truth::yes},      {"@1.13", "1.13.1", Truth::yes},
      {"==1.13", "1.13.0", Truth::yes},     {"==1.13", "1.13.1", Truth::no},
      {"=1", "1.13.1", Truth::yes},         {"=2.*", "2.0.0", Truth::yes},
      {">=1.13.1", "1.13.0", Truth::no},    {">=1.13.1", "2.0.0", Truth::yes},
      {"~=1.13.0", "1.13.1", Truth::yes},   {"!=1.13.0", "1.13.0", Truth::no},
      {"=1.14", "1.14", Truth::yes},        {">=1.14", "1.14", Truth::yes},
      {"<1.14", "1.14", Truth::no},         {"==1.14.2", "1.14", Truth::unknown},
      {">=1.14.1", "1.14", Truth::unknown},
  };
  for (const Case& c : cases) {
    auto node = world.find_release(product, c.node);
    if (!node) node = world.find_cycle(product, c.node);
    EXPECT_EQ(VersionTest(world, {product, {c.specifier}}).holds(*node), c.holds)
        << c.specifier << " of " << c.node;
  }
  EXPECT_EQ(VersionTest(world, {product, {}}).holds(product), Truth::yes);
  EXPECT_EQ(VersionTest(world, {product, {"=1.13"}}).holds(product), Truth::unknown);
}

TEST(Constraint, OneTargetIsOneThing) {
  const Constraint a{OfProduct{1, {"=1"}}, Firmness::asked, "a"},
      b{OfProduct{1, {">2"}}, Firmness::asked, "b"};
  const Constraint c{OfProduct{2, {}}, Firmness::asked, "c"}, d{PatchedThrough{1}, Firmness::asked, "d"};
  EXPECT_TRUE(same_target(a, b));
  EXPECT_FALSE(same_target(a, c));
  EXPECT_FALSE(same_target(a, d));
  EXPECT_TRUE(same_target(d, Constraint{PatchedThrough{2}, Firmness::asked, "e"}));
}

}  // namespace
}  // namespace bestby
