#include "base/formats/markdown_text.h"

#include <gtest/gtest.h>

namespace bestby::markdown {
namespace {

std::string plain(std::string_view raw) {
  const Text text = text_of(raw);
  return text.text + (text.mark.empty() ? "" : " [" + text.mark + "]");
}
std::string cell(std::string_view raw) {
  const Text text = text_of(raw, {.cell = true});
  return text.text + (text.mark.empty() ? "" : " [" + text.mark + "]");
}

TEST(MarkdownText, EscapesAndEntities) {
  EXPECT_EQ(plain(R"(v1\.13\.1)"), "v1.13.1");
  EXPECT_EQ(plain(R"(up\-to\-date \| \\ \a)"), "up-to-date | \\ \\a");
  EXPECT_EQ(plain("&lt;region&gt; &amp; &#8211;&#x2013;&nbsp;x"), "<region> & –– x");
  EXPECT_EQ(plain("&nosuch; &#xD800; & &lt"), "&nosuch; &#xD800; & &lt");
}

TEST(MarkdownText, Emphasis) {
  EXPECT_EQ(plain("**Supported** or *not* or ***both*** or _so_ or __so__"),
            "Supported or not or both or so or so");
  EXPECT_EQ(plain("snake_case_name and 2 * 3 * 4 and a*b"), "snake_case_name and 2 * 3 * 4 and a*b");
  EXPECT_EQ(plain(R"(dkr\.ecr\.*<region>*\.amazonaws\.com)"), "dkr.ecr.<region>.amazonaws.com");
  EXPECT_EQ(plain("*open"), "*open");
}

TEST(MarkdownText, MarksOfFootnotes) {
  EXPECT_EQ(plain(R"(v1\.12\.0\*)"), "v1.12.0 [*]");
  EXPECT_EQ(plain(R"(URL of the binary file\*\*)"), "URL of the binary file [**]");
  EXPECT_EQ(plain("Product (MVP) *"), "Product (MVP) [*]");
  EXPECT_EQ(plain("1.12†"), "1.12 [†]");
  EXPECT_EQ(plain("1.12<sup>1</sup>"), "1.12 [1]");
  EXPECT_EQ(plain("x<sup>squared</sup>"), "xsquared");
  EXPECT_EQ(plain("*"), " [*]");
  EXPECT_EQ(plain(R"(the binary file\$1\$1)"), "the binary file [**]");
  EXPECT_EQ(plain("it costs $1"), "it costs $1");
}

TEST(MarkdownText, CodeSpans) {
  EXPECT_EQ(plain(R"(`a\.b` and ``c`d`` and `open)"), R"(a\.b and c`d and `open)");
  EXPECT_EQ(plain("`torch-neuronx==2.1.*`x"), "torch-neuronx==2.1.*x");
}

TEST(MarkdownText, Links) {
  const Text text =
      text_of(R"([DLC *images*](https://a.b/c\_d "title") and <https://x.y> [not] (one) ![alt](i.png))");
  EXPECT_EQ(text.text, "DLC images and https://x.y [not] (one) alt");
  ASSERT_EQ(text.links.size(), 3U);
  EXPECT_EQ(text.links[0], (Link{"DLC images", "https://a.b/c_d"}));
  EXPECT_EQ(text.links[1], (Link{"https://x.y", "https://x.y"}));
  EXPECT_EQ(text.links[2], (Link{"alt", "i.png"}));
  EXPECT_EQ(text_of("[w](https://x/a_(b)) z").links[0].url, "https://x/a_(b)");
  EXPECT_EQ(text_of(R"(<a href="https://q">go</a><a name="n"></a>)").links[0], (Link{"go", "https://q"}));
  EXPECT_EQ(plain("[a](b"), "[a](b");
}

TEST(MarkdownText, Html) {
  EXPECT_EQ(plain("a<br>b<br/>c"), "a\nb\nc");
  EXPECT_EQ(plain("<ul><li>one</li><li>two</li></ul>"), "- one\n- two");
  EXPECT_EQ(plain("<region> and < b and <REGION_NAME>"), "<region> and < b and <REGION_NAME>");
  EXPECT_EQ(plain("a <!-- hidden --> b<a name=\"x\"></a>"), "a b");
}

TEST(MarkdownText, BlanksAndBreaks) {
  EXPECT_EQ(plain("Note  \nNext\nline\\\nlast"), "Note\nNext line\nlast");
  EXPECT_EQ(plain("a\xC2\xA0 \t b\xE2\x80\x8B"), "a b");
  EXPECT_EQ(plain("one  two"), "one two");
  EXPECT_EQ(cell(R"(– 11\.3 for A  \- 11\.6 for B)"), "– 11.3 for A\n- 11.6 for B");
}

TEST(MarkdownText, HostileTextsTakeLinearTime) {
  const std::string_view pieces[] = {"[",   "](",      "*a ",    "a* ",  "`",   "<",
                                     "<a>", "&",       "[a](b ", "[](a", "_a_", "![a](b",
                                     "\\",  "<a href", "](a)[",  "[a](", "*_*", "<sup>"};
  for (const std::string_view piece : pieces) {
    std::string raw;
    while (raw.size() < 400'000) raw += piece;
    EXPECT_LE(text_of(raw).text.size(), raw.size());
  }
  std::string ticks;
  for (int i = 1; i < 900; ++i) ticks += std::string(static_cast<std::size_t>(i), '`') + "a";
  EXPECT_FALSE(text_of(ticks).text.empty());
}

}  // namespace
}  // namespace bestby::markdown
