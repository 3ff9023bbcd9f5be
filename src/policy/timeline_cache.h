// Timelines that were worked out when the catalogue was compiled.
//
//     remember_timelines(store, world);                       // fills the store's columns
//     const TimelineRow* row = remembered(world, policies, policy, node);
//
// They hold for that World only, and without `--known`: a World with one node or fact more is asked
// anew. Looking one up is a binary search.
#pragma once

#include <optional>

#include "policy/evaluator.h"
#include "policy/policy_store.h"
#include "policy/timeline.h"

namespace bestby {

// Steps that one policy may take: so many, and so many more for each release that it judged. The shipped ones
// take some hundreds a release.
struct CostLimit {
  std::int64_t least = 100'000'000, each = 10'000;
};

// Evaluates every policy about every node. Returns a fault for each policy that cannot be used: its ends
// depend on themselves, or it costs too much.
std::vector<Fault> remember_timelines(PolicyStore& store, const World& world);
// The same fault of one policy, without remembering anything.
std::optional<Fault> fault_of(Evaluator& evaluator, PolicyId policy, const CostLimit& limit = {});

bool has_timelines(const World& world, const Policies& policies);
// nullptr: the policy does not judge the node. Only if `has_timelines`.
const TimelineRow* remembered(const Policies& policies, PolicyId policy, NodeId node);
Timeline timeline_of(const Policies& policies, const TimelineRow& row);

}  // namespace bestby
