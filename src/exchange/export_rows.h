// Exports as rows: one for each subject, policy and phase, the same columns in every format.
//
//     for (const RowColumn& c : row_columns()) use(c.name, c.value(row));
//
// A day that is not known is absent; `*_bound` says what is known of it (docs/phases.md), `*_low` and
// `*_high` its limits.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <variant>

#include "judge/status.h"
#include "report/asked.h"

namespace bestby::exchange {

using RowValue = std::variant<std::monostate, std::string, Date, bool, std::int64_t>;

struct PhaseRowOf {
  const World& world;
  const Policies& policies;
  const Asked& asked;
  NodeId node;
  const PolicyStatus& status;
  const PhaseState& state;

  const PolicyRow& policy() const { return policies.policy(status.verdict.timeline.policy); }
  const PhaseRow& phase() const { return policies.phases(policy())[state.phase]; }
};

struct RowColumn {
  std::string_view name, sql;  // its type in SQL
  std::string_view says;
  RowValue (*value)(const PhaseRowOf& row);
};

std::span<const RowColumn> row_columns();

// One cell as each format has it.
std::string json_cell(const RowValue& value);
// Quoted where RFC 4180 asks for it. A text that a spreadsheet would take for a formula (it begins with
// `=`, `+`, `-`, `@`, a tab or a carriage return) has an apostrophe before it.
std::string csv_cell(const RowValue& value);
// A literal that PostgreSQL and SQLite read alike.
std::string sql_cell(const RowValue& value);

}  // namespace bestby::exchange
