// Whether a publisher keeps its own policy: rules against published days, checks and promised minimums
// against what happened.
//
//     const Verified v = verify(evaluator, policy);
//     verified_text(evaluator, v, asked, paint);
//
// Every node that the policy judges is explained once. What rests on the same facts is one case with
// several subjects: a published day of a cycle, asked of each of its releases, is compared once. Where
// days are among the facts, the days alone tell cases apart.
//
// Cost: an explanation of each node that the policy judges; about a second for a thousand.
#pragma once

#include <string>
#include <vector>

#include "policy/evaluator.h"
#include "report/asked.h"
#include "report/words.h"

namespace bestby::exchange {

enum class Kept : std::uint8_t { yes, no, open };  // open: not recorded, or not decided yet

// One thing that was promised, and what became of it.
struct PromiseCase {
  ClauseId clause = no_id;
  Kept kept = Kept::open;
  std::vector<NodeId> subjects;  // that it was asked of
  Bound promised, happened;      // days, where it is about days
  std::vector<FactId> facts;     // what it rests on
};

enum class About : std::uint8_t { published, check, minimum };

struct ClauseCases {
  ClauseId clause = no_id;
  About about = About::published;
  std::vector<PromiseCase> cases;  // those that were not kept first
  std::size_t count(Kept kept) const;
};

// Something that came out when its patches had ended already.
struct LateBuild {
  NodeId node = no_id;
  Bound released, ended;
};

// From the release of a product's cycles to the first of what the policy judges that carries it.
struct Delay {
  NodeId product = no_id;
  std::vector<int> days;  // ascending
};

struct Verified {
  PolicyId policy = no_id;
  std::size_t judged = 0;
  std::vector<ClauseCases> clauses;  // in the policy's order; those with a case
  std::vector<LateBuild> late;
  std::vector<Delay> delays;
};

Verified verify(Evaluator& evaluator, PolicyId policy);

std::string verified_text(Evaluator& evaluator, const Verified& verified, Paint paint);
std::string verified_json(Evaluator& evaluator, const std::vector<Verified>& all, const Asked& asked);

}  // namespace bestby::exchange
