// Markdown pages, taken apart into blocks that know where they stand: headings, paragraphs, list
// items, code, and pipe tables.
//
//     Result<markdown::Page> page = markdown::read_page("support.md", text);
//     if (!page) return fail(page.error());
//     for (const markdown::Block& block : page->blocks)
//       if (const auto* table = std::get_if<markdown::Table>(&block))
//         for (const markdown::Row& row : table->rows) use(row.line, row.cells);
//
// For reading what pages say, not for showing them: of lists only items and their depth are kept,
// quotes are read as if they were no quotes, front matter and comments are left out, and nothing is
// code merely because it is indented. A pipe table is a line with a pipe above a row of dashes with
// a pipe; the rows go on until a line without one. How many dashes the row has, and how many cells a
// row has, is for the caller to judge: nothing is cut off or filled up. A table in HTML is one too: its
// first row is the header, and one without an end is refused.
//
// Refused, with the place: bytes that are not UTF-8, control characters, and what passes the limits.
// Time and memory are linear in the text.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "base/formats/markdown_text.h"
#include "base/result.h"

namespace bestby::markdown {

struct Heading {
  int line = 0;
  int level = 1;  // from 1
  Text text;
};

struct Paragraph {
  int line = 0;
  Text text;
};

struct Item {
  int line = 0;
  int depth = 1;  // from 1
  Text text;
};

struct Code {
  int line = 0;
  bool closed = true;  // whether the fence below it was found
  std::string text;
};

struct Row {
  int line = 0;
  std::vector<Text> cells;
};

struct Table {
  int line = 0;
  std::vector<Text> header;
  std::size_t dashes = 0;  // cells of the row of dashes: as many as the header has, in a good table
  std::vector<Row> rows;
};

using Block = std::variant<Heading, Paragraph, Item, Code, Table>;
int line_of(const Block& block);

struct Page {
  std::string file;
  std::vector<Block> blocks;
};

struct Limits {
  std::size_t bytes = std::size_t{64} << 20U;
  std::size_t line_bytes = std::size_t{1} << 20U;
  std::size_t columns = 512;      // of a table
  std::size_t cells = 1'000'000;  // of a page
  std::size_t blocks = 1'000'000;
};

// Every error is `input` and has a span with file and line.
Result<Page> read_page(std::string file, std::string_view text, const Limits& limits = {});

}  // namespace bestby::markdown
