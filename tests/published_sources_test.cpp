// The published sources against the catalogue that is committed: every address in them is an image of
// it, and the container project's own table of what is supported comes out of it, every date.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "base/formats/yaml.h"
#include "base/text.h"
#include "book.h"
#include "exchange/dlc_build.h"
#include "exchange/dlc_list.h"
#include "exchange/import_testing.h"
#include "exchange/recorded_images.h"
#include "find/subject.h"

namespace bestby {
namespace {

using exchange::testing::shared_sources;
using std::string;
using testing::Book;

// A row of images that the SDK builds, with all its tags.
struct SdkRow {
  string repository;
  std::vector<string> tags;
};
std::vector<SdkRow> rows_of(const std::vector<CatalogFile>& files) {
  std::vector<SdkRow> rows;
  for (const CatalogFile& file : files) {
    if (!file.path.starts_with("aws/sagemaker/") || file.path.ends_with("/regions.yml")) continue;
    const auto document = yaml::read(file.path, file.text).value();
    const string repository = document.root.find("extends")->str().substr(string("aws/").size());
    for (const yaml::Node& item : document.root.find("releases")->items) {
      rows.push_back({repository, {item.find("release")->str()}});
      if (const yaml::Node* also = item.find("also"))
        for (const yaml::Node& tag : also->items) rows.back().tags.push_back(tag.str());
    }
  }
  return rows;
}

// Those of the catalogue, and the files that record the same images.
struct SdkImages {
  std::vector<CatalogFile> others;
  std::vector<SdkRow> rows;
  std::set<string> tags;

  SdkImages() {
    std::vector<CatalogFile> sdk;
    for (CatalogFile& file : testing::files_of("catalog")) {
      file.path = file.path.substr(string("catalog/").size());
      if (file.path.starts_with("aws/sagemaker/"))
        sdk.push_back(std::move(file));
      else if (file.path.starts_with("aws/dlc/images/") || file.path.starts_with("aws/dlc/lists/"))
        others.push_back(std::move(file));
    }
    rows = rows_of(sdk);
    for (const SdkRow& row : rows)
      for (const string& tag : row.tags) tags.insert(row.repository + ":" + tag);
  }
};

class PublishedSources : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(shared_sources() + "/dlc"))
      GTEST_SKIP() << "the published sources are not here";
  }

  const World& world() const { return Book::get().world(); }
  std::set<string> days(NodeId n, const char* predicate) const {
    std::set<string> out;
    for (const FactRow& f : world().facts(n, *world().find_predicate(predicate), day_max - 1))
      if (f.refuted == no_id) out.insert(Date::from_days(f.low).str());
    return out;
  }

  // An image of the catalogue, not one that is only read from its tag.
  static void expect_recorded(const string& address) {
    const auto found = find_subject(Book::get().world(), address, day_max - 1);
    ASSERT_TRUE(found) << address << ": " << found.error().message;
    EXPECT_FALSE(found->store) << address << " is only read from its tag";
  }
};

TEST_F(PublishedSources, EveryTagOfTheImageDataIsAnImage) {
  const auto inputs = exchange::testing::shared_inputs(*exchange::find_importer("dlc-data"), "dlc");
  std::set<string> addresses;
  for (const auto& file : *inputs) {
    if (!file.path.starts_with("data/")) continue;
    const auto document = yaml::read(file.path, file.text).value();
    const yaml::Node* repository = document.root.find("ecr_repository");
    const string folder = file.path.substr(5, file.path.find('/', 5) - 5);
    for (const yaml::Node& tag : document.root.find("tags")->items)
      addresses.insert((repository != nullptr ? repository->str() : folder) + ":" + tag.str());
  }
  EXPECT_EQ(addresses.size(), 538U);
  for (const string& address : addresses) expect_recorded(address);
}

TEST_F(PublishedSources, EveryAddressOfTheListsIsAnImage) {
  const auto inputs =
      exchange::testing::shared_inputs(*exchange::find_importer("dlc-images"), "dlc/available_images");
  EXPECT_EQ(inputs->size(), 25U);
  exchange::ImportReport report;
  std::set<string> addresses, regions;
  for (const auto& file : *inputs) {
    const exchange::dlc::List list = exchange::dlc::read_list(file, report);
    for (const auto& image : list.images) addresses.insert(image.repository + ":" + image.tag);
    for (const auto& region : list.regions) regions.insert(region.code);
  }
  EXPECT_EQ(report.tables, 471U);
  EXPECT_EQ(report.rows, 3319U);
  EXPECT_TRUE(report.skipped.empty());
  EXPECT_EQ(addresses.size(), 861U);
  EXPECT_EQ(regions.size(), 35U);
  for (const string& address : addresses) expect_recorded(address);
  for (const string& region : regions) expect_recorded(region);
}

