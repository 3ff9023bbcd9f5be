// Evaluates typed expressions for one subject.
//
// Every method is total. Fuel bounds the work of one question: each row, each fact and each candidate
// of a family that is looked at costs one unit, and when it runs out the answer is "not recorded" and
// the evaluator notes a fault. Depth is bounded too, so that no policy can exhaust the stack.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "policy/evaluator.h"

namespace bestby {

struct Frame {
  NodeId self = no_id;
  NodeId candidate = no_id;  // `it`
};

class ExpressionEvaluator {
 public:
  ExpressionEvaluator(Evaluator& evaluator, Derivation* trace = nullptr)
      : e_(evaluator), world_(evaluator.world()), rules_(evaluator.policies()), trace_(trace) {}

  Bound date(ExprId id, Frame f) { return traced(id, f, &ExpressionEvaluator::date_of); }
  Truth truth(ExprId id, Frame f) {
    if (trace_ == nullptr && e_.of_product_[id] != 0) return truth_of_product(id, f);
    return traced(id, f, &ExpressionEvaluator::truth_of);
  }
  NodeAnswer node(ExprId id, Frame f) { return traced(id, f, &ExpressionEvaluator::node_of); }
  NumberAnswer number(ExprId id, Frame f) { return traced(id, f, &ExpressionEvaluator::number_of); }
  TextAnswer text(ExprId id, Frame f) { return traced(id, f, &ExpressionEvaluator::text_of); }

 private:
  friend struct FamilySearch;

  template <class T>
  T traced(ExprId id, Frame f, T (ExpressionEvaluator::*of)(const ExprRow&, Frame));

  Bound date_of(const ExprRow& row, Frame f);
  Truth truth_of(const ExprRow& row, Frame f);
  Truth truth_of_product(ExprId id, Frame f);
  NodeAnswer node_of(const ExprRow& row, Frame f);
  NumberAnswer number_of(const ExprRow& row, Frame f);
  TextAnswer text_of(const ExprRow& row, Frame f);

  const ExprRow& row(ExprId id) const { return rules_.columns.rows[id]; }
  ExprId argument(const ExprRow& r, std::size_t i) const {
    return rules_.columns.arguments[r.first_argument + i];
  }
  const FactRow* fact(const ExprRow& r, NodeId node, Frame f);
  bool counts(const FactRow& fact, Frame f);
  const FactRow* fact_of(const ExprRow& r, Frame f);  // of the row's first argument
  Bound fact_date(const ExprRow& r, Frame f);
  Bound earliest_of_members(const ExprRow& r, NodeId cycle, Frame f);
  Bound end_of(const ExprRow& r, Frame f, bool start);
  Bound over_values(const ExprRow& r, Frame f);
  Truth recorded(ExprId id, Frame f);
  Truth compare_texts(const ExprRow& r, Frame f);
  Truth compare_nodes(const ExprRow& r, Frame f);
  Truth any_newer(const ExprRow& r, Frame f);
  Truth compare_versions(const ExprRow& r, NodeId node);
  Truth fact_version(const ExprRow& r, Frame f);
  Truth node_version(const ExprRow& r, Frame f);
  Truth in_versions(const ExprRow& r, Frame f);
  std::optional<std::string> cell_text(ExprId id, Frame f);
  TextAnswer lookup(const ExprRow& r, Frame f);
  NumberAnswer version_part(const ExprRow& r, Frame f);
  std::vector<NodeId> values(ExprId id, Frame f);  // all values of a fact_node row
  // Whether a row stands for all values of a fact.
  bool several(ExprId id) const {
    const ExprRow& r = row(id);
    return r.op == Op::fact_node && world_.predicate(static_cast<PredicateId>(r.a)).many != 0;
  }
  template <class Visit>
  void each_value(ExprId id, Frame f, Visit visit) {
    const ExprRow& r = row(id);
    const NodeAnswer one = node(r.op == Op::fact_node ? argument(r, 0) : id, f);
    if (one.state != NodeAnswer::State::found) return;
    if (r.op != Op::fact_node) return visit(one.node);
    for (const FactRow& fact : world_.facts(one.node, static_cast<PredicateId>(r.a), e_.known_))
      if (counts(fact, f)) visit(static_cast<NodeId>(fact.low));
  }

  Evaluator& e_;
  const World& world_;
  const Policies& rules_;
  Derivation* trace_;
};

}  // namespace bestby
