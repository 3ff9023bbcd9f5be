// Finds facts that cannot all be what one place of one document says.
//
// Two values of a single-valued predicate, for one subject and scope, contradict each other where
// some edition has both in the same place. A refuted fact contradicts nothing; neither do values in
// different places, which are a disagreement that the evaluator shows.
//
//     for (const Contradiction& c : contradictions(drafts)) report(c.first, c.second);
//
// Time: sorting the facts.
#pragma once

#include <cstddef>
#include <vector>

#include "catalog/drafts.h"

namespace bestby {

struct Contradiction {
  std::uint32_t first, second;  // into `WorldDrafts::facts`, in the order of their values
  std::uint32_t source;
  std::string place;
};

// At most `most`; one for each place.
std::vector<Contradiction> contradictions(const WorldDrafts& drafts, std::size_t most);

// "`end_of_patch` of pytorch@1.10 is both 2022-10-21 and 2023-10-21 in `aws-policy:row 3`"
std::string message_of(const Contradiction& contradiction, const WorldDrafts& drafts);

}  // namespace bestby
