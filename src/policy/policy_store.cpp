#include "policy/policy_store.h"

namespace bestby {

TextId PolicyStore::text(std::string_view text) {
  const auto [it, added] = ids_.try_emplace(std::string(text), static_cast<TextId>(columns.texts.size()));
  if (added) {
    columns.texts.push_back(
        {static_cast<std::uint32_t>(columns.bytes.size()), static_cast<std::uint32_t>(text.size())});
    columns.bytes.insert(columns.bytes.end(), text.begin(), text.end());
  }
  return it->second;
}

ExprId PolicyStore::add(ExprRow row, std::span<const ExprId> arguments) {
  row.first_argument = static_cast<std::uint32_t>(columns.arguments.size());
  row.argument_count = static_cast<std::uint32_t>(arguments.size());
  columns.arguments.insert(columns.arguments.end(), arguments.begin(), arguments.end());
  columns.rows.push_back(row);
  return static_cast<ExprId>(columns.rows.size() - 1);
}

Policies PolicyStore::view() const {
  Policies out;
  auto& v = out.columns;
  v.bytes = columns.bytes;
  v.texts = columns.texts;
  v.policies = columns.policies;
  v.spoken = columns.spoken;
  v.phases = columns.phases;
  v.aliases = columns.aliases;
  v.clauses = columns.clauses;
  v.readings = columns.readings;
  v.editions = columns.editions;
  v.tables = columns.tables;
  v.cells = columns.cells;
  v.rows = columns.rows;
  v.arguments = columns.arguments;
  v.families = columns.families;
  v.timelines = columns.timelines;
  v.phase_ends = columns.phase_ends;
  v.timelines_of = columns.timelines_of;
  return out;
}

}  // namespace bestby
