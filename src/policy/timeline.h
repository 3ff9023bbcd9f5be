// Timelines: the phases of one release under one policy, and the last day of each.
//
//     const Timeline t = evaluator.timeline(policy, release);
//     const PhaseAt now = t.at(on);                  // which phase holds, and whether that is certain
//     const Bound patched = t.end_of_service(policies, security_bit);
//
// INVARIANT: `phases` keep the policy's order; a phase that is passed over has `entered == false`.
#pragma once

#include <array>
#include <cstdint>

#include "policy/bound.h"
#include "policy/policy.h"

namespace bestby {

struct PhaseEnd {
  Bound last;               // its last day; of the policy's last phase: never
  ClauseId clause = no_id;  // whose day it is; no_id: no clause gives one
  bool entered = true;
  bool published = false;  // a published day took the place of the clause's own
};

// What holds on a day. `certain` is false where the phase may already have ended.
struct PhaseAt {
  std::uint32_t phase = 0;
  bool certain = true;
  bool before = false;  // the day is before the release; `phase` is the first one then
};

struct Timeline {
  PolicyId policy = no_id;
  NodeId node = no_id;  // whose timeline it is: a release, or a cycle
  Bound start;          // the day it was released
  std::uint32_t count = 0;
  std::array<PhaseEnd, max_phases> phases;

  // Whether it was out on that day; where nothing says by when, it was from the first day on which it
  // could have been.
  Truth released_by(std::int32_t day) const;
  PhaseAt at(std::int32_t day) const;
  // The last day of the last entered phase that has the service (a bit of PhaseRow::services); of one that
  // takes no day, since it ends before an earlier phase does, that phase's.
  // `never` if the policy's last phase has it; not_recorded if no phase has it.
  Bound end_of_service(const Policies& policies, std::uint32_t bit) const;
  // The phase whose end that is; no_id if no phase has it.
  std::uint32_t last_phase_with(const Policies& policies, std::uint32_t bit) const;
};

}  // namespace bestby
