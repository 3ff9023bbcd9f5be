#include "base/formats/yaml_documents.h"

#include <gtest/gtest.h>

namespace bestby::yaml {
namespace {

TEST(YamlDocuments, ManyWithAnchorsTagsAndRepeatedKeys) {
  const auto all =
      read_documents("t", "---\na: &x 1\nb: *x\na: !Ref two\n---\n- &m {k: v}\n- {<<: *m, *y : 2}\n");
  ASSERT_FALSE(all);
  EXPECT_EQ(all.error().message, "nothing has the anchor `y`");
  const auto good =
      read_documents("t", "---\na: &x 1\nb: *x\na: !Ref two\n---\n- &m {k: v}\n- {<<: *m}\n---\n");
  ASSERT_TRUE(good) << good.error().message;
  ASSERT_EQ(good->root.items.size(), 3U);
  const Node& first = good->root.items[0];
  EXPECT_EQ(first.fields.size(), 3U);
  EXPECT_EQ(first.find("b")->text, "1");
  EXPECT_EQ(first.find("b")->line, 2);
  EXPECT_EQ(first.fields[2].second.text, "two");
  EXPECT_EQ(good->root.items[1].items[1].find("<<")->find("k")->text, "v");
  EXPECT_TRUE(good->root.items[2].is_null());
  EXPECT_TRUE(read_documents("t", "")->root.items.empty());
  EXPECT_FALSE(read_documents("t", "a: &x 1\n---\nb: *x\n"));
  EXPECT_FALSE(read_documents("t", "a: &x [*x]\n"));
}

TEST(YamlDocuments, LaughsAreBounded) {
  std::string text = "a0: &a0 [x, x]\n";
  for (int i = 1; i < 60; ++i)
    text += "a" + std::to_string(i) + ": &a" + std::to_string(i) + " [*a" + std::to_string(i - 1) + ", *a" +
            std::to_string(i - 1) + "]\n";
  const auto all = read_documents("t", text, {.nodes = 100'000});
  ASSERT_FALSE(all);
  EXPECT_EQ(all.error().message, "more than 100000 values stand in one file");
}

}  // namespace
}  // namespace bestby::yaml
