#include "exchange/dlc_tags.h"

#include <gmock/gmock.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/formats/json_reader.h"
#include "base/sanitized.h"
#include "base/text.h"
#include "exchange/dlc_build.h"
#include "exchange/import_testing.h"

namespace bestby::exchange {
namespace {

using ::testing::ElementsAre;
using namespace exchange::testing;

constexpr const char* published = "2026-08-21";

InputFile lines(std::string text) { return {"release_tags.jsonl", std::move(text)}; }

TEST(DlcTags, OneRowABuild) {
  const auto imported =
      import("dlc-tags", {lines("{\"tag\": \"v1.5-pt-ec2-1.12.1-tr-py38\", \"date\": \"2022-10-20\"}\n")},
             published);
  ASSERT_TRUE(imported);
  EXPECT_EQ(rows_of(*imported, "builds/pytorch-training.yml"),
            "releases:\n"
            "  - {release: v1.5-pt-ec2-1.12.1-tr-py38, record: build, build: v1.5, framework: "
            "pytorch@1.12.1, accelerator: [cpu, gpu], python: python@3.8, platform: ec2, arch: "
            "x86_64, job: training, released: 2022-10-20, at: line 1}\n");
  EXPECT_EQ(file_named(*imported, "products/pytorch-training.yml"),
            "# Written by the importers dlc-data and dlc-tags.\n"
            "product: aws/pytorch-training\n"
            "name: \"AWS Deep Learning Containers, PyTorch Training\"\n"
            "kind: container-image\n"
            "publisher: aws\n"
            "versions: image-tag\n"
            "cycle: none\n"
            "repository: pytorch-training\n"
            "url: https://github.com/aws/deep-learning-containers\n");
}

TEST(DlcTags, WhatIsNotUnderstoodIsSkippedWithItsLine) {
  const auto imported = import("dlc-tags", {lines(R"({"tag": "v1.0-pt-2.0.0-tr-py310", "date": "2023-03-15"}
not json
[1, 2]
{"tag": 5, "date": "2023-03-15"}
{"tag": "v1.1-pt-2.0.0-tr-py310"}
{"tag": "v1.1-pt-2.0.0-tr-py310", "date": "2023-02-30"}
{"tag": "v1.0-pt-2.0.0-tr-py310", "date": "2023-03-16"}
{"tag": "v1.0-pt-2.0.0-tr-py310-\u0000", "date": "2023-03-16"}

{"tag": "v1.1-pt-2.0.0-tr-py310", "date": "2023-03-17", "other": {"keys": "are left"}})")},
                               published);
  ASSERT_TRUE(imported);
  EXPECT_EQ(imported->report.rows, 9U);
  EXPECT_TRUE(imported->report.damaged) << "a line that is no JSON";
  std::vector<std::string> places;
  for (const ImportRemark& remark : imported->report.skipped)
    places.push_back(remark.file + ":" + std::to_string(remark.line));
  EXPECT_THAT(places, ElementsAre("release_tags.jsonl:2", "release_tags.jsonl:3", "release_tags.jsonl:4",
                                  "release_tags.jsonl:5", "release_tags.jsonl:6", "release_tags.jsonl:7",
                                  "release_tags.jsonl:8"));
  EXPECT_EQ(imported->report.skipped[1].reason, "`tag` is no text");
  EXPECT_EQ(imported->report.skipped[3].reason, "`date` is no text");
  EXPECT_EQ(imported->report.skipped[5].reason, "`v1.0-pt-2.0.0-tr-py310` stands on line 1");
}

TEST(DlcTags, AnInputWithoutAnyTagIsRefused) {
  const auto imported = import("dlc-tags", {lines("hello\n")}, published);
  ASSERT_TRUE(imported);
  EXPECT_TRUE(imported->report.damaged);
  const auto empty = import("dlc-tags", {lines("")}, published);
  ASSERT_FALSE(empty);
  EXPECT_EQ(empty.error().code, ErrorCode::input);
  EXPECT_EQ(empty.error().message, "there is no release tag here");
}

// An older list after a newer one gives what they give in order, lines that moved included.
TEST(DlcTags, TheOrderOfEditionsDoesNotMatter) {
  const std::string a = "{\"tag\": \"v1.0-pt-2.0.0-tr-py310\", \"date\": \"2023-03-15\"}\n";
  const std::string b = "{\"tag\": \"v1.0-tf-2.12.0-tr-py310\", \"date\": \"2023-04-15\"}\n";
  const std::string c = "{\"tag\": \"v1.1-pt-2.0.0-tr-py310\", \"date\": \"2023-05-15\"}\n";
  const auto run = [](const std::vector<std::pair<const char*, std::string>>& editions) {
    Imported last;
    for (const auto& [edition, text] : editions)
      last = import("dlc-tags", {lines(text)}, edition, last.files).value();
    return last;
  };
  const Imported in_order = run({{"2023-06-01", a + b}, {"2023-07-01", c + a}, {"2023-08-01", b + a + c}});
  const Imported reversed = run({{"2023-08-01", b + a + c}, {"2023-07-01", c + a}, {"2023-06-01", a + b}});
  EXPECT_TRUE(same_files(in_order, reversed));
  EXPECT_EQ(rows_of(in_order, "builds/tensorflow-training.yml"),
            "releases:\n"
            "  - {release: v1.0-tf-2.12.0-tr-py310, "
            "record: \"build @dlc-tags[2023-06-01, 2023-08-01]:line 1\", "
            "build: \"v1.0 @dlc-tags[2023-06-01, 2023-08-01]:line 1\", "
            "framework: \"tensorflow@2.12.0 @dlc-tags[2023-06-01, 2023-08-01]:line 1\", "
            "accelerator: [\"cpu @dlc-tags[2023-06-01, 2023-08-01]:line 1\", "
            "\"gpu @dlc-tags[2023-06-01, 2023-08-01]:line 1\"], "
            "python: \"python@3.10 @dlc-tags[2023-06-01, 2023-08-01]:line 1\", "
            "platform: [\"ec2 @dlc-tags[2023-06-01, 2023-08-01]:line 1\", "
            "\"sagemaker @dlc-tags[2023-06-01, 2023-08-01]:line 1\"], "
            "arch: \"x86_64 @dlc-tags[2023-06-01, 2023-08-01]:line 1\", "
            "job: \"training @dlc-tags[2023-06-01, 2023-08-01]:line 1\", "
            "released: \"2023-04-15 @dlc-tags[2023-06-01, 2023-08-01]:line 1\", at: line 1}\n");
  const Imported again = import("dlc-tags", {lines(b + a + c)}, "2023-08-01", in_order.files).value();
  EXPECT_TRUE(same_files(in_order, again));
  EXPECT_EQ(again.report.facts.added, 0U);
}

TEST(DlcTags, AHundredThousandRows) {
  constexpr std::size_t rows = sanitized ? 5'000 : 100'000;
  std::string text;
  for (std::size_t i = 0; i < rows; ++i)
    text += "{\"tag\": \"v1." + std::to_string(i) + "-pt-ec2-2.0.0-tr-py310\", \"date\": \"2023-03-15\"}\n";
  const auto imported = import("dlc-tags", {lines(std::move(text))}, published);
  ASSERT_TRUE(imported);
  EXPECT_EQ(imported->report.rows, rows);
  EXPECT_TRUE(imported->report.skipped.empty());
}

class PublishedTags : public ::testing::Test {
 protected:
  void SetUp() override {
    auto text = read_file(shared_sources() + "/dlc/release_tags.jsonl");
    if (!text) GTEST_SKIP() << "the published tags are not here";
    text_ = *std::move(text);
  }
  std::string text_;
};

TEST_F(PublishedTags, AllBecomeBuilds) {
  const auto imported = import("dlc-tags", {lines(text_)}, published);
  ASSERT_TRUE(imported);
  EXPECT_EQ(imported->report.rows, 4681U);
  EXPECT_THAT(remarks(imported->report.skipped), ElementsAre());
  EXPECT_EQ(imported->report.tables, 1U);
  EXPECT_EQ(imported->files.size(), 90U) << "a file of builds and a head for each of 45 repositories";
}

// The list carries fields of its own for most tags; they say what this reads from the tag's text.
TEST_F(PublishedTags, TheTagSaysWhatTheFieldsOfTheListSay) {
  const std::map<std::string, std::string> words = {{"pytorch", "pt"},  {"tensorflow", "tf"}, {"mxnet", "mx"},
                                                    {"tr", "training"}, {"inf", "inference"}, {"e3", "ec2"},
                                                    {"x86", ""}};
  const auto ours = [&](const std::string& text) {
    const auto at = words.find(text);
    return at == words.end() ? text : at->second;
  };
  std::size_t compared = 0;
  for (const std::string_view line : split(text_, '\n')) {
    if (line.empty()) continue;
    const auto json = read_json("tags", std::string(line)).value();
    const auto field = [&](const char* key) {
      const yaml::Node* node = json.root.find(key);
      return node == nullptr || node->is_null() ? std::string() : ours(node->str());
    };
    if (json.root.find("framework") == nullptr) continue;
    const auto tag = dlc::parse_build_tag(json.root.find("tag")->text).value();
    EXPECT_EQ(tag.build, "v" + field("image_major") + "." + field("image_minor"));
    EXPECT_EQ(tag.software[0].first, field("framework"));
    EXPECT_EQ(tag.software[0].second, field("version"));
    EXPECT_EQ(tag.platform, field("platform"));
    EXPECT_EQ(tag.job, field("job"));
    EXPECT_EQ(tag.arch, field("arch"));
    ++compared;
  }
  EXPECT_EQ(compared, 3646U);
}

}  // namespace
}  // namespace bestby::exchange
