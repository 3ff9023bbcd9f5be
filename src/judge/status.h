// What is to be said of one node on one day: for each policy that speaks of it its phase, its services,
// how long it is patched and what ends that, and what to move to.
//
//     Evaluator evaluator(world, policies, known);
//     const Status s = judge(evaluator, node, on);
//     if (!s.policies.empty() && s.policies[0].patched_on == Truth::no) use(s.move_to);
//
// The policy that decides stands first. Nothing here is worked out anew: timelines are the
// evaluator's, and this reads them on a day.
//
// Cost: the timelines of the node's lines, and of the releases that could take its place.
#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "policy/evaluator.h"

namespace bestby {

struct PhaseState {
  std::uint32_t phase = 0;  // within the policy
  Bound first, last;
  Truth holds = Truth::no;  // on the day
  ClauseId clause = no_id;  // what ends it
  bool published = false;   // by a published day
};

struct Line {
  NodeId node = no_id;
  Bound patched;
};

struct PolicyStatus {
  Verdict verdict;
  Explanation explanation;         // of the timeline that decides; empty where not asked for
  Truth released = Truth::yes;     // by the day
  std::uint32_t phase = no_id;     // the first phase that may hold; no_id before the release
  bool certain = true;             // no other phase may hold
  std::vector<Truth> services;     // one for each service of the World
  std::vector<PhaseState> phases;  // those that are entered and hold a day
  Bound patched;                   // the last day of security patches
  bool ever_patched = false;       // a phase of it has them
  Truth patched_on = Truth::unknown;
  bool promises = false;       // some phase of the policy has them, entered or not
  std::uint32_t told = no_id;  // the phase that the answer tells the end of: `telling_phase`
  Bound through;               // its last day: `patched` under a policy that promises patches
  ClauseId ends_by = no_id;    // the clause that gives `through`
  bool published = false;
  std::vector<Line> lines;       // judged through them, and with another last day; longest first
  std::vector<ClauseId> advice;  // clauses whose advice holds now
  std::vector<ClauseId> silent;  // where `patched` is not recorded: clauses that lack a fact
};

struct Move {
  NodeId node = no_id;
  bool smallest = false, longest = false;  // the smallest step; what is patched longest
  Bound patched;
};

struct Status {
  NodeId node = no_id;
  std::vector<PolicyStatus> policies;
  std::vector<Move> move_to;  // at most two: under the policy that decides
  bool deprecated = false;    // an interface that is surely deprecated by then
};

// How much is asked: the answer alone, or what reasons there are too. The answer alone is read from
// timelines; reasons (`explanation`, `advice`, `silent`) take judging every clause.
enum class Detail : std::uint8_t { answer, reasons };
Status judge(Evaluator& evaluator, NodeId node, Date on, Detail detail = Detail::reasons);

// What the policy that decides says, without reasons; nothing where none speaks of it.
std::optional<PolicyStatus> deciding_policy(Evaluator& evaluator, NodeId node, Date on);
// What every policy says that speaks of it, the one that decides first; without reasons.
std::vector<PolicyStatus> all_policies(Evaluator& evaluator, NodeId node, Date on);

// Releases that are patched on the day and longer than the node itself is, under the given policy.
std::vector<Move> moves(Evaluator& evaluator, const PolicyStatus& from, NodeId node, std::int32_t on);

// The phase whose last day sums a timeline up: the last entered one with security patches. Under a
// policy that has them in no phase at all, a recommendation say, the last entered one before the final
// phase. no_id: there is none.
std::uint32_t telling_phase(const Policies& policies, const Timeline& timeline, std::uint32_t security);
bool promises_service(const Policies& policies, PolicyId policy, std::uint32_t service);

// Whether a service holds on a day.
Truth service_on(const Policies& policies, const Timeline& timeline, std::uint32_t service, std::int32_t day);
// The day on which the node itself came out, or what bounds it (`Evaluator::appeared`).
Bound start_of(Evaluator& evaluator, NodeId node, const Verdict& verdict);
// Whether anything that is known on the evaluator's day speaks of the node.
bool is_known(Evaluator& evaluator, NodeId node);
// An image that is recorded as one build of its line, by a name under which nothing can be pulled.
bool is_dated_build(const World& world, NodeId node);
// The number of a service of the World, "security" say; no_id when there is none.
std::uint32_t service_named(const World& world, std::string_view name);
// Which of two ends is the later one, as far as is sure: less, equal or greater than 0.
int compare_ends(const Bound& a, const Bound& b);

// A bound as its published form has it: `through` is the day that stands for it, where one does.
struct LastDay {
  BoundKind kind = BoundKind::unknown;
  std::optional<Date> through, low, high;
};
LastDay last_day(const Bound& bound);

}  // namespace bestby
