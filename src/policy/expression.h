// Expressions of the policy language, as rows of a column.
//
// An expression is typed when it is parsed, so that the evaluator never asks for a type, and it is
// a tree of rows that point to earlier rows, so that it always ends. docs/policies.md is its manual.
//
//     ExpressionStore store;
//     ExprContext context{world vocabulary...};
//     auto e = parse_expression(store, context, "released(framework.cycle) + 365 days", Type::date);
//
// INVARIANT: a row's arguments stand before it.
#pragma once

#include <cstdint>
#include <span>
#include <string_view>

#include "catalog/world.h"

namespace bestby {

using ExprId = std::uint32_t;

enum class Type : std::uint32_t { date, node, boolean, number, text };

enum class Op : std::uint32_t {
  // node
  self,
  candidate,
  part,
  fact_node,
  cycle_of,
  product_of,
  next,
  previous,
  newest,
  oldest,
  // date
  day,
  fact_date,
  add_days,
  add_months,
  snap_month_end,
  snap_day,
  snap_month_day,
  snap_forward,
  earliest,
  latest,
  earliest_of,
  latest_of,
  either_date,
  awaited,
  end_of,
  start_of,
  appeared,
  if_date,
  // boolean
  yes,
  no,
  fact_flag,
  not_,
  and_,
  or_,
  recorded,
  exists,
  holds,
  any_newer,
  compare_dates,
  compare_numbers,
  compare_texts,
  compare_nodes,
  node_version,
  fact_version,
  in_versions,
  number_in,
  even,
  if_boolean,
  // number
  number,
  fact_number,
  version_part,
  count_newer,
  count_values,
  subtract,
  add,
  if_number,
  // text
  text,
  fact_text,
  kind_text,
  publisher_text,
  name_text,
  lookup,
  if_text,
};

enum class Compare : std::uint32_t { equal, not_equal, less, less_equal, greater, greater_equal };

// What a, b, c mean depends on the op; the table in expression.cpp says it.
struct ExprRow {
  Op op;
  Type type;
  std::int32_t a, b, c;
  std::uint32_t first_argument, argument_count;
  TextId source;  // its text, as written
};

// What `next`, `newer(n)` and their kin look for.
struct FamilyRow {
  ExprId by, where;  // no_id: none
  std::uint32_t first_same, same_count;
};

// What a row's a, b and c hold.
enum class Operand : std::uint8_t {
  none,  // 0
  any,   // a number
  positive,
  word,
  key,  // a TextId of the policies; of a version key
  day,
  day_of_month,
  month,  // days since 1970; 1 to 31 and 1 to 12, 0 where it has none
  compare,
  snap,
  part,  // a Compare; month-end, day, day and month; major, minor, patch
  family,
  table,
  column,
  date_fact,
  node_fact,
  flag_fact,
  number_fact,
  text_fact,
  any_fact,              // predicates by what they hold
  version_fact_or_none,  // or -1
};

// What an operation takes. `arguments` has a letter each: d date, n release, b condition, i number,
// t text, * any; the last one may stand up to `most` times.
struct OpShape {
  Op op;
  Type type;
  std::string_view arguments;
  std::uint32_t least, most;
  Operand a = Operand::none, b = Operand::none, c = Operand::none;
};
const OpShape* shape_of(Op op);  // nullptr: there is no such operation
bool fits(char letter, Type type);

}  // namespace bestby
