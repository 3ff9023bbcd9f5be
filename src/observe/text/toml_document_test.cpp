#include "observe/text/toml_document.h"

#include <gtest/gtest.h>

#include "observe/text/document_places.h"
#include "observe/text/node_paths.h"

namespace bestby {
namespace {

TEST(TomlDocument, KeepsOrderAndPlaces) {
  const std::string text =
      "z = 'é\"'  # c\n[tool.\"a.b\"]\nlist = [\n  \"x\", 12, true ]\nq = { r = \"\"\"s\"\"\" }\n";
  const auto document = read_toml("f.toml", text, {});
  ASSERT_TRUE(document) << document.error().message;
  ASSERT_EQ(document->root.fields.size(), 2U);
  EXPECT_EQ(document->root.fields[0].first.text, "z");
  const DocumentPlaces places(*document);
  const Place z = places.of(document->root.fields[0].second);
  EXPECT_EQ(text.substr(z.begin, z.end - z.begin), "é\"");
  EXPECT_EQ(z.column, 6U);
  EXPECT_EQ(z.length, 2U);
  const yaml::Node* inner = document->root.find("tool")->find("a.b");
  ASSERT_NE(inner, nullptr);
  const yaml::Node& list = *inner->find("list");
  ASSERT_EQ(list.items.size(), 3U);
  EXPECT_EQ(list.items[1].text, "12");
  EXPECT_EQ(list.items[2].text, "true");
  const Place x = places.of(list.items[0]);
  EXPECT_EQ(x.line, 4U);
  EXPECT_EQ(text.substr(x.begin, x.end - x.begin), "x");
  const Place s = places.of(*inner->find("q")->find("r"));
  EXPECT_EQ(text.substr(s.begin, s.end - s.begin), "s");
}

TEST(TomlDocument, RefusesWhatIsNone) {
  const auto twice = read_toml("f.toml", "a = 1\na = 2\n", {});
  ASSERT_FALSE(twice);
  EXPECT_EQ(twice.error().span.line, 2);
  EXPECT_TRUE(twice.error().message.starts_with("is not valid TOML: ")) << twice.error().message;
}

TEST(TomlDocument, RefusesWhatItsParserDoesNotExpect) {
  for (const std::string& hostile :
       {std::string("[!"), std::string("ζ = 1"), std::string("\u00A0 a"), std::string("[\0]", 3),
        std::string("[[\x7F]]"), std::string("="), std::string("a = {b."), std::string("a = \""),
        std::string("a = 1_"), std::string("[a.!]")})
    EXPECT_FALSE(read_toml("f.toml", hostile, {})) << hostile;
}

TEST(TomlDocument, EndsAtItsLimits) {
  std::string dots = "a";
  for (int i = 0; i < 1'000'000; ++i) dots += ".a";
  for (const std::string& hostile :
       {dots + " = 1", "[" + dots + "]", "x = {" + dots + " = 1}", "x = " + std::string(1'000'000, '['),
        "x = '" + std::string(1'000'000, '{'), std::string(100'000, '{'), "x = \"\"\"" + dots})
    EXPECT_FALSE(read_toml("f.toml", hostile, {}));
  EXPECT_TRUE(read_toml("f.toml", "x = '" + dots + "' # " + dots + "\ny.\"" + dots + "\".z = 1", {}));
}

}  // namespace
}  // namespace bestby
