#include "observe/image/json_texts.h"

#include <gtest/gtest.h>
#include <rapidcheck.h>

#include <nlohmann/json.hpp>

namespace bestby {
namespace {

TEST(JsonTexts, FindsATextByItsNames) {
  constexpr std::string_view json =
      R"({"x": {"cuda": {"version": "no"}}, "cuda": {"name": "version", "list": [{"version": "no"}], "version" : "11.8"}, "a": "b"})";
  EXPECT_EQ(json_text_at(json, "cuda.version"), "11.8");
  EXPECT_EQ(json_text_at(json, "x.cuda.version"), "no");
  EXPECT_EQ(json_text_at(json, "a"), "b");
  EXPECT_EQ(json_text_at(json, "cuda"), std::nullopt);
  EXPECT_EQ(json_text_at(json, "b"), std::nullopt);
  EXPECT_EQ(json_text_at(json, "cuda.list.version"), std::nullopt);
}

TEST(JsonTexts, ReadsWhatIsCut) {
  EXPECT_EQ(json_text_at(R"({"a": "b", "c": [1, {"d)", "a"), "b");
  EXPECT_EQ(json_text_at(R"({"a": "b)", "a"), std::nullopt);
  EXPECT_EQ(json_text_at(R"({"a": "x\")", "a"), std::nullopt);
  EXPECT_EQ(json_text_at("", "a"), std::nullopt);
  EXPECT_EQ(json_text_at("}}}}{", "a"), std::nullopt);
}

// As nlohmann's reader finds it, where keys stand once.
TEST(JsonTexts, AgreesWithAReaderOfAll) {
  const bool holds = rc::check("as nlohmann", [] {
    using nlohmann::json;
    const auto text = rc::gen::element<std::string>("a", "b", "c.d", "{", "\"", ":");
    json value;
    for (int i = 0; i < 3; ++i) {
      json inner;
      for (const auto& key : *rc::gen::container<std::vector<std::string>>(text)) inner[key] = *text;
      inner["list"] = {*text, {{"a", "deep"}}};
      value[*text] = inner;
      value[*text] = *text;
    }
    const std::string written = value.dump(*rc::gen::element(-1, 2));
    for (const std::string outer : {"a", "b"})
      for (const std::string inner : {"", "a", "b"}) {
        const json* at = value.contains(outer) ? &value[outer] : nullptr;
        if (!inner.empty())
          at = at != nullptr && at->is_object() && at->contains(inner) ? &(*at)[inner] : nullptr;
        const auto got = json_text_at(written, inner.empty() ? outer : outer + "." + inner);
        RC_ASSERT(got.has_value() == (at != nullptr && at->is_string()));
        if (got) RC_ASSERT(json::parse("\"" + std::string(*got) + "\"") == *at);
      }
  });
  EXPECT_TRUE(holds);
}

}  // namespace
}  // namespace bestby
