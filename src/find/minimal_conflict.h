// One minimal set of constraints that cannot all hold: Junker's QuickXplain (AAAI 2004).
//
//     struct Rows : Oracle { bool satisfiable(Mask set) override { return anything satisfies the set; } };
//     Mask conflict = minimal_conflict(rows, {3, 0, 1, 2});     // 3 is kept rather than 2
//
// The order is one of preference: of two conflicts the one is found whose constraints come earlier in
// it. The oracle is asked O(c log(n/c)) times, for c constraints in the conflict of n.
#pragma once

#include <span>

#include "find/antichain.h"

namespace bestby {

class Oracle {
 public:
  virtual ~Oracle() = default;
  // Monotone: what holds for a set holds for each part of it, and the empty set is satisfiable.
  virtual bool satisfiable(Mask constraints) = 0;
};

// 0 where all of them together are satisfiable.
Mask minimal_conflict(Oracle& oracle, std::span<const unsigned> preferred_first);

// Knows all correction sets: what is left over when one of them is taken away is satisfiable.
class CorrectionsOracle : public Oracle {
 public:
  explicit CorrectionsOracle(const std::vector<Mask>& corrections) : corrections_(corrections) {}
  bool satisfiable(Mask constraints) override;

 private:
  const std::vector<Mask>& corrections_;
};

}  // namespace bestby
