#include "observe/text/json_pull.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <nlohmann/json.hpp>

namespace bestby {
namespace {

using Json = nlohmann::json;

// Reads a value with the walker and writes it again.
std::string walked(JsonPull& json) {
  std::string out;
  if (json.peek() == '{') {
    json.object([&](const JsonText& key) {
      out += (out.empty() ? "" : ",") + Json(key.value()).dump() + ":";
      out += walked(json);
    });
    return "{" + out + "}";
  }
  if (json.peek() == '[') {
    json.array([&] { out += (out.empty() ? "" : ",") + walked(json); });
    return "[" + out + "]";
  }
  const JsonText text = json.text();
  return text.quoted ? Json(text.value()).dump() : std::string(text.raw);
}

Json random_value(int depth) {
  switch (*rc::gen::inRange(0, depth > 0 ? 6 : 4)) {
    case 0: return *rc::gen::inRange(-1000, 1000);
    case 1: return *rc::gen::element("", "x", "\n\"\\/", "\u00e9\U0001F600", "\u0001", "pkg:pypi/a@1");
    case 2: return true;
    case 3: return nullptr;
    case 4: {
      Json out = Json::array();
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i) out.push_back(random_value(depth - 1));
      return out;
    }
    default: {
      Json out = Json::object();
      for (int i = *rc::gen::inRange(0, 4); i > 0; --i)
        out[std::string(1, static_cast<char>('a' + i))] = random_value(depth - 1);
      return out;
    }
  }
}

TEST(JsonPull, ReadsWhatAnotherWrites) {
  rc::check("the same value comes back", [] {
    const Json value = random_value(4);
    const std::string text = value.dump(*rc::gen::inRange(-1, 3), ' ', *rc::gen::arbitrary<bool>());
    JsonPull json(text);
    RC_ASSERT(walked(json) == value.dump());
    json.finish();
    RC_ASSERT(json.fault() == nullptr);
    JsonPull skipped(text);
    skipped.skip();
    skipped.finish();
    RC_ASSERT(skipped.fault() == nullptr);
  });
}

TEST(JsonPull, ResolvesEscapes) {
  for (const auto& [raw, value] : std::initializer_list<std::pair<std::string_view, std::string_view>>{
           {R"("\u00e9\ud83d\ude00")", "é😀"},
           {R"("\ud83d")", "\uFFFD"},
           {R"("\ud83dx\u12")", "\uFFFDx\uFFFD12"},
           {R"("a\/b\tc\"d\\")", "a/b\tc\"d\\"},
           {"\"a\xFF\"", "a\uFFFD"},
           {"\"\"", ""},
           {"null", ""},
           {"1.10", "1.10"}}) {
    JsonPull json(raw);
    EXPECT_EQ(json.text().value(), value) << raw;
  }
}

TEST(JsonPull, SaysWhatIsWrong) {
  const auto fault = [](std::string_view text) {
    JsonPull json(text);
    walked(json);
    json.finish();
    return std::string(json.fault() == nullptr ? "" : json.fault());
  };
  EXPECT_EQ(fault("{\"a\":1 \"b\":2}"), "a comma is missing");
  EXPECT_EQ(fault("{\"a\" 1}"), "a colon is missing");
  EXPECT_EQ(fault("{a:1}"), "a key is missing");
  EXPECT_EQ(fault("[1,]"), "a value is missing");
  EXPECT_EQ(fault("[1"), "it ends within a value");
  EXPECT_EQ(fault("[\"a"), "it ends within a string");
  EXPECT_EQ(fault("[1] 2"), "something stands behind the value");
  EXPECT_EQ(fault(""), "it ends within a value");
  EXPECT_EQ(fault(std::string(100, '[')), "values stand too deep in one another");
  JsonPull skipped(std::string_view("[[[[\"a\\"));
  skipped.skip();
  EXPECT_STREQ(skipped.fault(), "it ends within a string");
}

}  // namespace
}  // namespace bestby
