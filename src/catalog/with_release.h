// A World with one more release, for a question about something that is not recorded.
//
//     ReleaseDraft draft{.product = images, .name = "1.12.1-gpu-py38-ec2", .key = version.key};
//     draft.facts.push_back({framework, static_cast<std::int32_t>(torch_1_12_1)});
//     WorldStore more = with_release(world, draft);
//     NodeId node = *more.world().find_release(images, draft.name);
//
// The release stands in its product's version order, so ids of nodes after it grow by one; ids of
// facts, predicates, texts and sources stay. Its facts have no source and are known from the first
// day on. What it points to does not list it among its references: a release that exists in a
// question only does not count for others.
//
// Cost: a copy of the columns.
#pragma once

#include <string>
#include <vector>

#include "catalog/world_store.h"

namespace bestby {

// `low` as in FactRow; a NodeId of the given world where the predicate's values are releases.
// Texts and versions are given as `text` instead, a version's sort key beside it.
struct ReleaseFact {
  PredicateId predicate = no_id;
  std::int32_t low = 0;
  std::string text, key;
};

struct ReleaseDraft {
  NodeId product = no_id;
  std::string name, key;
  std::vector<ReleaseFact> facts;
};

WorldStore with_release(const World& world, const ReleaseDraft& draft);

}  // namespace bestby
