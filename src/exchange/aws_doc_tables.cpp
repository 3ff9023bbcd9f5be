#include "exchange/aws_doc_tables.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "exchange/aws_doc_machine_images.h"

namespace bestby::exchange::aws_doc {
namespace {

using std::string_view;

constexpr std::size_t rows_looked_at = 64;  // to tell by its cells what a column is

// What cells hold where the header says nothing, tried in this order.
struct CellKind {
  const char* means;
  bool (*is)(const Words& words, const std::string& cell);
};
bool every_word(const std::string& cell, bool (*is)(string_view)) {
  const std::vector<std::string> words = words_in(cell);
  return !words.empty() &&
         std::all_of(words.begin(), words.end(), [&](const std::string& w) { return is(w); });
}
constexpr CellKind cell_kinds[] = {
    {"wheel", [](const Words&, const std::string& cell) { return !find_wheels(cell).empty(); }},
    {"image", [](const Words&, const std::string& cell) { return !find_addresses(cell).empty(); }},
    {"instance_type",
     [](const Words&, const std::string& cell) { return every_word(cell, is_instance_type); }},
    {"region", [](const Words&, const std::string& cell) { return every_word(cell, is_region); }},
    {"framework",
     [](const Words& words, const std::string& cell) {
       const ProductWord* product = words.product(cell);
       return product != nullptr && product->as == "framework";
     }},
};

bool is_days(const Column& column) {
  static constexpr string_view days[] = {"released", "ga", "end_of_patch", "end_of_support",
                                         "end_of_availability"};
  return std::find(std::begin(days), std::end(days), column.meaning.means) != std::end(days);
}

// A list of values of one predicate: instance types, regions.
void read_list(TableView& view, const char* means, bool (*is)(string_view)) {
  const Listed listed = listed_for(view.reading, view.setting);
  const std::string label = view.reading.words.label(means);
  if (listed.products.empty())
    return view.reading.skip(view.table.line, fmt::format("nothing says whose {} these are", label));
  std::size_t read_columns = 0;
  std::vector<const Column*> columns;
  for (const Column& column : view.columns) {
    if (column.meaning.means != means) continue;
    const bool speaks =
        std::any_of(view.table.rows.begin(), view.table.rows.end(), [&](const markdown::Row& row) {
          const std::vector<std::string> words = words_in(view.text(row, column));
          return std::any_of(words.begin(), words.end(), [&](const std::string& word) { return is(word); });
        });
    if (!speaks) continue;  // names of regions beside their codes
    columns.push_back(&column);
    ++read_columns;
  }
  if (read_columns == 0)
    return view.reading.skip(view.table.line, fmt::format("no cell names one of the {}", label));
  for (const markdown::Row& row : view.table.rows) {
    const std::string place = view.next_place(label);
    std::size_t found = 0;
    for (const Column* column : columns)
      for (const std::string& word : words_in(view.text(row, *column))) {
        if (!is(word)) {
          view.reading.skip(row.line, fmt::format("`{}` is none of the {}", word, label));
          ++found;
          continue;
        }
        ++found;
        for (const std::string& product : listed.products)
          view.reading.facts.say({product}, means, word, listed.scope, place);
      }
    if (found == 0) view.reading.skip(row.line, fmt::format("the row names none of the {}", label));
  }
}

// The builds on the page and the recorded images that a row of services is about.
std::vector<Subject> images_for(const TableView& view, const Scope& scope) {
  const PageSubject& page = view.reading.subject;
  const auto chip = scope.find("accelerator");
  const std::string accelerator = chip == scope.end() ? std::string() : *chip->second.begin();
  std::vector<Subject> found;
  std::set<std::string> platforms;
  for (const PageBuild& build : page.builds) {
    const bool version = std::any_of(build.facts.begin(), build.facts.end(), [&](const auto& fact) {
      const std::string wanted = page.framework + "@" + page.version;
      return fact.first == "framework" && (fact.second == wanted || fact.second.starts_with(wanted + "."));
    });
    if (!version || (!build.parts.accelerator.empty() && build.parts.accelerator != accelerator)) continue;
    found.push_back({build.product, RowKind::release, build.tag});
    platforms.insert(build.parts.platform);
  }
  for (const std::string& product : page.images)
    for (const std::string& platform : platforms)
      for (const KnownImage& image :
           view.reading.known.images(product, page.framework, page.version, accelerator, platform))
        found.push_back({image.product, RowKind::release, image.release});
  return found;
}

// Whether something is supported on a service: services are columns, the rows say of what.
void read_services(TableView& view) {
  PageReading& reading = view.reading;
  const PageSubject& page = reading.subject;
  if (page.images.empty())
    return reading.skip(view.table.line, "no release tag on the page says which images the table is about");
  Scope base;
  if (!page.version.empty()) base["framework"] = {page.framework + "@" + page.version};
  for (const markdown::Row& row : view.table.rows) {
    const std::string place = view.next_place(reading.words.label("services"));
    std::string label;
    for (const Column& column : view.columns)
      if (column.meaning.means.empty() && label.empty()) label = view.text(row, column);
    const auto phrase = reading.words.scope(label);
    if (!phrase) {
      reading.skip(row.line, fmt::format("`{}` says not of what the row speaks", label));
      continue;
    }
    Scope scope = base;
    for (const char* narrower : {"accelerator", "job"})
      if (const auto at = phrase->find(narrower); at != phrase->end()) scope.insert(*at);
    for (const Column& column : view.columns) {
      if (column.meaning.means != "service") continue;
      const string_view cell = view.text(row, column);
      const Answer answer = reading.words.answer(cell);
      if (answer == Answer::nothing) continue;
      if (answer == Answer::other) {
        reading.skip(row.line, fmt::format("`{}` of `{}` is neither yes nor no", cell, column.header));
        continue;
      }
      scope["service"] = {column.meaning.value};
      for (const std::string& product : page.images)
        reading.facts.say({product}, "service_supported", answer == Answer::yes ? "yes" : "no", scope, place);
      if (answer != Answer::yes) continue;
      for (const Subject& image : images_for(view, scope))
        reading.facts.say(image, "service", column.meaning.value, {}, place);
    }
  }
}

void read_images(TableView& view) {
  for (const markdown::Row& row : view.table.rows) {
    const std::string place = view.next_place(view.reading.words.label("image"));
    std::size_t found = 0;
    for (const Column& column : view.columns)
      if (column.meaning.means == "image")
        for (const ImageAddress& address : find_addresses(view.text(row, column))) {
          describe_image(view.reading, address, {}, {}, row.line, place);
          ++found;
        }
    if (found == 0) view.reading.skip(row.line, "the row holds no address of an image");
  }
}

void report_unknown_columns(TableView& view, bool labelled) {
  bool label = labelled;
  for (const Column& column : view.columns) {
    if (!column.meaning.means.empty()) continue;
    if (std::exchange(label, false)) continue;
    view.reading.skip(view.table.line, column.header.empty()
                                           ? "a column without a header is not understood"
                                           : fmt::format("the column `{}` is not understood", column.header));
  }
}

void report_odd_rows(TableView& view) {
  const std::size_t columns = view.columns.size();
  if (view.table.dashes != columns)
    view.reading.note(view.table.line, fmt::format("{} columns have a header, {} have dashes below it",
                                                   columns, view.table.dashes));
  for (const markdown::Row& row : view.table.rows) {
    if (row.cells.size() > columns)
      view.reading.skip(
          row.line, fmt::format("the row has {} cells, the table {} columns: what is beyond them is not read",
                                row.cells.size(), columns));
    if (row.cells.size() < columns)
      view.reading.note(row.line, fmt::format("the row has {} cells of {}: the last ones are not recorded",
                                              row.cells.size(), columns));
  }
}

// By their names, and not beside a framework that the row is about.
bool names_machine_images(const TableView& view) {
  return view.has("image_name") && !view.has("framework") && !view.has("version") &&
         !view.has("current_version") && view.find_product("framework") == nullptr;
}

bool tells_of_lifecycles(const TableView& view) {
  static constexpr string_view said[] = {
      "end_of_patch", "end_of_support", "end_of_availability", "released",
      "ga",           "supported",      "available",           "current_version"};
  const bool about = view.has("framework") || view.has("os") || view.has("version") ||
                     view.has("current_version") || view.find_product("framework") != nullptr ||
                     view.find_product("os") != nullptr;
  const bool says =
      std::any_of(std::begin(said), std::end(said), [&](string_view means) { return view.has(means); }) ||
      view.find_product("cuda") != nullptr || view.find_product("python") != nullptr;
  return about && says;
}

}  // namespace

Listed listed_for(const PageReading& reading, const TableSetting& setting) {
  const PageSubject& page = reading.subject;
  if (!page.images.empty()) {
    Scope scope;
    if (!page.version.empty()) scope["framework"] = {page.framework + "@" + page.version};
    return {page.images, scope};
  }
  for (const std::string* text : {&setting.caption, &setting.heading})
    for (const ProductWord* word : reading.words.products_in(*text))
      if (word->as == "carrier") return {{word->product}, {}};
  return {page.of_library.empty() ? std::vector<std::string>() : std::vector{page.of_library}, {}};
}

TableView::TableView(PageReading& page, const markdown::Table& given, const TableSetting& where)
    : reading(page), table(given), setting(where) {
  for (const markdown::Text& header : table.header) {
    Column column{reading.words.column(header.text), header.text, header.mark};
    columns.push_back(std::move(column));
  }
  for (std::size_t i = 0; i < columns.size(); ++i) {
    if (columns[i].meaning.means != "product")
      if (const ProductWord* library = library_in(i))
        columns[i].meaning = {"product", library->product, {}, {}};
    const std::string& means = columns[i].meaning.means;
    if (means.empty() || means == "framework" || means == "available") infer(columns[i], i);
    if (!is_days(columns[i])) continue;
    std::vector<string_view> days;
    for (const markdown::Row& row : table.rows) days.push_back(text(row, columns[i]));
    columns[i].days = order_of(days);
  }
}

// The library that all cells of a column name beside a version (`package==1.7.0`).
const ProductWord* TableView::library_in(std::size_t index) const {
  const ProductWord* library = nullptr;
  for (const markdown::Row& row : table.rows) {
    if (index >= row.cells.size() || row.cells[index].text.empty()) continue;
    const auto version = read_version(row.cells[index].text);
    const ProductWord* named = version ? reading.words.product(version->name) : nullptr;
    if (named == nullptr || named->as != "carrier" ||
        (library != nullptr && named->product != library->product))
      return nullptr;
    library = named;
  }
  return library;
}

// A header that says nothing, or little (`Framework container`): the cells may say it.
void TableView::infer(Column& column, std::size_t index) {
  const std::size_t rows = std::min(table.rows.size(), rows_looked_at);
  for (const CellKind& kind : cell_kinds) {
    std::size_t cells = 0, matching = 0;
    for (std::size_t i = 0; i < rows; ++i) {
      if (index >= table.rows[i].cells.size()) continue;
      const std::string& cell = table.rows[i].cells[index].text;
      if (reading.words.answer(cell) != Answer::other) continue;
      ++cells;
      matching += kind.is(reading.words, cell) ? 1 : 0;
    }
    if (cells == 0 || matching != cells || column.meaning.means == kind.means) continue;
    column.meaning = {kind.means, {}, {}, {}};
    reading.note(table.line,
                 fmt::format("the column `{}` is read by its cells: {}", column.header, kind.means));
    return;
  }
}

const Column* TableView::find(string_view means) const {
  const auto at =
      std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.meaning.means == means; });
  return at == columns.end() ? nullptr : &*at;
}

