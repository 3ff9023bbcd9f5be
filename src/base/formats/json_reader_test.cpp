#include "base/formats/json_reader.h"

#include <gtest/gtest.h>

namespace bestby {
namespace {

using yaml::Document;
using yaml::Limits;
using yaml::Node;

Document doc(std::string text) {
  auto document = read_json("t.json", std::move(text));
  if (!document) {
    ADD_FAILURE() << document.error().message;
    return Document::of("t.json", "");
  }
  return std::move(*document);
}

std::string refused(std::string text, const Limits& limits = {}) {
  auto document = read_json("t.json", std::move(text), limits);
  if (document) return "was accepted";
  const Error& error = document.error();
  return std::to_string(error.span.line) + ":" + std::to_string(error.span.column) + ": " + error.message;
}

TEST(Json, KeepsOrderPlacesAndText) {
  const Document d = doc("{\"b\": 1.10,\n \"\xC3\xA9\": [true, null ,\"x\\n\\u00e9\",-0],\n\"c\":{}}\n");
  ASSERT_EQ(d.root.fields.size(), 3U);
  EXPECT_EQ(d.root.line, 1);
  EXPECT_EQ(d.root.fields[0].first.text, "b");
  EXPECT_EQ(d.span(d.root.fields[0].second), (Span{"t.json", 1, 7, 4, "{\"b\": 1.10,"}));
  EXPECT_EQ(d.root.find("b")->text, "1.10");
  EXPECT_FALSE(d.root.find("b")->quoted);
  const Node& list = *d.root.find("\xC3\xA9");
  EXPECT_EQ(std::make_pair(list.line, list.column), std::make_pair(2, 7));
  ASSERT_EQ(list.items.size(), 4U);
  EXPECT_EQ(list.items[0].text, "true");
  EXPECT_TRUE(list.items[1].is_null());
  EXPECT_EQ(list.items[1].column, 14);
  EXPECT_EQ(list.items[2].text, "x\n\xC3\xA9");
  EXPECT_TRUE(list.items[2].quoted);
  EXPECT_EQ(list.items[2].column, 20);
  EXPECT_EQ(list.items[2].length, 11);
  EXPECT_EQ(list.items[3].text, "-0");
  EXPECT_EQ(list.items[3].column, 32);
  EXPECT_EQ(std::make_pair(d.root.find("c")->line, d.root.find("c")->column), std::make_pair(3, 5));
  EXPECT_EQ(doc("\xEF\xBB\xBF[1]").root.items[0].column, 2);
}

TEST(Json, IsStrict) {
  EXPECT_EQ(refused("[1,]"), "1:4: not valid JSON: unexpected ']'; expected '[', '{', or a literal");
  EXPECT_EQ(refused("{\"a\":\n tru}"), "2:5: not valid JSON: invalid literal");
  EXPECT_EQ(refused("[1] 2"), "1:5: not valid JSON: unexpected number literal; expected end of input");
  EXPECT_EQ(refused(""), "1:1: not valid JSON: unexpected end of input; expected '[', '{', or a literal");
  for (const char* bad : {"{'a':1}", "{a:1}", "[NaN]", "[01]", "[1.]", "/**/1", "[\"\t\"]", "[\"\xFF\"]",
                          "[\"\\ud800\"]", "[1e999]", "[\"a"})
    EXPECT_NE(refused(bad), "was accepted") << bad;
}

TEST(Json, DuplicateKeysAndLimits) {
  EXPECT_EQ(refused("{\"a\":1,\n\"a\":2}"), "2:1: the key `a` stands twice: first on line 1, column 2");
  EXPECT_EQ(refused("{\"\":1}"), "1:2: a key is empty");
  EXPECT_EQ(read_json("t", "{\"\":1}", {.empty_keys = true})->root.fields[0].second.text, "1");
  EXPECT_EQ(refused(std::string(1'000'000, '[')), "1:65: lists and mappings are nested more than 64 deep");
  EXPECT_EQ(refused("[1,2,3]", {.nodes = 3}), "1:6: more than 3 values stand in one file");
  EXPECT_EQ(refused("[\"abcdef\"]", {.scalar_bytes = 3}),
            "1:2: a text of 6 bytes is longer than the limit of 3");
  EXPECT_EQ(refused("[1]", {.bytes = 2}), "0:0: the file has 3 bytes, more than the limit of 2");
  EXPECT_EQ(read_json("t", "[").error().code, ErrorCode::input);
}

}  // namespace
}  // namespace bestby
