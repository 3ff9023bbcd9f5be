// What several foreign formats write alike.
#pragma once

#include <optional>
#include <string>

#include "judge/status.h"
#include "report/asked.h"
#include "report/bill_words.h"

namespace bestby::exchange {

// The versions that a node stands for, as a `vers` range: `vers:pypi/>=1.12|<1.13` of the cycle 1.12.
// A cycle that is not named by numbers stands for its own name alone.
std::string version_range(const World& world, NodeId node);

// The address of what a policy is from; empty where none is recorded.
std::string_view policy_url(const World& world, const Policies& policies, const PolicyRow& policy);

// The catalogue's own day, or the day to which knowledge is to reach where that is earlier: the last day
// of which what is exported can know anything.
Date known_by(const Asked& asked);

// The newest release of a cycle that was out by a day; the node itself where it is a release.
std::optional<NodeId> latest_release(Evaluator& evaluator, NodeId node, Date on);

}  // namespace bestby::exchange
