// What a range of versions comes to on a day: the newest version in it that is out, which is what an
// installer takes, and which of those that it allows are patched.
//
//     const RangeOnDay r = judge_range(evaluator, *subject.range, on);
//     if (r.all_patched() == Truth::no) say(r.not_patched);
//
// By the policy that decides for each version; one that promises no patches leaves it unclear. What is
// not known as far as the evaluator's knowledge reaches is left out. Pre-releases count as allowed, and are
// taken only where there is nothing else. A line that was out, and of which only later releases are
// recorded, stands for itself. Of what no day is recorded, it came after the versions before it.
//
// Cost: a timeline for each version.
#pragma once

#include <string>
#include <vector>

#include "find/range_text.h"
#include "judge/status.h"

namespace bestby {

struct RangeOnDay {
  std::string text;              // as it was typed
  NodeId newest = no_id;         // what it resolves to; no_id where nothing is out yet
  std::vector<NodeId> versions;  // all of it, oldest first
  std::vector<NodeId> patched, not_patched, unclear, not_out;  // each of them is in one

  // Of those that are out; unknown where there is none.
  Truth all_patched() const;
};

RangeOnDay judge_range(Evaluator& evaluator, const HeldRange& range, Date on);

}  // namespace bestby
