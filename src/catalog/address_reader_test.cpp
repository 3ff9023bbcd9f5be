#include "catalog/address_reader.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "catalog/load.h"

namespace bestby {
namespace {

constexpr const char* vocabulary = "vocabulary: 1\nkinds: []\nservices: []\npredicates: {}\n";
constexpr const char* source = "sources: {s: {title: The source}}\nsource: s\n";

tl::expected<WorldStore, std::vector<Error>> load(const std::string& text) {
  return load_catalog({{"v.yml", vocabulary}, {"a.yml", source + text}});
}

// The first error as `line: message`.
std::string error_of(const std::string& text) {
  const auto loaded = load(text);
  if (loaded) return "";
  return fmt::format("{}: {}", loaded.error().front().span.line, loaded.error().front().message);
}

TEST(AddressReader, LaysConfigurationsOut) {
  const auto store = load(R"(addresses:
  torch:
    edition: 2025-01-02
    registries: {r: {east: "1", west: "2"}}
    scopes:
      training:
        processors: [cpu]
        aliases: {"1": 1.0}
        versions:
          1.0: {repository: t, pythons: [p3], registries: r}
          2.0: {aliases: {b: b1}, rows: {b1: {repository: u, registries: r}}}
  lone: {edition: 2025-01-02, registries: {r: {east: "1"}}, serves: [a, b], versions: {unversioned: {repository: l, registries: r}}}
)");
  ASSERT_TRUE(store) << store.error().front().message;
  const World world = store->world();
  const auto& c = world.columns.addresses;
  ASSERT_EQ(c.configs.size(), 2U);
  EXPECT_EQ(world.text(c.configs[0].name), "lone");
  EXPECT_EQ(c.configs[0].shared, 1U);
  EXPECT_EQ(c.configs[0].serves.count, 2U);
  EXPECT_EQ(world.text(c.configs[1].source), "The source");
  EXPECT_EQ(Date::from_days(c.configs[1].edition).str(), "2025-01-02");
  ASSERT_EQ(c.versions.size(), 3U);
  EXPECT_EQ(c.versions[1].nested, 1U);
  EXPECT_EQ(world.text(c.versions[2].name), "");
  EXPECT_EQ(world.text(c.rows[1].key), "b1");
  EXPECT_EQ(c.rows[0].registries.count, 2U);
}

TEST(AddressReader, SaysWhatIsWrongWithItsPlace) {
  const std::string head = "addresses:\n  t:\n    edition: 2025-01-02\n    registries: {r: {east: \"1\"}}\n";
  EXPECT_EQ(error_of(head + "    versions: {1.0: {repository: t, registries: r}}\n"), "");
  EXPECT_EQ(error_of(head + "    versions: {1.0: {repository: t, registries: q}}\n"),
            "7: the address names none of the file's `registries`");
  EXPECT_EQ(error_of(head + "    versions: {1.0: {registries: r}}\n"), "7: the address has no `repository`");
  EXPECT_EQ(error_of(head + "    versions: {}\n"), "7: there are no `versions`");
  EXPECT_EQ(error_of(head + "    version: {}\n"), "7: unknown key `version` in addresses");
  EXPECT_EQ(error_of(head + "    aliases: {2: 3}\n    versions: {1.0: {repository: t, registries: r}}\n"),
            "7: the alias `2` leads to `3`, which does not stand here");
  EXPECT_EQ(
      error_of("addresses: {t: {registries: {r: {}}, versions: {1: {repository: t, registries: r}}}}\n"),
      "3: the addresses have no `edition`");
  EXPECT_EQ(error_of("address-rules: {textes: {a: b}}\n"), "3: unknown key `textes` in `address-rules`");
  EXPECT_EQ(error_of("address-rules: {texts: [a]}\n"), "3: a section of the rules must be a mapping");
}

TEST(AddressReader, ANameStandsOnce) {
  const std::string one =
      "addresses: {t: {edition: 2025-01-02, registries: {r: {e: \"1\"}}, versions: {1: {repository: t, "
      "registries: r}}}}\n";
  const auto loaded =
      load_catalog({{"v.yml", vocabulary}, {"a.yml", source + one}, {"b.yml", "source: s\n" + one}});
  ASSERT_FALSE(loaded);
  EXPECT_EQ(loaded.error().front().message, "the addresses of `t` stand elsewhere too");
}

}  // namespace
}  // namespace bestby
