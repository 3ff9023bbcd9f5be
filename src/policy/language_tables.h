// The words of the policy language as tables: functions, properties, units, months, signs. The parser
// looks names up here, and "did you mean" reads them.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "policy/expression.h"

namespace bestby::language {

// Functions whose arguments are plain expressions of fixed types.
struct Function {
  std::string_view name;
  Op op;
  Type result;
  Type argument;
  int least, most;     // how many
  std::int32_t a = 0;  // the row's `a`
};
inline constexpr std::array<Function, 13> functions = {{
    {"earliest", Op::earliest, Type::date, Type::date, 1, 16},
    {"latest", Op::latest, Type::date, Type::date, 1, 16},
    {"either", Op::either_date, Type::date, Type::date, 1, 16},
    {"awaited", Op::awaited, Type::date, Type::date, 1, 1},
    {"appeared", Op::appeared, Type::date, Type::node, 1, 1},
    {"exists", Op::exists, Type::boolean, Type::node, 1, 1},
    {"any-newer", Op::any_newer, Type::boolean, Type::node, 2, 2},
    {"even", Op::even, Type::boolean, Type::number, 1, 1},
    {"kind", Op::kind_text, Type::text, Type::node, 1, 1},
    {"publisher", Op::publisher_text, Type::text, Type::node, 1, 1},
    {"name", Op::name_text, Type::text, Type::node, 1, 1},
    {"cycle", Op::cycle_of, Type::node, Type::node, 1, 1},
    {"product", Op::product_of, Type::node, Type::node, 1, 1},
}};

// Functions that look for a neighbour in a family.
struct FamilyFunction {
  std::string_view name;
  Op op;
  Type result;
  bool numbered;
};
inline constexpr std::array<FamilyFunction, 6> family_functions = {{
    {"next", Op::next, Type::node, false},
    {"newer", Op::next, Type::node, true},
    {"previous", Op::previous, Type::node, false},
    {"newest", Op::newest, Type::node, false},
    {"oldest", Op::oldest, Type::node, false},
    {"count", Op::count_newer, Type::number, false},
}};

// Functions over all values of a fact.
struct ValuesFunction {
  std::string_view name;
  Op op;
};
inline constexpr std::array<ValuesFunction, 2> values_functions = {{
    {"earliest-of", Op::earliest_of},
    {"latest-of", Op::latest_of},
}};

struct Part {
  std::string_view name;
  std::int32_t index;
};
inline constexpr std::array<Part, 3> parts = {{{"major", 0}, {"minor", 1}, {"patch", 2}}};

// What every release has without a fact. Its version is the release itself, which compares by it.
struct Property {
  std::string_view name;
  Op op;
  Type type;
};
inline constexpr std::array<Property, 6> properties = {{{"kind", Op::kind_text, Type::text},
                                                        {"publisher", Op::publisher_text, Type::text},
                                                        {"name", Op::name_text, Type::text},
                                                        {"cycle", Op::cycle_of, Type::node},
                                                        {"product", Op::product_of, Type::node},
                                                        {"version", Op::self, Type::node}}};

struct Unit {
  std::string_view name;
  bool months;
  std::int32_t times;
};
inline constexpr std::array<Unit, 8> units = {{{"day", false, 1},
                                               {"days", false, 1},
                                               {"week", false, 7},
                                               {"weeks", false, 7},
                                               {"month", true, 1},
                                               {"months", true, 1},
                                               {"year", true, 12},
                                               {"years", true, 12}}};

inline constexpr std::array<std::string_view, 12> month_names = {
    "January", "February", "March",     "April",   "May",      "June",
    "July",    "August",   "September", "October", "November", "December"};

struct Sign {
  std::string_view text;
  Compare compare;
};
inline constexpr std::array<Sign, 6> signs = {{{"=", Compare::equal},
                                               {"!=", Compare::not_equal},
                                               {"<", Compare::less},
                                               {"<=", Compare::less_equal},
                                               {">", Compare::greater},
                                               {">=", Compare::greater_equal}}};

inline constexpr std::array<std::string_view, 13> other_functions = {
    "snap",  "snap-forward", "end",    "start", "holds",     "recorded", "major",
    "minor", "patch",        "lookup", "with",  "number-of", "if"};

// The row of that name; nullptr if there is none.
template <class Table>
auto find_named(const Table& table, std::string_view name) {
  const auto it = std::find_if(table.begin(), table.end(), [&](const auto& row) { return row.name == name; });
  return it == table.end() ? nullptr : &*it;
}

}  // namespace bestby::language
