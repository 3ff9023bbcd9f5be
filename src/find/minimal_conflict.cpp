#include "find/minimal_conflict.h"

#include <algorithm>

namespace bestby {
namespace {

Mask mask_of(std::span<const unsigned> bits) {
  Mask out = 0;
  for (const unsigned bit : bits) out |= Mask{1} << bit;
  return out;
}

// What of `open` a conflict with `background` needs. `grown`: the background has just become larger, so
// it may be a conflict by itself.
Mask explain(Oracle& oracle, Mask background, bool grown, std::span<const unsigned> open) {
  if (grown && !oracle.satisfiable(background)) return 0;
  if (open.size() == 1) return mask_of(open);
  const auto preferred = open.first(open.size() / 2), others = open.subspan(open.size() / 2);
  const Mask of_others = explain(oracle, background | mask_of(preferred), true, others);
  const Mask of_preferred = explain(oracle, background | of_others, of_others != 0, preferred);
  return of_others | of_preferred;
}

}  // namespace

Mask minimal_conflict(Oracle& oracle, std::span<const unsigned> preferred_first) {
  if (preferred_first.empty() || oracle.satisfiable(mask_of(preferred_first))) return 0;
  return explain(oracle, 0, false, preferred_first);
}

bool CorrectionsOracle::satisfiable(Mask constraints) {
  return std::any_of(corrections_.begin(), corrections_.end(),
                     [&](Mask correction) { return (correction & constraints) == 0; });
}

}  // namespace bestby