const Column* TableView::find_product(string_view as) const {
  const auto at = std::find_if(columns.begin(), columns.end(), [&](const Column& column) {
    const ProductWord* word = reading.words.known(column.meaning.product);
    return column.meaning.means == "product" && word != nullptr && word->as == as;
  });
  return at == columns.end() ? nullptr : &*at;
}

const markdown::Text* TableView::cell(const markdown::Row& row, const Column& column) const {
  const auto index = static_cast<std::size_t>(&column - columns.data());
  return index < row.cells.size() ? &row.cells[index] : nullptr;
}

string_view TableView::text(const markdown::Row& row, const Column& column) const {
  const markdown::Text* found = cell(row, column);
  return found == nullptr ? string_view() : string_view(found->text);
}

std::string TableView::next_place(const std::string& label) {
  const int row = ++reading.rows_labelled[label];
  return label.empty() ? fmt::format("row {}", row) : fmt::format("{} row {}", label, row);
}

void read_table(PageReading& reading, const markdown::Table& table, const TableSetting& setting) {
  reading.report.tables += 1;
  reading.report.rows += table.rows.size();
  TableView view(reading, table, setting);
  report_odd_rows(view);
  const bool services = view.has("service");
  if (services)
    read_services(view);
  else if (view.find_product("carrier") != nullptr)
    read_library(view);
  else if (names_machine_images(view))
    read_machine_image_table(view);
  else if (view.has("image"))
    read_images(view);
  else if (tells_of_lifecycles(view))
    read_lifecycles(view);
  else if (view.has("instance_type"))
    read_list(view, "instance_type", is_instance_type);
  else if (view.has("region"))
    read_list(view, "region", is_region);
  else {
    std::vector<std::string> headers;
    for (const Column& column : view.columns) headers.push_back(column.header);
    return reading.skip(table.line,
                        fmt::format("the table `{}` is of no kind that is known: its {} rows are not read",
                                    fmt::join(headers, " | "), table.rows.size()));
  }
  report_unknown_columns(view, services);
}

}  // namespace bestby::exchange::aws_doc
