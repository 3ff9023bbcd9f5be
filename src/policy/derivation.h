// Why a timeline is what it is: which clause said what, from which facts, by which arithmetic.
//
// An `Explanation` is data; report/why_text.h makes it readable. It is made on demand by evaluating
// again with a trace, so it cannot disagree with the timeline.
#pragma once

#include <string_view>
#include <variant>
#include <vector>

#include "policy/timeline.h"

namespace bestby {

// A release that was asked for: found, or why not.
struct NodeAnswer {
  enum class State : std::uint8_t { found, none, not_recorded };
  State state = State::not_recorded;
  NodeId node = no_id;
  bool operator==(const NodeAnswer&) const = default;
};

struct NumberAnswer {
  bool recorded = false;
  std::int64_t value = 0;
  bool operator==(const NumberAnswer&) const = default;
};

// A view into the World's or the policies' texts.
struct TextAnswer {
  bool recorded = false;
  std::string_view value;
  bool operator==(const TextAnswer&) const = default;
};

using Value = std::variant<Bound, Truth, NodeAnswer, NumberAnswer, TextAnswer>;

// One step: an expression, what it was asked of, its value, and the steps that led there.
struct Derivation {
  ExprId expression = no_id;
  NodeId subject = no_id;  // whose fact, or whose end, was asked
  Value value;
  FactId fact = no_id;              // the fact that decided
  std::vector<FactId> other_facts;  // what lost to it, refuted ones included
  PolicyId policy = no_id;          // of `end`: the policy that was asked
  std::vector<Derivation> parts;
};

enum class Outcome : std::uint8_t {
  decides,         // the phase ends (or begins) by it
  later,           // it gives a day, and another clause an earlier one
  floor,           // a promise: at least so long
  not_yet,         // an event that has not happened
  silent,          // something that it needs is not recorded
  not_applicable,  // its condition does not hold
  replaced,        // another clause takes its place
  other_edition,   // it stands in other editions of the policy
  stated,          // it gives no day: a definition, a check, a requirement, advice
};

struct ReadingOutcome {
  TextId name;
  Bound last;  // the phase's last day under this reading
};

struct ClauseOutcome {
  ClauseId clause = no_id;
  Outcome outcome = Outcome::stated;
  Bound last;                // the last day that it gives to its phase
  bool published = false;    // a published day took its place
  Bound rule;                // then: what the rule itself says
  Truth holds = Truth::yes;  // of `when`, of a check's or requirement's condition
  Derivation condition, derivation, published_derivation;
  std::vector<ReadingOutcome> readings;
  ClauseId by = no_id;  // the clause that replaces it
};

struct Explanation {
  Timeline timeline;
  std::uint32_t edition = no_id;       // within the policy
  std::vector<ClauseOutcome> clauses;  // in the policy's order
};

}  // namespace bestby
