#include "base/pattern.h"

#include <gtest/gtest.h>

namespace bestby {
namespace {

Pattern pattern(std::string_view text, int lines = 1) {
  auto out = Pattern::compile(text, lines);
  if (!out) throw std::runtime_error(out.error().message);
  return std::move(*out);
}

std::string found(const Pattern& p, std::string_view text) {
  const auto m = p.find(text, 0, text.size());
  return m ? std::string(text.substr(m->begin, m->end - m->begin)) : "nothing";
}

std::string refusal(std::string_view text, int lines = 1) {
  const auto out = Pattern::compile(text, lines);
  return out ? "none" : out.error().message;
}

TEST(Pattern, FindsTheLeftmostMatchWithItsCaptures) {
  const Pattern p = pattern("version `GLIBC_(?P<glibc>[0-9.]+)' not found(?: \\(by (?P<by>[^)]+)\\))?");
  const std::string text = "libc.so.6: version `GLIBC_2.34' not found; version `GLIBC_2.32' not found (by x)";
  const auto first = p.find(text, 0, text.size());
  ASSERT_TRUE(first);
  EXPECT_EQ(p.names(), (std::vector<std::string>{"glibc", "by"}));
  EXPECT_EQ(first->captures[0], "2.34");
  EXPECT_EQ(first->captures[1].data(), nullptr);
  const auto second = p.find(text, first->end, text.size());
  ASSERT_TRUE(second);
  EXPECT_EQ(second->captures[0], "2.32");
  EXPECT_EQ(second->captures[1], "x");
  EXPECT_FALSE(p.find(text, second->end, text.size()));
  EXPECT_FALSE(p.find(text, 0, 20));
}

TEST(Pattern, BlanksStandForAnyWhiteSpaceWhereAMatchSpansLines) {
  EXPECT_EQ(found(pattern("compiled with[ ]different versions", 2), "compiled with different\n  versions"),
            "compiled with different\n  versions");
  EXPECT_EQ(found(pattern("compiled with different versions"), "compiled with different\nversions"),
            "nothing");
  EXPECT_EQ(
      found(pattern("compiled with[ ]different versions", 2), R"("compiled with different\n  versions")"),
      R"(compiled with different\n  versions)");
  EXPECT_EQ(found(pattern("a backslash\\ stays", 2), "a\tbackslash stays"), "a\tbackslash stays");
}

TEST(Pattern, PassesOverWhatSpansTooManyLines) {
  const Pattern p = pattern("compiled[ ]with different versions", 2);
  EXPECT_EQ(found(p, "compiled with\ndifferent\nversions"), "nothing");
  EXPECT_EQ(found(p, "compiled with\n\ndifferent versions, compiled with\ndifferent versions"),
            "compiled with\ndifferent versions");
}

TEST(Pattern, AnchorsAreThoseOfLines) {
  const Pattern p = pattern("^Skipping registering$");
  EXPECT_EQ(found(p, "x\nSkipping registering\ny"), "Skipping registering");
  EXPECT_EQ(found(p, "Not Skipping registering\n"), "nothing");
  const std::string text = "not Skipping registering";
  EXPECT_FALSE(p.find(text, 4, text.size()));  // what stands before counts
}

TEST(Pattern, AnyBytesWillDo) {
  EXPECT_EQ(found(pattern("these aren.{1,3}t available"), "these aren\xE2\x80\x99t available"),
            "these aren\xE2\x80\x99t available");
  EXPECT_EQ(found(pattern("a broken .. byte"), "a broken \xff\x80 byte"), "a broken \xff\x80 byte");
}

TEST(Pattern, TriggersStandInEachMatch) {
  using Triggers = std::vector<std::string>;
  EXPECT_EQ(pattern("No Kernel image").triggers(), Triggers{"no kernel image"});
  EXPECT_EQ(pattern("(?i:No Kernel image)").triggers(), Triggers{"no kernel image"});
  // One of two literals that both stand in it is enough: the longer one.
  EXPECT_EQ(pattern("firstlit[0-9]+the longer literal").triggers(), Triggers{"the longer literal"});
  EXPECT_EQ(pattern("(?:alternative one|other alternative)[0-9]").triggers(),
            (Triggers{"alternative one", "other alternative"}));
  // Blanks break literals where they stand for any white space.
  EXPECT_EQ(pattern("account-level service limit", 2).triggers(), Triggers{"account-level"});
}

TEST(Pattern, RefusesWhatCannotBeLookedFor) {
  EXPECT_EQ(refusal(""), "a pattern has from 1 to 2000 bytes");
  EXPECT_EQ(refusal(std::string(2001, 'x')), "a pattern has from 1 to 2000 bytes");
  EXPECT_EQ(refusal("literally", 0), "a match spans from 1 to 8 lines");
  EXPECT_EQ(refusal("literally", 9), "a match spans from 1 to 8 lines");
  EXPECT_EQ(refusal("literally \xE2\x80\x99"), "a pattern is printable ASCII");
  EXPECT_EQ(refusal("literally ("), "the pattern is none: missing ): literally (");
  EXPECT_EQ(refusal("literally ([0-9])"), "a capture of the pattern has no name");
  EXPECT_EQ(refusal("short"), "not every match of the pattern holds a literal of 8 bytes");
  EXPECT_EQ(refusal("[0-9]+"), "not every match of the pattern holds a literal of 8 bytes");
  EXPECT_EQ(refusal("(?:long literal)?"), "not every match of the pattern holds a literal of 8 bytes");
  EXPECT_EQ(refusal("(?:long literal|[0-9]+)"), "not every match of the pattern holds a literal of 8 bytes");
}

}  // namespace
}  // namespace bestby
