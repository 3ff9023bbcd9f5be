// Checks that a World and its policies are what the rest of the program relies on.
//
//     if (auto good = verify(world, policies); !good) return fail(good.error());
//
// After it has succeeded no lookup, evaluation or explanation can read outside a column, take a
// value for what it is not, recurse without end, or show text that is not UTF-8:
//   - every id is in range, every (first, count) run lies inside its column, every enumeration has
//     one of its values;
//   - a product's nodes stand together, in version order; cycles list exactly their releases; a
//     node's facts and references are exactly its own;
//   - what is found by bisection is sorted;
//   - an expression's arguments stand before it, are as many as its operation takes, of the types
//     that it takes, and the whole of it is no larger and no deeper than the language allows.
//
// Errors: `input`, naming the column and the row. Linear in the columns' sizes.
#pragma once

#include "base/result.h"
#include "catalog/world.h"
#include "policy/policy.h"

namespace bestby {

Result<void> verify(const World& world, const Policies& policies);

}  // namespace bestby
