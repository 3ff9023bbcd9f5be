#include "exchange/import_neuron_manifest.h"

#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include "exchange/import_testing.h"

namespace bestby::exchange {
namespace {

using ::testing::ElementsAre;
using testing::import;
using testing::remarks;
using testing::rows_of;

std::string manifest(const char* date, const char* releases) {
  return fmt::format(R"({{"manifest_date": "{}", "neuron_releases": [{}]}})", date, releases);
}
constexpr const char* one = R"({"neuron_version": "2.33.0", "packages": [
{"name": "torch_neuronx", "version": "2.9.0.2.16.1", "supported_instances": ["trn1", "ml.p5"], "supported_python_versions": ["3.11", "py"]},
{"name": "nki", "version": "14.x"}, {"name": "efa-installer", "version": "na"},
{"name": "neuronx-cc", "version": "2.16.x"}]})";

TEST(NeuronManifest, PackagesOfAnSdkThatIsNew) {
  const auto imported = import("neuron", {{"n2-manifest.json", manifest("09/17/2026", one)}}, "2026-10-01");
  ASSERT_TRUE(imported);
  EXPECT_THAT(remarks(imported->report.skipped),
              ElementsAre("n2-manifest.json:3: `14.x` is no version of `nki`"));
  EXPECT_EQ(imported->report.tables, 1U);
  EXPECT_THAT(
      remarks(imported->report.notes),
      ElementsAre("n2-manifest.json:4: `2.16.x` of `neuronx-cc` names a line of versions: read as 2.16",
                  "n2-manifest.json:3: `efa-installer` is listed without a version: `na`",
                  "n2-manifest.json:2: `ml.p5` is no instance family",
                  "n2-manifest.json:2: `py` is no version of Python 3"));
  EXPECT_EQ(imported->report.rows, 4U);
  EXPECT_EQ(rows_of(*imported, "manifest/torch-neuronx.yml"),
            "releases:\n"
            "  - {release: 2.9.0.2.16.1, sdk: neuron-sdk@2.33.0, python: python@3.11, instance_family: trn1, "
            "at: line 2}\n");
  EXPECT_EQ(rows_of(*imported, "manifest/neuronx-cc.yml"),
            "releases:\n  - {release: \"2.16\", also: [2.16.x], sdk: neuron-sdk@2.33.0, at: line 4}\n");
  EXPECT_EQ(rows_of(*imported, "manifest/neuron-sdk.yml"),
            "releases:\n  - {release: 2.33.0, first_seen: 2026-09-17, at: line 1}\n");
  const auto iso = import("neuron", {{"n2-manifest.json", manifest("2026-09-17", one)}}, "2026-10-01");
  ASSERT_TRUE(iso);
  EXPECT_TRUE(testing::same_files(*imported, *iso));
}

// What the extracted facts say already is not said again.
TEST(NeuronManifest, WhatIsKnownAddsNothing) {
  const std::vector<CatalogFile> known = {
      {"aws/neuron/imported/neuron-sdk.yml", "releases:\n  - {release: 2.33.0, x}\n"},
      {"aws/neuron/imported/neuronx-cc.yml",
       "releases:\n  - {release: \"2.16\", also: 2.16.x, sdk: neuron-sdk@2.33.0}\n"},
      {"aws/neuron/imported/torch-neuronx.yml",
       "releases:\n  - {release: 2.9.0.2.16.1, sdk: [neuron-sdk@2.32.0, neuron-sdk@2.33.0 @x]}\n"}};
  const auto imported =
      import("neuron", {{"n2-manifest.json", manifest("09/17/2026", one)}}, "2026-10-01", known);
  ASSERT_TRUE(imported);
  EXPECT_EQ(imported->files.size(), 0U);
  EXPECT_EQ(imported->report.facts.added, 0U);
}

TEST(NeuronManifest, OtherFilesAreRefused) {
  EXPECT_FALSE(import("neuron", {{"manifest.json", "{}"}}, "2026-10-01"));
  EXPECT_TRUE(import("neuron", {{"manifest.json", "{"}}, "2026-10-01")->report.damaged);
}

// The manifest that is published beside the extracted facts says nothing that they do not.
TEST(NeuronManifest, ThePublishedOne) {
  const auto inputs = testing::shared_inputs(*find_importer("neuron"), "neuron");
  if (!inputs) GTEST_SKIP() << "the published sources are not here";
  const auto imported = import("neuron", *inputs, "2026-08-21");
  ASSERT_TRUE(imported);
  for (const CatalogFile& file : imported->files)
    EXPECT_EQ(file.path.find("manifest/"), std::string::npos) << file.text;
  EXPECT_EQ(imported->report.tables, 6U + 51U);
}

}  // namespace
}  // namespace bestby::exchange
