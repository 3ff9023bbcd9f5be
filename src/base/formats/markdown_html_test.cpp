#include "base/formats/markdown_html.h"

#include <gtest/gtest.h>

#include <fmt/format.h>

#include "base/formats/markdown_tables.h"

namespace bestby::markdown {
namespace {

std::string rows(std::string_view text, std::size_t most = 100) {
  std::string out;
  for (const HtmlRow& row : html_table(text, 1, most))
    out += fmt::format("{}: {}\n", row.line, fmt::join(row.cells, " | "));
  return out;
}

TEST(HtmlTable, RowsAndCells) {
  EXPECT_EQ(rows("<table class=x>\n<thead><tr><th>A</th>\n<th>B</th></tr></thead>\n<TR><td>1 <b>2</b>\n   "
                 "3<td>4\n</table>"),
            "2: A | B\n4: 1 <b>2</b> 3 | 4\n");
  EXPECT_EQ(rows("<table><caption>c</caption></table>"), "");
  EXPECT_EQ(rows("<table><tr><td></td><td>b</td></tr></table>"), "1:  | b\n");
}

TEST(HtmlTable, CellsThatSpan) {
  EXPECT_EQ(rows("<table><tr><td rowspan=2>a</td><td "
                 "colspan=\"2\">b</td></tr><tr><td>c</td><td>d</td></tr></table>"),
            "1: a | b | b\n1: a | c | d\n");
  EXPECT_EQ(rows("<table><tr><td>a</td><td rowspan=2>b</td></tr><tr><td>c</td></tr></table>"),
            "1: a | b\n1: c | b\n");
  EXPECT_EQ(rows("<table><tr><td colspan=999999999>a</td></tr></table>", 3), "1: a | a | a\n");
}

TEST(HtmlTable, IsATableOfThePage) {
  const auto page = read_page(
      "p.md", "# T\n\n<table>\n<tr><th>A</th></tr>\n<tr><td>1 &lt;x&gt;</td></tr>\n</table>\ntext\n");
  ASSERT_TRUE(page);
  ASSERT_EQ(page->blocks.size(), 3U);
  const auto& table = std::get<Table>(page->blocks[1]);
  EXPECT_EQ(table.header[0].text, "A");
  ASSERT_EQ(table.rows.size(), 1U);
  EXPECT_EQ(table.rows[0].line, 5);
  EXPECT_EQ(table.rows[0].cells[0].text, "1 <x>");
  EXPECT_EQ(read_page("p.md", "<table>\n<tr><td>a</td></tr>\n").error().message,
            "the table has no end: the page may be cut short");
  EXPECT_TRUE(read_page("p.md", "a <table> in a text\n"));
}

}  // namespace
}  // namespace bestby::markdown
