// Pages as AWS writes them, in the shapes of several years: the texts are ours.
#include "exchange/aws_doc.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>
#include <sstream>

#include "base/files.h"
#include "exchange/import_testing.h"

namespace bestby::exchange {
namespace {

using std::string;
using Lines = std::vector<string>;

Result<Imported> read(const string& text, const char* published = "2024-01-02",
                      std::vector<CatalogFile> existing = {}) {
  return testing::import("aws-doc", {{"page.md", text}}, published, std::move(existing));
}

// The rows of all files, without their heads, one a line: `pytorch/ "1.12": {...}`.
string rows(const Imported& imported) {
  string out;
  for (const CatalogFile& file : imported.files) {
    const auto source = file.text.find("\nsource: ");
    if (source == string::npos) continue;
    std::istringstream lines(file.text.substr(file.text.find('\n', source + 1) + 1));
    for (string line; std::getline(lines, line);)
      if (line.starts_with("facts: {"))
        out += file.path.substr(file.path.rfind('/') + 1) + line.substr(6) + "\n";
      else if (line.starts_with("  "))
        out += file.path.substr(file.path.rfind('/') + 1) + line.substr(1) + "\n";
  }
  return out;
}

string rows_of_page(const string& text) {
  const auto imported = read(text);
  EXPECT_TRUE(imported.has_value());
  return imported ? rows(*imported) : string();
}

Lines skipped(const string& text) {
  const auto imported = read(text);
  return imported ? testing::remarks(imported->report.skipped) : Lines{imported.error().message};
}

// ---- lifecycles ----

const string supported_frameworks =
    "# Framework Support Policy<a name=\"x\"></a>\n\n"
    "| Framework | Current version | Supported | CUDA version | GitHub GA | End of patch | "
    "Single\\-framework DLAMI available | Multi\\-framework DLAMI available | Deep Learning Containers "
    "available | \n"
    "| --- | --- | --- | --- | --- | --- | --- | --- | --- | \n"
    "|  PyTorch  |  1\\.12\\.1  |  Yes  |  – 11\\.3 for SageMaker Deep Learning Containers  \\- 11\\.6 for "
    "DLAMI and "
    "EC2/ECS/EKS Deep Learning Containers  |  07/01/2022  |  07/1/2023  |  Yes  |  No  |  Yes  | \n"
    "|  TensorFlow  |  \\- 2\\.9\\.2 for DLAMI  \\- 2\\.9\\.1 for Deep Learning Containers   |  Yes  |  "
    "11\\.2  |  "
    "05/17/2022  |  05/17/2023  |  Yes  |  No  |  Yes  | \n";

const string pytorch_112 =
    "pytorch.yml \"1.12\": {cuda: [{is: cuda@11.3, for: {platform: sagemaker, publisher: aws}}, {is: "
    "cuda@11.6, for: "
    "{platform: [ec2, machine-image], publisher: aws}}], released: 2022-07-01, end_of_patch: {is: "
    "2023-07-01, for: "
    "{publisher: aws}}, supported: {is: yes, for: {publisher: aws}}, available: [{is: no, for: {form: "
    "multi-framework-machine-image, publisher: aws}}, {is: yes, for: {form: container-image, publisher: "
    "aws}}, {is: "
    "yes, for: {form: single-framework-machine-image, publisher: aws}}], current_version: {is: "
    "pytorch@1.12.1, for: "
    "{publisher: aws}}, at: row 1}\n";

TEST(AwsDocLifecycles, OfFrameworks) {
  EXPECT_EQ(
      rows_of_page(supported_frameworks),
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

string replaced(string text, const string& from, const string& to) {
  for (auto at = text.find(from); at != string::npos; at = text.find(from, at + to.size()))
    text.replace(at, from.size(), to);
  return text;
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

// ---- libraries ----

const string wheel_url =
    "https://smdataparallel\\.s3\\.amazonaws\\.com/binary/pytorch/2\\.0\\.0/cu118/2023\\-03\\-20/"
    "smdistributed\\_dataparallel\\-1\\.8\\.0\\-cp310\\-cp310\\-linux\\_x86\\_64\\.whl";
const string library_row =
    "smdistributed-dataparallel.yml - {release: 1.8.0, framework: pytorch@2.0.0, python: {is: python@3.10, "
    "for: {framework: pytorch@2.0.0}}, "
    "cuda: {is: cuda@11.8, for: {framework: pytorch@2.0.0}}, arch: {is: x86_64, for: {framework: "
    "pytorch@2.0.0}}, built: {is: 2023-03-20, for: "
    "{framework: pytorch@2.0.0}}, image: {is: "
    "aws/pytorch-training@2.0.0-gpu-py310-cu118-ubuntu20.04-sagemaker, for: {framework: pytorch@2.0.0}}, "
    "wheel: {is: "
    "https://smdataparallel.s3.amazonaws.com/binary/pytorch/2.0.0/cu118/2023-03-20/"
    "smdistributed_dataparallel-1.8.0-cp310-cp310-linux_x86_64.whl, "
    "for: {framework: pytorch@2.0.0}}, at: PyTorch row 1}\n";
const string image_row =
    "aws-pytorch-training.yml - {release: 2.0.0-gpu-py310-cu118-ubuntu20.04-sagemaker, record: image, "
    "framework: pytorch@2.0.0, library: "
    "smdistributed-dataparallel@1.8.0, accelerator: gpu, python: python@3.10, cuda: cuda@11.8, os: "
    "ubuntu@20.04, platform: sagemaker, arch: x86_64, "
    "job: training, address: "
    "763104351884.dkr.ecr.<region>.amazonaws.com/"
    "pytorch-training:2.0.0-gpu-py310-cu118-ubuntu20.04-sagemaker, at: PyTorch row 1}\n";

string library_page(const string& version, const string& library, const string& image, const string& wheel,
                    const string& headers = {}) {
  const string head =
      headers.empty() ? "| PyTorch versions | SageMaker data parallelism library versions | "
                        "`smdistributed-dataparallel` integrated image URI | URL of the binary file\\*\\* |"
                      : headers;
  return "# Supported Frameworks\n\n" + head + "\n|---|---|---|---|\n| " + version + " | " + library + " | " +
         image + " | " + wheel + " |\n";
}
const string image_address =
    "763104351884\\.dkr\\.ecr\\.<region>\\.amazonaws\\.com/"
    "pytorch\\-training:2\\.0\\.0\\-gpu\\-py310\\-cu118\\-ubuntu20\\.04\\-sagemaker";

TEST(AwsDocLibraries, ARelease) {
  const string page =
      library_page("v2\\.0\\.0", "smdistributed\\-dataparallel==v1\\.8\\.0", image_address, wheel_url);
  EXPECT_EQ(rows_of_page(page), image_row + library_row);
  EXPECT_EQ(skipped(page), Lines{});
  EXPECT_TRUE(read(page)->report.notes.empty());
}

TEST(AwsDocLibraries, HeadersOfOtherYears) {
  for (const char* headers :
       {"| PyTorch version | SMDDP library version | SageMaker AI Framework Container images pre-installed "
        "with SMDDP | URL of the binary file\\$1\\$1 |",
        "| PyTorch version | SageMaker distributed data parallel library version | "
        "`smdistributed-dataparallel` integrated image URI | URL to the binary files of the library |",
        "| PyTorch | Library release | DLC image | Wheel |",
        "| Torch versions | SMDDP | Container image URI | Download |",
        "| Supported PyTorch | `smdistributed-dataparallel` | Image | x |"}) {
    const string page =
        library_page("v2.0.0", "`smdistributed-dataparallel==v1.8.0`", image_address, wheel_url, headers);
    EXPECT_EQ(rows_of_page(page), image_row + library_row) << headers;
  }
}

TEST(AwsDocLibraries, RegionsInEveryDress) {
  for (const char* region : {"<region>", "*<region>*", "&lt;region&gt;", "\\<region\\>", "{region}",
                             "${AWS_REGION}", "`<region>`", "<us-west-2>", "**region**"}) {
    const string page = library_page("2.0.0", "smdistributed-dataparallel==1.8.0",
                                     replaced(image_address, "<region>", region), wheel_url);
    EXPECT_EQ(rows_of_page(page), image_row + library_row) << region;
  }
  EXPECT_NE(rows_of_page(library_page("2.0.0", "smdistributed-dataparallel==1.8.0",
                                      replaced(image_address, "<region>", "eu-west-1"), wheel_url))
                .find("763104351884.dkr.ecr.eu-west-1.amazonaws.com/"),
            string::npos);
}

TEST(AwsDocLibraries, NoWheelAndNoImage) {
  for (const char* none : {"\\-", "–", "Not available", "Currently not available", "N/A"}) {
    const string page = library_page("2.0.0", "smdistributed-dataparallel==1.8.0", none, none);
    EXPECT_EQ(rows_of_page(page),
              "smdistributed-dataparallel.yml - {release: 1.8.0, framework: pytorch@2.0.0, wheel_published: "
              "{is: no, for: {framework: pytorch@2.0.0}}, at: PyTorch row 1}\n")
        << none;
  }
  EXPECT_EQ(
      rows_of_page(library_page("2.0.0", "smdistributed-dataparallel==1.8.0", "", "")),
      "smdistributed-dataparallel.yml - {release: 1.8.0, framework: pytorch@2.0.0, at: PyTorch row 1}\n");
  EXPECT_EQ(skipped(library_page("2.0.0", "smdistributed-dataparallel==1.8.0", "ask us", "later")),
            (Lines{"page.md:5: `ask us` of `smdistributed-dataparallel integrated image URI` is no address "
                   "of an image",
                   "page.md:5: `later` of `URL of the binary file` is no address of a wheel"}));
}

TEST(AwsDocLibraries, SeveralFrameworkVersionsInACell) {
  EXPECT_EQ(rows_of_page("# Supported frameworks\n\n### TensorFlow (deprecated)\n\n| TensorFlow version | "
                         "SMDDP library version |\n|---|---|\n"
                         "| 2.9.1, 2.10.1, 2.11.0 | `smdistributed-dataparallel==v1.4.1` |\n"),
            "smdistributed-dataparallel.yml - {release: 1.4.1, framework: [tensorflow@2.9.1, "
            "tensorflow@2.10.1, tensorflow@2.11.0], at: TensorFlow row 1}\n");
}

TEST(AwsDocLibraries, LightningBesideItsPyTorch) {
  EXPECT_EQ(
      rows_of_page(
          "# Supported frameworks\n\n| PyTorch Lightning versions | PyTorch versions | SMDDP library "
          "versions |\n|---|---|---|\n"
          "|  1\\.7\\.2 1\\.7\\.0 1\\.6\\.4  | 1\\.12\\.0 | smdistributed\\-dataparallel==v1\\.5\\.0 |\n"
          "| 1.5.10<br>1.5.9 | 1.11.0 | smdistributed-dataparallel==v1.4.1 |\n"),
      "smdistributed-dataparallel.yml - {release: 1.4.1, framework: pytorch@1.11.0, works_with: [{is: "
      "pytorch-lightning@1.5.9, for: {framework: "
      "pytorch@1.11.0}}, {is: pytorch-lightning@1.5.10, for: {framework: pytorch@1.11.0}}], at: PyTorch "
      "Lightning row 2}\n"
      "smdistributed-dataparallel.yml - {release: 1.5.0, framework: pytorch@1.12.0, works_with: [{is: "
      "pytorch-lightning@1.6.4, for: {framework: "
      "pytorch@1.12.0}}, {is: pytorch-lightning@1.7.0, for: {framework: pytorch@1.12.0}}, {is: "
      "pytorch-lightning@1.7.2, for: {framework: "
      "pytorch@1.12.0}}], at: PyTorch Lightning row 1}\n");
}

TEST(AwsDocLibraries, StarsMeanWhatTheirFootnoteSays) {
  const string table =
      "# Supported frameworks\n\n| PyTorch version | SageMaker model parallelism library version "
      "|\n|---|---|\n| v1\\.12\\.0\\* | smdistributed\\-modelparallel==v1\\.10\\.0 |\n\n";
  EXPECT_EQ(rows_of_page(table + "\\* From v1\\.6\\.0 on the library has extended features\\.\n"),
            "smdistributed-modelparallel.yml - {release: 1.10.0, framework: pytorch@1.12.0, capability: {is: "
            "extended features, for: {framework: "
            "pytorch@1.12.0}}, at: PyTorch row 1}\n");
  EXPECT_EQ(testing::remarks(read(table + "\\* Something else\n")->report.notes),
            Lines{"page.md:5: what the mark `*` says of the row is not recorded"});
}

TEST(AwsDocLibraries, AnImageOfARepositoryThatIsNewGetsAHead) {
  const string page =
      "# Supported frameworks\n\n| PyTorch version | SMDDP library version | SMP Docker images pre-installed "
      "with SMDDP |\n|---|---|---|\n"
      "| v2.3.1 | `smdistributed-dataparallel==v2.5.0` | "
      "`658645717510.dkr.ecr.`<us-west-2>`.amazonaws.com/smdistributed-modelparallel:2.4.1-gpu-py311-cu121` "
      "|\n";
  const std::vector<CatalogFile> others = {
      {"vocabulary.yml", read_file(BESTBY_ROOT "/catalog/vocabulary.yml").value()},
      {"p.yml",
       "product: pytorch\nname: PyTorch\nkind: framework\npublisher: pytorch\nversions: pep440\ncycle: "
       "major.minor\n"}};
  const auto imported =
      find_importer("aws-doc")->import({{{"page.md", page}}, {}, *Date::parse("2024-10-10"), others});
  ASSERT_TRUE(imported.has_value());
  EXPECT_EQ(testing::file_named(*imported, "products/smdistributed-modelparallel.yml"),
            "# Written by the importer aws-doc.\nproduct: aws/smdistributed-modelparallel\nname: \"AWS, "
            "Smdistributed Modelparallel\"\n"
            "kind: container-image\npublisher: aws\nversions: image-tag\ncycle: none\nrepository: "
            "smdistributed-modelparallel\n");
  EXPECT_NE(rows(*imported).find("aws-smdistributed-modelparallel.yml - {release: 2.4.1-gpu-py311-cu121, "
                                 "record: image, framework: pytorch@2.4.1"),
            string::npos);
  EXPECT_EQ(testing::remarks(imported->report.notes),
            Lines{"page.md:5: the image `2.4.1-gpu-py311-cu121` stands in the row of pytorch@2.3.1"});
}

// ---- lists ----

TEST(AwsDocLists, InstanceTypes) {
  EXPECT_EQ(
      rows_of_page(
          "# Supported frameworks\n\nThe SageMaker model parallelism library needs one of these\\.\n\n| "
          "Instance type |\n|---|\n| `ml.p3.16xlarge` |\n| ml\\.p4d\\.24xlarge, ml.g5.xlarge |\n"),
      "smdistributed-modelparallel.yml {instance_type: [ml.g5.xlarge, ml.p3.16xlarge "
      "@aws-smdmp-support-editions:instance types row 1, ml.p4d.24xlarge], at: instance types row 2}\n");
  EXPECT_EQ(skipped("# T\n\n| Instance type |\n|---|\n| ml.p3.16xlarge |\n"),
            (Lines{"page.md:3: nothing says whose instance types these are",
                   "page.md:0: nothing on the page is understood"}));
}

// ---- release notes ----

const string notes_page =
    "# AWS Deep Learning Containers for PyTorch 2.6 ARM64 Inference on EC2, ECS, and EKS\n\n"
    "|           | EC2       | ECS           | EKS           |\n| --- | --- | --- | --- |\n"
    "| CPU image | Supported | Supported     | Supported     |\n| GPU image | Supported | Not Supported | – "
    "|\n\n"
    "## Release Notes\n\n"
    "- Introduced containers ([release "
    "tag](https://github.com/aws/deep-learning-containers/releases/tag/v1.0-pt-arm64-ec2-2.6.0-inf-py312 "
    "\"t\")).\n"
    "- TorchServe version: 0.12.0\n"
    "- 02/14/25: Updated TorchServe to 0.12.1 "
    "([tag](https://github.com/aws/deep-learning-containers/releases/tag/"
    "v1.1-pt-arm64-ec2-2.6.0-inf-py312))\n"
    "- The GPU image should be used with the [G5g instance type](https://x/), with NVIDIA T4G Tensor Core "
    "GPUs.\n"
    "- The GPU Docker Image includes:\n  - CUDA 12.4.1\n\n"
    "## GPU Instance Type support\n\n- CUDA 12.4\n- cuDNN 9.1.0.70+cuda12.4\n- NCCL 2.21.5+cuda12.4\n\n"
    "## Python 3.12 Support\n\nPython 3.12 is in it.\n\n"
    "## AWS Regions support\n\n| Region | Code |\n|---|---|\n| US East (Ohio) | us-east-2 |\n| EU (Paris) | "
    "eu-west-3 |\n\n"
    "## Build and Test\n\n- Built on: c6g.2xlarge\n- Tested on: c8g.4xlarge, t4g.2xlarge\n- Tested with "
    "[MNIST](u) and Resnet50/DenseNet datasets on EC2, ECS AMI (Amazon Linux AMI 2.0.20220822 arm64)\n";

TEST(AwsDocNotes, OfAnImage) {
  const auto imported = read(notes_page, "2025-02-14");
  ASSERT_TRUE(imported.has_value());
  const string page = testing::file_named(*imported, "aws-pytorch-inference-arm64.yml");
  for (const char* fact :
       {"{is: no, for: {accelerator: gpu, framework: pytorch@2.6, service: ecs}",
        "{is: yes, for: {accelerator: cpu, framework: pytorch@2.6, service: eks}",
        "{is: us-east-2, for: {framework: pytorch@2.6}", "{is: eu-west-3, for: {framework: pytorch@2.6}",
        "{release: v1.0-pt-arm64-ec2-2.6.0-inf-py312, record: build", "component: torchserve@0.12.0 @",
        "component: torchserve@0.12.1", "released: 2025-02-14", "cuda: cuda@12.4.1", "cudnn: cudnn@9.1.0.70",
        "nccl: nccl@2.21.5", "gpu: NVIDIA T4G", "instance_family: g5g", "built_on: c6g.2xlarge",
        "tested_on: [c8g.4xlarge", "tested_workload: [MNIST",
        "host_image: aws/ecs-optimized-ami@2.0.20220822"})
    EXPECT_NE(page.find(fact), string::npos) << fact << "\n" << page;
  // The cell with a dash says neither yes nor no, and 12.4 says nothing beside 12.4.1.
  EXPECT_EQ(page.find("service: eks}}, {is: no"), string::npos);
  EXPECT_EQ(page.find("accelerator: gpu, framework: pytorch@2.6, service: eks"), string::npos);
  const string second = page.substr(page.find("{release: v1.1-"));
  EXPECT_NE(second.find("cuda: cuda@12.4.1 @"), string::npos) << second;
  EXPECT_TRUE(imported->report.skipped.empty());
  EXPECT_EQ(imported->report.tables, 2U);
  EXPECT_EQ(imported->report.rows, 4U);
}

// ---- tables without lines ----

string flat_page(const string& rows) {
  return "Neuron Software policy#\n\nNeuron Features#\n\nTesting\n\nFunctionality\n\nPerformance\n\n" + rows;
}

TEST(AwsDocFlat, AMissingCellShiftsNobody) {
  EXPECT_EQ(
      rows_of_page(flat_page(
          "Developer Preview (Beta)\n\nBasic\n\nTested\n\nGA (Stable)\n\nStandard Product "
          "Testing\n\nIncremental additions or changes in new releases\n\nTested\n\nSome prose follows.\n")),
      "neuron-feature.yml {promised: [{is: \"functionality: grows with each release\", for: {stage: ga}}, "
      "{is: \"performance: tested\", for: "
      "{stage: beta}}, {is: \"performance: tested\", for: {stage: ga}}, {is: \"testing: basic\", for: "
      "{stage: beta}}, {is: \"testing: standard "
      "product testing\", for: {stage: ga}}], at: Neuron Features}\n");
  EXPECT_EQ(skipped(flat_page("Beta\n\nBasic\n\nFine weather\n\nGA\n\nStandard Product Testing\n\nMinimal "
                              "Viable Product (MVP) *\n\nTested\n")),
            Lines{"page.md:15: nothing says to which column `Fine weather` belongs"});
}

// ---- all importers ----

std::vector<CatalogFile> files_of(const Imported& imported) { return imported.files; }

TEST(AwsDoc, TwiceIsOnce) {
  const auto once = read(supported_frameworks);
  const auto twice = read(supported_frameworks, "2024-01-02", files_of(*once));
  EXPECT_TRUE(testing::same_files(*once, *twice));
  EXPECT_EQ(twice->report.facts.added, 0U);
  EXPECT_EQ(twice->report.facts.unchanged, once->report.facts.added);
}

TEST(AwsDoc, AnyOrderOfEditions) {
  const string later = replaced(supported_frameworks, "07/1/2023", "2023-08-01");
  const auto in_order = read(later, "2024-06-01", files_of(*read(supported_frameworks)));
  const auto backwards = read(supported_frameworks, "2024-01-02", files_of(*read(later, "2024-06-01")));
  EXPECT_TRUE(testing::same_files(*in_order, *backwards));
  EXPECT_NE(rows(*in_order).find(
                "2023-07-01, for: {publisher: aws}, source: \"aws-framework-policy[2024-01-02]:row 1\""),
            string::npos)
      << rows(*in_order);
}

TEST(AwsDoc, AStateWithoutADayIsAnotherDocument) {
  const auto undated_page =
      find_importer("aws-doc")->import({{{"page.md", supported_frameworks}}, {}, undated});
  ASSERT_TRUE(undated_page.has_value());
  const string text = testing::file_named(*undated_page, "aws-framework-policy-undated/pytorch.yml");
  EXPECT_EQ(text.find("editions"), string::npos);
  const auto both = read(supported_frameworks, "2024-01-02", files_of(*undated_page));
  const auto other_way = find_importer("aws-doc")->import(
      {{{"page.md", supported_frameworks}}, files_of(*read(supported_frameworks)), undated});
  EXPECT_TRUE(testing::same_files(*both, *other_way));
}

TEST(AwsDoc, OnePageSaysNothingOfAnother) {
  const auto first = read(supported_frameworks);
  const auto second =
      read(library_page("2.0.0", "smdistributed-dataparallel==1.8.0", image_address, wheel_url), "2024-02-02",
           files_of(*first));
  EXPECT_EQ(second->report.facts.withdrawn, 0U);
  EXPECT_NE(rows(*second).find(pytorch_112), string::npos);
}

struct Bad {
  const char* what;
  string text;
  bool damaged;
};

TEST(AwsDoc, BadPagesChangeNothing) {
  string wide = "# T\n\n|", dashes = "|";
  for (int i = 0; i < 10'000; ++i) wide += "a|", dashes += "-|";
  const std::vector<Bad> pages = {
      {"empty", "", true},
      {"blank", "\n\n  \n", true},
      {"10,000 columns", wide + "\n" + dashes + "\n", true},
      {"not UTF-8", "# T\n| Framework |\n|---|\n| Py\xFFTorch |\n", true},
      {"a code block without end", supported_frameworks + "\n```\ncut", true},
      {"no table", "# Hello\n\nWorld\n", false},
      {"a table of something else", "# T\n\n| Cat | Dog |\n|---|---|\n| a | b |\n", false},
      {"a header alone", "# T\n\n| Framework | Version | End of patch |\n|---|---|---|\n", true},
      {"one long line", "# T " + string(2'000'000, 'x'), true},
      {"pipes", string(100'000, '|'), true},
      {"a row that breaks off", supported_frameworks + "| PyTorch | 1.1", true},
  };
  const auto before = read(supported_frameworks);
  for (const Bad& bad : pages) {
    const auto after = read(bad.text, "2024-03-03", files_of(*before));
    ASSERT_TRUE(after.has_value()) << bad.what;
    EXPECT_FALSE(after->report.skipped.empty()) << bad.what;
    EXPECT_EQ(after->report.damaged, bad.damaged) << bad.what;
    EXPECT_TRUE(bad.damaged || testing::same_files(*before, *after)) << bad.what;
  }
}

TEST(AwsDoc, EveryTableAndEveryRowIsCounted) {
  const auto imported = read(
      "# T\n\n| Cat | Dog |\n|---|---|\n| a | b |\n| c | d |\n\n| Framework | Version | End of patch "
      "|\n|---|---|---|\n| PyTorch | 2.1 | 2024-10-04 |\n| Nobody | 1 | x |\n");
  EXPECT_EQ(imported->report.tables, 2U);
  EXPECT_EQ(imported->report.rows, 4U);
  EXPECT_EQ(testing::remarks(imported->report.skipped),
            (Lines{"page.md:3: the table `Cat | Dog` is of no kind that is known: its 2 rows are not read",
                   "page.md:11: no product is known as `Nobody`"}));
}

// ---- the pages that the catalogue began with ----

TEST(AwsDoc, TheShippedPagesAreWhatTheImporterWrites) {
  const char* given = std::getenv("BESTBY_SHARED");
  const string folder = (given ? string(given) : string(BESTBY_ROOT "/../shared")) + "/documents";
  const auto names = list_tree(folder, {.suffix = ".txt"});
  if (!names) GTEST_SKIP() << "no pages at " << folder;
  const string root = BESTBY_ROOT "/catalog/";
  std::vector<CatalogFile> owned, others;
  const auto paths = list_tree(root, {.suffix = ".yml"}).value();
  for (const string& path : paths)
    (path.starts_with("aws/pages/") ? owned : others).push_back({path, read_file(root + path).value()});
  ASSERT_FALSE(owned.empty());
  std::vector<CatalogFile> written = owned;
  for (const string& name : *names) {
    if (name.starts_with("002")) continue;
    const Date day = name.starts_with("000")   ? *Date::parse("2022-09-30")
                     : name.starts_with("004") ? *Date::parse("2024-11-01")
                                               : undated;
    const auto imported = find_importer("aws-doc")->import(
        {{{name, read_file(folder + "/" + name).value()}}, written, day, others});
    ASSERT_TRUE(imported.has_value());
    EXPECT_EQ(testing::remarks(imported->report.skipped), Lines{}) << name;
    EXPECT_EQ(imported->report.facts.added, 0U) << name;
    written = imported->files;
  }
  ASSERT_EQ(written.size(), owned.size());
  for (std::size_t i = 0; i < owned.size(); ++i) {
    EXPECT_EQ(written[i].path, owned[i].path);
    EXPECT_EQ(written[i].text, owned[i].text) << owned[i].path;
  }
}

// The tables of the Neuron policy stand in the policy; what the importer reads of the page is the same.
TEST(AwsDoc, TheFlatTablesSayWhatThePolicySays) {
  const char* given = std::getenv("BESTBY_SHARED");
  const string folder = (given ? string(given) : string(BESTBY_ROOT "/../shared")) + "/documents";
  const auto names = list_tree(folder, {.suffix = ".txt"});
  if (!names) GTEST_SKIP() << "no pages at " << folder;
  const auto name =
      std::find_if(names->begin(), names->end(), [](const string& n) { return n.starts_with("002"); });
  ASSERT_NE(name, names->end());
  const auto imported =
      testing::import("aws-doc", {{*name, read_file(folder + "/" + *name).value()}}, "2024-09-16");
  ASSERT_TRUE(imported.has_value());
  const std::pair<const char*, const char*> kinds[] = {{"neuron-sdk.yml", "sdk"},
                                                       {"neuron-api.yml", "api"},
                                                       {"neuron-feature.yml", "feature"},
                                                       {"neuron-model-class.yml", "model-class"}};
  const string policy = read_file(BESTBY_ROOT "/policies/aws-neuron.yml").value();
  const string table = policy.substr(policy.find("  phase-promises:"),
                                     policy.find("  update-contents:") - policy.find("  phase-promises:"));
  for (const auto& [file, kind] : kinds) {
    std::set<string> expected, found;
    std::istringstream lines(table);
    for (string line; std::getline(lines, line);) {
      const string start = string("      - [") + kind + ", ";
      if (!line.starts_with(start) || line.find(", alpha, ") != string::npos) continue;
      const string rest = line.substr(start.size(), line.size() - start.size() - 1);
      const auto comma = rest.find(", "), second = rest.find(", ", comma + 2);
      expected.insert(rest.substr(0, comma) + " | " + rest.substr(comma + 2, second - comma - 2) + ": " +
                      rest.substr(second + 2));
    }
    const string text = testing::file_named(*imported, file);
    for (auto at = text.find("{is: \""); at != string::npos; at = text.find("{is: \"", at + 1)) {
      const auto end = text.find('"', at + 6), stage = text.find("stage: ", at) + 7;
      found.insert(text.substr(stage, text.find('}', stage) - stage) + " | " +
                   text.substr(at + 6, end - at - 6));
    }
    EXPECT_EQ(found, expected) << file;
  }
}

}  // namespace
}  // namespace bestby::exchange
