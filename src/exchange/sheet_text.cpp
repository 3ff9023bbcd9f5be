// How a sheet is written, and read back.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/formats/yaml.h"
#include "base/text.h"
#include "exchange/sheet.h"

namespace bestby::exchange {
namespace {

// The order of the columns of a row, and which values are dates, flags or their like (written
// bare). A predicate that is not here follows in alphabetical order, as text.
struct Column {
  std::string_view predicate;
  yaml::As as = yaml::As::text;
};
constexpr std::array columns = {
    Column{"record"},
    Column{"build"},
    Column{"line"},
    Column{"variant"},
    Column{"framework"},
    Column{"library"},
    Column{"sdk"},
    Column{"accelerator"},
    Column{"python"},
    Column{"cuda"},
    Column{"os"},
    Column{"platform"},
    Column{"arch"},
    Column{"job"},
    Column{"base_image"},
    Column{"branch_kind"},
    Column{"lts", yaml::As::number_or_date},
    Column{"released", yaml::As::number_or_date},
    Column{"ga", yaml::As::number_or_date},
    Column{"lts_from", yaml::As::number_or_date},
    Column{"end_of_patch", yaml::As::number_or_date},
    Column{"end_of_features", yaml::As::number_or_date},
    Column{"end_of_support", yaml::As::number_or_date},
    Column{"end_of_lts", yaml::As::number_or_date},
    Column{"end_of_paid_support", yaml::As::number_or_date},
    Column{"end_of_availability", yaml::As::number_or_date},
    Column{"latest"},
    Column{"public", yaml::As::number_or_date},
    Column{"supported", yaml::As::number_or_date},
    Column{"available", yaml::As::number_or_date},
    Column{"service_supported", yaml::As::number_or_date},
    Column{"first_seen", yaml::As::number_or_date},
    Column{"last_seen", yaml::As::number_or_date},
    Column{"built", yaml::As::number_or_date},
    Column{"deprecated_from", yaml::As::number_or_date},
    Column{"wheel_published", yaml::As::number_or_date},
    Column{"address"},
};

std::size_t column_of(std::string_view predicate) {
  const auto at =
      std::find_if(columns.begin(), columns.end(), [&](const Column& c) { return c.predicate == predicate; });
  return static_cast<std::size_t>(at - columns.begin());
}

yaml::As quoting_of(std::string_view predicate) {
  const std::size_t column = column_of(predicate);
  return column < columns.size() ? columns[column].as : yaml::As::text;
}

bool fact_before(const SheetFact& a, const SheetFact& b) {
  if (a.predicate != b.predicate) return predicate_before(a.predicate, b.predicate);
  if (a.value != b.value) return NaturalLess{}(a.value, b.value);
  return a.scope < b.scope;
}

// `[2026-01-01, 2026-02-01..2026-05-01]`; three or more that follow one another become a range.
std::string editions_text(const std::vector<Date>& some, const std::vector<Date>& all) {
  std::vector<std::string> parts;
  for (std::size_t i = 0; i < some.size();) {
    auto at = std::lower_bound(all.begin(), all.end(), some[i]);
    std::size_t run = 0;
    while (i + run < some.size() && at != all.end() && *at == some[i + run]) ++run, ++at;
    if (run >= 3) {
      parts.push_back(fmt::format("{}..{}", some[i].str(), some[i + run - 1].str()));
      i += run;
    } else {
      parts.push_back(some[i++].str());
    }
  }
  return fmt::format("[{}]", fmt::join(parts, ", "));
}

constexpr std::string_view between_places = "; ";

// What stands behind a value: a citation for each place. Empty where the file's source and the row's
// place say it already.
std::vector<std::string> citations(const Sheet& sheet, const SheetFact& fact, std::string_view row_place) {
  const bool everywhere = fact.editions == sheet.editions;
  if (everywhere && fact.place == row_place && fact.cited.empty()) return {};
  std::string source = sheet.source.id;
  if (!everywhere) source += editions_text(fact.editions, sheet.editions);
  std::vector<std::string> cited;
  for (std::size_t at = 0; at != std::string::npos;) {
    const std::size_t end = fact.place.find(between_places, at);
    const std::string place = fact.place.substr(at, end == std::string::npos ? end : end - at);
    cited.push_back(place.empty() ? source : source + ":" + place);
    at = end == std::string::npos ? end : end + between_places.size();
  }
  cited.insert(cited.end(), fact.cited.begin(), fact.cited.end());
  return cited;
}

std::string source_text(const std::vector<std::string>& cited) {
  if (cited.size() == 1) return yaml::quote(cited[0]);
  std::vector<std::string> quoted;
  for (const std::string& one : cited) quoted.push_back(yaml::quote(one));
  return fmt::format("[{}]", fmt::join(quoted, ", "));
}

std::string cell(const Sheet& sheet, const SheetFact& fact, std::string_view row_place) {
  const bool like_citation = fact.value.find(" @") != std::string::npos;
  std::vector<std::string> cited = citations(sheet, fact, row_place);
  if (like_citation && cited.empty())
    cited = {fact.place.empty() ? sheet.source.id : sheet.source.id + ":" + fact.place};
  const yaml::As as = quoting_of(fact.predicate);
  const bool short_form =
      fact.scope.empty() && fact.refuted.empty() && fact.note.empty() && cited.size() < 2 && !like_citation;
  if (short_form)
    return cited.empty() ? yaml::quote(fact.value, as) : yaml::quote(fact.value + " @" + cited[0], as);
  std::string text = "{is: " + yaml::quote(fact.value, as);
  if (!fact.scope.empty()) text += ", for: " + fact.scope;
  if (!cited.empty()) text += ", source: " + source_text(cited);
  if (!fact.refuted.empty()) text += ", refuted: " + yaml::quote(fact.refuted);
  if (!fact.note.empty()) text += ", note: " + yaml::quote(fact.note);
  return text + "}";
}

// What `at` says for the whole row: the place of most of the newest facts that have one; of several, the
// first.
std::string row_place(const SheetRow& row) {
  Date newest = row.facts.front().editions.back();
  for (const SheetFact& fact : row.facts) newest = std::max(newest, fact.editions.back());
  std::map<std::string_view, int, NaturalLess> count;
  for (const SheetFact& fact : row.facts)
    if (fact.editions.back() == newest && fact.place.find(between_places) == std::string::npos)
      ++count[fact.place];
  if (count.empty()) return {};
  const auto most = std::max_element(count.begin(), count.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  return std::string(most->first);
}

std::string quoted_list(const std::set<std::string>& names) {
  std::vector<std::string> sorted;
  for (const std::string& name : names) sorted.push_back(yaml::quote(name));
  std::sort(sorted.begin(), sorted.end(), NaturalLess{});
  return fmt::format("[{}]", fmt::join(sorted, ", "));
}

// By predicate, in the order of the columns: `predicate: cell` or `predicate: [cell, cell]`.
using Cells = std::vector<std::pair<std::string, std::string>>;
Cells cells_of(const Sheet& sheet, const SheetRow& row, std::string_view place) {
  std::vector<SheetFact> facts = row.facts;
  std::sort(facts.begin(), facts.end(), fact_before);
  Cells out;
  for (auto at = facts.begin(); at != facts.end();) {
    std::vector<std::string> cells;
    const std::string& predicate = at->predicate;
    const auto end =
        std::find_if(at, facts.end(), [&](const SheetFact& f) { return f.predicate != predicate; });
    for (auto fact = at; fact != end; ++fact) cells.push_back(cell(sheet, *fact, place));
    out.emplace_back(predicate, cells.size() == 1
                                    ? fmt::format("{}: {}", predicate, cells[0])
                                    : fmt::format("{}: [{}]", predicate, fmt::join(cells, ", ")));
    at = end;
  }
  return out;
}

// What every release of a longer sheet says alike stands once, at its head.
constexpr std::size_t few_rows = 4;
using Defaults = std::map<std::string, std::string>;
Defaults defaults_of(const Sheet& sheet) {
  std::map<std::pair<std::string, std::string>, std::size_t> count;
  std::size_t rows = 0;
  for (const auto& [key, row] : sheet.rows) {
    if (row.kind != RowKind::release) continue;
    ++rows;
    for (const auto& cell : cells_of(sheet, row, row_place(row)))
      if (cell.second.find('@' + sheet.source.id) == std::string::npos) ++count[cell];
  }
  Defaults out;
  for (const auto& [cell, times] : count)
    if (rows > few_rows && times == rows) out.insert(cell);
  return out;
}

std::string fields_text(const Sheet& sheet, const SheetRow& row, const Defaults& defaults = {}) {
  const std::string place = row_place(row);
  std::vector<std::string> fields;
  if (!row.cycle.empty()) fields.push_back("cycle: " + yaml::quote(row.cycle));
  if (!row.also.empty()) fields.push_back("also: " + quoted_list(row.also));
  for (const auto& [predicate, cell] : cells_of(sheet, row, place))
    if (defaults.count(predicate) == 0) fields.push_back(cell);
  if (!place.empty()) fields.push_back("at: " + yaml::quote(place));
  return fmt::format("{}", fmt::join(fields, ", "));
}

std::string head_text(const Sheet& sheet, std::string_view importer) {
  std::vector<std::string> days;
  for (const Date& edition : sheet.editions)
    if (edition != undated) days.push_back(edition.str());
  const std::string editions = days.empty() ? "" : fmt::format("    editions: [{}]\n", fmt::join(days, ", "));
  return fmt::format(
      "# Written by the importer {}: what people add stands in another file.\n"
      "extends: {}\n"
      "sources:\n"
      "  {}:\n"
      "    title: {}\n"
      "    url: {}\n"
      "    publisher: {}\n"
      "{}"
      "source: {}\n",
      importer, yaml::quote(sheet.extends), yaml::quote(sheet.source.id), yaml::quote(sheet.source.title),
      yaml::quote(sheet.source.url), yaml::quote(sheet.source.publisher), editions,
      yaml::quote(sheet.source.id));
}

}  // namespace

bool predicate_before(std::string_view a, std::string_view b) {
  const std::size_t x = column_of(a), y = column_of(b);
  return x != y ? x < y : a < b;
}

std::string write_sheet(const Sheet& sheet, std::string_view importer) {
  std::string text = head_text(sheet, importer);
  const Defaults defaults = defaults_of(sheet);
  if (!defaults.empty()) {
    std::vector<std::string> cells;
    for (const auto& [predicate, cell] : defaults) cells.push_back(cell);
    text += fmt::format("defaults: {{{}}}\n", fmt::join(cells, ", "));
  }
  std::optional<RowKind> section;
  for (const auto& [key, row] : sheet.rows) {
    if (row.kind == RowKind::product) {
      text += fmt::format("facts: {{{}}}\n", fields_text(sheet, row));
      continue;
    }
    const bool cycle = row.kind == RowKind::cycle;
    if (section != row.kind) text += cycle ? "cycles:\n" : "releases:\n";
    section = row.kind;
    const std::string name = yaml::quote(row.name);
    text += cycle ? fmt::format("  {}: {{{}}}\n", name, fields_text(sheet, row))
                  : fmt::format("  - {{release: {}, {}}}\n", name, fields_text(sheet, row, defaults));
  }
  return text;
}

}  // namespace bestby::exchange
