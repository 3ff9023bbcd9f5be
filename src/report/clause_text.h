// The clauses of a policy as lines of a tree: what each says, the day it gives, and the evidence below
// it: facts with where they stand, neighbours, the ends of other things with their own reasons, and
// what would have to be recorded.
//
//     ClauseText text(evaluator, paint);
//     text.clause(outcome, 1, true);
//     text.line(1, "now: ...");
//     std::string lines = text.take();
#pragma once

#include <string>
#include <string_view>

#include "policy/evaluator.h"
#include "report/evidence.h"
#include "report/words.h"

namespace bestby {

class ClauseText {
 public:
  ClauseText(Evaluator& evaluator, Paint paint)
      : e_(evaluator), world_(evaluator.world()), rules_(evaluator.policies()), paint_(paint) {}

  void line(int depth, std::string_view text);
  // `full`: with the paragraph and the expression.
  void clause(const ClauseOutcome& outcome, int depth, bool full);
  // A clause that gives no day: what it says, its condition and what that rests on.
  void promise(const ClauseOutcome& outcome, int depth);
  // A column of 12, and at least two blanks after what is longer.
  static std::string padded(std::string_view text);
  static std::string day(const Bound& bound);
  std::string take() { return std::move(out_); }

 private:
  void evidence(const Derivation& derivation, int depth, int nesting);
  void one(const Evidence& evidence, int depth, int nesting);
  void lacking(const Derivation& derivation, int depth);
  void missing(const Derivation& step, int depth);
  void fact(const Derivation& step, int depth);
  void lost(const Derivation& step, int depth);
  void neighbour(const Derivation& step, int depth);
  void other_end(const Derivation& step, int depth, int nesting);
  std::string source_of(const Derivation& step) const;
  std::string asked(const Derivation& step) const;
  std::string citation(const FactRow& fact) const;

  Evaluator& e_;
  const World& world_;
  const Policies& rules_;
  Paint paint_;
  std::string out_;
};

}  // namespace bestby
