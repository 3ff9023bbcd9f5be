// Whether the parts of one stack fit together, as the vocabulary's relations have it (find/relation.h).
//
//     for (const Misfit& m : misfits(world, known, members))
//       say(m.says, members[m.part].place, members[m.other].place);
//
// A member takes the part of the attribute that is called like its product (`python`, `cuda`), or that
// holds what is of its kind (`framework`, `library`, an instance type). What an image is recorded to hold
// is a member too, with the image's place. Two releases of one product do not limit each other.
//
// Only what is recorded as not fitting is told: where nothing is recorded, nothing is said.
// Cost: relations x members x facts of a member; stacks are small.
#pragma once

#include <string>
#include <vector>

#include "catalog/world.h"

namespace bestby {

struct StackMember {
  NodeId node = no_id;
  std::size_t source = 0;  // the caller's: which observation it comes from
};

struct Misfit {
  std::size_t part, other;  // members: the one that limits, the one that is limited
  std::string says;  // "smdistributed-modelparallel@1.6 is recorded for pytorch 1.8, not for pytorch@1.13"
};

// The images' own attributes are added to `members`, behind what is there.
void add_what_images_hold(const World& world, std::int32_t known, std::vector<StackMember>& members);

std::vector<Misfit> misfits(const World& world, std::int32_t known, const std::vector<StackMember>& members);

}  // namespace bestby
