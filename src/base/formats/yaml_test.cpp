#include "base/formats/yaml.h"

#include <gtest/gtest.h>

namespace bestby::yaml {
namespace {

Document doc(std::string text) {
  auto document = read("t.yaml", std::move(text));
  if (!document) {
    ADD_FAILURE() << document.error().message;
    return Document::of("t.yaml", "");
  }
  return std::move(*document);
}

Error refused(std::string text, const Limits& limits = {}) {
  auto document = read("t.yaml", std::move(text), limits);
  if (document) {
    ADD_FAILURE() << "was accepted";
    return {};
  }
  return document.error();
}

std::string told(const Error& error) {
  return std::to_string(error.span.line) + ":" + std::to_string(error.span.column) + ": " + error.message;
}

TEST(Yaml, KeepsOrderPlacesAndText) {
  const Document d =
      doc("product: pytorch\nreleases:\n  - version: 1.10\n    on: 2021-10-21\n  - {version: "
          "'1.11'}\n");
  ASSERT_TRUE(d.root.is_mapping());
  EXPECT_EQ(d.root.fields[0].first.text, "product");
  EXPECT_EQ(d.root.find("product")->text, "pytorch");
  EXPECT_EQ(d.root.find("nothing"), nullptr);
  const Node& releases = *d.root.find("releases");
  ASSERT_EQ(releases.items.size(), 2U);
  const Node& version = *releases.items[0].find("version");
  EXPECT_EQ(version.text, "1.10");
  EXPECT_FALSE(version.quoted);
  EXPECT_EQ(d.span(version), (Span{"t.yaml", 3, 14, 4, "  - version: 1.10"}));
  EXPECT_EQ(releases.items[0].find("on")->text, "2021-10-21");
  EXPECT_TRUE(releases.items[1].find("version")->quoted);
  EXPECT_EQ(releases.items[1].find("version")->length, 6);
}

TEST(Yaml, NullIsNothingTildeOrNull) {
  const Document d = doc("a:\nb: ~\nc: null\nd: ''\ne: Null\nf: 'null'\nnull: 1\n");
  EXPECT_TRUE(d.root.find("a")->is_null());
  EXPECT_TRUE(d.root.find("b")->is_null());
  EXPECT_TRUE(d.root.find("c")->is_null());
  EXPECT_TRUE(d.root.find("d")->is_scalar());
  EXPECT_TRUE(d.root.find("e")->is_scalar());
  EXPECT_TRUE(d.root.find("f")->is_scalar());
  EXPECT_EQ(d.root.find("null")->text, "1");
  EXPECT_TRUE(doc("").root.is_null());
  EXPECT_TRUE(doc("# nothing but a comment\n").root.is_null());
  EXPECT_EQ(doc("just a text").root.text, "just a text");
}

TEST(Yaml, BlockScalarsAndLineEnds) {
  const Document d =
      doc("\xEF\xBB\xBF"
          "a: |\r\n  one\r\n  two\r\nb: >-\r\n  three\r\n  four\r\nc: 5\r\n");
  EXPECT_EQ(d.root.find("a")->text, "one\ntwo\n");
  EXPECT_TRUE(d.root.find("a")->quoted);
  EXPECT_EQ(d.root.find("b")->text, "three four");
  EXPECT_EQ(d.span(d.root.fields[0].first), (Span{"t.yaml", 1, 1, 1, "a: |"}));
  EXPECT_EQ(d.span(*d.root.find("c")), (Span{"t.yaml", 7, 4, 1, "c: 5"}));
}

TEST(Yaml, ColumnsCountCharacters) {
  const Document d = doc("{\xC3\xA9\xE2\x82\xAC: x}");
  EXPECT_EQ(d.root.fields[0].second.column, 6);
}

TEST(Yaml, DuplicateKeysNameBothPlaces) {
  const Error error = refused("a: 1\nb:\n  x: 1\n  y: 2\n  x: 3\n  y: 4\n");
  EXPECT_EQ(error.code, ErrorCode::catalog);
  EXPECT_EQ(told(error), "5:3: the key `x` stands twice: first on line 3, column 3");
  EXPECT_EQ(error.span.text, "  x: 3");
  EXPECT_EQ(error.help, "keep one of them");
  EXPECT_EQ(told(refused("a: 1\n'a': 2\n")), "2:1: the key `a` stands twice: first on line 1, column 1");
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "k" + std::to_string(i) + ": 1\n";
  EXPECT_EQ(doc(many).root.fields.size(), 1000U);
  EXPECT_EQ(told(refused(many + "k7: 1\n")), "1001:1: the key `k7` stands twice: first on line 8, column 1");
}

TEST(Yaml, RefusesWhatACatalogueDoesNotNeed) {
  EXPECT_EQ(told(refused("a: &x 1\n")), "1:4: the anchor `&x` is not supported");
  EXPECT_EQ(told(refused("a: *x\n")), "1:4: the alias `*x` is not supported");
  EXPECT_EQ(told(refused("a: !!str 1\n")), "1:4: the tag `tag:yaml.org,2002:str` is not supported");
  EXPECT_EQ(told(refused("- !x [1]\n")), "1:3: the tag `!x` is not supported");
  EXPECT_EQ(told(refused("a: 1\n---\nb: 2\n")), "2:1: a second document begins here");
  EXPECT_EQ(told(refused("[a]: 1\n")), "1:1: a key must be a text, not a list or a mapping");
  EXPECT_EQ(told(refused("? {a: b}\n: 1\n")), "1:3: a key must be a text, not a list or a mapping");
  EXPECT_EQ(told(refused("'': 1\n")), "1:1: a key is empty");
}

TEST(Yaml, RefusesWhatIsNotText) {
  EXPECT_EQ(told(refused("a: b\nc: \xFF\n")), "2:4: these bytes are not UTF-8");
  EXPECT_EQ(told(refused("a: \xC0\x80\n")), "1:4: these bytes are not UTF-8");
  EXPECT_EQ(told(refused("a: \xED\xA0\x80\n")), "1:4: these bytes are not UTF-8");
  EXPECT_EQ(told(refused("\xFF\xFE"
                         "a")),
            "1:1: these bytes are not UTF-8");
  EXPECT_EQ(told(refused(std::string("a: b\0c", 6))), "1:5: a control character is not allowed");
  EXPECT_EQ(told(refused("a: \x1B[31m\n")), "1:4: a control character is not allowed");
  EXPECT_EQ(told(refused("a: 1\rb: 2\n")), "1:5: a carriage return stands without a line feed");
  EXPECT_EQ(told(refused("a: \xE2\x80\xA8\n")), "1:4: an invisible line separator is not allowed");
  EXPECT_EQ(told(refused("a: \xEF\xBB\xBF\n")), "1:4: a byte order mark stands inside the text");
  EXPECT_EQ(told(refused("a: \"\\e[31m\"\n")), "1:4: an escape stands for a control character");
}

TEST(Yaml, SyntaxErrorsPointAndHelp) {
  const Error error = refused("a: b: c\n");
  EXPECT_EQ(told(error), "1:5: not valid YAML: mapping values are not allowed in this context");
  EXPECT_EQ(error.span.text, "a: b: c");
  EXPECT_EQ(error.help, "quote a text that contains a colon and a space; check the indentation");
  EXPECT_EQ(told(refused("a:\n  - b\n  c\n")),
            "3:3: not valid YAML: could not find expected ':' while scanning a simple key");
  EXPECT_EQ(refused("a:\n\t- b\n").help,
            "indent with spaces, and quote a text that begins with one of @ ` % or a tab");
  EXPECT_EQ(told(refused("a:\n  b: 1\n c: 2\n")),
            "3:2: not valid YAML: did not find expected key while parsing a block mapping that "
            "begins on line 1");
  EXPECT_EQ(told(refused("a: 'b\n")),
            "1:4: not valid YAML: found unexpected end of stream while scanning a quoted scalar");
}

TEST(Yaml, LimitsHold) {
  const std::string deep = std::string(64, '[') + std::string(64, ']');
  EXPECT_TRUE(read("t", deep));
  EXPECT_EQ(told(refused("[" + deep + "]")), "1:65: lists and mappings are nested more than 64 deep");
  EXPECT_EQ(told(refused(std::string(1'000'000, '['))),
            "1:65: lists and mappings are nested more than 64 deep");
  EXPECT_EQ(told(refused("[a, b, c]", {.nodes = 3})), "1:8: more than 3 values stand in one file");
  EXPECT_EQ(told(refused("a: bcdef", {.scalar_bytes = 4})),
            "1:4: a text of 5 bytes is longer than the limit of 4");
  EXPECT_EQ(told(refused("a: bcdef", {.bytes = 4})), "0:0: the file has 8 bytes, more than the limit of 4");
  EXPECT_EQ(read("t", "a: b: c", {}, ErrorCode::input).error().code, ErrorCode::input);
}

TEST(YamlQuote, QuotesOnlyWhereNeeded) {
  for (const char* bare :
       {"pytorch", "PyTorch 2.7", "1.12.1", "2.7.1-gpu-py312", "https://a.example/b#c", "a:b", "v1", "-x",
        "caf\xC3\xA9", "it's", "say \"so\"", "2026-08", "1.2.3", "nope"})
    EXPECT_EQ(quote(bare), bare);
  for (const char* dressed : {"",     " a",   "a ",   "1.10",       "12",
                              "0x1f", "1e5",  ".5",   "1:30",       "yes",
                              "No",   "null", "~",    "2026-08-21", "2026-08-21T00:00:00Z",
                              "- a",  "-",    "---",  "a: b",       "a:",
                              "a #b", "[a]",  "a, b", "{",          "#a",
                              "&a",   "*a",   "!a",   "%a",         "@a",
                              "`a`",  "'a'",  "|",    ">",          "<<"})
    EXPECT_EQ(quote(dressed), '"' + std::string(dressed) + '"');
  EXPECT_EQ(quote("a\nb\t\"c\" \\"), R"("a\nb\t\"c\" \\")");
  EXPECT_EQ(quote("\"a\""), R"("\"a\"")");
  EXPECT_EQ(quote("\xFF"), "\"\xEF\xBF\xBD\"");
  EXPECT_EQ(quote("\x1B"), R"("\u001B")");
  EXPECT_EQ(quote("2026-08-21", As::number_or_date), "2026-08-21");
  EXPECT_EQ(quote("1.10", As::number_or_date), "1.10");
  EXPECT_EQ(quote("a: b", As::number_or_date), "\"a: b\"");
}

// Every text of up to three characters from those that mean something in YAML, as a key, a value,
// an item, and inside brackets.
TEST(YamlQuote, ReadsBackEverywhere) {
  const std::string alphabet = "a1-?:,[{}#&!|'\"%. \\\n~<";
  const auto back = [](const std::string& text) {
    const std::string q = quote(text);
    const Document d = doc("- " + q + "\n- [" + q + "]\n- {k: " + q + "}\n- [" + q + ", " + q + "]\n" +
                           (text.empty() ? "" : "- " + q + ": v\n- {" + q + ": v}\n"));
    const auto& items = d.root.items;
    bool same = items.size() >= 4 && items[0].text == text && items[1].items[0].text == text &&
                items[2].find("k")->text == text && items[3].items[1].text == text;
    if (!text.empty()) same = same && items[4].find(text) && items[5].find(text);
    return same;
  };
  std::vector<std::string> texts = {""};
  for (std::size_t i = 0; i < texts.size(); ++i) {
    ASSERT_TRUE(back(texts[i])) << texts[i] << " as " << quote(texts[i]);
    if (texts[i].size() < 3)
      for (char c : alphabet) texts.push_back(texts[i] + c);
  }
}

}  // namespace
}  // namespace bestby::yaml
