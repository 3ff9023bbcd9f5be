#include "exchange/sagemaker_uris.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <fmt/format.h>

#include <filesystem>
#include <nlohmann/json.hpp>

#include "base/text.h"
#include "exchange/import_testing.h"
#include "find/subject.h"
#include "snapshot/compile.h"

namespace bestby::exchange {
namespace {

using ::testing::ElementsAre;
using testing::import;
using testing::remarks;
using testing::rows_of;

constexpr const char* day = "2026-08-21";

Imported one(const std::string& name, const std::string& text) {
  auto imported = import("sagemaker-uris", {{name, text}}, day);
  EXPECT_TRUE(imported) << (imported ? "" : imported.error().message);
  return imported ? *std::move(imported) : Imported{};
}

TEST(SagemakerUris, FlatFilesWithAliases) {
  const Imported imported = one("chainer.json", R"({
"processors": ["cpu"], "scope": ["inference", "training"], "version_aliases": {"4.0": "4.0.0"},
"versions": {"4.0.0": {
  "registries": {"us-east-1": "520713654638", "cn-north-1": "123456789012", "eu-west-1": "520713654638"},
  "repository": "sagemaker-chainer", "py_versions": ["py2", "py36"]}}})");
  EXPECT_THAT(remarks(imported.report.skipped), ElementsAre());
  EXPECT_EQ(imported.report.tables, 1U);
  EXPECT_EQ(imported.report.rows, 1U);
  EXPECT_EQ(rows_of(imported, "aws/sagemaker/sagemaker-chainer.yml"),
            "facts: {address: [{is: 123456789012.dkr.ecr.<region>.amazonaws.com.cn/sagemaker-chainer, for: "
            "{region: [cn-north-1]}}, {is: 520713654638.dkr.ecr.<region>.amazonaws.com/sagemaker-chainer, "
            "for: {region: [eu-west-1, us-east-1]}}], at: chainer.json line 3}\n"
            "releases:\n"
            "  - {release: 4.0.0-cpu-py2, also: [4.0-cpu-py2], record: image, framework: chainer@4.0.0, "
            "accelerator: cpu, platform: sagemaker, arch: x86_64, job: [inference, training], at: "
            "chainer.json line 3}\n"
            "  - {release: 4.0.0-cpu-py36, also: [4.0-cpu-py36], record: image, framework: chainer@4.0.0, "
            "accelerator: cpu, python: python@3.6, platform: sagemaker, arch: x86_64, job: [inference, "
            "training], at: chainer.json line 3}\n");
}

TEST(SagemakerUris, NestedHuggingFaceVersions) {
  const Imported imported = one("huggingface.json", R"({"training": {"processors": ["gpu"],
"version_aliases": {"4.6": "4.6.1"}, "versions": {"4.6.1": {
  "version_aliases": {"pytorch1.6": "pytorch1.6.0"},
  "pytorch1.6.0": {"py_versions": ["py36"], "registries": {"us-east-1": "763104351884"},
     "repository": "huggingface-pytorch-training", "container_version": {"gpu": "cu110-ubuntu18.04"}}}}}})");
  EXPECT_EQ(rows_of(imported, "sagemaker/huggingface-pytorch-training.yml").substr(0, 20),
            "facts: {address: {is");
  EXPECT_NE(
      rows_of(imported, "sagemaker/huggingface-pytorch-training.yml")
          .find("{release: 1.6.0-transformers4.6.1-gpu-py36-cu110-ubuntu18.04, also: "
                "[1.6-transformers4.6-gpu-py36-cu110-ubuntu18.04, "
                "1.6-transformers4.6.1-gpu-py36-cu110-ubuntu18.04, "
                "1.6.0-transformers4.6-gpu-py36-cu110-ubuntu18.04], record: image, framework: "
                "pytorch@1.6.0, library: transformers@4.6.1, accelerator: gpu, python: python@3.6, "
                "cuda: cuda@11.0, os: ubuntu@18.04, platform: sagemaker, arch: x86_64, job: training, "),
      std::string::npos)
      << rows_of(imported, "sagemaker/huggingface-pytorch-training.yml");
}

