// Tables of AWS's documentation: which kind a table is follows from what its headers mean, and where
// they say nothing, from what its cells hold. Columns may stand in any order, be missing, or be unknown
// (then they are reported, and the rest is read).
//
//     read_table(reading, table, {.heading = "Supported Frameworks", .caption = "..."});
//
// Kinds: lifecycles of frameworks and systems; releases of a library with what they are for; images;
// instance types; regions; what is supported on which service. docs/importers.md says which facts each
// gives.
#pragma once

#include "exchange/aws_doc_page.h"

namespace bestby::exchange::aws_doc {

struct TableSetting {
  std::string heading;  // of the section
  std::string caption;  // the paragraph above the table
};
// Items of a list that say what rows of tables do: instance types, regions, days of a framework's version.
void read_item(PageReading& reading, const markdown::Item& item, const TableSetting& setting);

void read_table(PageReading& reading, const markdown::Table& table, const TableSetting& setting);

// ---- for the readers of each kind ----

struct Column {
  ColumnMeaning meaning;
  std::string header;
  std::string mark;
  DayOrder days = DayOrder::month_first;
};

class TableView {
 public:
  TableView(PageReading& reading, const markdown::Table& table, const TableSetting& setting);

  PageReading& reading;
  const markdown::Table& table;
  const TableSetting& setting;
  std::vector<Column> columns;

  // The first column that means that; nullptr when there is none.
  const Column* find(std::string_view means) const;
  // The first column of versions of such a product (`framework`, `carrier`).
  const Column* find_product(std::string_view as) const;
  bool has(std::string_view means) const { return find(means) != nullptr; }

  // The cell of a column in a row; nullptr where the row is too short.
  const markdown::Text* cell(const markdown::Row& row, const Column& column) const;
  std::string_view text(const markdown::Row& row, const Column& column) const;

  // `row 3`, `PyTorch row 3`: counted over all tables of the page that are called so.
  std::string next_place(const std::string& label);

 private:
  void infer(Column& column, std::size_t index);
  const ProductWord* library_in(std::size_t index) const;
};

// Whose instance types or regions are listed: of a page of release notes its images', for the framework in
// its title; else of the library that the section speaks of, or the page.
struct Listed {
  std::vector<std::string> products;
  Scope scope;
};
Listed listed_for(const PageReading& reading, const TableSetting& setting);

void read_lifecycles(TableView& view);
void read_library(TableView& view);

}  // namespace bestby::exchange::aws_doc
