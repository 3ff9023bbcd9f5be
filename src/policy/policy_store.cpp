#include "policy/policy_store.h"

#include <algorithm>

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

PolicyStore PolicyStore::of(const Policies& policies, const std::vector<std::string>& but) {
  PolicyStore out;
  const auto copy = [](auto& to, const auto& from) { to.assign(from.begin(), from.end()); };
  const auto& from = policies.columns;
  auto& to = out.columns;
  copy(to.bytes, from.bytes);
  copy(to.texts, from.texts);
  copy(to.spoken, from.spoken);
  copy(to.phases, from.phases);
  copy(to.clauses, from.clauses);
  copy(to.readings, from.readings);
  copy(to.editions, from.editions);
  copy(to.tables, from.tables);
  copy(to.cells, from.cells);
  copy(to.rows, from.rows);
  copy(to.arguments, from.arguments);
  copy(to.families, from.families);
  out.places.resize(to.clauses.size());
  for (TextId id = 0; id < to.texts.size(); ++id) out.ids_.try_emplace(std::string(policies.text(id)), id);
  for (PolicyId id = 0; id < policies.size(); ++id) {
    const PolicyRow& row = policies.policy(id);
    if (std::find(but.begin(), but.end(), policies.text(row.id)) != but.end()) continue;
    for (AliasRow alias : from.aliases) {
      if (alias.policy != id) continue;
      alias.policy = static_cast<PolicyId>(to.policies.size());
      to.aliases.push_back(alias);
    }
    to.policies.push_back(row);
  }
  return out;
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
