#include "base/formats/markdown_tables.h"

#include <gtest/gtest.h>
#include <md4c.h>

#include <filesystem>

#include "base/files.h"

namespace bestby::markdown {
namespace {

Page page(std::string_view text) {
  const auto read = read_page("p.md", text);
  EXPECT_TRUE(read.has_value()) << (read ? "" : read.error().message);
  return read.value_or(Page{});
}

// One line a block: what it is, where, and its text.
std::string shown(const Page& page) {
  struct Show {
    std::string& out;
    void line(int number, const std::string& what, const Text& text) {
      out += std::to_string(number) + " " + what + ": " + text.text + "\n";
    }
    void operator()(const Heading& h) { line(h.line, "h" + std::to_string(h.level), h.text); }
    void operator()(const Paragraph& p) { line(p.line, "p", p.text); }
    void operator()(const Item& i) { line(i.line, "i" + std::to_string(i.depth), i.text); }
    void operator()(const Code& c) {
      out += std::to_string(c.line) + (c.closed ? " code: " : " open code: ") + c.text;
    }
    void operator()(const Table& t) {
      out += std::to_string(t.line) + " table of " + std::to_string(t.dashes) + ":";
      for (const Text& cell : t.header) out += " " + cell.text + cell.mark + ";";
      out += "\n";
      for (const Row& row : t.rows) {
        out += "  " + std::to_string(row.line) + ":";
        for (const Text& cell : row.cells) out += " " + cell.text + cell.mark + ";";
        out += "\n";
      }
    }
  };
  std::string out;
  Show show{out};
  for (const Block& block : page.blocks) std::visit(show, block);
  return out;
}

TEST(MarkdownTables, ATable) {
  EXPECT_EQ(shown(page("# Support<a name=\"s\"></a>\n"
                       "\n"
                       "| Framework | Current version | Note\\*\\* | \n"
                       "| --- |:---:| --- | \n"
                       "|  PyTorch  |  1\\.12\\.1  | a \\| b |\n"
                       "| TensorFlow | |\n"
                       "x | y\n"
                       "text\n")),
            "1 h1: Support\n"
            "3 table of 3: Framework; Current version; Note**;\n"
            "  5: PyTorch; 1.12.1; a | b;\n"
            "  6: TensorFlow; ;\n"
            "  7: x; y;\n"
            "8 p: text\n");
}

TEST(MarkdownTables, TablesEndAndBegin) {
  EXPECT_EQ(shown(page("text before\n| a |\n| - |\n| - |\n| b | c |\n| --- | --- |\n\n| d | e |\n|---|\n")),
            "1 p: text before\n"
            "2 table of 1: a;\n"
            "  4: -;\n"
            "5 table of 2: b; c;\n"
            "8 table of 1: d; e;\n");
}

TEST(MarkdownTables, WhatIsNoTable) {
  EXPECT_EQ(
      shown(page("| a | b |\n\ntitle\n---\n```\n| a |\n| --- |\n```\n<!-- \n| a |\n| --- |\n-->\nend\n")),
      "1 p: | a | b |\n3 h2: title\n5 code: | a |\n| --- |\n13 p: end\n");
}

TEST(MarkdownTables, Lists) {
  EXPECT_EQ(
      shown(page("Topics\n+ one\n  goes on\n  - under\n    + deeper\n+ two\n\n1. first\n2) second\n\n"
                 "  • bullet\n\n* star\n")),
      "1 p: Topics\n2 i1: one goes on\n4 i2: under\n5 i3: deeper\n6 i1: two\n8 i1: first\n9 i1: second\n"
      "11 i2: bullet\n13 i1: star\n");
}

TEST(MarkdownTables, HeadingsQuotesRulesAndFrontMatter) {
  EXPECT_EQ(shown(page("---\ntitle: x\n---\n## A ##\nB\n=\n#no\n> **Note**  \n> text\n\n***\n```\nopen\n")),
            "4 h2: A\n5 h1: B\n7 p: #no Note\ntext\n12 open code: open\n");
}

TEST(MarkdownTables, WindowsLineEndsAndAByteOrderMark) {
  EXPECT_EQ(shown(page("\xEF\xBB\xBF| a |\r\n| --- |\r\n| 1 |\r\n")), "1 table of 1: a;\n  3: 1;\n");
  EXPECT_EQ(shown(page("")), "");
}

std::string refusal(std::string_view text, const Limits& limits = {}) {
  const auto read = read_page("p.md", text, limits);
  if (read) return "was read";
  EXPECT_EQ(read.error().code, ErrorCode::input);
  return std::to_string(read.error().span.line) + ": " + read.error().message;
}

TEST(MarkdownTables, Refusals) {
  EXPECT_EQ(refusal("ok\ncaf\xE9\n").substr(0, 3), "2: ");
  EXPECT_EQ(refusal(std::string("a\0b", 3)).substr(0, 3), "1: ");
  EXPECT_EQ(refusal("\xFF\xFE|\0"), "1: the page is UTF-16, not UTF-8");
  std::string wide = "|";
  for (int i = 0; i < 10'000; ++i) wide += "a|";
  EXPECT_EQ(refusal("x\n" + wide + "\n| --- |\n"), "2: the table has 10000 columns, more than 512");
  EXPECT_EQ(refusal("|a|\n|-|\n" + wide + "\n"), "3: the table has 10000 columns, more than 512");
  EXPECT_EQ(refusal("|a|b|\n|-|-|\n|1|2|\n", {.cells = 3}), "3: the page has more than 3 cells");
  EXPECT_EQ(refusal("12345", {.bytes = 4}), "0: the page has 5 bytes, more than 4");
  EXPECT_EQ(refusal("1\n12345", {.line_bytes = 4}), "2: the line has 5 bytes, more than 4");
  EXPECT_EQ(refusal("# a\n# b\n# c\n# d\n", {.blocks = 2}), "4: the page has more than 2 blocks");
}

TEST(MarkdownTables, HostilePagesTakeLinearTime) {
  for (const std::string_view piece :
       {"|a\n|-\n", "> ", "- \n", "# \n", "<!--\n", "|-|-\n", "a|\n-|-\n", "```\n", "-\n"}) {
    std::string text;
    while (text.size() < 900'000) text += piece;
    read_page("p.md", text);
  }
}

// ---- md4c reads the same tables, but for `\\|` within code and rows of single dashes, which it refuses ----

struct Oracle {
  std::string out;
  bool in_table = false;
};

int enter_block(MD_BLOCKTYPE type, void*, void* user) {
  auto& oracle = *static_cast<Oracle*>(user);
  if (type == MD_BLOCK_TABLE) oracle.in_table = true;
  if (type == MD_BLOCK_TABLE) oracle.out += "table\n";
  return 0;
}
int leave_block(MD_BLOCKTYPE type, void*, void* user) {
  auto& oracle = *static_cast<Oracle*>(user);
  if (type == MD_BLOCK_TABLE) oracle.in_table = false;
  if (type == MD_BLOCK_TR) oracle.out += "\n";
  if (type == MD_BLOCK_TH || type == MD_BLOCK_TD) oracle.out += ";";
  return 0;
}
int in_text(MD_TEXTTYPE type, const MD_CHAR* text, MD_SIZE size, void* user) {
  auto& oracle = *static_cast<Oracle*>(user);
  if (!oracle.in_table) return 0;
  const std::string_view given(text, size);
  if (type == MD_TEXT_HTML && given != "<region>") return 0;
  for (const char c : given)
    if (c != ' ') oracle.out += c;
  return 0;
}
int ignore_span(MD_SPANTYPE, void*, void*) { return 0; }

std::string by_md4c(const std::string& text) {
  MD_PARSER parser{};
  parser.flags = MD_FLAG_TABLES;
  parser.enter_block = enter_block;
  parser.leave_block = leave_block;
  parser.enter_span = parser.leave_span = ignore_span;
  parser.text = in_text;
  Oracle oracle;
  EXPECT_EQ(md_parse(text.data(), static_cast<MD_SIZE>(text.size()), &parser, &oracle), 0);
  return oracle.out;
}

std::string by_us(const std::string& text) {
  std::string out;
  const auto cells = [&](const std::vector<Text>& row) {
    for (const Text& cell : row) {
      for (const char c : cell.text + cell.mark)
        if (c != ' ' && c != '\n') out += c;
      out += ';';
    }
    out += '\n';
  };
  for (const Block& block : page(text).blocks)
    if (const auto* table = std::get_if<Table>(&block)) {
      out += "table\n";
      cells(table->header);
      for (const Row& row : table->rows) cells(row.cells);
    }
  return out;
}

TEST(MarkdownTables, AgreesWithMd4c) {
  for (const std::string text :
       {"| a | b |\n| --- | --- |\n| `x` y\\|z | **1\\.2**\\* |\n| [t](u) | *<region>* |\n\nend\n",
        "a | b\n--- | ---\n`c` | _d_ e_f_g\n\n| h |\n|:---:|\n| 1\\. \\- – |\n",
        "p\n\n| a |\n| --- |\n| **b** c* | \n\n- item\n\n| z |\n|---|\n| v\\* \\*\\* |\n"})
    EXPECT_EQ(by_us(text), by_md4c(text)) << text;
}

TEST(MarkdownTables, AgreesWithMd4cOnPublishedPages) {
  const char* given = std::getenv("BESTBY_SHARED");
  const std::string folder =
      (given ? std::string(given) : std::string(BESTBY_ROOT "/../shared")) + "/documents";
  const auto names = list_tree(folder, {.suffix = ".txt"});
  if (!names) GTEST_SKIP() << "no pages at " << folder;
  for (const std::string& name : *names) {
    const std::string text = read_file(folder + "/" + name).value();
    EXPECT_EQ(by_us(text), by_md4c(text)) << name;
  }
}

}  // namespace
}  // namespace bestby::markdown
