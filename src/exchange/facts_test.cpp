#include "exchange/facts.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/import_testing.h"

namespace bestby::exchange {
namespace {

using ::testing::ElementsAre;
using testing::file_named;
using testing::remarks;
using testing::rows_of;

Result<Imported> facts(std::string text, std::vector<CatalogFile> existing = {}, Date published = {}) {
  return import_facts({{{"a.jsonl", std::move(text)}}, std::move(existing), published});
}

constexpr const char* lines =
    R"({"source": "acme", "title": "Images", "url": "https://acme.example", "publisher": "acme"}
{"product": "acme/app", "kind": "container-image", "publisher": "acme", "repository": "app", "aliases": ["app"]}
{"of": "acme/app", "release": "1.0", "also": ["1"], "source": "acme", "published": "2026-01-01", "public": true, "library": ["a@1", {"is": "b@2", "for": {"platform": ["ec2", "sagemaker"]}}]}

{"of": "acme/app", "source": "acme", "published": "2026-01-01", "job": "training", "at": "page 2"}
)";

TEST(Facts, HeadsDocumentsAndRows) {
  const auto imported = facts(lines);
  ASSERT_TRUE(imported);
  EXPECT_THAT(remarks(imported->report.skipped), ElementsAre());
  EXPECT_EQ(imported->report.rows, 4U);
  EXPECT_EQ(file_named(*imported, "facts/products/acme/app.yml"),
            "# Written by the importer facts.\nproduct: acme/app\nkind: container-image\npublisher: acme\n"
            "repository: app\naliases: [app]\n");
  EXPECT_EQ(rows_of(*imported, "facts/acme/acme/app.yml"),
            "facts: {job: training, at: page 2}\n"
            "releases:\n"
            "  - {release: \"1.0\", also: [\"1\"], library: [a@1, {is: b@2, for: {platform: [ec2, "
            "sagemaker]}}], public: "
            "yes, at: a.jsonl line 3}\n");
  const auto again = facts(lines, imported->files);
  ASSERT_TRUE(again);
  EXPECT_TRUE(testing::same_files(*imported, *again));
}

// All that a file of the catalogue can say of a fact, and the same again when it is read back.
TEST(Facts, SayAllThatTheCatalogueCan) {
  const char* all =
      R"({"source": "review", "title": "Our review", "publisher": "acme"}
{"source": "vendor", "title": "What the vendor wrote", "url": "https://v.example", "publisher": "vendor", "editions": ["2025-12-01"]}
{"of": "flux", "cycle": "1.0", "source": "review", "published": "2026-01-01", "end_of_support": {"is": "2025-01-31", "refuted": "1.1 came later", "note": "off by a year", "at": "page 3", "source": ["vendor:table 1", "vendor[2025-12-01]:row 2"]}}
{"of": "flux", "release": "1.0.1", "cycle": "1.0", "source": "review", "published": "2026-01-01", "at": "page 4", "library": {"is": "a@1", "for": {"platform": "ec2"}, "note": "there alone"}, "says": "written @home"}
)";
  const auto imported = facts(all);
  ASSERT_TRUE(imported);
  EXPECT_THAT(remarks(imported->report.skipped), ElementsAre());
  EXPECT_EQ(
      rows_of(*imported, "facts/review/flux.yml"),
      "cycles:\n"
      "  \"1.0\": {end_of_support: {is: 2025-01-31, source: [review:page 3, vendor:table 1, "
      "\"vendor[2025-12-01]:row 2\"], refuted: 1.1 came later, note: off by a year}, at: page 3}\n"
      "releases:\n"
      "  - {release: 1.0.1, cycle: \"1.0\", library: {is: a@1, for: {platform: ec2}, note: there alone}, "
      "says: {is: written @home, source: review:page 4}, at: page 4}\n");
  EXPECT_EQ(file_named(*imported, "facts/sources/vendor.yml"),
            "# Written by the importer facts.\nsources:\n  vendor:\n    title: What the vendor wrote\n"
            "    url: https://v.example\n    publisher: vendor\n    editions: [2025-12-01]\n");
  const auto again = facts(all, imported->files);
  ASSERT_TRUE(again);
  EXPECT_TRUE(testing::same_files(*imported, *again));
  EXPECT_EQ(again->report.facts.added, 0U);
}

// The newest edition that has a fact says what is to be thought of it; a document keeps its description.
TEST(Facts, AReviewMayChangeItsMind) {
  const char* first =
      R"({"source": "review", "title": "Our review", "url": "https://r.example", "publisher": "acme"}
{"of": "flux", "cycle": "1.0", "source": "review", "published": "2026-01-01", "at": "p", "ga": "2025-01-31"})";
  const char* second =
      R"({"of": "flux", "cycle": "1.0", "source": "review", "published": "2026-02-01", "at": "p", "ga": {"is": "2025-01-31", "refuted": "not so"}})";
  const auto one = facts(second, facts(first).value().files).value();
  EXPECT_EQ(rows_of(one, "review/flux.yml"),
            "cycles:\n  \"1.0\": {ga: {is: 2025-01-31, refuted: not so}, at: p}\n");
  EXPECT_NE(file_named(one, "review/flux.yml").find("title: Our review"), std::string::npos);
  EXPECT_TRUE(testing::same_files(one, facts(first, facts(second).value().files).value()));
}