TEST_F(PublishedSources, EveryReleaseTagIsABuild) {
  const string text = read_file(shared_sources() + "/dlc/release_tags.jsonl").value();
  std::size_t tags = 0, builds = 0;
  for (const std::string_view line : split(text, '\n')) {
    const auto json = nlohmann::json::parse(line, nullptr, false);
    if (!json.is_object()) continue;
    ++tags;
    const string tag = json["tag"];
    const auto parts = exchange::dlc::parse_build_tag(tag);
    ASSERT_TRUE(parts) << tag;
    const auto made = exchange::dlc::builds_of(*parts);
    ASSERT_TRUE(made) << tag;
    for (const auto& build : *made) {
      ++builds;
      const auto node = Book::get().node("aws/" + build.repository + "@" + tag);
      ASSERT_TRUE(node) << build.repository << " " << tag;
      const auto days = world().facts(*node, *world().find_predicate("released"), day_max - 1);
      EXPECT_FALSE(days.empty()) << tag;
      EXPECT_EQ(Date::from_days(days.front().low).str(), json["date"].get<string>()) << tag;
    }
  }
  EXPECT_EQ(tags, 4681U);
  EXPECT_GT(builds, tags);
}

TEST_F(PublishedSources, EveryOlderVersionHasItsDates) {
  const auto inputs = exchange::testing::shared_inputs(*exchange::find_importer("dlc-data"), "dlc");
  std::size_t versions = 0;
  for (const auto& file : *inputs) {
    if (!file.path.starts_with("legacy/")) continue;
    const auto document = yaml::read(file.path, file.text).value();
    for (const auto& [framework, list] : document.root.fields)
      for (const yaml::Node& item : list.items) {
        ++versions;
        const auto cycle = Book::get().node(framework.str() + "@" + item.find("version")->str());
        ASSERT_TRUE(cycle) << framework.text << " " << item.find("version")->text;
        for (const auto& [key, predicate] : {std::pair("ga", "ga"), std::pair("eop", "end_of_patch")})
          EXPECT_TRUE(days(*cycle, predicate).contains(item.find(key)->str()))
              << framework.text << " " << item.find("version")->text << " " << key;
      }
  }
  EXPECT_EQ(versions, 10U);
}

// The configurations of the SDK: every tag that can be built is one recorded image, whatever it is called.
TEST_F(PublishedSources, EveryTagOfTheSdkIsAnImage) {
  const auto inputs = exchange::testing::shared_inputs(*exchange::find_importer("sagemaker-uris"),
                                                       "sagemaker-image-uris/config");
  const auto imported = exchange::testing::import("sagemaker-uris", *inputs, "2026-08-21");
  ASSERT_TRUE(imported);
  const SdkImages catalogue;
  const exchange::RecordedImages recorded(catalogue.others);
  std::size_t images = 0;
  std::set<string> tags;
  for (const SdkRow& row : rows_of(imported->files)) {
    ++images;
    for (const string& tag : row.tags) {
      tags.insert(row.repository + ":" + tag);
      EXPECT_TRUE(catalogue.tags.contains(row.repository + ":" + tag) || recorded.has(row.repository, tag))
          << row.repository << ":" << tag;
    }
  }
  EXPECT_EQ(images, 910U);
  EXPECT_EQ(tags.size(), 1650U);
}

// What the documentation of Neuron names: its SDK, packages and machine images.
TEST_F(PublishedSources, EveryVersionOfNeuronIsRecorded) {
  std::size_t packages = 0, images = 0;
  const auto lines = [&](const char* file, const auto& visit) {
    const string text = read_file(shared_sources() + "/neuron/" + file).value();
    for (const std::string_view line : split(text, '\n'))
      if (const auto json = nlohmann::json::parse(line, nullptr, false); json.is_object()) visit(json);
  };
  const auto expect = [&](const string& subject) {
    const auto found = find_subject(Book::get().world(), subject, day_max - 1);
    ASSERT_TRUE(found) << subject << ": " << found.error().message;
    EXPECT_EQ(found->note, "") << subject;
  };
  lines("release_dates.jsonl",
        [&](const auto& json) { expect("neuron-sdk@" + json["sdk"].template get<string>()); });
  lines("releases.jsonl", [&](const auto& json) {
    if (!json["package"].is_string() || !json["sdk"].is_string() || json["version"] == "na") return;
    ++packages;
    string package = json["package"];
    std::replace(package.begin(), package.end(), '_', '-');
    if (package == "libnrt.so") package = "libnrt";
    expect(package + "@" + json["version"].template get<string>());
  });
  lines("dlami.jsonl", [&](const auto& json) {
    ++images;
    expect(json["dlami"].template get<string>());
  });
  EXPECT_EQ(packages, 2729U);
  EXPECT_EQ(images, 270U);
}

