#include "exchange/aws_doc_testing.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <algorithm>

namespace bestby::exchange {
namespace {

using namespace aws_pages;

TEST(AwsDocLifecycles, OfFrameworks) {
  EXPECT_EQ(
      rows_of_page(supported_frameworks),
      "aws-deep-learning-ami.yml - {release: pytorch-1.12.1, framework: pytorch@1.12.1, at: row 1}\n"
      "aws-deep-learning-ami.yml - {release: tensorflow-2.9.2, framework: tensorflow@2.9.2, at: row 2}\n" +
          pytorch_112 +
          "tensorflow.yml \"2.9\": {cuda: {is: cuda@11.2, for: {publisher: aws}}, released: 2022-05-17, "
          "end_of_patch: {is: 2023-05-17, for: {publisher: aws}}, supported: {is: yes, for: {publisher: "
          "aws}}, "
          "available: [{is: no, for: {form: multi-framework-machine-image, publisher: aws}}, {is: yes, for: "
          "{form: container-image, publisher: aws}}, {is: yes, for: {form: single-framework-machine-image, "
          "publisher: aws}}], current_version: [{is: tensorflow@2.9.1, for: {form: container-image, "
          "publisher: "
          "aws}}, {is: tensorflow@2.9.2, for: {form: [multi-framework-machine-image, "
          "single-framework-machine-image], publisher: aws}}], at: row 2}\n");
  const auto imported = read(supported_frameworks);
  EXPECT_EQ(imported->report.tables, 1U);
  EXPECT_EQ(imported->report.rows, 2U);
  EXPECT_TRUE(imported->report.skipped.empty());
  EXPECT_TRUE(imported->report.notes.empty());
}

// The first table of a page, its columns in another order. `order` names old columns.
string reordered(const string& page, const std::vector<std::size_t>& order) {
  std::istringstream in(page);
  string out;
  for (string line; std::getline(in, line);) {
    if (!line.starts_with("|")) {
      out += line + "\n";
      continue;
    }
    std::vector<string> cells;
    std::istringstream parts(line.substr(1));
    for (string cell; std::getline(parts, cell, '|');) cells.push_back(cell);
    out += "|";
    for (const std::size_t column : order) out += cells[column] + "|";
    out += "\n";
  }
  return out;
}

TEST(AwsDocLifecycles, TheOrderOfColumnsSaysNothing) {
  std::vector<std::size_t> order = {0, 1, 2, 3, 4, 5, 6, 7, 8};
  const string expected = rows_of_page(supported_frameworks);
  for (int i = 0; i < 9; ++i) {
    std::rotate(order.begin(), order.begin() + 1, order.end());
    std::swap(order[2], order[7]);
    EXPECT_EQ(rows_of_page(reordered(supported_frameworks, order)), expected);
  }
}

TEST(AwsDocLifecycles, HeadersHaveSynonyms) {
  const std::vector<std::pair<string, std::vector<string>>> synonyms = {
      {"Framework |", {"ML framework |", "Deep learning framework |", "Toolkit |", "**Framework** |"}},
      {"Current version",
       {"Latest version", "Newest version", "Current release", "Current framework version"}},
      {"| Supported |", {"| AWS supported |", "| Supported by AWS |", "| Support status |", "| Status |"}},
      {"CUDA version", {"CUDA", "CUDA Toolkit", "NVIDIA CUDA version", "Supported CUDA versions"}},
      {"GitHub GA",
       {"GitHub release date", "GitHub general availability", "Released on GitHub", "GitHub release",
        "Release date"}},
      {"End of patch",
       {"Patch end", "End of patching", "Patched until", "Security patches until", "End of patch date",
        "Last day of patching"}},
      {"Single\\-framework DLAMI available",
       {"Single-framework AMI", "Available as single-framework DLAMI",
        "Single-framework machine image available"}},
      {"Deep Learning Containers available",
       {"DLC available", "Available as DLC", "Deep Learning Container", "Container available"}},
  };
  const string expected = rows_of_page(supported_frameworks);
  for (const auto& [header, others] : synonyms)
    for (const string& other : others) {
      const string page = replaced(supported_frameworks, header, other);
      ASSERT_NE(page, supported_frameworks) << header;
      EXPECT_EQ(rows_of_page(page), expected) << other;
      EXPECT_EQ(skipped(page), Lines{}) << other;
    }
}

TEST(AwsDocLifecycles, MissingColumnsAndMissingCells) {
  EXPECT_TRUE(
      rows_of_page(reordered(supported_frameworks, {5, 1, 0}))
          .starts_with("pytorch.yml \"1.12\": {end_of_patch: {is: 2023-07-01, for: {publisher: aws}}, "
                       "current_version: {is: pytorch@1.12.1, for: {publisher: aws}}, at: row 1}\n"));
  // An empty cell says nothing and its neighbours stay where they are; so do the cells that a short row has.
  const string page =
      "# T\n\n| Framework | Version | CUDA | GitHub GA | End of patch |\n|---|---|---|---|---|\n"
      "| PyTorch | 2.1 | | 2023-10-04 | 2024-10-04 |\n| PyTorch | 2.2 | 12.1 | – |\n| PyTorch | 2.3 | N/A | "
      "TBD | 2025-04-24 | extra |\n";
  EXPECT_EQ(rows_of_page(page),
            "pytorch.yml \"2.1\": {released: 2023-10-04, end_of_patch: {is: 2024-10-04, for: {publisher: "
            "aws}}, at: row 1}\n"
            "pytorch.yml \"2.2\": {cuda: {is: cuda@12.1, for: {publisher: aws}}, at: row 2}\n"
            "pytorch.yml \"2.3\": {end_of_patch: {is: 2025-04-24, for: {publisher: aws}}, at: row 3}\n");
  EXPECT_EQ(skipped(page),
            Lines{"page.md:7: the row has 6 cells, the table 5 columns: what is beyond them is not read"});
  EXPECT_EQ(testing::remarks(read(page)->report.notes),
            Lines{"page.md:6: the row has 4 cells of 5: the last ones are not recorded"});
}

TEST(AwsDocLifecycles, UnknownColumnsAreReportedAndTheRestIsRead) {
  const string page =
      "# T\n\n| Framework | Mood | Version | End of patch |\n|---|---|---|---|\n| PyTorch | sunny | 2.1 | "
      "2024-10-04 |\n";
  EXPECT_EQ(rows_of_page(page),
            "pytorch.yml \"2.1\": {end_of_patch: {is: 2024-10-04, for: {publisher: aws}}, at: row 1}\n");
  EXPECT_EQ(skipped(page), Lines{"page.md:3: the column `Mood` is not understood"});
}

TEST(AwsDocLifecycles, ScopesInEveryDress) {
  const auto cuda = [](const string& cell) {
    const string text = rows_of_page(
        "# T\n\n| Framework | Version | CUDA version |\n|---|---|---|\n| PyTorch | 2.6 | " + cell + " |\n");
    const auto at = text.find("cuda: ");
    return at == string::npos ? string() : text.substr(at + 6, text.find(", at: ") - at - 6);
  };
  const string platforms =
      "[{is: cuda@11.3, for: {platform: sagemaker, publisher: aws}}, {is: cuda@11.6, for: {platform: [ec2, "
      "machine-image], publisher: aws}}]";
  EXPECT_EQ(cuda("11\\.3 for SageMaker DLC, 11\\.6 for DLAMI and EC2/ECS/EKS DLC"), platforms);
  EXPECT_EQ(cuda("11.3 (SageMaker), 11.6 (DLAMIs, EC2, ECS and EKS)"), platforms);
  EXPECT_EQ(cuda("• 11.6 for DLAMI and EC2/ECS/EKS DLCs<br>• 11.3 for SageMaker DLCs"), platforms);
  EXPECT_EQ(cuda("SageMaker: 11.3; EC2, ECS, EKS, DLAMI: 11.6"), platforms);
  EXPECT_EQ(cuda("<ul><li>11.3 for SageMaker</li><li>11.6 for EC2 and DLAMI</li></ul>"), platforms);
  const string jobs =
      "[{is: cuda@12.4, for: {job: inference, publisher: aws}}, {is: cuda@12.6, for: {job: training, "
      "publisher: aws}}]";
  EXPECT_EQ(cuda("• 12.6 for Training DLCs<br>• 12.4 for Inference DLCs"), jobs);
  EXPECT_EQ(cuda("12.6 &ndash; training  12.4 &ndash; inference"), jobs);
  EXPECT_EQ(cuda("12.6"), "{is: cuda@12.6, for: {publisher: aws}}");
  // What is for nobody known must not hold for all.
  EXPECT_EQ(cuda("12.6 on Tuesdays, 12.4"), "");
  EXPECT_EQ(cuda("12.6 or 12.4"), "");
}

TEST(AwsDocLifecycles, AFootnoteSaysInWhichOrderValuesStand) {
  EXPECT_EQ(rows_of_page(
                "# T\n\n| Framework | Version | CUDA |\n|---|---|---|\n| PyTorch | 2.6 | 12.6/12.4\\* |\n\n"
                "\\*Training/Inference DLCs differ here\n"),
            "pytorch.yml \"2.6\": {cuda: [{is: cuda@12.4, for: {job: inference, publisher: aws}}, {is: "
            "cuda@12.6, for: "
            "{job: training, publisher: aws}}], at: row 1}\n");
}

TEST(AwsDocLifecycles, DaysInEveryForm) {
  const auto day = [](const string& cell, const string& other = "2020-01-01") {
    const string text =
        rows_of_page("# T\n\n| Framework | Version | End of patch |\n|---|---|---|\n| PyTorch | 2.6 | " +
                     cell + " |\n| TensorFlow | 2.1 | " + other + " |\n");
    const auto at = text.find("end_of_patch: {is: ");
    return text.starts_with("pytorch") && at != string::npos
               ? text.substr(at + 19, text.find(',', at) - at - 19)
               : string();
  };
  for (const char* cell :
       {"2022-09-06", "2022/9/6", "09/6/2022", "9/06/22", "Sep 6, 2022", "September 6th, 2022", "6 Sept 2022",
        "6-Sep-2022", "20220906", "Sep. 6 2022", "**2022\\-09\\-06**"})
    EXPECT_EQ(day(cell), "2022-09-06") << cell;
  EXPECT_EQ(day("06/09/2022", "25/12/2022"), "2022-09-06");
  EXPECT_EQ(day("06.09.2022", "25.12.2022"), "2022-09-06");
  EXPECT_EQ(day("September 2022"), "2022-09");
  EXPECT_EQ(day("2022-09"), "2022-09");
  for (const char* cell : {"TBD", "-", "", "N/A", ">4 years", "02/30/2022", "soon"})
    EXPECT_EQ(day(cell), "") << cell;
}

TEST(AwsDocLifecycles, SectionsSayWhatNoColumnSays) {
  EXPECT_EQ(rows_of_page("# Policy Table\n\n## Supported Framework Versions\n\n| Framework | Current version "
                         "| End of patch |\n|---|---|---|\n"
                         "| PyTorch | 2.8 | 2026-08-06 |\n\n## Unsupported Framework Versions\n\n| Framework "
                         "| Current version | End of patch |\n"
                         "|---|---|---|\n| PyTorch | 2.5 | 2025-10-29 |\n"),
            "pytorch.yml \"2.5\": {end_of_patch: {is: 2025-10-29, for: {publisher: aws}}, supported: {is: "
            "no, for: {publisher: aws}}, "
            "current_version: {is: pytorch@2.5, for: {publisher: aws}}, at: row 2}\n"
            "pytorch.yml \"2.8\": {end_of_patch: {is: 2026-08-06, for: {publisher: aws}}, supported: {is: "
            "yes, for: {publisher: aws}}, "
            "current_version: {is: pytorch@2.8, for: {publisher: aws}}, at: row 1}\n");
}

// Versions of Python hold side by side, in any form; those of others need words that say for whom each is.
TEST(AwsDocLifecycles, SeveralPythonsInOneCell) {
  const auto page = [](const char* header, const std::string& cell) {
    return fmt::format("# Policy\n\n| Framework | Version | {} |\n|---|---|---|\n| PyTorch | 2.8 | {} |\n",
                       header, cell);
  };
  const auto said = [](std::initializer_list<int> minors) {
    std::vector<std::string> facts;
    for (const int minor : minors)
      facts.push_back(fmt::format("{{is: python@3.{}, for: {{publisher: aws}}}}", minor));
    return fmt::format("pytorch.yml \"2.8\": {{python: [{}], at: row 1}}\n", fmt::join(facts, ", "));
  };
  for (const char* cell :
       {"3.9, 3.10", "3.9 and 3.10", "3.10 / 3.9", "Python 3.9, Python 3.10", "py39, py310",
        "3.9 (py39), 3.10 (py310)", "3.9-3.10", "3.9 \xE2\x80\x93 3.10", "3.9 3.10"})
    EXPECT_EQ(rows_of_page(page("Python version", cell)), said({9, 10})) << cell;
  EXPECT_EQ(rows_of_page(page("Python", "3.8-3.10, 3.12")), said({8, 9, 10, 12}));
  EXPECT_EQ(rows_of_page(page("Python", "3.8 to 3.10")), said({8, 9, 10}));
  for (const char* cell : {"3.10-3.8", "2.7-3.6", "3.1-3.999", "3.8, 3.9 soon"})
    EXPECT_EQ(skipped(page("Python", cell)).size(), 2U) << cell;  // and that the page says nothing else
  EXPECT_EQ(skipped(page("CUDA", "11.8, 12.1")).size(), 2U);
}

TEST(AwsDocLifecycles, FrameworkAndVersionInOneCell) {
  EXPECT_EQ(rows_of_page("# Ray\n\n| Version | GA Date | End of Patch |\n| ------- | --- | --- |\n| Ray 2.54 "
                         "| 2026-02-18 | 2027-02-18 |\n"),
            "ray.yml \"2.54\": {ga: {is: 2026-02-18, for: {publisher: aws}}, end_of_patch: {is: 2027-02-18, "
            "for: {publisher: aws}}, at: row 1}\n");
}

TEST(AwsDocLifecycles, WhatHasNoCycleIsReported) {
  EXPECT_EQ(
      skipped("# T\n\n| Framework | Version | End of patch |\n|---|---|---|\n| Base | - | 2026-10-22 |\n| "
              "XGBoost | 1.2-1 | 07/19/2021 |\n"
              "| PyTorch | 2.1 | 2024-10-04 |\n| | 2.2 | 2025-01-30 |\n| PyTorch | latest | 2025-01-30 |\n| "
              "PyTorch | 2.0 | Not soon |\n"),
      (Lines{"page.md:5: no product is known as `Base`", "page.md:6: `1.2-1` numbers an image and no release",
             "page.md:8: no product is known as ``", "page.md:9: `latest` is no version",
             "page.md:10: `Not soon` of `End of patch` is no day"}));
}

// Another revision's captions: the framework stands beside its cycle, the patch in a column of its own, and
// platforms have columns.
TEST(AwsDocLifecycles, FrameworkAndPatchInColumnsOfTheirOwn) {
  EXPECT_EQ(rows_of_page(
                "# Framework Support Policy\n\n"
                "| Minor release | Latest patch | DLC for SageMaker | DLC for EC2, ECS, EKS | Patches end |\n"
                "| --- | --- | --- | --- | --- |\n"
                "| PyTorch 2\\.9 | 2\\.9\\.1 | Yes | No | 2026\\-10\\-15 |\n"),
            "pytorch.yml \"2.9\": {end_of_patch: {is: 2026-10-15, for: {publisher: aws}}, available: [{is: "
            "no, for: "
            "{platform: ec2, publisher: aws}}, {is: yes, for: {platform: sagemaker, publisher: aws}}], "
            "current_version: {is: pytorch@2.9.1, for: {publisher: aws}}, at: row 1}\n");
}

}  // namespace
}  // namespace bestby::exchange
