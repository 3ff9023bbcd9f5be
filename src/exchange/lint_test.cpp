#include "exchange/lint.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <chrono>
#include <cstdlib>
#include <set>

#include <fmt/format.h>

#include "base/files.h"
#include "exchange/lint_report.h"
#include "exchange/lint_testing.h"
#include "exchange/sheet.h"
#include "snapshot/embedded.h"

namespace bestby::exchange {
namespace {

using testing::found_in;

TEST(LintNames, TwoThings) {
  const char* other =
      "product: jet\nname: flux\nkind: library\npublisher: b\nversions: pep440\nsource: list\n";
  EXPECT_EQ(found_in("name-of-two-things", "", {other}), "jet: its name `flux` is that of flux too\n");
  EXPECT_EQ(found_in("name-of-two-things",
                     "releases:\n  - {release: 1.0.0, also: [old]}\n  - {release: 1.0.1, also: [old]}\n"),
            "flux@1.0.0: its other name `old` is that of flux@1.0.1 too\n");
  EXPECT_EQ(
      found_in("name-of-two-things", "releases:\n  - {release: 1.0.0, also: [old]}\n  - {release: 1.0.1}\n"),
      "");
}

TEST(LintNames, TwoSpellings) {
  EXPECT_EQ(found_in("two-spellings", "releases: {\"1.0\": {arch: a}, 1.0.0: {arch: a}}\n"),
            "flux@1.0.0: `1.0` and `1.0.0` are one version\n");
  EXPECT_EQ(found_in("two-spellings", "cycles: {\"1.0\": {}}\nreleases: {1.0.0: {}, 1.0.1: {}}\n"), "");
}

TEST(LintNames, MentionedOnce) {
  const auto lib = [](const char* of) {
    return std::string(
               "product: lib\nkind: library\npublisher: b\nversions: pep440\nsource: list\nreleases: {1.0.0: "
               "{framework: flux@") +
           of + "}}\n";
  };
  EXPECT_EQ(found_in("mentioned-once", "releases: {1.2.1: {}}\n", {lib("1.21.1")}),
            "flux@1.21.1: framework of lib@1.0.0 is all that names it\n");
  EXPECT_EQ(found_in("mentioned-once", "releases: {1.2.1: {}}\n", {lib("1.2.1")}), "");
  // Nothing but what others name is recorded of it.
  EXPECT_EQ(found_in("mentioned-once", "", {lib("1.21.1")}), "");
}

TEST(LintFiles, EditedByHand) {
  const testing::SmallWorld small({std::string(testing::lint_head)}, {}, testing::lint_vocabulary);
  Evaluator evaluator(small.world(), small.policies());
  Sheet sheet{"flux", {"s", "S", "https://x.example", "acme"}};
  merge_edition(sheet, *Date::parse("2024-01-01"), {{.name = "1.0", .facts = {{"released", "2022-01-01"}}}});
  const std::string written = write_sheet(sheet, "endoflife");
  const auto found = [&](std::string path, std::string text) {
    const CatalogFile file{std::move(path), std::move(text)};
    std::string out;
    for (const LintFinding& f : lint({.evaluator = evaluator,
                                      .on = {},
                                      .files = {&file, 1},
                                      .rules = {find_lint_rule("edited-by-hand")}})
                                    .findings)
      out += f.subject + ": " + f.says + "\n";
    return out;
  };
  EXPECT_EQ(found("endoflife/flux.yml", written), "");
  EXPECT_EQ(found("endoflife/flux.yml", written + "# kept in mind\n"),
            fmt::format("endoflife/flux.yml: line {} is not as the importer endoflife writes it\n",
                        1 + std::count(written.begin(), written.end(), '\n')));
  EXPECT_EQ(found("acme/flux.yml", written + "# kept in mind\n"), "");
}

class LintAcknowledged : public ::testing::Test {
 protected:
  testing::SmallWorld small_{{std::string(testing::lint_head) +
                              "cycles: {\"1.0\": {released: 2022-01-01, end_of_support: 2021-12-31}}\n"},
                             {},
                             testing::lint_vocabulary};

