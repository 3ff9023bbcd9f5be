// What several foreign formats write alike.
#pragma once

#include <optional>
#include <string>

#include "judge/status.h"
#include "report/asked.h"

namespace bestby::exchange {

// "2024-01-31T00:00:00Z": the first moment of a day.
std::string day_start(Date day);
// "2024-01-31T23:59:59Z": its last second.
std::string day_end(Date day);

// The product's package URL without a version: the first that is recorded, of a type whose versions can
// be compared (`version_range`) if there is one, and of no image unless the product is one; else
// `pkg:generic/PRODUCT`.
std::string product_purl(const World& world, NodeId node);
// With the node's version.
std::string versioned_purl(const World& world, NodeId node);
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
