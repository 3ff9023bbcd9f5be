#include "policy/expression_evaluator.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <type_traits>
#include <utility>

#include "policy/family.h"

namespace bestby {
namespace {

Date snapped(Date date, const ExprRow& r) {
  const auto day = static_cast<unsigned>(r.op == Op::snap_day ? r.a : r.b);
  if (r.op == Op::snap_month_end) return month_end(date);
  if (r.op == Op::snap_day) return with_day(date, day);
  return with_month_day(date, static_cast<unsigned>(r.a), day);
}

Date snapped_forward(Date date, const ExprRow& r) {
  const auto day = static_cast<unsigned>(r.c);
  if (r.a == 0) return month_end(date);
  const bool yearly = r.a == 2;
  const auto in_period = [&](Date d) {
    return yearly ? with_month_day(d, static_cast<unsigned>(r.b), day) : with_day(d, day);
  };
  const Date here = in_period(date);
  return here >= date ? here : in_period(with_day(date, 1) + Months{yearly ? 12 : 1});
}

// Rows within rows, through all the ends that they ask for: bounds the stack.
constexpr int max_evaluation_depth = 2'048;

class Nested {
 public:
  explicit Nested(int& depth) : depth_(++depth) {}
  ~Nested() { --depth_; }
  Nested(const Nested&) = delete;
  Nested& operator=(const Nested&) = delete;