  std::string report(const std::string& text, const char* on = "2024-06-01") {
    const auto known = read_acknowledgements("known.yml", text);
    if (!known) return known.error().front().message;
    Evaluator evaluator(small_.world(), small_.policies());
    const LintReport r = lint({.evaluator = evaluator, .on = *Date::parse(on), .acknowledged = *known});
    std::string out;
    for (const LintFinding& f : r.findings)
      out += fmt::format("{} {}{}\n", f.rule->id, f.subject, f.acknowledged != nullptr ? " known" : "");
    return out;
  }
};

TEST_F(LintAcknowledged, CountsUntilItsDay) {
  const std::string known =
      "- {rule: end-before-start, subject: \"flux@*\", because: it is so, until: 2024-06-01}\n";
  EXPECT_EQ(report(known), "end-before-start flux@1.0 known\n");
  EXPECT_EQ(report(known, "2024-06-02"),
            "end-before-start flux@1.0\nacknowledgement-expired end-before-start flux@*\n");
  EXPECT_EQ(report("[]\n"), "end-before-start flux@1.0\n");
  EXPECT_EQ(report(""), "end-before-start flux@1.0\n");
}

TEST_F(LintAcknowledged, UnusedIsAFinding) {
  EXPECT_EQ(report("- {rule: end-before-start, subject: flux@1.1, because: it is so, until: 2024-06-01}\n"),
            "end-before-start flux@1.0\nacknowledgement-unused end-before-start flux@1.1\n");
}

TEST_F(LintAcknowledged, RefusesWhatItDoesNotKnow) {
  EXPECT_EQ(report("- {rule: end-before-start, subjct: a, because: b, until: 2024-06-01}\n"),
            "`subjct` is not a key of an acknowledgement");
  EXPECT_EQ(report("- {rule: end-befor-start, subject: a, because: b, until: 2024-06-01}\n"),
            "there is no rule `end-befor-start`");
  EXPECT_EQ(report("- {rule: end-before-start, subject: a, until: 2024-06-01}\n"),
            "an acknowledgement needs `because`");
  EXPECT_EQ(report("- {rule: end-before-start, subject: a, because: b, until: 2024-02-30}\n"),
            Date::parse("2024-02-30").error().message);
  EXPECT_EQ(report("rule: end-before-start\n"), "acknowledgements are a list");
  const auto wrong = read_acknowledgements("k.yml", "- {rul: a}\n");
  ASSERT_FALSE(wrong);
  EXPECT_EQ(wrong.error().front().suggestions, std::vector<std::string>{"rule"});
  EXPECT_EQ(wrong.error().front().span.line, 1);
}

TEST(LintRules, AreWhatIsPublished) {
  const std::string path = BESTBY_ROOT "/docs/lint.md";
  const auto text = read_file(path);
  ASSERT_TRUE(text) << text.error().message;
  std::string table = "| rule | severity | what it finds | what to do |\n|---|---|---|---|\n";
  std::set<std::string_view> ids;
  for (const LintRule& r : lint_rules()) {
    EXPECT_TRUE(ids.insert(r.id).second) << r.id;
    table += fmt::format("| `{}` | {} | {} | {} |\n", r.id, severity_name(r.severity), r.says, r.help);
  }
  const auto first = text->find("| rule |");
  ASSERT_NE(first, std::string::npos);
  const auto last = text->find("\n\n", first) + 1;
  const char* accept = std::getenv("BESTBY_ACCEPT");
  if (accept != nullptr && std::string(accept) == "1") {
    ASSERT_TRUE(write_file(path, text->substr(0, first) + table + text->substr(last)));
  } else {
    EXPECT_EQ(text->substr(first, last - first), table) << "BESTBY_ACCEPT=1 writes it anew";
  }
}

// The catalogue inside the executable, on its own day: what is found is known, or a remark.
TEST(LintShipped, IsCleanOrAcknowledged) {
  const Snapshot snapshot = embedded_catalog();
  const auto known = read_acknowledgements("acknowledged.yml", std::string(embedded_acknowledgements()));
  ASSERT_TRUE(known) << known.error().front().message;
  Evaluator evaluator(snapshot.world, snapshot.policies);
  std::vector<CatalogFile> files;
  const std::string root = BESTBY_ROOT "/catalog/";
  const auto paths = list_tree(root);
  ASSERT_TRUE(paths) << paths.error().message;
  for (const std::string& path : *paths) files.push_back({path, *read_file(root + path)});
  LintReport report =
      lint({.evaluator = evaluator, .on = snapshot.world.as_of(), .acknowledged = *known, .files = files});
  EXPECT_GT(report.findings.size(), 100U);
  EXPECT_EQ(report.counted(Severity::warning), 0U) << lint_text(snapshot.world, report, {});
}

}  // namespace
}  // namespace bestby::exchange
