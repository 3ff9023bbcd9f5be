// What is imported into a folder of one's own stands beside the whole catalogue.
#include <gtest/gtest.h>

#include "catalog/load.h"

namespace bestby {
namespace {

constexpr const char* vocabulary =
    "vocabulary: 1\n"
    "kinds: [tool]\n"
    "services: [security]\n"
    "predicates:\n"
    "  end_of_support: {value: date}\n"
    "  latest: {value: text}\n";

std::string head(const std::string& scheme) {
  return "product: tool\nkind: tool\npublisher: maker\nversions: " + scheme + "\ncycle: major\n";
}

std::string facts(const std::string& title, const std::string& editions, const std::string& end) {
  return "extends: tool\nsources:\n  list:\n    title: " + title +
         "\n    url: https://a.example\n    publisher: maker\n    editions: [" + editions +
         "]\nsource: list\ncycles:\n  \"1\": {end_of_support: " + end + "}\n  \"2\": {latest: same}\n";
}

std::string faults(std::vector<CatalogFile> files) {
  const auto loaded = load_catalog(std::move(files));
  std::string out;
  if (!loaded)
    for (const Error& error : loaded.error()) out += error.message + "; " + error.help + "\n";
  return out;
}

std::vector<CatalogFile> whole() {
  return {{"shipped/catalog/vocabulary.yml", vocabulary},
          {"shipped/catalog/tool.yml", head("dotted")},
          {"shipped/catalog/list.yml", facts("Old", "2026-01-01", "2027-01-01")}};
}

// A newer edition in a folder of one's own: what it says differs from that day on.
TEST(Beside, AnotherEdition) {
  auto files = whole();
  files.push_back({"ours/list.yml", facts("New", "2026-06-01", "2027-02-02")});
  const auto loaded = load_catalog(files);
  ASSERT_TRUE(loaded) << loaded.error()[0].message;
  const World world = loaded->world();
  std::vector<std::string> said;  // and from when until when it stands
  for (const FactRow& fact : world.columns.facts) {
    const bool is_day = world.text(world.columns.predicates[fact.predicate].name) == "end_of_support";
    said.push_back((is_day ? Date::from_days(fact.low).str() : std::string("same")) + " " +
                   Date::from_days(fact.known).str() + " " +
                   (fact.gone == day_max ? std::string("stands") : Date::from_days(fact.gone).str()));
  }
  EXPECT_EQ(said, (std::vector<std::string>{"2027-02-02 2026-06-01 stands",
                                            "2027-01-01 2026-01-01 2026-06-01", "same 2026-01-01 stands"}));
  EXPECT_EQ(world.as_of().str(), "2026-06-01");
}

// The folder's place in the order of names does not matter.
TEST(Beside, OrderDoesNotMatter) {
  auto files = whole();
  files.push_back({"a/list.yml", facts("New", "2026-06-01", "2027-02-02")});
  files.push_back({"z/list.yml", facts("Newest", "2026-07-01", "2027-03-03")});
  EXPECT_EQ(faults(files), "");
}

TEST(Beside, OneCatalogueIsOfOneMind) {
  auto files = whole();
  files.push_back({"shipped/catalog/more.yml", facts("Old", "2026-06-01", "2027-02-02")});
  EXPECT_EQ(
      faults(files),
      "source `list` is defined twice with different contents; define it once, or alike in every file\n");
}

TEST(Beside, OneEditionSaysOneThing) {
  auto files = whole();
  files.push_back({"ours/list.yml", facts("Old", "2026-01-01", "2027-02-02")});
  EXPECT_NE(faults(files), "");
}

TEST(Beside, AHeadMayStandAgain) {
  auto files = whole();
  files.push_back({"ours/tool.yml", head("dotted")});
  EXPECT_EQ(faults(files), "");
  files.back().text = head("semver");
  EXPECT_EQ(
      faults(files),
      "product `tool` is defined twice, with other versions or cycles; the catalogue that this folder stands "
      "beside has it, with versions `dotted`: take this head away, and say `extends: tool` where it has "
      "facts\n");
}

// Of addresses those of the newest edition count, wherever the folders stand.
TEST(Beside, NewerAddressesCount) {
  const auto addresses = [](const std::string& day, const std::string& repository) {
    return "sources: {s: {title: The source}}\nsource: s\naddresses:\n  tool:\n    edition: " + day +
           "\n    registries: {r: {east: \"1\"}}\n    versions:\n      1.0: {repository: " + repository +
           ", registries: r}\n";
  };
  const auto repository_of = [&](const std::string& day) {
    auto files = whole();
    files.push_back({"shipped/catalog/addresses.yml", addresses("2026-01-01", "shipped")});
    files.push_back({"ours/addresses.yml", addresses(day, "ours")});
    const auto loaded = load_catalog(files);
    if (!loaded) return loaded.error()[0].message;
    const World world = loaded->world();
    if (world.columns.addresses.configs.size() != 1) return std::string("several");
    return Date::from_days(world.columns.addresses.configs[0].edition).str();
  };
  EXPECT_EQ(repository_of("2026-02-02"), "2026-02-02");
  EXPECT_EQ(repository_of("2025-12-12"), "2026-01-01");
}

}  // namespace
}  // namespace bestby
