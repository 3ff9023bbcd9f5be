// The formats on answers made by hand: what hostile names become, and what stands where. That others read
// them is tested in tests/check_formats_test.cpp.
#include <gtest/gtest.h>

#include <nlohmann/json.hpp>

#include "report/check_places.h"
#include "report/check_report.h"
#include "report/check_severities.h"

namespace bestby {
namespace {

using nlohmann::json;

FindingPlace at(std::string path, std::uint32_t line, std::string set_aside = {}) {
  FindingPlace out;
  out.where = {.path = std::move(path), .line = line, .column = 3, .length = 5};
  out.written = "x==1";
  out.set_aside = std::move(set_aside);
  return out;
}

CheckFinding finding(Finding severity, std::string subject, std::vector<FindingPlace> places) {
  CheckFinding out;
  out.severity = severity;
  out.id = std::string(finding_names[static_cast<std::size_t>(severity)]) + "/" + subject;
  out.subject = std::move(subject);
  out.cause = NotRecorded{"100%: a,\nb"};
  out.places = std::move(places);
  return out;
}

class CheckFormats : public testing::Test {
 protected:
  CheckFormats() {
    answer_.targets = {"."};
    answer_.files = 2;
  }
  CheckShown shown() const {
    return {.answer = answer_,
            .world = world_,
            .policies = policies_,
            .asked = {*Date::parse("2026-09-01"), {}, *Date::parse("2026-08-22")}};
  }

