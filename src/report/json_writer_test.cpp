#include "report/json_writer.h"

#include <gtest/gtest.h>
#include <nlohmann/json.hpp>

namespace bestby {
namespace {

TEST(JsonWriter, WritesWhatIsReadBack) {
  JsonWriter json;
  json.begin_object();
  json.field("text", "a \"b\" \\ \n\t\x01 é");
  json.field("number", std::int64_t{-5});
  json.field("flag", true);
  json.field("unknown", std::optional<bool>());
  json.field("day", std::optional(*Date::parse("2024-02-29")));
  json.field("no day", std::optional<Date>());
  json.begin_array("empty");
  json.end();
  json.begin_array("list");
  json.item("x");
  json.begin_object();
  json.end();
  json.end();
  json.end();
  const auto read = nlohmann::json::parse(json.take());
  EXPECT_EQ(read["text"], "a \"b\" \\ \n\t\x01 é");
  EXPECT_EQ(read["number"], -5);
  EXPECT_EQ(read["flag"], true);
  EXPECT_TRUE(read["unknown"].is_null());
  EXPECT_EQ(read["day"], "2024-02-29");
  EXPECT_TRUE(read["no day"].is_null());
  EXPECT_EQ(read["empty"].size(), 0U);
  EXPECT_EQ(read["list"][0], "x");
  EXPECT_TRUE(read["list"][1].is_object());
}

TEST(JsonWriter, BytesThatAreNoUtf8) {
  EXPECT_EQ(json_text("a\xff"
                      "b"),
            "\"a\xEF\xBF\xBD"
            "b\"");
}

}  // namespace
}  // namespace bestby
