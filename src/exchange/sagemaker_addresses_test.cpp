#include "exchange/sagemaker_addresses.h"

#include <gtest/gtest.h>

#include "exchange/import_testing.h"

namespace bestby::exchange::sagemaker {
namespace {

const SourceHead source = {"sdk", "SDK", "https://example.org", "p"};

std::string file_of(const std::string& name, const std::string& text) {
  const auto file = address_file({name, text}, source, *Date::parse("2026-08-21"));
  return file ? file->path + "\n" + file->text : "";
}

TEST(SagemakerAddresses, WritesEachShape) {
  EXPECT_EQ(
      file_of("x/flat.json", R"({"scope": ["a", "b"], "processors": ["cpu"], "version_aliases": {"1": "1.0"},
"versions": {"1.0": {"registries": {"r1": "111111111111"}, "repository": "f", "tag_prefix": "t-1.10", "py_versions": ["py3"]},
"2.0": {"py2": {"registries": {"r1": "111111111111"}, "repository": "g"}}}})"),
      "aws/sagemaker-addresses/flat.yml\n"
      "# Written by the importer sagemaker-uris: what people add stands in another file.\n"
      "source: sdk\n"
      "addresses:\n"
      "  flat:\n"
      "    edition: 2026-08-21\n"
      "    registries:\n"
      "      r1: {r1: \"111111111111\"}\n"
      "    serves: [a, b]\n"
      "    processors: [cpu]\n"
      "    aliases: {\"1\": \"1.0\"}\n"
      "    versions:\n"
      "      \"1.0\": {repository: f, tag: t-1.10, pythons: [py3], registries: r1}\n"
      "      \"2.0\": {rows: {py2: {repository: g, registries: r1}}}\n");
  EXPECT_EQ(file_of("keyed.json", R"({"training": {"processors": ["trn"], "versions": {"4.6.1": {
"version_aliases": {"b1": "b1.0"}, "b1.0": {"registries": {"e": "1"}, "repository": "h",
"container_version": {"trn": "u20"}, "sdk_versions": ["s2", "s1"]}}}}})"),
            "aws/sagemaker-addresses/keyed.yml\n"
            "# Written by the importer sagemaker-uris: what people add stands in another file.\n"
            "source: sdk\n"
            "addresses:\n"
            "  keyed:\n"
            "    edition: 2026-08-21\n"
            "    registries:\n"
            "      r1: {e: \"1\"}\n"
            "    scopes:\n"
            "      training:\n"
            "        processors: [trn]\n"
            "        versions:\n"
            "          4.6.1: {aliases: {b1: b1.0}, rows: {b1.0: {repository: h, sdks: [s2, s1], containers: "
            "{trn: u20}, registries: r1}}}\n");
}

TEST(SagemakerAddresses, LeavesOutWhatHoldsNoAddress) {
  EXPECT_EQ(file_of("gpus.json", R"({"us-east-1": {"ml.g5.xlarge": {"Count": "1"}}})"), "");
  EXPECT_EQ(file_of("broken.json", "{"), "");
  EXPECT_EQ(file_of("empty.json", R"({"scope": [], "versions": {}})"), "");
  const std::string with = R"({"a": {"versions": {"1": {"registries": {"e": "1"}, "repository": "h"}}})";
  EXPECT_EQ(file_of("x.json", with + R"(, "b": {"versions": {}}, "c": {"versions": []}})"),
            file_of("x.json", with + "}"));
  const std::string aliases =
      R"({"version_aliases": {"1": "1.0", "9": "9.9"}, "versions": {"1.0": {"registries": {)";
  EXPECT_NE(
      file_of("x.json", aliases + R"("e": "1"}, "repository": "h"}}})").find("aliases: {\"1\": \"1.0\"}\n"),
      std::string::npos);
}

TEST(SagemakerAddresses, ALaterEditionStays) {
  const auto text = [](const char* version) {
    return std::string(R"({"scope": ["a"], "versions": {")") + version +
           R"(": {"registries": {"us-east-1": "111111111111"}, "repository": "f"}}})";
  };
  const auto later = testing::import("sagemaker-uris", {{"f.json", text("2.0")}}, "2026-08-21");
  ASSERT_TRUE(later);
  EXPECT_NE(testing::file_named(*later, "sagemaker-addresses/f.yml").find("\"2.0\""), std::string::npos);
  const auto earlier =
      testing::import("sagemaker-uris", {{"f.json", text("1.0")}}, "2025-01-01", later->files);
  ASSERT_TRUE(earlier);
  EXPECT_EQ(testing::file_named(*earlier, "sagemaker-addresses/f.yml"),
            testing::file_named(*later, "sagemaker-addresses/f.yml"));
}

}  // namespace
}  // namespace bestby::exchange::sagemaker
