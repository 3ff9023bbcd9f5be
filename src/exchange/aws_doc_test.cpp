#include "exchange/aws_doc_testing.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <set>

#include "base/files.h"

namespace bestby::exchange {
namespace {

using namespace aws_pages;

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
      {"a header alone", "# T\n\n| Framework | Version | End of patch |\n|---|---|---|", true},
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