// An image that is recorded under its whole tag is that image; where several could be meant, none is.
TEST(SagemakerUris, ShortTagsAreOtherNamesOfRecordedImages) {
  const std::vector<CatalogFile> others = {{"aws/dlc/lists/x-training.yml", R"(extends: aws/x-training
defaults: {record: image}
releases:
  - {release: 2.0.1-gpu-py310-cu118-ubuntu20.04-ec2, platform: ec2}
  - {release: 2.0.1-gpu-py310-cu118-ubuntu20.04-sagemaker, platform: sagemaker}
  - {release: 2.1.0-gpu-py310-cu118-ubuntu20.04-sagemaker, platform: sagemaker}
  - {release: 2.1.0-gpu-py310-cu121-ubuntu20.04-sagemaker, platform: [sagemaker]}
  - {release: 2.2.0-gpu-py310-cu118-sagemaker, also: [2.2-gpu-py310], platform: sagemaker}
  - {release: 2.2.1-gpu-py310, platform: sagemaker}
)"}};
  const ImportOptions options{{{"x.json", R"({"processors": ["gpu"], "scope": ["training"],
"version_aliases": {"2.0": "2.0.1", "2.2": "2.2.1"}, "versions": {
"2.0.1": {"registries": {"us-east-1": "520713654638"}, "repository": "x-training", "py_versions": ["py310"]},
"2.1.0": {"registries": {"us-east-1": "520713654638"}, "repository": "x-training", "py_versions": ["py310"]},
"2.2.1": {"registries": {"us-east-1": "520713654638"}, "repository": "x-training", "py_versions": ["py310"]}}})"}},
                              {},
                              *Date::parse(day),
                              others};
  const auto imported = find_importer("sagemaker-uris")->import(options);
  ASSERT_TRUE(imported);
  EXPECT_THAT(remarks(imported->report.skipped), ElementsAre());
  EXPECT_THAT(
      remarks(imported->report.notes),
      ElementsAre("x.json:4: `2.1.0-gpu-py310` may be any of 2.1.0-gpu-py310-cu118-ubuntu20.04-sagemaker, "
                  "2.1.0-gpu-py310-cu121-ubuntu20.04-sagemaker: it stands for itself"));
  const std::string rows = rows_of(*imported, "aws/sagemaker/x-training.yml");
  EXPECT_NE(rows.find("{release: 2.0.1-gpu-py310-cu118-ubuntu20.04-sagemaker, also: [2.0-gpu-py310, "
                      "2.0.1-gpu-py310], record: image, accelerator: gpu, python: python@3.10, platform: "
                      "sagemaker, arch: x86_64, job: training, at: x.json line 3}"),
            std::string::npos)
      << rows;
  EXPECT_NE(rows.find("{release: 2.1.0-gpu-py310, record: image,"), std::string::npos) << rows;
  // The alias is recorded as another image's name, and so is no name of this one.
  EXPECT_NE(rows.find("{release: 2.2.1-gpu-py310, record: image,"), std::string::npos) << rows;
}

// A version that lacks regions of its repository says so; a file without scopes has no job.
TEST(SagemakerUris, BareFilesAndAbsentRegions) {
  const Imported imported = one("spark.json", R"({"versions": {
"2.4": {"registries": {"us-east-1": "520713654638"}, "repository": "sagemaker-spark-processing"},
"3.0": {"registries": {"us-east-1": "520713654638", "eu-west-1": "520713654638"},
        "repository": "sagemaker-spark-processing"}}})");
  EXPECT_NE(
      rows_of(imported, "sagemaker/sagemaker-spark-processing.yml")
          .find("  - {release: \"2.4\", record: image, library: apache-spark@2.4, platform: sagemaker, "
                "arch: x86_64, available: {is: no, for: {region: [eu-west-1]}}, at: spark.json line 2}\n"
                "  - {release: \"3.0\", record: image, library: apache-spark@3.0, platform: sagemaker, "
                "arch: x86_64, at: spark.json line 3}\n"),
      std::string::npos)
      << rows_of(imported, "sagemaker/sagemaker-spark-processing.yml");
}

TEST(SagemakerUris, WhatIsNotUnderstoodIsSkippedWithItsLine) {
  const Imported imported = one("odd.json", R"({"scope": "training", "colour": "red",
"version_aliases": {"1": "9"},
"versions": {
"1.0": {"registries": {"us-east-1": "12", "eu-west-1": "520713654638"}, "repository": "x", "size": 5},
"2.0": 7,
"3 0": {},
"4.0": {"registries": {"us-east-1": "520713654638"}},
"5.0": {"spam1.0": {"registries": {}}},
"6.0": {"repository": "x", "registries": {}, "py_versions": [["py3"]]}}})");
  EXPECT_THAT(
      remarks(imported.report.skipped),
      ElementsAre("odd.json:1: `scope` is no list", "odd.json:1: `colour` is no known field",
                  "odd.json:4: `us-east-1: 12` in `registries` is not understood",
                  "odd.json:4: `size` is no known field", "odd.json:5: `2.0` holds nothing",
                  "odd.json:6: `3 0` is no version", "odd.json:7: `4.0` names no repository",
                  "odd.json:8: `spam1.0` is neither a Python nor a base framework",
                  "odd.json:9: `py_versions` holds what is no word", "odd.json:9: `6.0` names no registry",
                  "odd.json:2: the alias `1` leads to no version"));
  EXPECT_EQ(imported.report.rows, 6U);
}

