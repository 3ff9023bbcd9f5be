// What a derivation rests on, flattened to the steps that a reader needs: the facts, the ends of
// other things and the neighbours that were asked for, and what was not recorded.
#pragma once

#include <string>
#include <vector>

#include "policy/evaluator.h"

namespace bestby {

struct Evidence {
  enum class What : std::uint8_t { fact, end, neighbour, missing };
  What what = What::missing;
  const Derivation* step = nullptr;
  int depth = 0;  // inside the derivation: 0 for what it asks for itself
};

// In the order in which they were asked for; each fact once.
std::vector<Evidence> evidence_of(const Policies& policies, const Derivation& derivation);

// The steps that asked for something in vain, so that the whole has no value: what would have to be
// recorded. Empty where the derivation has a value.
std::vector<const Derivation*> lacks_of(const Policies& policies, const Derivation& derivation);

// Whether the step asks for a fact of its subject.
bool asks_for_fact(const Policies& policies, const Derivation& step);

// Whether the step asks for the end or the beginning of something under a policy.
bool asks_for_end(const Policies& policies, const Derivation& step);

}  // namespace bestby
