// What was seen, as a subject of the catalogue.
//
//     CheckedSubject s = checked_subject(world, known, seen);
//     if (s.subject) judge(s.subject->node);       // in s.subject->in(world)
//     s.written                                    // "torch==1.12.1": as one would type it
//
// Packages are taken by their package URL; conda's also by the same name on PyPI, where the catalogue has
// no other. An exact version that is not recorded is answered by its cycle, with a note.
// Linear in the catalogue at worst; what is not listed costs one search.
#pragma once

#include <optional>
#include <string>

#include "find/subject.h"
#include "observe/observation.h"

namespace bestby {

struct CheckedSubject {
  std::string written;             // for people, and for grouping what is the same
  NodeId product = no_id;          // which product it is, where that is known
  std::optional<Subject> subject;  // nothing where no release of it is known
  bool versioned = true;           // a version or a range of versions is written
  std::string missing;             // why there is no subject, where the product is known
};

// Nothing of what is no thing by itself: instance types, interfaces, channels, calls.
std::optional<CheckedSubject> checked_subject(const World& world, std::int32_t known, const Seen& seen);

}  // namespace bestby
