// The published JSON Schemas of catalogue and policy files hold for every shipped file, and refuse
// what they should.
#include <filesystem>
#include <fstream>
#include <sstream>

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>
#include <valijson/adapters/nlohmann_json_adapter.hpp>
#include <valijson/schema.hpp>
#include <valijson/schema_parser.hpp>
#include <valijson/validation_results.hpp>
#include <valijson/validator.hpp>

#include "base/formats/yaml.h"

namespace bestby {
namespace {

using nlohmann::json;
const std::filesystem::path root = BESTBY_ROOT;

std::string slurp(const std::filesystem::path& path) {
  std::ifstream in(path);
  std::stringstream text;
  text << in.rdbuf();
  return text.str();
}

// Scalars stay texts: that is how the catalogue's own reader takes them.
json to_json(const yaml::Node& node) {
  if (node.is_null()) return nullptr;
  if (node.is_scalar()) return node.text;
  json out = node.is_sequence() ? json::array() : json::object();
  for (const auto& item : node.items) out.push_back(to_json(item));
  for (const auto& [key, value] : node.fields) out[key.text] = to_json(value);
  return out;
}

class FileSchema {
 public:
  explicit FileSchema(const char* name) {
    const json document = json::parse(slurp(root / "schemas" / name));
    valijson::SchemaParser().populateSchema(valijson::adapters::NlohmannJsonAdapter(document), schema_);
  }
  std::string first_error(const json& document) const {
    valijson::Validator validator;
    valijson::ValidationResults results;
    if (validator.validate(schema_, valijson::adapters::NlohmannJsonAdapter(document), &results)) return {};
    valijson::ValidationResults::Error error;
    std::string where = "not valid";
    while (results.popError(error)) {
      where.clear();
      for (const auto& part : error.context) where += part;
      where += ": " + error.description;
    }
    return where;
  }
  std::string first_error(const char* text) const {
    return first_error(to_json(yaml::read("t", text)->root));
  }

 private:
  valijson::Schema schema_;
};

int check_all(const char* schema_name, const char* folder) {
  const FileSchema schema(schema_name);
  int files = 0;
  for (const auto& entry : std::filesystem::recursive_directory_iterator(root / folder)) {
    if (entry.path().extension() != ".yml") continue;
    const auto document = yaml::read(entry.path().string(), slurp(entry.path()));
    if (!document) {
      ADD_FAILURE() << entry.path() << ": " << document.error().message;
      continue;
    }
    EXPECT_EQ(schema.first_error(to_json(document->root)), "") << entry.path();
    ++files;
  }
  return files;
}

TEST(FileSchema, HoldsForTheShippedCatalogue) { EXPECT_GT(check_all("catalog.schema.json", "catalog"), 50); }
TEST(FileSchema, HoldsForTheShippedPolicies) { EXPECT_GE(check_all("policy.schema.json", "policies"), 2); }

TEST(FileSchema, RefusesWhatTheReaderRefuses) {
  const FileSchema catalog("catalog.schema.json"), policy("policy.schema.json");
  EXPECT_EQ(catalog.first_error("product: p\nkind: driver\npublisher: q\n"), "");
  EXPECT_NE(catalog.first_error("product: p\nkind: driver\n"), "");
  EXPECT_NE(catalog.first_error("product: p\nkind: driver\npublisher: q\nrelease: {}\n"), "");
  EXPECT_NE(catalog.first_error("extends: p\nreleases: [{at: row 1}]\n"), "");
  EXPECT_NE(catalog.first_error("extends: p\nreleases: {1: {released: {value: 2020-01-01}}}\n"), "");
  EXPECT_EQ(policy.first_error("policy: p\npublisher: q\nphases: {a: {}}\n"), "");
  EXPECT_NE(policy.first_error("policy: p\npublisher: q\n"), "");
  EXPECT_NE(policy.first_error(
                "policy: p\npublisher: q\nphases: {a: {}}\nclauses: {c: {says: x, a: 2020-01-01}}\n"),
            "");
  EXPECT_NE(policy.first_error("policy: p\npublisher: q\nphases: {a: {}}\nstanding: strong\n"), "");
}

}  // namespace
}  // namespace bestby
