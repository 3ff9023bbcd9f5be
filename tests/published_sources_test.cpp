// The published sources against the catalogue that is committed: every address in them is an image of
// it, and the container project's own table of what is supported comes out of it, every date.
#include <gtest/gtest.h>

#include <filesystem>
#include <nlohmann/json.hpp>
#include <set>

#include "base/formats/yaml.h"
#include "base/text.h"
#include "book.h"
#include "exchange/dlc_list.h"
#include "exchange/import_testing.h"
#include "find/subject.h"

namespace bestby {
namespace {

using exchange::testing::shared_sources;
using std::string;
using testing::Book;

class PublishedSources : public ::testing::Test {
 protected:
  void SetUp() override {
    if (!std::filesystem::exists(shared_sources() + "/dlc"))
      GTEST_SKIP() << "the published sources are not here";
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

class SupportTable : public PublishedSources {
 protected:
  const World& world() const { return Book::get().world(); }
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
  std::set<string> days(NodeId n, const char* predicate) const {
    std::set<string> out;
    for (const FactRow& f : world().facts(n, *world().find_predicate(predicate), day_max - 1))
      if (f.refuted == no_id) out.insert(Date::from_days(f.low).str());
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
