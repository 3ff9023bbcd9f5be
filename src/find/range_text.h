// What a range or a pin of versions holds, and which one thing stands for it.
//
//     find_range(world, torch_neuronx, "==2.1.0.1.*")   // the release, where only one is in the range
//     find_range(world, python, ">=3.8,<3.9")           // the cycle 3.8: the range is all of it
//     find_range(world, torch, ">=1.12,<1.14")          // the newest of 1.12.0, 1.12.1, 1.13.0, 1.13.1
//
// The newest is that of the versions which are no pre-releases, if there is any; which of them were out
// on a day is for judge/range.h to say. Cycles without recorded releases count as versions of their
// own. Errors: `usage`, with what is nearest where nothing matches. Linear in the product's releases.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "catalog/world.h"

namespace bestby {

// A range as it was typed, without the product's name, and what is recorded in it, oldest first.
struct HeldRange {
  std::string text;
  std::vector<NodeId> versions;
  std::vector<NodeId>
      cycles;             // whose releases are among the versions, and whose own name is in the range too
  bool is_cycle = false;  // the versions are all of one cycle
};

struct FoundRange {
  NodeId node = no_id;
  std::string note;  // what the node is to the range
  HeldRange held;
};

// `known`: what is known of by this day alone counts; where nothing in the range is, all of it.
Result<FoundRange> find_range(const World& world, NodeId product, std::string_view range, std::int32_t known);

void sort_by_version(const World& world, std::vector<NodeId>& versions);
// The last of some versions in order that is no pre-release, or else the last; no_id of none.
NodeId newest_of(const World& world, const std::vector<NodeId>& versions);

// For answers that can be about one thing only.
Error matches_several(const World& world, const HeldRange& range);

}  // namespace bestby