TEST(Facts, AnUndatedDocumentHasNoDatedStates) {
  const char* unknown =
      R"({"of": "flux", "cycle": "1.0", "source": "s", "published": "unknown", "ga": "2025-01-31"})";
  const auto imported = facts(unknown);
  ASSERT_TRUE(imported);
  EXPECT_EQ(file_named(*imported, "s/flux.yml").find("editions"), std::string::npos);
  const char* dated =
      R"({"of": "flux", "cycle": "1.0", "source": "s", "published": "2026-01-01", "ga": "2025-01-31"})";
  EXPECT_EQ(facts(dated, imported->files).error().message, "`s` has states with a day and one without");
}

TEST(Facts, PartsThatAreWrongAreSaid) {
  const auto imported = facts(
      R"({"of": "f", "cycle": "1", "source": "s", "published": "2026-01-01", "ga": "2025-01-31", "a": {"is": 1, "source": "no source"}, "b": {"is": 1, "for": {}}, "c": {"is": 1, "note": ["x"]}, "d": {"for": {"os": "x"}}, "e": {"is": 1, "source": "s:row 2"}}
{"source": "products"}
{"source": "s", "editions": ["soon"]}
)");
  ASSERT_TRUE(imported);
  EXPECT_THAT(
      remarks(imported->report.skipped),
      ElementsAre("a.jsonl:1: `source` in `a` is not understood", "a.jsonl:1: `for` in `b` is not understood",
                  "a.jsonl:1: `note` in `c` is not understood", "a.jsonl:1: `d` holds no value",
                  "a.jsonl:1: `s:row 2` in `e` is the line's own document: `at` is its place",
                  "a.jsonl:2: `products` cannot be a source's name",
                  "a.jsonl:3: `editions` says nothing of a source"));
}

TEST(Facts, EditionsMayComeInAnyOrder) {
  const auto line = [](const char* day, const char* version) {
    return std::string(R"({"of": "acme/app", "release": ")") + version +
           R"(", "source": "acme", "published": ")" + day +
           "\", \"at\": \"page 1\", \"job\": \"training\"}\n";
  };
  const auto one = facts(line("2026-01-01", "1") + line("2026-02-01", "2")).value();
  const auto two = facts(line("2026-01-01", "1"), facts(line("2026-02-01", "2")).value().files).value();
  EXPECT_TRUE(testing::same_files(one, two));
}

// A line for each of 2000 days, each of another product: what each file would list is said before it is.
TEST(Facts, DaysTimesProductsAreBounded) {
  std::string text;
  for (int i = 0; i < 2000; ++i)
    text += fmt::format(R"({{"of": "acme/app{}", "source": "s", "published": "{}", "job": "training"}})", i,
                        (*Date::parse("2020-01-01") + Days{i}).str()) +
            "\n";
  EXPECT_EQ(facts(text).error().message,
            "`s` has 2000 editions of 2000 products each: more than 1000000 in all");
}

// The day that is given for lines without one is not that of a line whose own cannot be.
TEST(Facts, ADayThatCannotBeIsSkipped) {
  const auto imported = facts(
      R"({"of": "acme/app", "release": "1", "source": "s", "published": "2026-02-30", "job": "x"}
{"of": "acme/app", "release": "2", "source": "s", "job": "x"})",
      {}, *Date::parse("2026-03-01"));
  ASSERT_TRUE(imported);
  EXPECT_THAT(
      remarks(imported->report.skipped),
      ElementsAre("a.jsonl:1: names no day: give `published` as YYYY-MM-DD, or --published for all lines"));
}

TEST(Facts, WhatIsNotUnderstoodIsSkippedWithItsLine) {
  const auto imported = facts(R"(["a"]
{"a": 1}
{"of": "acme/app", "release": "1", "published": "2026-01-01", "job": "x"}
{"of": "acme/app", "release": "1", "source": "s", "job": "x"}
{"of": "../app", "release": "1", "source": "s", "published": "2026-01-01", "job": "x"}
{"of": "acme/app", "release": "1", "source": "s", "published": "2026-01-01"}
{"of": "acme/app", "release": "1", "source": "s", "published": "2026-01-01", "job": {"was": "x"}, "os": "a\nb"}
{"product": "x", "kind": "tool"}
{"source": "A b"}
{"of": "acme/app", "release": "1", "source": "s", "published": "2026-01-01", "job": "x"}
)");
  ASSERT_TRUE(imported);
  EXPECT_THAT(
      remarks(imported->report.skipped),
      ElementsAre("a.jsonl:1: is no object", "a.jsonl:2: says neither `of`, `product` nor `source`",
                  "a.jsonl:3: names no `source`",
                  "a.jsonl:4: names no day: give `published` as YYYY-MM-DD, or --published for all lines",
                  "a.jsonl:5: `../app` cannot be a product's name", "a.jsonl:6: says nothing",
                  "a.jsonl:7: `was` in `job` is not understood", "a.jsonl:7: `os` holds no value",
                  "a.jsonl:8: the product has no `publisher`", "a.jsonl:9: `A b` cannot be a source's name"));
  EXPECT_TRUE(facts("{\n")->report.damaged);
  EXPECT_FALSE(facts(""));
}

}  // namespace
}  // namespace bestby::exchange
