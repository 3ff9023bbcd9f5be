#include "find/tag_words.h"

#include <gtest/gtest.h>

#include <stdexcept>

#include <fmt/format.h>

#include "catalog/load.h"

namespace bestby {
namespace {

constexpr const char* files[] = {R"y(vocabulary: 1
kinds: [framework, language, operating-system, container-image, machine-image]
services: [security]
predicates:
  framework: {value: release, many: yes, says: x}
  python: {value: release, says: x}
  os: {value: release, says: x}
  accelerator: {value: text, says: x}
  job: {value: text, says: x}
  record: {value: text, says: x}
  build: {value: version, scheme: image-build, says: x}
  built: {value: date, says: x}
tag-words:
  always: {record: image}
  "{digits}-{digits}-{digits}": nothing
  "{version}": {framework: "*@{1}"}
  "v{version}": {build: "v{1}"}
  gpu: {accelerator: gpu}
  "py{digit}{digits}": {python: "python@{1}.{2}"}
name-words:
  Deep Thing: nothing
  Base: {product: bases}
  AMI: {product: machines}
  "Torch {version}": {framework: "torch@{1}"}
  "(Linux {digits})": {os: "linux@{1}"}
  "{digit}{digit}{digit}{digit}{digit}{digit}{digit}{digit}": {built: "{1}{2}{3}{4}-{5}{6}-{7}{8}"}
)y",
                                 R"(product: torch
kind: framework
publisher: a
versions: pep440
cycle: major.minor
sources: {s: {title: S, editions: [2023-01-01]}}
source: s
releases: {1.12.0: , 1.12.1: }
)",
                                 R"(product: python
kind: language
publisher: b
versions: pep440
cycle: major.minor
cycles: {"3.8": , "3.10": }
)",
                                 R"(product: linux
kind: operating-system
publisher: b
cycle: major
cycles: {"2": , "2023": }
)",
                                 R"(product: images
kind: container-image
publisher: a
versions: image-tag
repository: torch-training
source: s
releases:
  a: {framework: torch@1.12.0, job: training, accelerator: gpu}
  b: {framework: torch@1.12.1, job: training, accelerator: cpu}
)",
                                 R"(product: machines
kind: machine-image
publisher: a
)",
                                 R"(product: bases
kind: machine-image
publisher: a
)"};

class TagWordsTest : public testing::Test {
 protected:
  TagWordsTest() {
    std::vector<CatalogFile> all;
    for (const char* text : files) all.push_back({std::to_string(all.size()) + ".yml", text});
    auto loaded = load_catalog(std::move(all));
    if (!loaded) throw std::runtime_error(loaded.error().front().message);
    store_ = std::move(*loaded);
  }

  std::string value(const World& world, const ReleaseFact& f) const {
    if (!f.text.empty()) return f.text;
    switch (world.predicate(f.predicate).type) {
      case ValueType::release: return world.label(static_cast<NodeId>(f.low));
      case ValueType::date: return Date::from_days(f.low).str();
      default: return std::string(world.text(static_cast<TextId>(f.low)));
    }
  }

  // The facts as `predicate value`, then `?part` for what is not read and `!...` for what is unknown.
  std::string said(const WordsRead& read) const {
    const World world = store_.world();
    std::string out = read.product ? world.label(*read.product) : "-";
    for (const auto& f : read.facts)
      out += fmt::format("; {} {}", world.text(world.predicate(f.predicate).name), value(world, f));
    for (const auto& part : read.unread) out += "; ?" + part;
    for (const auto& word : read.unknown) out += "; !" + word;
    return out;
  }
  std::string tag(std::string_view text) const {
    const World world = store_.world();
    return said(read_tag(world, *world.find_product("images"), text, day_max - 1));
  }
  std::string name(std::string_view text) const { return said(read_name(store_.world(), text, day_max - 1)); }

  WorldStore store_;
};

TEST_F(TagWordsTest, ATagSaysWhatItsPartsSay) {
  EXPECT_EQ(tag("1.12.1-gpu-py310-v1.2"),
            "images; record image; framework torch@1.12.1; accelerator gpu; python python@3.10; build v1.2; "
            "job training");
  EXPECT_EQ(tag("1.12.1-gpu-2022-08-05"),
            "images; record image; framework torch@1.12.1; accelerator gpu; job training")
      << "a pattern of three parts takes three parts";
  EXPECT_EQ(tag("gpu-gpu"), "images; record image; accelerator gpu; job training; ?gpu")
      << "each pattern is used once";
  EXPECT_EQ(tag("GPU"), "images; record image; job training; ?GPU") << "tags are compared letter for letter";
  EXPECT_EQ(tag(""), "images; record image; job training");
  EXPECT_EQ(tag("-gpu-"), "images; record image; accelerator gpu; job training; ?");
}

TEST_F(TagWordsTest, WhatIsNotRecordedIsSaid) {
  EXPECT_EQ(tag("gpu-py299"),
            "images; record image; accelerator gpu; job training; !python 2.99 is not recorded");
  EXPECT_EQ(
      tag("1.12.9"),
      "images; record image; framework torch@1.12; job training; !torch 1.12.9 is not recorded; its cycle "
      "1.12 is");
}

TEST_F(TagWordsTest, ANameSaysWhatItsWordsSay) {
  EXPECT_EQ(name("Deep Thing AMI Torch 1.12.1 (Linux 2023) 20250301"),
            "machines; framework torch@1.12.1; os linux@2023; built 2025-03-01");
  EXPECT_EQ(name("deep thing ami torch 1.12.1"), "machines; framework torch@1.12.1") << "in any case";
  EXPECT_EQ(name("Deep Thing Base AMI (Linux 2)"), "bases; os linux@2") << "the first product counts";
  EXPECT_EQ(name("Deep Thing Torch 1.12.1"), "-; framework torch@1.12.1");
  EXPECT_EQ(name("Deep Thing AMI for Torch 1.12.1"), "machines; framework torch@1.12.1; ?for");
  EXPECT_EQ(name("AMI 20251301"), "machines") << "no month is the thirteenth";
}

TEST_F(TagWordsTest, WhatIsWholeIsEnoughForAnAnswer) {
  const World world = store_.world();
  const auto whole = [&](std::string_view text) { return read_name(world, text, day_max - 1).whole(); };
  EXPECT_TRUE(whole("Deep Thing AMI Torch 1.12.1"));
  EXPECT_FALSE(whole("Deep Thing Torch 1.12.1")) << "nobody's image";
  EXPECT_FALSE(whole("Deep Thing AMI")) << "no release";
  EXPECT_FALSE(whole("Deep Thing AMI for Torch 1.12.1")) << "a word is left";
}

TEST_F(TagWordsTest, LongTextsEnd) {
  std::string tag_text, name_text;
  for (int i = 0; i < 500; ++i) tag_text += "1-", name_text += "1 ";
  EXPECT_EQ(read_tag(store_.world(), 0, tag_text, day_max - 1).unread.empty(), false);
  EXPECT_FALSE(read_name(store_.world(), name_text, day_max - 1).unread.empty());
  EXPECT_EQ(read_tag(store_.world(), 0, std::string(1000, '1'), day_max - 1).unread.size(), 1U);
}

}  // namespace
}  // namespace bestby
