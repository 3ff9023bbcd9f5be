#include "exchange/endoflife.h"

#include <fmt/format.h>
#include <gmock/gmock.h>

#include "exchange/import_testing.h"

namespace bestby::exchange {
namespace {

using ::testing::ElementsAre;
using namespace exchange::testing;

constexpr const char* published = "2026-08-22";

std::string rows(std::string path, std::string text) {
  const auto imported = import("endoflife", {{std::move(path), std::move(text)}}, published);
  if (!imported) return imported.error().message + ": " + imported.error().help;
  return imported->files.size() == 1 ? rows_of(*imported, "") : "not one file";
}

TEST(Endoflife, ACycleHasItsDatesAndItsNewestPatchIsARelease) {
  const auto imported = import("endoflife", {{"python.yml", R"(title: Python
permalink: /python
releases:
  - releaseCycle: "3.10"
    releaseDate: 2021-10-04
    eoas: 2023-04-05
    eol: 2026-10-31
    latest: "3.10.21"
    latestReleaseDate: 2026-08-13
    pep: PEP-0619
)"}},
                               published);
  ASSERT_TRUE(imported);
  EXPECT_EQ(file_named(*imported, "endoflife/python.yml"),
            "# Written by the importer endoflife: what people add stands in another file.\n"
            "extends: python\n"
            "sources:\n"
            "  endoflife-python:\n"
            "    title: \"endoflife.date, Python\"\n"
            "    url: https://endoflife.date/python\n"
            "    publisher: endoflife\n"
            "    editions: [2026-08-22]\n"
            "source: endoflife-python\n"
            "cycles:\n"
            "  \"3.10\": {released: 2021-10-04, end_of_features: 2023-04-05, end_of_support: "
            "2026-10-31, latest: 3.10.21, at: line 4}\n"
            "releases:\n"
            "  - {release: 3.10.21, cycle: \"3.10\", released: 2026-08-13, at: line 8}\n");
  EXPECT_THAT(remarks(imported->report.skipped), ElementsAre());
}

TEST(Endoflife, OfAProductInTwoFilesTheFirstIsRead) {
  const std::string page = "permalink: /box\nreleases:\n  - releaseCycle: '1'\n    eol: ";
  const auto imported = import(
      "endoflife", {{"a/box.yml", page + "2026-01-01\n"}, {"b/box.yml", page + "2027-01-01\n"}}, published);
  ASSERT_TRUE(imported);
  EXPECT_THAT(remarks(imported->report.skipped), ElementsAre("b/box.yml:1: `box` was read from a/box.yml"));
  EXPECT_THAT(file_named(*imported, "endoflife/box.yml"), ::testing::HasSubstr("2026-01-01, at: line 3"));
}

TEST(Endoflife, FrontMatterKeepsItsLines) {
  EXPECT_EQ(rows("ubuntu.md",
                 "---\n"
                 "title: Ubuntu\n"
                 "releases:\n"
                 "-   releaseCycle: \"22.04\"\n"
                 "    lts: true\n"
                 "    eol: 2027-04-01\n"
                 "    eoes: false\n"
                 "---\n"
                 "\n"
                 "> prose: that is [not YAML\n"),
            "cycles:\n"
            "  \"22.04\": {lts: yes, end_of_support: 2027-04-01, end_of_paid_support: no, at: line "
            "4}\n");
}

TEST(Endoflife, WordsAreMappedByMeaning) {
  EXPECT_EQ(rows("debian.yml",
                 "releases:\n- {releaseCycle: '11', eol: 2024-08-14, eoes: "
                 "2026-08-31}\n"),
            "cycles:\n"
            "  \"11\": {end_of_support: 2024-08-14, end_of_lts: 2026-08-31, at: line 2}\n");
  EXPECT_EQ(rows("nodejs.yml", "releases:\n- {releaseCycle: '24', lts: 2025-10-28, eol: true}\n"),
            "cycles:\n  \"24\": {lts_from: 2025-10-28, end_of_support: yes, at: line 2}\n");
  EXPECT_EQ(rows("nvidia-gpu.yml", "releases:\n- {releaseCycle: kepler, discontinued: true}\n"),
            "cycles:\n  kepler: {end_of_availability: yes, at: line 2}\n");
}

TEST(Endoflife, DriverBranchesSayTheirKind) {
  EXPECT_EQ(rows("nvidia.yml", R"yaml(releases:
- {releaseCycle: r610-linux, releaseLabel: "R610-Linux (NFB)", eoas: true}
- {releaseCycle: r595-linux, releaseLabel: "R595-Linux (PB)", eoas: false}
- {releaseCycle: r580-linux, releaseLabel: "R580-Linux", lts: true}
)yaml"),
            "cycles:\n"
            "  r580-linux: {branch_kind: long-term, lts: yes, at: line 4}\n"
            "  r595-linux: {branch_kind: production, end_of_features: no, at: line 3}\n"
            "  r610-linux: {branch_kind: new-feature, end_of_features: yes, at: line 2}\n");
}

TEST(Endoflife, WhatIsNotUnderstoodIsSkippedWithItsLine) {
  const auto imported = import("endoflife",
                               {{"a.yml", "releases: 5\n"},
                                {"b.yml", "a: [\n"},
                                {"B C.yml", "releases: []\n"},
                                {"nvidia.yml", R"(releases:
- {eol: 2020-01-01}
- releaseCycle: r1
  eol: soon
  eoas: [2020-01-01]
  colour: red
  latest: "1 r2"
  latestReleaseDate: 2020-01-01
- {releaseCycle: r1, eol: 2020-01-01}
- text
)"}},
                               published);
  ASSERT_TRUE(imported);
  const auto skipped = remarks(imported->report.skipped);
  ASSERT_EQ(skipped.size(), 10U);
  EXPECT_EQ(skipped[0], "a.yml:1: `releases` is no list: this is no product of endoflife.date");
  EXPECT_EQ(skipped[2], "B C.yml:0: its name is no product's");
  EXPECT_THAT(
      std::vector<std::string>(skipped.begin() + 3, skipped.end()),
      ElementsAre("nvidia.yml:2: `releaseCycle` is missing",
                  "nvidia.yml:4: `eol: soon` is neither a date nor true or false",
                  "nvidia.yml:5: `eoas: ` is neither a date nor true or false",
                  "nvidia.yml:6: `colour` is no known field",
                  "nvidia.yml:3: the label says no kind of branch",
                  "nvidia.yml:9: the cycle r1 stands on line 3", "nvidia.yml:10: a release is no mapping"));
  EXPECT_THAT(remarks(imported->report.notes),
              ElementsAre("nvidia.yml:7: `1 r2` names no release: it is only the latest of its "
                          "cycle"));
}

TEST(Endoflife, AProductThatIsNotImportedNowKeepsWhatItSays) {
  const InputFile a = {"python.yml", "releases:\n- {releaseCycle: '3.8', eol: 2024-10-07}\n"};
  const InputFile b = {"ubuntu.yml", "releases:\n- {releaseCycle: '22.04', eol: 2027-04-01}\n"};
  const Imported both = import("endoflife", {a, b}, "2026-01-01").value();
  const Imported later = import("endoflife", {a}, "2026-02-01", both.files).value();
  EXPECT_EQ(file_named(later, "ubuntu.yml"), file_named(both, "ubuntu.yml"));
  EXPECT_EQ(rows_of(later, "python.yml"), rows_of(both, "python.yml"));
}

TEST(Endoflife, AMovedDateStandsInItsEditions) {
  const auto python = [](const char* eol) {
    return InputFile{"python.yml", std::string("releases:\n- {releaseCycle: '3.8', eol: ") + eol + "}\n"};
  };
  const Imported first = import("endoflife", {python("2024-10-14")}, "2024-01-01").value();
  const Imported forward = import("endoflife", {python("2024-10-07")}, "2024-09-01", first.files).value();
  const Imported second = import("endoflife", {python("2024-10-07")}, "2024-09-01").value();
  const Imported backward = import("endoflife", {python("2024-10-14")}, "2024-01-01", second.files).value();
  EXPECT_TRUE(same_files(forward, backward));
  EXPECT_EQ(rows_of(forward, "python.yml"),
            "cycles:\n"
            "  \"3.8\": {end_of_support: [\"2024-10-07 @endoflife-python[2024-09-01]:line 2\", "
            "\"2024-10-14 @endoflife-python[2024-01-01]:line 2\"], at: line 2}\n");
}

TEST(Endoflife, ThePublishedProducts) {
  const auto inputs = shared_inputs(*find_importer("endoflife"), "endoflife");
  if (!inputs) GTEST_SKIP() << "the published products are not here";
  const auto imported = import("endoflife", *inputs, published);
  ASSERT_TRUE(imported);
  EXPECT_EQ(imported->report.tables, 22U);
  EXPECT_EQ(imported->report.rows, 475U);
  EXPECT_THAT(remarks(imported->report.skipped), ElementsAre());
}

TEST(Endoflife, TheApisAnswersSayTheSame) {
  EXPECT_EQ(
      rows("python.json", R"([
{"cycle": "3.10", "releaseDate": "2021-10-04", "support": "2023-04-05", "eol": "2026-10-31", "latest": "3.10.21",
 "latestReleaseDate": "2026-08-13", "lts": false, "link": null, "extendedSupport": true, "discontinued": false}])"),
      "cycles:\n"
      "  \"3.10\": {lts: no, released: 2021-10-04, end_of_features: 2023-04-05, end_of_support: 2026-10-31, "
      "end_of_paid_support: no, end_of_availability: no, latest: 3.10.21, at: line 2}\n"
      "releases:\n"
      "  - {release: 3.10.21, cycle: \"3.10\", released: 2026-08-13, at: line 2}\n");
  const auto imported =
      import("endoflife", {{"x.json", R"({"generated_at": "2026-08-22T00:00:00+00:00", "result": {
"name": "ruby", "label": "Ruby", "category": "lang", "releases": [
{"name": "3.3", "codename": null, "label": "3.3", "releaseDate": "2023-12-25", "isLts": true, "ltsFrom": "2024-01-01",
 "isEoas": false, "eoasFrom": null, "isEol": false, "eolFrom": "2027-03-31", "isEoes": null, "isMaintained": true,
 "latest": {"name": "3.3.9", "date": "2026-07-24", "link": null}, "custom": {"a": "b"}}]}})"}},
             published);
  ASSERT_TRUE(imported);
  EXPECT_THAT(remarks(imported->report.skipped), ElementsAre());
  EXPECT_EQ(rows_of(*imported, "endoflife/ruby.yml"),
            "cycles:\n"
            "  \"3.3\": {released: 2023-12-25, lts_from: 2024-01-01, end_of_features: no, end_of_support: "
            "2027-03-31, latest: 3.3.9, at: line 3}\n"
            "releases:\n"
            "  - {release: 3.3.9, cycle: \"3.3\", released: 2026-07-24, at: line 5}\n");
  EXPECT_EQ(imported->report.tables, 1U);
  EXPECT_EQ(imported->report.rows, 1U);
}

TEST(Endoflife, AnAnswerOfTheApiMaySayItsDay) {
  EXPECT_EQ(endoflife_day({"a.json", R"({"generated_at": "2026-08-22T00:00:00+00:00"})"}),
            *Date::parse("2026-08-22"));
  EXPECT_EQ(endoflife_day({"a.json", R"({"last_modified":"2026-08-21T00:00:00Z"})"}),
            *Date::parse("2026-08-21"));
  EXPECT_EQ(endoflife_day({"a.json", R"({"generated_at": "..."})"}), std::nullopt);
  EXPECT_EQ(endoflife_day({"a.yml", R"("generated_at": "2026-08-22")"}), std::nullopt);
}

// A product that the catalogue does not know gets a head; one that it knows by another name does not.
TEST(Endoflife, NewProductsGetAHead) {
  const std::vector<CatalogFile> others = {
      {"go/go.yml", "product: go\naliases: [golang]\nversions: dotted\n"}};
  ImportOptions options{
      {{"golang.yml", "releases:\n- {releaseCycle: '1.22', eol: false}\n"},
       {"ruby.yml", "title: Ruby\ncategory: lang\nreleases:\n- {releaseCycle: '3.3', eol: false}\n"}},
      {},
      *Date::parse(published),
      others};
  const auto imported = import_endoflife(options);
  ASSERT_TRUE(imported);
  EXPECT_NE(file_named(*imported, "endoflife/go.yml"), "");
  EXPECT_EQ(file_named(*imported, "endoflife/products/ruby.yml"),
            "# Written by the importer endoflife: nobody else has written a head for it.\n"
            "product: ruby\n"
            "name: Ruby\n"
            "kind: language\n"
            "publisher: ruby\n"
            "versions: endoflife\n"
            "cycle: major.minor\n"
            "url: https://endoflife.date/ruby\n");
  EXPECT_EQ(imported->files.size(), 3U);
}

// Files as they were written over the years: other names of fields, numbers as names, nothing at all.
TEST(Endoflife, OlderFilesSayTheSame) {
  const auto imported = import("endoflife", {{"x.md", R"(---
title: X
customColumns:
- {property: label, position: after-release-column, label: What it is called}
releases:
  -   cycle: 10
      cycleShortHand: 1000
      label: ten
      codename: Tenth
      releaseDate: 2021-10-04
      support: true
      eol: 2026-10-31
      extendedSupport: 2031-10-31
      discontinued:
      lts: ~
      latest: "10.4"
      latestReleaseDate:
      outOfOrder: true
      link: https://x.example/__LATEST__/
  -   releaseCycle: 9.10
      eol: true
---
)"}},
                               published);
  ASSERT_TRUE(imported);
  EXPECT_THAT(remarks(imported->report.skipped), ElementsAre());
  EXPECT_THAT(remarks(imported->report.notes), ElementsAre());
  EXPECT_EQ(rows_of(*imported, "x.yml"),
            "cycles:\n"
            "  \"9.10\": {end_of_support: yes, at: line 20}\n"
            "  \"10\": {released: 2021-10-04, end_of_features: no, end_of_support: 2026-10-31, "
            "end_of_paid_support: 2031-10-31, latest: \"10.4\", at: line 6}\n");
}

TEST(Endoflife, AnAnswerOfAllProducts) {
  const auto imported = import("endoflife", {{"full.json", R"({"total": 4, "result": [
{"name": "left", "label": "Left", "releases": [{"name": "1", "isEol": true, "eolFrom": "2021-01-01"}]},
{"name": "eks", "label": "EKS", "releases": [{"name": "1.30", "isEol": false, "eolFrom": null, "custom": {"a": "b"}}]},
{"name": "no releases", "label": "-"},
{"name": "../up", "releases": [{"name": "1", "isEol": true}]}]})"}},
                               published);
  ASSERT_TRUE(imported);
  EXPECT_EQ(imported->report.tables, 2U);
  EXPECT_EQ(rows_of(*imported, "left.yml"), "cycles:\n  \"1\": {end_of_support: 2021-01-01, at: line 2}\n");
  EXPECT_EQ(rows_of(*imported, "amazon-eks.yml"), "cycles:\n  \"1.30\": {end_of_support: no, at: line 3}\n");
  EXPECT_THAT(remarks(imported->report.skipped),
              ElementsAre("full.json:4: `releases` is no list: this is no product of endoflife.date",
                          "full.json:5: its name is no product's"));
}

// The first API puts a product's own fields beside the others.
TEST(Endoflife, FieldsOfAProductsOwnInTheFirstApi) {
  const auto imported = import("endoflife",
                               {{"spring.json",
                                 "[{\"cycle\": \"3\", \"eol\": false, \"minJava\": \"17\"},\n"
                                 "{\"cycle\": \"2\", \"eol\": true, \"minJava\": \"8\"}]"}},
                               published);
  ASSERT_TRUE(imported);
  EXPECT_THAT(remarks(imported->report.skipped), ElementsAre());
  EXPECT_THAT(remarks(imported->report.notes),
              ElementsAre("spring.json:1: `minJava` is taken for a field of the product's own, which says "
                          "nothing of support"));
}

TEST(Endoflife, OtherAnswersOfTheApiAreRefused) {
  for (const char* other : {R"(["go", "ruby"])", R"({"result": [{"name": "go", "label": "Go"}]})",
                            R"({"releaseDate": "2025-01-01", "eol": false})", R"({"result": 5})"}) {
    const auto imported = import("endoflife", {{"x.json", other}}, published);
    ASSERT_FALSE(imported) << other;
    EXPECT_EQ(imported.error().message, "there is no product of endoflife.date here") << other;
  }
}

// The newest edition names the product and its cycles' form.
TEST(Endoflife, ATitleIsThatOfTheNewestEdition) {
  const std::vector<CatalogFile> others = {{"a.yml", "product: a\n"}};
  const auto edition = [&](const char* title, const char* cycle, const char* day,
                           std::vector<CatalogFile> existing) {
    return import_endoflife({{{"ruby.yml", fmt::format("title: {}\nreleases:\n- {{releaseCycle: '{}', eol: "
                                                       "true}}\n",
                                                       title, cycle)}},
                             std::move(existing),
                             *Date::parse(day),
                             others})
        .value();
  };
  const Imported forward = edition("New", "3.4", "2026-02-01", edition("Old", "3", "2026-01-01", {}).files);
  const Imported backward = edition("Old", "3", "2026-01-01", edition("New", "3.4", "2026-02-01", {}).files);
  EXPECT_TRUE(same_files(forward, backward));
  EXPECT_NE(file_named(forward, "endoflife/ruby.yml").find("endoflife.date, New"), std::string::npos);
  EXPECT_NE(file_named(forward, "products/ruby.yml").find("cycle: major.minor"), std::string::npos);
}

// What a file says of fields of its own is not of support.
TEST(Endoflife, DeclaredFieldsAreNoRemark) {
  const auto imported = import("endoflife",
                               {{"x.yml",
                                 "customFields:\n- {name: jdk, label: JDK}\nreleases:\n"
                                 "- {releaseCycle: '1', eol: false, jdk: 17, sdk: 3}\n"}},
                               published);
  ASSERT_TRUE(imported);
  EXPECT_THAT(remarks(imported->report.skipped), ElementsAre("x.yml:4: `sdk` is no known field"));
}

// The first API, and files older than it, say whether there still is support, not whether it has ended.
// Extended support that is not there has ended, or there never was any.
TEST(Endoflife, SupportThatIsStillThere) {
  const auto imported = import("endoflife", {{"odd.json", R"([
{"cycle": "3", "releaseDate": "2025-01-02", "support": true, "eol": false, "extendedSupport": true},
{"cycle": "2", "releaseDate": "2023-01-02", "support": false, "eol": true, "extendedSupport": false}])"}},
                               "2026-01-01");
  ASSERT_TRUE(imported);
  EXPECT_EQ(
      rows_of(*imported, "odd.yml"),
      "cycles:\n"
      "  \"2\": {released: 2023-01-02, end_of_features: yes, end_of_support: yes, at: line 3}\n"
      "  \"3\": {released: 2025-01-02, end_of_features: no, end_of_support: no, end_of_paid_support: no, "
      "at: line 2}\n");
}

}  // namespace
}  // namespace bestby::exchange
