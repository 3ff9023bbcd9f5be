// Turns the clauses of one policy into the timeline of one release.
#pragma once

#include <optional>
#include <utility>

#include "policy/expression_evaluator.h"

namespace bestby {

class TimelineBuilder {
 public:
  // `explanation`: filled with every clause's outcome and derivation when it is given.
  TimelineBuilder(Evaluator& evaluator, PolicyId policy, NodeId node, Explanation* explanation = nullptr);
  Timeline build();

 private:
  struct Ended {
    std::uint32_t phase;
    ClauseId clause;
    Bound last;
    Modality modality;
    bool published;
    bool unsure;  // it is not recorded whether the clause holds
  };

  std::uint32_t edition_at(std::int32_t day) const;
  std::optional<std::int32_t> judged_at(ExprId day) const;
  void choose_editions();
  void judge_clauses();
  void judge(std::uint32_t index);
  void widen_what_may_be_replaced();
  bool stands(const ClauseRow& c) const;
  bool in_edition(std::uint32_t clause) const { return (stand_ >> clause & 1U) != 0; }
  Bound last_day(Edge edge, Modality modality, Bound day) const;
  static std::pair<Bound, bool> narrowed(const Bound& rule, const Bound& stated);
  void enter_phases();
  void end_phases();
  PhaseEnd end_of(std::uint32_t phase);
  void bound_by(const PhaseEnd& later, PhaseEnd& earlier);
  void note_outcomes();
  void note_readings(ClauseOutcome& outcome, const ClauseRow& c);

  Evaluator& e_;
  const Policies& rules_;
  const PolicyRow& policy_;
  Frame frame_;
  Explanation* explanation_;
  Timeline timeline_;
  std::uint32_t edition_ = no_id;
  std::uint64_t replaced_ = 0;
  std::uint32_t exist_ = 0;  // a bit for each phase whose condition may hold
  std::uint64_t stand_ = 0;  // a bit for each clause that its edition has
  std::array<Truth, max_clauses> when_{};
  std::array<Ended, max_clauses> ends_;
  std::uint32_t end_count_ = 0;
};

}  // namespace bestby