  World world_;
  Policies policies_;
  CheckAnswer answer_;
};

TEST_F(CheckFormats, GithubEscapesWhatEndsAPropertyOrALine) {
  answer_.findings = {finding(Finding::ended, "x==1", {at("a,b: c%.txt", 7), at("b", 2, "in the baseline")})};
  EXPECT_EQ(check_github(shown()),
            "::error file=a%2Cb%3A c%25.txt,line=7,endLine=7,col=3,endColumn=8,title=No longer patched%3A "
            "x==1::x==1: 100%25: a,%0Ab\n");
}

TEST_F(CheckFormats, GitlabNamesEachPlaceOnceAndForGood) {
  answer_.findings = {finding(Finding::ended, "x==1", {at("a", 7), at("a", 9), at("b", 1)})};
  const json before = json::parse(check_gitlab(shown()));
  ASSERT_EQ(before.size(), 3U);
  EXPECT_NE(before[0]["fingerprint"], before[1]["fingerprint"]);
  EXPECT_NE(before[0]["fingerprint"], before[2]["fingerprint"]);
  for (FindingPlace& place : answer_.findings[0].places) place.where.line += 40;
  const json after = json::parse(check_gitlab(shown()));
  for (std::size_t i = 0; i < 3; ++i) EXPECT_EQ(before[i]["fingerprint"], after[i]["fingerprint"]);
  EXPECT_EQ(after[0]["location"]["lines"]["begin"], 47);
}

TEST_F(CheckFormats, SarifHasAResultAPlace) {
  answer_.findings = {finding(Finding::unknown, "x==1", {at("a b/\xC3\xA4.txt", 7), at("/c", 2, "known")})};
  answer_.unread = {{0, "big.bin", "is too long"}};
  const json run = json::parse(check_sarif(shown()))["runs"][0];
  ASSERT_EQ(run["results"].size(), 2U);
  const json& first = run["results"][0];
  EXPECT_EQ(first["ruleId"], "unknown");
  EXPECT_EQ(run["tool"]["driver"]["rules"][first["ruleIndex"].get<std::size_t>()]["id"], "unknown");
  EXPECT_EQ(first["level"], "note");
  const json place = first["locations"][0]["physicalLocation"];
  EXPECT_EQ(place["artifactLocation"], json({{"uri", "a%20b/%C3%A4.txt"}, {"uriBaseId", "%SRCROOT%"}}));
  EXPECT_EQ(place["region"], json({{"startLine", 7}, {"startColumn", 3}, {"endColumn", 8}}));
  EXPECT_FALSE(first.contains("suppressions"));
  EXPECT_EQ(run["results"][1]["locations"][0]["physicalLocation"]["artifactLocation"],
            json({{"uri", "file:///c"}}));
  EXPECT_EQ(run["results"][1]["suppressions"][0]["justification"], "known");
  EXPECT_EQ(run["invocations"][0]["toolExecutionNotifications"][0]["message"]["text"],
            "big.bin: is too long");
}

TEST_F(CheckFormats, SarifHasTheEditAsAFix) {
  answer_.findings = {finding(Finding::ended, "x==1", {at("a", 7)})};
  FixPlan fixes;
  fixes.files = {
      {"a", "a", "", "", {{.finding = 0, .place = 0, .line = 7, .column = 6, .length = 1, .to = "2"}}}};
  CheckShown with = shown();
  with.fixes = &fixes;
  const json run = json::parse(check_sarif(with))["runs"][0];
  EXPECT_EQ(run["results"][0]["fixes"][0]["artifactChanges"][0]["replacements"][0],
            json({{"deletedRegion", {{"startLine", 7}, {"startColumn", 6}, {"endColumn", 7}}},
                  {"insertedContent", {{"text", "2"}}}}));
}

TEST_F(CheckFormats, MarkdownAndHtmlTakeNoNameForTheirOwn) {
  const std::string name = "<script>alert(1)</script>|`*_[x](y)@you #1";
  answer_.findings = {finding(Finding::ended, name, {at("a)|<b>.txt", 1)})};
  const std::string markdown = check_markdown(shown());
  EXPECT_EQ(markdown.find("<script"), std::string::npos);
  EXPECT_NE(
      markdown.find("| <code>&lt;script&gt;alert(1)&lt;/script&gt;\\|\\`\\*\\_\\[x\\](y)@you \\#1</code> |"),
      std::string::npos)
      << markdown;
  EXPECT_NE(markdown.find("[a)\\|&lt;b&gt;.txt:1](a%29%7C%3Cb%3E.txt#L1)"), std::string::npos) << markdown;
  const std::string page = check_html(shown());
  EXPECT_EQ(page.find("<script"), std::string::npos);
  EXPECT_NE(page.find("&lt;script&gt;alert(1)"), std::string::npos);
}

TEST_F(CheckFormats, MarkdownLinksBeginAsIsSaid) {
  answer_.targets = {"dir:src"};
  answer_.findings = {finding(Finding::ended, "x==1", {at("a", 7)})};
  CheckShown with = shown();
  with.links = "https://code.example/blob/1/";
  EXPECT_NE(check_markdown(with).find("[src/a:7](https://code.example/blob/1/src/a#L7)"), std::string::npos);
  EXPECT_NE(check_markdown(shown()).find("[src/a:7](src/a#L7)"), std::string::npos);
}

TEST_F(CheckFormats, MarkdownFitsIntoAComment) {
  for (int i = 0; i < 3000; ++i)
    answer_.findings.push_back(finding(Finding::ended, "x==" + std::to_string(i), {at("a", 1), at("b", 2)}));
  const std::string markdown = check_markdown(shown());
  EXPECT_LE(markdown.size(), 65'536U);
  EXPECT_GE(markdown.size(), 60'000U);
  EXPECT_NE(markdown.find("</details>\n\nLeft out: "), std::string::npos)
      << markdown.substr(markdown.size() - 300);
}

TEST_F(CheckFormats, TextCutsNamesOnATerminalOnly) {
  const std::string name(120, 'n');
  answer_.findings = {finding(Finding::ended, name, {at("a", 1)})};
  CheckShown on_terminal = shown();
  on_terminal.width = 60;
  EXPECT_EQ(check_text(on_terminal).find(name), std::string::npos);
  EXPECT_NE(check_text(shown()).find(name), std::string::npos);
}

TEST_F(CheckFormats, TextStaysReadableWithManyFindings) {
  for (int i = 0; i < 200; ++i) {
    answer_.findings.push_back(finding(Finding::ended, "x==" + std::to_string(i), {}));
    for (std::uint32_t line = 1; line < 10; ++line) answer_.findings.back().places.push_back(at("a", line));
  }
  const std::string text = check_text(shown());
  EXPECT_EQ(std::count(text.begin(), text.end(), '\n'), 200 * 6 + 3);  // with the line feed of the cause
}

TEST_F(CheckFormats, JunitFailsWhatFailsTheCheck) {
  answer_.findings = {finding(Finding::ended, "a", {at("a", 1)}), finding(Finding::ending, "b", {at("b", 1)}),
                      finding(Finding::ended, "c", {at("c", 1, "known & accepted")})};
  const std::string report = check_junit(shown());
  EXPECT_NE(report.find(R"(tests="4" failures="1" errors="0" skipped="1")"), std::string::npos) << report;
  EXPECT_NE(report.find(R"(<skipped message="known &amp; accepted"/>)"), std::string::npos) << report;
}

TEST_F(CheckFormats, BillsListWhatIsWrittenAndAreReproducible) {
  answer_.findings = {finding(Finding::unknown, "x", {at("a", 1), at("b", 1)})};
  answer_.findings[0].places[0].purl = answer_.findings[0].places[1].purl = "pkg:deb/ubuntu/x@1.0-1";
  const json bill = json::parse(check_cyclonedx(shown()));
  ASSERT_EQ(bill["components"].size(), 1U);
  const json& c = bill["components"][0];
  EXPECT_EQ(std::tuple(c["group"], c["name"], c["version"]), std::tuple("ubuntu", "x", "1.0-1"));
  EXPECT_EQ(c["evidence"]["occurrences"].size(), 2U);
  EXPECT_EQ(check_cyclonedx(shown()), check_cyclonedx(shown()));
  EXPECT_EQ(check_spdx(shown()), check_spdx(shown()));
  const std::string number = bill["serialNumber"];
  answer_.findings[0].places.pop_back();
  EXPECT_NE(json::parse(check_cyclonedx(shown()))["serialNumber"], number);
}

TEST(CheckFormatTable, IsWhatTheCommandTakes) {
  EXPECT_EQ(check_formats().front().name, "text");
  for (const CheckFormat& f : check_formats()) EXPECT_EQ(check_format(f.name), &f);
  EXPECT_EQ(check_format("xml"), nullptr);
  for (std::size_t i = 0; i < severity_table().size(); ++i)
    EXPECT_EQ(static_cast<std::size_t>(severity_table()[i].finding), i);
}

}  // namespace
}  // namespace bestby
