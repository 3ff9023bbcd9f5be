// Markdown pages, and the importer of AWS's, on any bytes: neither crashes or hangs, every place is
// inside the page, all rows of all tables are counted, and what is written reads back and is the same
// when the page is imported again.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "base/formats/markdown_tables.h"
#include "exchange/aws_doc.h"
#include "exchange/sheet.h"

namespace {

using namespace bestby;

void require(bool condition) {
  if (!condition) std::abort();
}

void check_page(const markdown::Page& page, int lines, std::size_t* tables, std::size_t* rows) {
  int before = 0;
  for (const markdown::Block& block : page.blocks) {
    const int line = markdown::line_of(block);
    require(line > before && line <= lines);
    before = line;
    const auto* table = std::get_if<markdown::Table>(&block);
    if (table == nullptr) continue;
    require(!table->header.empty() && table->dashes > 0);
    ++*tables;
    *rows += table->rows.size();
    for (const markdown::Row& row : table->rows)
      require(row.line > line && row.line <= lines && !row.cells.empty());
  }
}

exchange::Imported import(const std::string& text, std::vector<CatalogFile> existing) {
  auto imported =
      exchange::import_aws_doc({{{"page.md", text}}, std::move(existing), *Date::parse("2024-01-02")});
  require(imported.has_value());
  return *std::move(imported);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto lines = static_cast<int>(1 + std::count(text.begin(), text.end(), '\n'));
  const auto page = markdown::read_page("page.md", text);
  const exchange::Imported once = import(text, {});
  if (!page) {
    require(page.error().span.line <= lines && once.report.damaged);
    return 0;
  }
  std::size_t tables = 0, rows = 0;
  check_page(*page, lines, &tables, &rows);
  require(once.report.tables == tables && once.report.rows == rows);
  const exchange::Imported twice = import(text, once.files);
  require(once.files.size() == twice.files.size() && twice.report.facts.added == 0);
  for (std::size_t i = 0; i < once.files.size(); ++i) require(once.files[i].text == twice.files[i].text);
  return 0;
}
