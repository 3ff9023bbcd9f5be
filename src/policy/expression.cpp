#include "policy/expression.h"

#include <array>

namespace bestby {
namespace {

using enum Operand;

// In the order of `Op`.
constexpr std::array<OpShape, 63> shapes = {{
    {Op::self, Type::node, "", 0, 0},
    {Op::candidate, Type::node, "", 0, 0},
    {Op::part, Type::node, "", 0, 0, word},
    {Op::fact_node, Type::node, "n", 1, 1, node_fact},
    {Op::cycle_of, Type::node, "n", 1, 1},
    {Op::product_of, Type::node, "n", 1, 1},
    {Op::next, Type::node, "n", 1, 1, family, positive},
    {Op::previous, Type::node, "n", 1, 1, family, positive},
    {Op::newest, Type::node, "n", 1, 1, family, positive},
    {Op::oldest, Type::node, "n", 1, 1, family, positive},

    {Op::day, Type::date, "", 0, 0, day},
    {Op::fact_date, Type::date, "n", 1, 1, date_fact},
    {Op::add_days, Type::date, "d", 1, 1, any},
    {Op::add_months, Type::date, "d", 1, 1, any},
    {Op::snap_month_end, Type::date, "d", 1, 1},
    {Op::snap_day, Type::date, "d", 1, 1, day_of_month},
    {Op::snap_month_day, Type::date, "d", 1, 1, month, day_of_month},
    {Op::snap_forward, Type::date, "d", 1, 1, snap, month, day_of_month},
    {Op::earliest, Type::date, "d", 1, 16},
    {Op::latest, Type::date, "d", 1, 16},
    // the values, the date of each (`it`), which of them count
    {Op::earliest_of, Type::date, "ndb", 2, 3},
    {Op::latest_of, Type::date, "ndb", 2, 3},
    {Op::either_date, Type::date, "d", 1, 16},
    {Op::awaited, Type::date, "d", 1, 1},
    {Op::end_of, Type::date, "n", 1, 1, word},
    {Op::start_of, Type::date, "n", 1, 1, word},
    {Op::appeared, Type::date, "n", 1, 1},
    {Op::if_date, Type::date, "bdd", 3, 3},

    {Op::yes, Type::boolean, "", 0, 0},
    {Op::no, Type::boolean, "", 0, 0},
    {Op::fact_flag, Type::boolean, "n", 1, 1, flag_fact},
    {Op::not_, Type::boolean, "b", 1, 1},
    {Op::and_, Type::boolean, "b", 2, 2},
    {Op::or_, Type::boolean, "b", 2, 2},
    {Op::recorded, Type::boolean, "*", 1, 1},
    {Op::exists, Type::boolean, "n", 1, 1},
    {Op::holds, Type::boolean, "nd", 2, 2, word},
    {Op::any_newer, Type::boolean, "n", 2, 2},
    {Op::compare_dates, Type::boolean, "d", 2, 2, compare},
    {Op::compare_numbers, Type::boolean, "i", 2, 2, compare},
    {Op::compare_texts, Type::boolean, "t", 2, 2, compare},
    {Op::compare_nodes, Type::boolean, "n", 2, 2, compare},
    {Op::node_version, Type::boolean, "n", 1, 1, compare, word},
    {Op::fact_version, Type::boolean, "t", 1, 1, compare, key},
    {Op::in_versions, Type::boolean, "n", 1, 1, word},
    {Op::number_in, Type::boolean, "i", 1, 1, any, any},
    {Op::even, Type::boolean, "i", 1, 1},
    {Op::if_boolean, Type::boolean, "b", 3, 3},

    {Op::number, Type::number, "", 0, 0, any},
    {Op::fact_number, Type::number, "n", 1, 1, number_fact},
    {Op::version_part, Type::number, "*", 1, 1, part, version_fact_or_none},
    {Op::count_newer, Type::number, "n", 1, 1, family, positive},
    {Op::count_values, Type::number, "n", 1, 1, any_fact},
    {Op::subtract, Type::number, "i", 2, 2},
    {Op::add, Type::number, "i", 2, 2},
    {Op::if_number, Type::number, "bii", 3, 3},

    {Op::text, Type::text, "", 0, 0, word},
    {Op::fact_text, Type::text, "n", 1, 1, text_fact},
    {Op::kind_text, Type::text, "n", 1, 1},
    {Op::publisher_text, Type::text, "n", 1, 1},
    {Op::name_text, Type::text, "n", 1, 1},
    // column, value, column, value, ...; each column is a `number` row, each value a text or a number
    {Op::lookup, Type::text, "*", 0, 128, table, column},
    {Op::if_text, Type::text, "btt", 3, 3},
}};

constexpr bool in_order() {
  for (std::size_t i = 0; i < shapes.size(); ++i)
    if (static_cast<std::size_t>(shapes[i].op) != i) return false;
  return static_cast<std::size_t>(Op::if_text) + 1 == shapes.size();
}
static_assert(in_order());

}  // namespace

const OpShape* shape_of(Op op) {
  const auto i = static_cast<std::size_t>(op);
  return i < shapes.size() ? &shapes[i] : nullptr;
}

bool fits(char letter, Type type) {
  constexpr std::string_view letters = "dnbit";  // in the order of `Type`
  return letter == '*' || letters[static_cast<std::size_t>(type)] == letter;
}

}  // namespace bestby
