// Editions, tables and phases of a policy file: what clauses speak of.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "policy/file_words.h"
#include "policy/policy_reader.h"

namespace bestby {
namespace {

using std::string_view;

constexpr std::array<string_view, 5> phase_keys = {"services", "may", "when", "says", "source"};

constexpr std::array<string_view, 5> table_keys = {"says", "source", "closed", "columns", "rows"};

constexpr std::array<string_view, 3> edition_keys = {"from", "published", "says"};

}  // namespace

void PolicyReader::editions(const yaml::Node& root) {
  const yaml::Node* list = root.find("editions");
  if (list == nullptr || !mapping(*list, "`editions`")) return;
  std::int32_t last = day_min;
  for (const auto& [name, value] : list->fields) {
    if (!mapping(value, "an edition")) continue;
    check_keys(value, edition_keys, "an edition");
    const std::int32_t from = day(value, "from", day_min);
    if (from < last) error(name, fmt::format("edition `{}` begins before the one above it", name.text));
    last = from;
    store_.columns.editions.push_back(
        {store_.text(name.text), from, day(value, "published", from), optional_text(value, "says")});
    ++row_.edition_count;
  }
}

void PolicyReader::tables(const yaml::Node& root) {
  const yaml::Node* list = root.find("tables");
  if (list == nullptr || !mapping(*list, "`tables`")) return;
  for (const auto& [name, value] : list->fields)
    if (mapping(value, "a table")) table(name, value);
}

void PolicyReader::table(const yaml::Node& name, const yaml::Node& value) {
  check_keys(value, table_keys, "a table");
  TableRow row{};
  row.name = store_.text(name.text);
  row.says = optional_text(value, "says");
  row.source = optional_text(value, "source");
  row.closed = scalar(value, "closed") == "yes" ? 1 : 0;
  row.first_cell = static_cast<std::uint32_t>(store_.columns.cells.size());
  ParseScope::Table scope{name.str(), static_cast<std::uint32_t>(store_.columns.tables.size()), {}};
  for (const yaml::Node* column : items_of(value.find("columns"))) scope.columns.push_back(column->str());
  row.column_count = static_cast<std::uint32_t>(scope.columns.size());
  if (row.column_count < 2)
    return error(name, fmt::format("table `{}` needs two `columns` or more", name.text));
  if (const yaml::Node* rows = value.find("rows"); rows != nullptr) {
    for (const yaml::Node& cells : rows->items) {
      if (cells.items.size() != row.column_count) {
        error(cells, fmt::format("the row has {} cells and the table {} columns", cells.items.size(),
                                 row.column_count));
        continue;
      }
      for (const yaml::Node& cell : cells.items) store_.columns.cells.push_back(store_.text(cell.text));
      ++row.row_count;
    }
  }
  for (const auto& column : scope.columns) store_.columns.cells.push_back(store_.text(column));
  store_.columns.tables.push_back(row);
  ++row_.table_count;
  scope_.tables.push_back(std::move(scope));
}

std::uint32_t PolicyReader::service_bits(const yaml::Node* list) {
  const auto& all = world_.columns.services;
  std::uint32_t bits = 0;
  for (const yaml::Node* service : items_of(list)) {
    const auto it =
        std::find_if(all.begin(), all.end(), [&](TextId s) { return world_.text(s) == service->text; });
    if (it != all.end()) {
      bits |= 1U << static_cast<unsigned>(it - all.begin());
      continue;
    }
    std::vector<std::string> names;
    for (TextId s : all) names.emplace_back(world_.text(s));
    error(*service, fmt::format("`{}` is not a service", service->text),
          fmt::format("one of: {}", fmt::join(names, ", ")), nearest(service->text, names));
  }
  return bits;
}

void PolicyReader::phases(const yaml::Node& root) {
  const yaml::Node* list = root.find("phases");
  if (list == nullptr || !list->is_mapping() || list->fields.empty())
    return error(list != nullptr ? *list : root, "a policy needs `phases`, in order");
  if (list->fields.size() > max_phases)
    return error(*list, fmt::format("a policy has at most {} phases", max_phases));
  for (const auto& [name, value] : list->fields) scope_.phases.push_back(name.str());
  for (const auto& [name, value] : list->fields) {
    PhaseRow phase{store_.text(name.text), 0, 0, no_id, no_id, no_id};
    if (value.is_mapping()) {
      check_keys(value, phase_keys, "a phase");
      phase.when = optional_expression(value, "when", Type::boolean);
      phase.says = optional_text(value, "says");
      phase.source = optional_text(value, "source");
      phase.services = service_bits(value.find("services"));
      phase.may = service_bits(value.find("may"));
      if ((phase.services & phase.may) != 0)
        error(*value.find("may"), "a service is promised and also said to come at the publisher's will",
              "name it under `services` or under `may`");
    }
    store_.columns.phases.push_back(phase);
    ++row_.phase_count;
  }
}

}  // namespace bestby