// No image stands twice: one that the SDK calls by a shorter tag is that of the project's own data and lists.
TEST(RecordedOnce, ImagesOfTheSdk) {
  const SdkImages catalogue;
  const exchange::RecordedImages recorded(catalogue.others);
  std::size_t joined = 0, ambiguous = 0;
  for (const SdkRow& row : catalogue.rows) {
    std::set<NodeId> nodes;
    for (const string& tag : row.tags) {
      const auto found = find_subject(Book::get().world(), row.repository + ":" + tag, day_max - 1);
      ASSERT_TRUE(found) << row.repository << ":" << tag;
      nodes.insert(found->node);
    }
    EXPECT_EQ(nodes.size(), 1U) << row.repository << ":" << row.tags[0];
    if (recorded.has(row.repository, row.tags[0])) {
      ++joined;
      continue;
    }
    const auto whole = recorded.whole_tags(row.repository, row.tags[0], "sagemaker");
    EXPECT_NE(whole.size(), 1U) << row.repository << ":" << row.tags[0] << " is " << whole.front();
    ambiguous += whole.size() > 1 ? 1 : 0;
  }
  EXPECT_EQ(catalogue.rows.size(), 909U);
  EXPECT_EQ(joined, 400U);
  EXPECT_EQ(ambiguous, 30U);
}

class SupportTable : public PublishedSources {
 protected:
  string text_of(NodeId n, const char* predicate) const {
    const FactRow* f = world().fact(n, *world().find_predicate(predicate), day_max - 1, n);
    return f == nullptr ? "" : string(world().text(static_cast<TextId>(f->low)));
  }
  // The values of a fact that names a release: `pytorch@2.6.0`.
  std::set<string> named(NodeId n, const char* predicate) const {
    std::set<string> out;
    for (const FactRow& f : world().facts(n, *world().find_predicate(predicate), day_max - 1))
      out.insert(string(world().label(static_cast<NodeId>(f.low))));
    return out;
  }
  // Whether a release of a product is what a row of the table calls FRAMEWORK VERSION.
  bool is(NodeId n, const string& product, const string& framework, const string& version) const {
    const bool ubuntu = text_of(n, "line") == "base-ubuntu";
    if (framework.starts_with("Base"))
      return product == "aws/base" && ubuntu == framework.ends_with(")") &&
             named(n, "cuda").contains("cuda@" + version + (version.size() == 4 ? ".0" : ""));
    if (framework == "Scikit-Learn" || framework == "XGBoost")
      return product == (framework == "XGBoost" ? "aws/sagemaker-xgboost" : "aws/sagemaker-scikit-learn") &&
             world().name(n) == version;
    const auto space = framework.find(' ');
    if (space != string::npos && product != "aws/pytorch-" + lower(framework.substr(space + 1))) return false;
    const string software = lower(framework.substr(0, space)) + "@" + version;
    for (const string& value : named(n, "framework"))
      if (value == software || value.starts_with(software + ".")) return true;
    return false;
  }
  // `GA END` of everything that the row may be about: images, and cycles of frameworks past theirs.
  std::set<string> dates_of(const string& framework, const string& version) const {
    std::set<string> out;
    const auto add = [&](NodeId n) {
      for (const string& ga : days(n, "ga"))
        for (const string& end : days(n, "end_of_patch")) out.insert(ga + " " + end);
    };
    for (const Product& product : world().columns.products) {
      const string id(world().text(product.id));
      if (!id.starts_with("aws/")) continue;
      for (const NodeId n : world().releases_of(product.node))
        if (is(n, id, framework, version)) add(n);
    }
    if (const auto cycle = Book::get().node(lower(framework) + "@" + version)) add(*cycle);
    return out;
  }
};

TEST_F(SupportTable, ComesOutOfTheCatalogue) {
  const auto table = nlohmann::json::parse(
      read_file(shared_sources() + "/../samples/dlc-support-table-2026-08-21.json").value());
  const string on = table["on"];
  EXPECT_EQ(table["supported"].size(), 16U);
  EXPECT_EQ(table["unsupported"].size(), 17U);
  for (const char* part : {"supported", "unsupported"})
    for (const auto& row : table[part]) {
      const string framework = row[0], version = row[1], ga = row[2], end = row[3];
      const auto found = dates_of(framework, version);
      EXPECT_TRUE(found.contains(ga + " " + end)) << framework << " " << version << ": " << ga << " " << end;
      EXPECT_EQ(end >= on, part == string("supported"))
          << framework << " " << version << ", whose last day is one of patches";
    }
}

}  // namespace
}  // namespace bestby
