#include "policy/expression_evaluator.h"

#include <algorithm>
#include <array>
#include <iterator>
#include <type_traits>
#include <utility>

#include "base/version.h"
#include "policy/family.h"

namespace bestby {
namespace {

Truth as_truth(bool value) { return value ? Truth::yes : Truth::no; }
Truth negated(Truth t) { return t == Truth::unknown ? t : as_truth(t == Truth::no); }

bool holds(Compare compare, auto order) {
  switch (compare) {
    case Compare::equal: return order == 0;
    case Compare::not_equal: return order != 0;
    case Compare::less: return order < 0;
    case Compare::less_equal: return order <= 0;
    case Compare::greater: return order > 0;
    case Compare::greater_equal: return order >= 0;
  }
  return false;
}

// Two intervals compare surely, surely not, or not surely.
Truth compare_bounds(Compare compare, const Bound& a, const Bound& b) {
  const auto later = [](const Bound& x) {  // after every known day, as far as is known
    return x.state == Bound::State::never || x.state == Bound::State::not_yet;
  };
  if (a.state == Bound::State::not_recorded || b.state == Bound::State::not_recorded) return Truth::unknown;
  if (later(a) && later(b)) return Truth::unknown;
  if (later(a) || later(b)) return as_truth(holds(compare, later(a) ? 1 : -1));
  const bool low = holds(compare, a.low < b.high ? -1 : a.low > b.high ? 1 : 0);
  const bool high = holds(compare, a.high < b.low ? -1 : a.high > b.low ? 1 : 0);
  if ((compare == Compare::equal || compare == Compare::not_equal) && !(a.exact() && b.exact())) {
    const bool apart = a.high < b.low || b.high < a.low;
    return apart ? as_truth(compare == Compare::not_equal) : Truth::unknown;
  }
  return low == high ? as_truth(low) : Truth::unknown;
}

Truth truth_of_bound_at(const Bound& last, std::int32_t day) {
  switch (last.state) {
    case Bound::State::never:
    case Bound::State::not_yet: return Truth::yes;
    case Bound::State::not_recorded: return Truth::unknown;
    case Bound::State::known: break;
  }
  if (day <= last.low) return Truth::yes;
  return day > last.high ? Truth::no : Truth::unknown;
}

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

std::vector<NodeId> ExpressionEvaluator::values(ExprId id, Frame f) {
  const ExprRow& r = row(id);
  std::vector<NodeId> out;
  if (r.op != Op::fact_node) {
    const NodeAnswer one = node(id, f);
    if (one.state == NodeAnswer::State::found) out.push_back(one.node);
    return out;
  }
  const NodeAnswer of = node(argument(r, 0), f);
  if (of.state != NodeAnswer::State::found) return out;
  for (const FactRow& fact : world_.facts(of.node, static_cast<PredicateId>(r.a), e_.known_))
    if (counts(fact, f)) out.push_back(static_cast<NodeId>(fact.low));
  return out;
}

Truth ExpressionEvaluator::any_newer(const ExprRow& r, Frame f) {
  const auto a = values(argument(r, 0), f), b = values(argument(r, 1), f);
  if (a.empty() || b.empty() || !e_.spend(std::ssize(a) * std::ssize(b))) return Truth::unknown;
  for (NodeId x : a)
    for (NodeId y : b)
      if (world_.node(x).product == world_.node(y).product &&
          world_.text(world_.node(x).key) > world_.text(world_.node(y).key))
        return Truth::yes;
  return Truth::no;
}

// A release against a word: its product's name or its label, else a version of its scheme.
Truth ExpressionEvaluator::compare_versions(const ExprRow& r, NodeId n) {
  const auto word = rules_.text(static_cast<TextId>(r.b));
  const auto compare = static_cast<Compare>(r.a);
  const bool equality = compare == Compare::equal || compare == Compare::not_equal;
  if (equality && (world_.text(world_.product(n).id) == word ||
                   (word.find('@') != word.npos && world_.label(n) == word) ||
                   world_.find_product(word) == world_.product(n).node))
    return as_truth(compare == Compare::equal);
  if (equality && world_.find_product(word)) return as_truth(compare == Compare::not_equal);
  const VersionScheme* scheme = find_version_scheme(world_.text(world_.product(n).scheme));
  if (scheme == nullptr || world_.is_product(n))
    return equality ? as_truth(compare == Compare::not_equal) : Truth::unknown;
  const auto version = parse_version(*scheme, word);
  if (!version) return equality ? as_truth(compare == Compare::not_equal) : Truth::unknown;
  return as_truth(holds(compare, world_.text(world_.node(n).key).compare(version->key)));
}

Truth ExpressionEvaluator::node_version(const ExprRow& r, Frame f) {
  const auto all = values(argument(r, 0), f);
  if (all.empty()) return Truth::unknown;
  // Over several values `=` asks for any, `!=` for none.
  const bool negative = static_cast<Compare>(r.a) == Compare::not_equal;
  Truth out = negative ? Truth::yes : Truth::no;
  for (NodeId n : all) {
    const Truth one = compare_versions(r, n);
    if (one == (negative ? Truth::no : Truth::yes)) return one;
    if (one == Truth::unknown) out = one;
  }
  return out;
}

Truth ExpressionEvaluator::fact_version(const ExprRow& r, Frame f) {
  const ExprRow& of = row(argument(r, 0));  // a fact_text row of a version predicate
  const NodeAnswer subject = node(argument(of, 0), f);
  if (subject.state != NodeAnswer::State::found) return Truth::unknown;
  const FactRow* found = fact(of, subject.node, f);
  if (found == nullptr) return Truth::unknown;
  return as_truth(
      holds(static_cast<Compare>(r.a),
            world_.text(static_cast<TextId>(found->high)).compare(rules_.text(static_cast<TextId>(r.b)))));
}

Truth ExpressionEvaluator::in_versions(const ExprRow& r, Frame f) {
  const NodeAnswer of = node(argument(r, 0), f);
  if (of.state != NodeAnswer::State::found || world_.is_product(of.node)) return Truth::unknown;
  const VersionScheme* scheme = find_version_scheme(world_.text(world_.product(of.node).scheme));
  if (scheme == nullptr) return Truth::unknown;
  const auto range = VersionRange::parse(*scheme, rules_.text(static_cast<TextId>(r.a)));
  const auto version = parse_version(*scheme, world_.name(of.node));
  if (!range || !version) return Truth::unknown;
  return as_truth(range->contains(*version));
}

// Over several values of a fact `=` asks for any, `!=` for none; an order is that of the first ones.
Truth ExpressionEvaluator::compare_nodes(const ExprRow& r, Frame f) {
  const auto compare = static_cast<Compare>(r.a);
  const auto side = [&](std::size_t i) {
    const ExprRow& of = row(argument(r, i));
    const bool several = of.op == Op::fact_node && world_.predicate(static_cast<PredicateId>(of.a)).many != 0;
    const NodeAnswer one = node(argument(r, i), f);
    if (one.state != NodeAnswer::State::found) return std::vector<NodeId>();
    return several ? values(argument(r, i), f) : std::vector<NodeId>{one.node};
  };
  const auto a = side(0), b = side(1);
  if (a.empty() || b.empty() || !e_.spend(std::ssize(a) * std::ssize(b))) return Truth::unknown;
  const auto product = [&](NodeId n) { return world_.node(n).product; };
  const auto key = [&](NodeId n) { return world_.text(world_.node(n).key); };
  if (compare != Compare::equal && compare != Compare::not_equal)
    return product(a.front()) != product(b.front())
               ? Truth::unknown
               : as_truth(holds(compare, key(a.front()).compare(key(b.front()))));
  const bool any = std::any_of(a.begin(), a.end(), [&](NodeId x) {
    return std::any_of(b.begin(), b.end(),
                       [&](NodeId y) { return product(x) == product(y) && key(x) == key(y); });
  });
  return as_truth(any == (compare == Compare::equal));
}

// Over several values `=` asks for any, `!=` for none.
Truth ExpressionEvaluator::compare_texts(const ExprRow& r, Frame f) {
  const bool positive = static_cast<Compare>(r.a) == Compare::equal;
  const TextAnswer a = text(argument(r, 0), f), b = text(argument(r, 1), f);
  if (!a.recorded || !b.recorded) return Truth::unknown;
  if (a.value == b.value) return as_truth(positive);
  const ExprRow& left = row(argument(r, 0));
  if (left.op == Op::fact_text && world_.predicate(static_cast<PredicateId>(left.a)).many != 0) {
    const NodeAnswer of = node_of(row(argument(left, 0)), f);
    for (const FactRow& fact : world_.facts(of.node, static_cast<PredicateId>(left.a), e_.known_))
      if (counts(fact, f) && world_.text(static_cast<TextId>(fact.low)) == b.value) return as_truth(positive);
  }
  return as_truth(!positive);
}

Truth ExpressionEvaluator::recorded(ExprId id, Frame f) {
  switch (row(id).type) {
    case Type::date: return as_truth(date(id, f).state != Bound::State::not_recorded);
    case Type::node: return as_truth(node(id, f).state == NodeAnswer::State::found);
    case Type::boolean: return as_truth(truth(id, f) != Truth::unknown);
    case Type::number: return as_truth(number(id, f).recorded);
    case Type::text: return as_truth(text(id, f).recorded);
  }
  return Truth::unknown;
}

Truth ExpressionEvaluator::truth_of(const ExprRow& r, Frame f) {
  const auto compare = static_cast<Compare>(r.a);
  switch (r.op) {
    case Op::yes: return Truth::yes;
    case Op::no: return Truth::no;
    case Op::fact_flag: {
      const FactRow* found = fact_of(r, f);
      return found == nullptr ? Truth::unknown : as_truth(found->low != 0);
    }
    case Op::not_: return negated(truth(argument(r, 0), f));
    case Op::and_: {
      const Truth a = truth(argument(r, 0), f);
      if (a == Truth::no) return a;
      const Truth b = truth(argument(r, 1), f);
      return b == Truth::no ? b : a == Truth::yes ? b : Truth::unknown;
    }
    case Op::or_: {
      const Truth a = truth(argument(r, 0), f);
      if (a == Truth::yes) return a;
      const Truth b = truth(argument(r, 1), f);
      return b == Truth::yes ? b : a == Truth::no ? b : Truth::unknown;
    }
    case Op::recorded: return recorded(argument(r, 0), f);
    case Op::exists: {
      const NodeAnswer n = node(argument(r, 0), f);
      return n.state == NodeAnswer::State::not_recorded ? Truth::unknown
                                                        : as_truth(n.state == NodeAnswer::State::found);
    }
    case Op::holds: {
      const NodeAnswer n = node(argument(r, 0), f);
      const Bound on = date(argument(r, 1), f);
      if (n.state != NodeAnswer::State::found || !on.exact()) return Truth::unknown;
      return truth_of_bound_at(e_.remembered(n.node, static_cast<TextId>(r.a), Evaluator::Side::end), on.low);
    }
    case Op::any_newer: return any_newer(r, f);
    case Op::compare_dates: return compare_bounds(compare, date(argument(r, 0), f), date(argument(r, 1), f));
    case Op::compare_numbers: {
      const NumberAnswer a = number(argument(r, 0), f), b = number(argument(r, 1), f);
      if (!a.recorded || !b.recorded) return Truth::unknown;
      return as_truth(holds(compare, a.value < b.value ? -1 : a.value > b.value ? 1 : 0));
    }
    case Op::compare_texts: return compare_texts(r, f);
    case Op::compare_nodes: return compare_nodes(r, f);
    case Op::node_version: return node_version(r, f);
    case Op::fact_version: return fact_version(r, f);
    case Op::in_versions: return in_versions(r, f);
    case Op::number_in: {
      const NumberAnswer n = number(argument(r, 0), f);
      return n.recorded ? as_truth(r.a <= n.value && n.value <= r.b) : Truth::unknown;
    }
    case Op::even: {
      const NumberAnswer n = number(argument(r, 0), f);
      return n.recorded ? as_truth(n.value % 2 == 0) : Truth::unknown;
    }
    case Op::if_boolean: {
      const Truth t = truth(argument(r, 0), f);
      return t == Truth::unknown ? t : truth(argument(r, t == Truth::yes ? 1 : 2), f);
    }
    default: return Truth::unknown;
  }
}

NumberAnswer ExpressionEvaluator::version_part(const ExprRow& r, Frame f) {
  if (r.b >= 0) {  // of a version predicate
    const ExprRow& of = row(argument(r, 0));
    const NodeAnswer subject = node(argument(of, 0), f);
    if (subject.state != NodeAnswer::State::found) return {};
    const FactRow* found = fact(of, subject.node, f);
    const auto predicate = static_cast<PredicateId>(r.b);
    const VersionScheme* scheme = find_version_scheme(world_.text(world_.predicate(predicate).scheme));
    if (found == nullptr || scheme == nullptr) return {};
    const auto version = parse_version(*scheme, world_.text(static_cast<TextId>(found->low)));
    const std::array<int, 3> at = {scheme->major_at, scheme->minor_at, scheme->patch_at};
    const int i = at[static_cast<std::size_t>(r.a)];
    if (!version || i < 0 || static_cast<std::size_t>(i) >= version->numbers.size()) return {};
    return {true, static_cast<std::int64_t>(version->numbers[static_cast<std::size_t>(i)])};
  }
  const NodeAnswer of = node(argument(r, 0), f);
  if (of.state != NodeAnswer::State::found) return {};
  const NodeRow& n = world_.node(of.node);
  const std::array<std::uint32_t, 3> parts = {n.major, n.minor, n.patch};
  const std::uint32_t part = parts[static_cast<std::size_t>(r.a)];
  return part == no_id ? NumberAnswer{} : NumberAnswer{true, part};
}

NumberAnswer ExpressionEvaluator::number_of(const ExprRow& r, Frame f) {
  switch (r.op) {
    case Op::number: return {true, r.a};
    case Op::fact_number: {
      const FactRow* found = fact_of(r, f);
      return found == nullptr ? NumberAnswer{} : NumberAnswer{true, found->low};
    }
    case Op::version_part: return version_part(r, f);
    case Op::count_newer: {
      const NodeAnswer of = node(argument(r, 0), f);
      if (of.state != NodeAnswer::State::found) return {};
      return FamilySearch{e_, f.self}.count(r, of.node);
    }
    case Op::count_values: {
      const NodeAnswer of = node(argument(r, 0), f);
      if (of.state != NodeAnswer::State::found) return {};
      std::int64_t n = 0;
      for (const FactRow& fact : world_.facts(of.node, static_cast<PredicateId>(r.a), e_.known_))
        n += counts(fact, f);
      return {true, n};
    }
    case Op::add:
    case Op::subtract: {
      const NumberAnswer a = number(argument(r, 0), f), b = number(argument(r, 1), f);
      if (!a.recorded || !b.recorded) return {};
      return {true, r.op == Op::add ? a.value + b.value : a.value - b.value};
    }
    case Op::if_number: {
      const Truth t = truth(argument(r, 0), f);
      return t == Truth::unknown ? NumberAnswer{} : number(argument(r, t == Truth::yes ? 1 : 2), f);
    }
    default: return {};
  }
}

TextAnswer ExpressionEvaluator::lookup(const ExprRow& r, Frame f) {
  const TableRow& table = rules_.columns.tables[static_cast<std::size_t>(r.a)];
  std::vector<std::pair<std::int64_t, std::string_view>> wanted;
  for (std::size_t i = 0; i + 1 < r.argument_count; i += 2) {
    const TextAnswer value = text(argument(r, i + 1), f);
    if (!value.recorded) return {};
    wanted.emplace_back(row(argument(r, i)).a, value.value);
  }
  if (!e_.spend(std::int64_t{table.row_count} * (1 + std::ssize(wanted)))) return {};
  for (std::uint32_t i = 0; i < table.row_count; ++i) {
    const auto cell = [&](std::int64_t column) {
      return rules_.text(rules_.columns.cells[table.first_cell + i * table.column_count +
                                              static_cast<std::uint32_t>(column)]);
    };
    const bool match = std::all_of(wanted.begin(), wanted.end(), [&](const auto& w) {
      return cell(w.first) == w.second || cell(w.first) == "any";
    });
    if (match) return {true, cell(r.b)};
  }
  return table.closed != 0 ? TextAnswer{true, "no"} : TextAnswer{};
}

TextAnswer ExpressionEvaluator::text_of(const ExprRow& r, Frame f) {
  switch (r.op) {
    case Op::text: return {true, rules_.text(static_cast<TextId>(r.a))};
    case Op::fact_text: {
      const FactRow* found = fact_of(r, f);
      return found == nullptr ? TextAnswer{} : TextAnswer{true, world_.text(static_cast<TextId>(found->low))};
    }
    case Op::kind_text:
    case Op::publisher_text:
    case Op::name_text: {
      const NodeAnswer of = node(argument(r, 0), f);
      if (of.state != NodeAnswer::State::found) return {};
      const Product& p = world_.product(of.node);
      const TextId id = r.op == Op::kind_text        ? p.kind
                        : r.op == Op::publisher_text ? p.publisher
                                                     : world_.node(of.node).name;
      return {true, world_.text(id)};
    }
    case Op::lookup: return lookup(r, f);
    case Op::if_text: {
      const Truth t = truth(argument(r, 0), f);
      return t == Truth::unknown ? TextAnswer{} : text(argument(r, t == Truth::yes ? 1 : 2), f);
    }
    default: return {};
  }
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
