// Conditions: comparisons, and what is made of them.
#include <algorithm>

#include "policy/expression_evaluator.h"
#include "policy/words.h"

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

}  // namespace

std::vector<NodeId> ExpressionEvaluator::values(ExprId id, Frame f) {
  std::vector<NodeId> out;
  each_value(id, f, [&](NodeId n) { out.push_back(n); });
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
  const auto text = static_cast<TextId>(r.b);
  const auto compare = static_cast<Compare>(r.a);
  const bool equality = compare == Compare::equal || compare == Compare::not_equal;
  const Word& word = e_.words_->of(text, world_.node(n).product);
  if (equality && ((word.names_product && word.product == world_.product(n).node) ||
                   (word.is_label && world_.label(n) == rules_.text(text))))
    return as_truth(compare == Compare::equal);
  if (equality && word.names_product) return as_truth(compare == Compare::not_equal);
  if (world_.is_product(n) || !word.is_version)
    return equality ? as_truth(compare == Compare::not_equal) : Truth::unknown;
  return as_truth(holds(compare, world_.text(world_.node(n).key).compare(word.key)));
}

// Over several values `=` asks for any, `!=` for none.
Truth ExpressionEvaluator::node_version(const ExprRow& r, Frame f) {
  const bool negative = static_cast<Compare>(r.a) == Compare::not_equal;
  const Truth decided = negative ? Truth::no : Truth::yes;
  bool any = false;
  Truth out = negated(decided);
  each_value(argument(r, 0), f, [&](NodeId n) {
    any = true;
    if (out == decided) return;
    const Truth one = compare_versions(r, n);
    if (one != negated(decided)) out = one;
  });
  return any ? out : Truth::unknown;
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
  const VersionRange* range = e_.words_->range(static_cast<TextId>(r.a), world_.node(of.node).product);
  const Version* version = range != nullptr ? e_.words_->version(of.node) : nullptr;
  return version != nullptr ? as_truth(range->contains(*version)) : Truth::unknown;
}

// Over several values of a fact `=` asks for any, `!=` for none; an order is that of the first ones.
Truth ExpressionEvaluator::compare_nodes(const ExprRow& r, Frame f) {
  const auto compare = static_cast<Compare>(r.a);
  const auto same = [&](NodeId a, NodeId b) {
    return world_.node(a).product == world_.node(b).product &&
           world_.text(world_.node(a).key) == world_.text(world_.node(b).key);
  };
  const NodeAnswer a = node(argument(r, 0), f), b = node(argument(r, 1), f);
  if (a.state != NodeAnswer::State::found || b.state != NodeAnswer::State::found) return Truth::unknown;
  if (compare != Compare::equal && compare != Compare::not_equal)
    return world_.node(a.node).product != world_.node(b.node).product
               ? Truth::unknown
               : as_truth(holds(
                     compare,
                     world_.text(world_.node(a.node).key).compare(world_.text(world_.node(b.node).key))));
  if (same(a.node, b.node)) return as_truth(compare == Compare::equal);
  if (!several(argument(r, 0)) && !several(argument(r, 1))) return as_truth(compare == Compare::not_equal);
  const auto left = several(argument(r, 0)) ? values(argument(r, 0), f) : std::vector{a.node};
  const auto right = several(argument(r, 1)) ? values(argument(r, 1), f) : std::vector{b.node};
  if (!e_.spend(std::ssize(left) * std::ssize(right))) return Truth::unknown;
  const bool any = std::any_of(left.begin(), left.end(), [&](NodeId x) {
    return std::any_of(right.begin(), right.end(), [&](NodeId y) { return same(x, y); });
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

// A condition that looks at the product alone is asked once for each product.
Truth ExpressionEvaluator::truth_of_product(ExprId id, Frame f) {
  auto& answers = e_.of_products_[id];
  if (answers.empty()) answers.resize(world_.columns.products.size());
  std::uint8_t& answer = answers[world_.node(f.self).product];
  if (answer == 0)
    answer = static_cast<std::uint8_t>(1 + static_cast<int>(traced(id, f, &ExpressionEvaluator::truth_of)));
  return static_cast<Truth>(answer - 1);
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
    case Op::compare_dates: {
      const Bound a = date(argument(r, 0), f), b = date(argument(r, 1), f);
      return compare_bounds(compare, a, b);
    }
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

}  // namespace bestby