 private:
  int& depth_;
};

template <class T>
T nothing() {
  if constexpr (std::is_same_v<T, Truth>)
    return Truth::unknown;
  else
    return T{};
}

}  // namespace

template <class T>
T ExpressionEvaluator::traced(ExprId id, Frame f, T (ExpressionEvaluator::*of)(const ExprRow&, Frame)) {
  const Nested nested(e_.depth_);
  if (e_.depth_ > max_evaluation_depth ? e_.too_deep() : !e_.spend(1)) return nothing<T>();
  if (trace_ == nullptr) return (this->*of)(row(id), f);
  Derivation* const parent = trace_;
  Derivation step;
  step.expression = id;
  trace_ = &step;
  T value = (this->*of)(row(id), f);
  step.value = value;
  trace_ = parent;
  parent->parts.push_back(std::move(step));
  return value;
}

const FactRow* ExpressionEvaluator::fact(const ExprRow& r, NodeId node, Frame f) {
  const auto predicate = static_cast<PredicateId>(r.a);
  std::int64_t looked_at = 0;
  const FactRow* found = world_.fact(node, predicate, e_.known_, f.self, &looked_at);
  e_.spend(looked_at);
  if (trace_ != nullptr) {
    trace_->subject = node;
    if (found != nullptr) trace_->fact = world_.id_of(*found);
    for (const FactRow& other : world_.facts(node, predicate, e_.known_))
      if (&other != found && world_.visible(other, e_.known_))
        trace_->other_facts.push_back(world_.id_of(other));
  }
  return found;
}

const FactRow* ExpressionEvaluator::fact_of(const ExprRow& r, Frame f) {
  const NodeAnswer of = node(argument(r, 0), f);
  return of.state == NodeAnswer::State::found ? fact(r, of.node, f) : nullptr;
}

Bound ExpressionEvaluator::earliest_of_members(const ExprRow& r, NodeId cycle, Frame f) {
  const FactRow* first = nullptr;
  std::int64_t looked_at = 0;
  for (NodeId member : world_.members(cycle)) {
    if (!e_.spend(1 + std::exchange(looked_at, 0))) break;
    const FactRow* found = world_.fact(member, static_cast<PredicateId>(r.a), e_.known_, f.self, &looked_at);
    if (found != nullptr && (first == nullptr || found->low < first->low)) first = found;
  }
  if (first == nullptr) return Bound::not_recorded();
  if (trace_ != nullptr) {
    trace_->subject = first->subject;
    trace_->fact = world_.id_of(*first);
  }
  return Bound::between(first->low, first->high);
}

Bound ExpressionEvaluator::fact_date(const ExprRow& r, Frame f) {
  const NodeAnswer of = node(argument(r, 0), f);
  // A neighbour that does not exist has not happened yet, as far as is known.
  if (of.state == NodeAnswer::State::none) return Bound::not_yet();
  if (of.state != NodeAnswer::State::found) return Bound::not_recorded();
  if (const FactRow* found = fact(r, of.node, f); found != nullptr)
    return Bound::between(found->low, found->high);
  if (world_.predicate(static_cast<PredicateId>(r.a)).first_of_cycle != 0 && world_.is_cycle(of.node))
    return earliest_of_members(r, of.node, f);
  return Bound::not_recorded();
}

Bound ExpressionEvaluator::end_of(const ExprRow& r, Frame f, bool start) {
  const NodeAnswer of = node(argument(r, 0), f);
  if (of.state == NodeAnswer::State::none) return Bound::not_yet();
  if (of.state != NodeAnswer::State::found) return Bound::not_recorded();
  if (trace_ != nullptr) {
    trace_->subject = of.node;
    if (const auto said = e_.verdicts(of.node); !said.empty()) trace_->policy = said.front().timeline.policy;
  }
  return e_.remembered(of.node, static_cast<TextId>(r.a),
                       start ? Evaluator::Side::start : Evaluator::Side::end);
}

// Of the values that count; where none does, none of their days can come.
Bound ExpressionEvaluator::over_values(const ExprRow& r, Frame f) {
  std::vector<Bound> days;
  bool any = false;
  each_value(argument(r, 0), f, [&](NodeId value) {
    any = true;
    const Frame of_value{f.self, value};
    const Truth counts = r.argument_count < 3 ? Truth::yes : truth(argument(r, 2), of_value);
    if (counts == Truth::no) return;
    days.push_back(counts == Truth::yes ? date(argument(r, 1), of_value) : Bound::not_recorded());
  });
  if (!any) return Bound::not_recorded();
  if (days.empty()) return Bound::not_yet();
  return r.op == Op::earliest_of ? earliest(days) : latest(days);
}

Bound ExpressionEvaluator::date_of(const ExprRow& r, Frame f) {
  switch (r.op) {
    case Op::day: return Bound::exactly(r.a);
    case Op::fact_date: return fact_date(r, f);
    case Op::add_days: return shift(date(argument(r, 0), f), Days{r.a});
    case Op::add_months: return shift(date(argument(r, 0), f), Months{r.a});
    case Op::snap_month_end:
    case Op::snap_day:
    case Op::snap_month_day: return map_days(date(argument(r, 0), f), [&](Date d) { return snapped(d, r); });
    case Op::snap_forward:
      return map_days(date(argument(r, 0), f), [&](Date d) { return snapped_forward(d, r); });
    case Op::earliest:
    case Op::latest: {
      std::array<Bound, 16> all;
      const std::size_t n = std::min<std::size_t>(r.argument_count, all.size());
      for (std::size_t i = 0; i < n; ++i) all[i] = date(argument(r, i), f);
      return r.op == Op::earliest ? earliest(std::span(all.data(), n)) : latest(std::span(all.data(), n));
    }
    case Op::earliest_of:
    case Op::latest_of: return over_values(r, f);
    case Op::either_date:
      for (std::size_t i = 0; i < r.argument_count; ++i)
        if (const Bound b = date(argument(r, i), f); b.state != Bound::State::not_recorded) return b;
      return Bound::not_recorded();
    case Op::awaited: {
      const Bound b = date(argument(r, 0), f);
      return b.state == Bound::State::not_recorded ? Bound::not_yet() : b;
    }
    case Op::end_of: return end_of(r, f, false);
    case Op::start_of: return end_of(r, f, true);
    case Op::appeared: {
      const NodeAnswer of = node(argument(r, 0), f);
      if (of.state == NodeAnswer::State::none) return Bound::not_yet();
      if (of.state != NodeAnswer::State::found) return Bound::not_recorded();
      if (trace_ != nullptr) trace_->subject = of.node;
      return e_.appeared(of.node);
    }
    case Op::if_date: {
      const Truth t = truth(argument(r, 0), f);
      return t == Truth::unknown ? Bound::not_recorded() : date(argument(r, t == Truth::yes ? 1 : 2), f);
    }
    default: return Bound::not_recorded();
  }
}

NodeAnswer ExpressionEvaluator::node_of(const ExprRow& r, Frame f) {
  const auto found = [](NodeId n) {
    return n == no_id ? NodeAnswer{} : NodeAnswer{NodeAnswer::State::found, n};
  };
  switch (r.op) {
    case Op::self: return found(f.self);
    case Op::candidate: return found(f.candidate);
    case Op::part:
      for (const StackPart& part : e_.stack_)
        if (part.name == rules_.text(static_cast<TextId>(r.a))) return found(part.node);
      return {};
    case Op::fact_node: {
      const FactRow* fact = fact_of(r, f);
      return fact == nullptr ? NodeAnswer{} : found(static_cast<NodeId>(fact->low));
    }
    case Op::cycle_of:
    case Op::product_of: {
      const NodeAnswer of = node(argument(r, 0), f);
      if (of.state != NodeAnswer::State::found) return of;
      return found(r.op == Op::cycle_of ? world_.cycle_of(of.node) : world_.product(of.node).node);
    }
    case Op::next:
    case Op::previous:
    case Op::newest:
    case Op::oldest: {
      const NodeAnswer of = node(argument(r, 0), f);
      if (of.state != NodeAnswer::State::found) return of;
      const NodeAnswer answer = FamilySearch{e_, f.self}.find(r, of.node);
      // What comes before something is a record, not an event that may still come.
      if (answer.state == NodeAnswer::State::none && (r.op == Op::previous || r.op == Op::oldest)) return {};
      return answer;
    }
    default: return {};
  }
}

// Of the facts with one subject and predicate: one that may be among the values.
bool ExpressionEvaluator::counts(const FactRow& fact, Frame f) {
  if (fact.refuted != no_id || !world_.visible(fact, e_.known_)) return false;
  std::int64_t looked_at = 1;
  const bool holds = world_.in_scope(fact, f.self, e_.known_, &looked_at);
  return e_.spend(looked_at) && holds;
}

template Bound ExpressionEvaluator::traced(ExprId, Frame,
                                           Bound (ExpressionEvaluator::*)(const ExprRow&, Frame));
template Truth ExpressionEvaluator::traced(ExprId, Frame,
                                           Truth (ExpressionEvaluator::*)(const ExprRow&, Frame));
template NodeAnswer ExpressionEvaluator::traced(ExprId, Frame,
                                                NodeAnswer (ExpressionEvaluator::*)(const ExprRow&, Frame));
template NumberAnswer ExpressionEvaluator::traced(ExprId, Frame,
                                                  NumberAnswer (ExpressionEvaluator::*)(const ExprRow&,
                                                                                        Frame));
template TextAnswer ExpressionEvaluator::traced(ExprId, Frame,
                                                TextAnswer (ExpressionEvaluator::*)(const ExprRow&, Frame));

}  // namespace bestby
