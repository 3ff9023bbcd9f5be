#include "policy/expression_cost.h"

#include <algorithm>

namespace bestby {
namespace {

// Saturates far above the limit.
void add(ExprCost& sum, const ExprCost& part) {
  constexpr std::uint32_t most = 1U << 30U;
  sum.visits = std::min(sum.visits + part.visits, most);
  sum.depth = std::max(sum.depth, part.depth + 1);
}

}  // namespace

std::vector<ExprCost> expression_costs(const PolicyColumns<ColumnView>& columns, ExprId first) {
  std::vector<ExprCost> costs;
  costs.reserve(columns.rows.size() - first);
  for (ExprId id = first; id < columns.rows.size(); ++id) {
    const ExprRow& row = columns.rows[id];
    ExprCost own{1, 1};
    for (const ExprId argument : columns.arguments.subspan(row.first_argument, row.argument_count))
      add(own, costs[argument - first]);
    if (shape_of(row.op)->a == Operand::family) {
      const FamilyRow& family = columns.families[static_cast<std::size_t>(row.a)];
      for (const ExprId part : {family.by, family.where})
        if (part != no_id) add(own, costs[part - first]);
      for (const ExprId part : columns.arguments.subspan(family.first_same, family.same_count))
        add(own, costs[part - first]);
    }
    costs.push_back(own);
  }
  return costs;
}

}  // namespace bestby