TEST(SagemakerUris, BrokenAndForeignFilesAreRefused) {
  const auto broken = import("sagemaker-uris", {{"a.json", "{\"versions\": {"}}, day);
  ASSERT_TRUE(broken);
  EXPECT_TRUE(broken->report.damaged);
  for (const char* text : {"{}", "[]", "{\"a\": 1}", "{\"versions\": {}}"}) {
    const auto foreign = import("sagemaker-uris", {{"a.json", text}}, day);
    ASSERT_FALSE(foreign) << text;
    EXPECT_EQ(foreign.error().message, "there is no image configuration here");
  }
}

// The order of editions does not matter, and an edition is imported once.
TEST(SagemakerUris, TheOrderOfEditionsDoesNotMatter) {
  const auto config = [](const std::string& versions) {
    std::string text = "{\"scope\": [\"training\"], \"versions\": {";
    for (const char version : versions)
      text += (text.ends_with('{') ? "" : ", ") +
              fmt::format(R"("{}.0": {{"registries": {{"us-east-1": "520713654638"}}, "repository": "x"}})",
                          version);
    return std::vector<InputFile>{{"x.json", text + "}}"}};
  };
  const auto run = [&](std::vector<std::pair<const char*, const char*>> editions) {
    Imported last;
    for (const auto& [edition, versions] : editions)
      last = import("sagemaker-uris", config(versions), edition, last.files).value();
    return last;
  };
  const Imported in_order = run({{"2024-01-01", "12"}, {"2025-01-01", "23"}, {"2026-01-01", "123"}});
  const Imported reversed = run({{"2026-01-01", "123"}, {"2024-01-01", "12"}, {"2025-01-01", "23"}});
  EXPECT_TRUE(testing::same_files(in_order, reversed));
  const Imported again = import("sagemaker-uris", config("23"), "2025-01-01", in_order.files).value();
  EXPECT_TRUE(testing::same_files(in_order, again));
  EXPECT_EQ(again.report.facts.added, 0U);
}

class PublishedUris : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(testing::shared_sources() + "/sagemaker-image-uris"))
      GTEST_SKIP() << "the published sources are not here";
  }
};

TEST_F(PublishedUris, AreUnderstood) {
  const auto inputs = testing::shared_inputs(*find_importer("sagemaker-uris"), "sagemaker-image-uris/config");
  const auto imported = import("sagemaker-uris", *inputs, day);
  ASSERT_TRUE(imported);
  EXPECT_THAT(remarks(imported->report.skipped), ElementsAre());
  EXPECT_THAT(remarks(imported->report.notes),
              ElementsAre("instance_gpu_info.json:1: holds no images: it is left out"));
  EXPECT_EQ(imported->report.tables, 86U);
  EXPECT_EQ(imported->report.rows, 540U);
}

// Every address that the SDK gave is an image of the catalogue.
TEST_F(PublishedUris, EveryAddressOfTheSdkIsInTheCatalogue) {
  const auto compiled = compile_catalog(BESTBY_ROOT);
  ASSERT_TRUE(compiled);
  const World& world = compiled->snapshot.world;
  const auto cases = read_file(testing::shared_sources() + "/sagemaker-image-uris/cases.jsonl").value();
  std::set<std::string> addresses;
  for (const std::string_view line : split(cases, '\n')) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (json.is_object() && json.contains("expected_uri")) addresses.insert(json["expected_uri"]);
  }
  EXPECT_EQ(addresses.size(), 1810U);
  for (const std::string& address : addresses) {
    const auto found = find_subject(world, address, day_max);
    ASSERT_TRUE(found) << address << ": " << found.error().message;
    EXPECT_FALSE(found->store) << address << " is only read from its tag";
    EXPECT_EQ(found->note, "") << address;
  }
}

}  // namespace
}  // namespace bestby::exchange
