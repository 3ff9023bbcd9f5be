// What an expression costs at most: how many rows are visited, and how deep they nest.
//
// Rows may share arguments (`x in [a, b]` asks for x once an item), so an expression can visit far
// more rows than it has. What passes `max_expression_cost` is refused, in policy files and in
// snapshots: together with the evaluator's fuel this is why evaluation always ends soon.
#pragma once

#include <vector>

#include "policy/policy.h"

namespace bestby {

struct ExprCost {
  std::uint32_t visits = 0, depth = 0;
};
inline constexpr ExprCost max_expression_cost = {16'384, 4'096};

inline bool within(const ExprCost& cost, const ExprCost& limit) {
  return cost.visits <= limit.visits && cost.depth <= limit.depth;
}

// Of the rows from `first` on, which point to one another only and only backwards. Linear.
std::vector<ExprCost> expression_costs(const PolicyColumns<ColumnView>& columns, ExprId first = 0);

}  // namespace bestby
