// What ends when: the last days of phases in a span of days, under the policy that decides.
//
//     for (const Ending& e : endings(evaluator, {.from = from, .to = to})) use(e.day, e.node);
//
// The cycles of products that have cycles, the releases of the others. Images by which a policy answers
// for a framework are left out, unless their product is asked for. Days that are not sure are listed on
// the latest day that they can be, and marked.
//
// Cost: every timeline of the products asked for.
#pragma once

#include <vector>

#include "judge/status.h"

namespace bestby {

struct Ending {
  Date day;  // the last day of the phase
  NodeId node = no_id;
  PolicyId policy = no_id;
  std::uint32_t phase = 0;     // the one that ends
  std::uint32_t next = no_id;  // the one that follows
  bool latest = false;         // it may end earlier
  bool patches_end = false;    // security patches end with it
  ClauseId clause = no_id;
  bool published = false;
};

struct CalendarQuery {
  Date from, to;                 // both included
  std::vector<NodeId> products;  // empty: all
};

// Of one cycle or release, whenever: in the order of its phases.
std::vector<Ending> endings_of(Evaluator& evaluator, NodeId node);
// By day, then by name.
std::vector<Ending> endings(Evaluator& evaluator, const CalendarQuery& query);

}  // namespace bestby
