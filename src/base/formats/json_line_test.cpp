#include "base/formats/json_line.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <nlohmann/json.hpp>

namespace bestby {
namespace {

using Kind = JsonEvent::Kind;
using nlohmann::json;

// The events back as one text: keys, kinds and depths.
std::string events(std::string line) {
  JsonLine reader(line);
  std::string out;
  constexpr const char* names[] = {"text", "number", "truth", "null", "object", "array", "end"};
  for (JsonEvent e; reader.next(e);) {
    out += std::to_string(e.depth) + names[static_cast<int>(e.kind)];
    if (!e.key.empty()) out += " " + std::string(e.key);
    if (!e.text.empty()) out += "=" + std::string(e.text);
    out += ";";
  }
  if (reader.fault() != nullptr) out += std::string("!") + reader.fault() + "@" + std::to_string(reader.at());
  return out;
}

TEST(JsonLine, GivesEvents) {
  EXPECT_EQ(events(R"({"a": "x", "b": {"c": [1, -2.5e3]}, "d": null, "e": true})"),
            "0object;1text a=x;1object b;2array c;3number=1;3number=-2.5e3;2end;1end;1null d=null;"
            "1truth e=true;0end;");
  EXPECT_EQ(events("  \"x\" "), "0text=x;");
  EXPECT_EQ(events("{}"), "0object;0end;");
  EXPECT_EQ(events("[[],{}]"), "0array;1array;1end;1object;1end;0end;");
  EXPECT_EQ(events(R"({"a":1,"a":2})"), "0object;1number a=1;1number a=2;0end;");
}

TEST(JsonLine, UnescapesWhereTextsStand) {
  EXPECT_EQ(events(R"(["\"\\\/\b\f\n\r\t", "\u00e9\u20ac\ud83d\ude00", "a\u0041z"])"),
            "0array;1text=\"\\/\b\f\n\r\t;1text=é€😀;1text=aAz;0end;");
}

TEST(JsonLine, SaysWhatIsWrongAndWhere) {
  EXPECT_EQ(events(""), "!the line ends too early@0");
  EXPECT_EQ(events("{\"a\" 1}"), "0object;!a colon is missing behind a key@5");
  EXPECT_EQ(events("{\"a\":1,}"), "0object;1number a=1;!a key must be a text in quotes@7");
  EXPECT_EQ(events("[1 2]"), "0array;1number=1;!a comma is missing@3");
  EXPECT_EQ(events("[1]x"), "0array;1number=1;0end;!something stands behind the value@3");
  EXPECT_EQ(events("[01]"), "0array;!this is no number@3");
  EXPECT_EQ(events("[nan]"), "0array;!this is no value@1");
  EXPECT_EQ(events("[\"a\\x\"]"), "0array;!there is no such escape@5");
  EXPECT_EQ(events("[\"\\ud800\"]"), "0array;!half a character is escaped@8");
  EXPECT_EQ(events("[\"a\nb\"]"), "0array;!a control character stands in a text@3");
  EXPECT_EQ(events("\"\xff\""), "!the line is not UTF-8@0");
  EXPECT_EQ(events(std::string(40, '[')).substr(0, 7), "0array;");
  EXPECT_NE(events(std::string(40, '[')).find("!it is nested too deep@32"), std::string::npos);
  EXPECT_EQ(events('"' + std::string(json_line_bytes, 'x') + '"'), "!the line is longer than 1 MiB@0");
}

// What nlohmann's reader takes is taken, and the other way about; texts are the same.
RC_GTEST_PROP(JsonLine, AgreesWithAnotherReader, (const std::string& noise)) {
  constexpr const char* parts[] = {"{",        "}", "[",    "]",    ",",    ":", "\"a\"",
                                   "\"b\\n\"", "1", "-0.5", "true", "null", " ", "\""};
  std::string line;
  for (const char c : noise) line += parts[static_cast<unsigned char>(c) % std::size(parts)];
  // What is nested deeper or stands twice is the other's to take.
  const json parsed = json::parse(line, nullptr, false);
  const std::string got = events(line);
  if (std::count(line.begin(), line.end(), '[') + std::count(line.begin(), line.end(), '{') < 30)
    RC_ASSERT(parsed.is_discarded() == (got.find('!') != std::string::npos));
}

RC_GTEST_PROP(JsonLine, ReadsWhatAnotherWrites, (const std::map<std::string, std::string>& fields)) {
  const json written = fields;
  std::string line;
  try {
    line = written.dump();
  } catch (const json::exception&) { RC_SUCCEED("not UTF-8"); }
  std::string copy = line;
  JsonLine reader(copy);
  std::map<std::string, std::string> back;
  for (JsonEvent e; reader.next(e);)
    if (e.kind == Kind::text) back.emplace(e.key, e.text);
  RC_ASSERT(reader.fault() == nullptr);
  RC_ASSERT(back == fields);
}

}  // namespace
}  // namespace bestby
