#include "exchange/sheet.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace bestby::exchange {
namespace {

const SourceHead source = {"list", "A list", "https://example.org", "example"};

Date day(std::string_view text) { return *Date::parse(text); }

SheetRow release(std::string name, std::vector<SheetFact> facts) {
  SheetRow row{RowKind::release, std::move(name)};
  row.facts = std::move(facts);
  return row;
}

std::string body(const Sheet& sheet) {
  const std::string text = write_sheet(sheet, "test");
  return text.substr(text.find("source: list\n") + 13);
}

// Merges through the text, as two runs of an importer do.
void merge(std::string& text, std::string_view edition, const std::vector<SheetRow>& rows) {
  Sheet sheet{"thing", source};
  if (!text.empty()) {
    auto read = read_sheet({"thing.yml", text});
    ASSERT_TRUE(read) << read.error().message;
    sheet = *std::move(read);
  }
  merge_edition(sheet, day(edition), rows);
  text = write_sheet(sheet, "test");
}

TEST(Sheet, WritesRowsInTheOrderOfPeople) {
  Sheet sheet{"thing", source};
  merge_edition(sheet, day("2026-08-21"),
                {release("v1.10", {{"released", "2026-01-02", "", "line 1"}}),
                 release("v1.9", {{"accelerator", "gpu", "", "line 2"},
                                  {"accelerator", "cpu", "", "line 2"},
                                  {"record", "build", "", "line 2"}})});
  EXPECT_EQ(write_sheet(sheet, "test"),
            "# Written by the importer test: what people add stands in another file.\n"
            "extends: thing\n"
            "sources:\n"
            "  list:\n"
            "    title: A list\n"
            "    url: https://example.org\n"
            "    publisher: example\n"
            "    editions: [2026-08-21]\n"
            "source: list\n"
            "releases:\n"
            "  - {release: v1.9, record: build, accelerator: [cpu, gpu], at: line 2}\n"
            "  - {release: v1.10, released: 2026-01-02, at: line 1}\n");
}

TEST(Sheet, QuotesWhatOtherReadersTakeForNumbersAndWords) {
  Sheet sheet{"thing", source};
  SheetRow cycle{RowKind::cycle, "1.10"};
  cycle.facts = {{"latest", "1.10"}, {"lts", "yes"}, {"end_of_support", "no"}, {"line", "no"}};
  merge_edition(sheet, day("2026-08-21"), {cycle});
  EXPECT_EQ(body(sheet),
            "cycles:\n"
            "  \"1.10\": {line: \"no\", lts: yes, end_of_support: no, latest: \"1.10\"}\n");
}

TEST(Sheet, SaysInWhichEditionsAFactStands) {
  std::string text;
  for (const std::string edition : {"2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"}) {
    const std::string place = "line " + edition.substr(6, 1);
    std::vector<SheetRow> rows = {release("a", {{"os", "ubuntu@22.04", "", place}})};
    if (edition != "2026-01-01") rows[0].facts.push_back({"python", "python@3.12", "", place});
    if (edition == "2026-02-01")
      rows.push_back(release("b", {{"ga", "2026-01-09", "{publisher: aws}", "row 2"}}));
    merge(text, edition, rows);
  }
  EXPECT_EQ(text.substr(text.find("releases:")),
            "releases:\n"
            "  - {release: a, python: \"python@3.12 @list[2026-02-01..2026-04-01]:line 4\", os: "
            "ubuntu@22.04, at: line 4}\n"
            "  - {release: b, ga: {is: 2026-01-09, for: {publisher: aws}, source: "
            "\"list[2026-02-01]:row 2\"}, at: row 2}\n");
}

TEST(Sheet, ImportingAgainChangesNothing) {
  const std::vector<SheetRow> rows = {
      release("a", {{"os", "ubuntu@22.04", "", "p"}, {"library", "x @ y", "", "p"}})};
  std::string text;
  merge(text, "2026-01-01", rows);
  const std::string once = text;
  merge(text, "2026-01-01", rows);
  EXPECT_EQ(text, once);
}

TEST(Sheet, ASecondImportOfAnEditionReplacesTheFirst) {
  std::string text;
  merge(text, "2026-01-01",
        {release("a", {{"os", "ubuntu@22.04", "", "p"}}), release("b", {{"os", "ubuntu@22.04", "", "p"}})});
  merge(text, "2026-01-01", {release("a", {{"os", "ubuntu@24.04", "", "p"}})});
  EXPECT_EQ(text.substr(text.find("releases:")), "releases:\n  - {release: a, os: ubuntu@24.04, at: p}\n");
}

TEST(Sheet, CountsWhatAnEditionChanges) {
  Sheet sheet{"thing", source};
  const SheetRow a = release("a", {{"os", "x", "", "p"}}), b = release("b", {{"os", "y", "", "p"}});
  EXPECT_EQ(merge_edition(sheet, day("2026-01-01"), {a}), (FactCount{1, 0, 0}));
  EXPECT_EQ(merge_edition(sheet, day("2026-02-01"), {b}), (FactCount{1, 0, 1}));
  EXPECT_EQ(merge_edition(sheet, day("2026-03-01"), {a, b}), (FactCount{0, 2, 0}));
  EXPECT_EQ(merge_edition(sheet, day("2026-02-01"), {b}), (FactCount{0, 1, 0}));
  EXPECT_EQ(merge_edition(sheet, day("2026-03-01"), {a}), (FactCount{0, 1, 1}));
  EXPECT_EQ(merge_edition(sheet, day("2026-03-01"), {a}), (FactCount{0, 1, 0}));
}

// Random editions of random rows, merged in every order of four.
TEST(Sheet, TheOrderOfImportsDoesNotMatter) {
  const std::vector<std::string> editions = {"2026-01-01", "2026-02-01", "2026-03-01", "2026-04-01"};
  std::mt19937 random(7);
  for (int round = 0; round < 20; ++round) {
    std::vector<std::vector<SheetRow>> said(editions.size());
    for (std::size_t e = 0; e < editions.size(); ++e)
      for (const char* name : {"a", "b", "c", "d"}) {
        SheetRow row = release(name, {});
        const std::string place = "line " + std::to_string(random() % 9);
        for (const char* value : {"cpu", "gpu", "hpu"})
          if (random() % 2 == 0) row.facts.push_back({"accelerator", value, "", place});
        if (random() % 2 == 0) row.facts.push_back({"ga", "2026-01-09", "{publisher: aws}", place});
        if (!row.facts.empty()) said[e].push_back(row);
      }
    std::vector<std::size_t> order = {0, 1, 2, 3};
    std::string in_order;
    for (const std::size_t e : order) merge(in_order, editions[e], said[e]);
    while (std::next_permutation(order.begin(), order.end())) {
      std::string text;
      for (const std::size_t e : order) merge(text, editions[e], said[e]);
      ASSERT_EQ(text, in_order);
    }
  }
}

// The first of random editions, then the others in one call: as if they came one after the other.
TEST(Sheet, ManyEditionsAtOnceAreThoseOneByOne) {
  std::mt19937 random(11);
  for (int round = 0; round < 200; ++round) {
    std::map<Date, std::vector<SheetRow>> said;
    for (int e = 0; e < 5; ++e)
      for (const char* name : {"a", "b", "c"}) {
        SheetRow row = release(name, {});
        row.cycle = std::to_string(random() % 2);
        for (const char* value : {"cpu", "gpu"})
          if (random() % 2 == 0)
            row.facts.push_back({"accelerator", value, "", "line " + std::to_string(random() % 9)});
        auto& rows = said[day("2026-01-01") + Days{e}];
        if (!row.facts.empty()) rows.push_back(row);
      }
    Sheet one_by_one{"thing", source};
    merge_edition(one_by_one, said.begin()->first, said.begin()->second);
    Sheet at_once = one_by_one;
    said.erase(said.begin());
    FactCount count;
    std::set<Date> days;
    for (const auto& [edition, rows] : said) {
      count += merge_edition(one_by_one, edition, rows);
      days.insert(edition);
    }
    std::map<Date, std::span<const SheetRow>> spans(said.begin(), said.end());
    ASSERT_EQ(merge_editions(at_once, days, spans), count);
    ASSERT_EQ(write_sheet(at_once, "test"), write_sheet(one_by_one, "test"));
    ASSERT_EQ(merge_editions(at_once, days, spans), (FactCount{0, count.added + count.unchanged, 0}));
    ASSERT_EQ(write_sheet(at_once, "test"), write_sheet(one_by_one, "test"));
  }
}

TEST(Sheet, RefusesWhatAnImporterNeverWrote) {
  const auto refused = [](std::string text) {
    const auto sheet = read_sheet({"x.yml", std::move(text)});
    return sheet ? std::string("accepted") : sheet.error().message;
  };
  EXPECT_EQ(refused("extends: a\n"), "`sources` is missing");
  EXPECT_EQ(refused("extends: a\nsources: {s: {title: t, editions: [2026-01-01]}}\nsource: s\n"
                    "defects: {}\n"),
            "`defects` is nothing that the importer writes");
  EXPECT_EQ(refused("extends: a\nsources: {s: {title: t, editions: [2026-01-01]}}\nsource: s\n"
                    "releases:\n  - {release: x, os: \"y @s[2025-01-01]\"}\n"),
            "cites no edition of its source");
  EXPECT_EQ(refused("extends: a\nsources: {s: {title: t, editions: [2026-13-01]}}\nsource: s\n"),
            Date::parse("2026-13-01").error().message);
}

TEST(NaturalLess, IsAStrictOrder) {
  const std::vector<std::string> sorted = {"", "1", "01", "2", "10", "a", "a1", "a1b", "a2", "a10"};
  for (std::size_t i = 0; i < sorted.size(); ++i)
    for (std::size_t j = 0; j < sorted.size(); ++j) {
      if (sorted[i] == "01" || sorted[j] == "01") continue;  // equal in number: by text
      EXPECT_EQ(NaturalLess{}(sorted[i], sorted[j]), i < j) << sorted[i] << ' ' << sorted[j];
    }
  EXPECT_TRUE(NaturalLess{}("01", "1") != NaturalLess{}("1", "01"));
}

}  // namespace
}  // namespace bestby::exchange
