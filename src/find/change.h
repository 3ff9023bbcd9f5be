// What a stack has instead of what was asked for, and what it costs to take it.
//
//     Change c = change_for(rows, problem, constraints, 0, answer);
//     c.to == "pytorch=1.12"       // to be asked for instead; empty: nothing, the constraint is dropped
//
// Costs are the vocabulary's weights of attributes, times how far a version moves: a patch is cheaper
// than a minor version, and that than a major one. To do without something is dearest.
#pragma once

#include "find/problem.h"

namespace bestby {

struct Change {
  unsigned constraint = 0;
  std::string to;
  std::optional<Constraint> instead;
  int cost = 0;
};

// `beside`: by part, the place of its row that was chosen, or `left_out`.
Change change_for(const ImageRows& rows, const Problem& problem, const std::vector<Constraint>& constraints,
                  unsigned constraint, std::size_t row, const std::vector<std::uint32_t>& beside);

}  // namespace bestby
