#include "report/evidence.h"

#include <algorithm>

namespace bestby {
namespace {

bool one_of(Op op, std::initializer_list<Op> ops) {
  return std::find(ops.begin(), ops.end(), op) != ops.end();
}

bool asks_for_fact(Op op) {
  return one_of(op, {Op::fact_date, Op::fact_node, Op::fact_flag, Op::fact_text, Op::fact_number});
}
bool asks_for_neighbour(Op op) { return one_of(op, {Op::next, Op::previous, Op::newest, Op::oldest}); }

bool is_missing(const Bound& b) { return b.state == Bound::State::not_recorded; }
bool is_missing(Truth t) { return t == Truth::unknown; }
bool is_missing(const NodeAnswer& n) { return n.state == NodeAnswer::State::not_recorded; }
bool is_missing(const NumberAnswer& n) { return !n.recorded; }
bool is_missing(const TextAnswer& t) { return !t.recorded; }
bool is_missing(const Derivation& d) {
  return std::visit([](const auto& value) { return is_missing(value); }, d.value);
}

bool is_missing_day(const Derivation& d) { return std::holds_alternative<Bound>(d.value) && is_missing(d); }

struct Walk {
  const Policies& policies;
  std::vector<Evidence> out;

  void visit(const Derivation& d, int depth) {
    if (d.expression != no_id) depth += add(d, depth) ? 1 : 0;
    for (const Derivation& part : d.parts) visit(part, depth);
  }

  bool add(const Derivation& d, int depth) {
    const Op op = policies.columns.rows[d.expression].op;
    const auto seen = [&] {
      return std::any_of(out.begin(), out.end(), [&](const Evidence& e) {
        const ExprRow &a = policies.columns.rows[e.step->expression],
                      &b = policies.columns.rows[d.expression];
        return a.op == b.op && a.a == b.a && e.step->subject == d.subject && e.step->fact == d.fact;
      });
    };
    if (asks_for_end(policies, d))
      out.push_back({Evidence::What::end, &d, depth});
    else if (asks_for_neighbour(op))
      out.push_back({Evidence::What::neighbour, &d, depth});
    else if (asks_for_fact(op) && (d.fact != no_id || is_missing_day(d)) && !seen())
      out.push_back({d.fact != no_id ? Evidence::What::fact : Evidence::What::missing, &d, depth});
    else
      return false;
    return true;
  }
};

// The innermost steps without a value, as far as every step around them has none either: what is asked
// for below a step that has its value is not to blame.
void collect_lacks(const Policies& policies, const Derivation& d, std::vector<const Derivation*>& out) {
  const std::size_t before = out.size();
  for (const Derivation& part : d.parts)
    if (is_missing(part)) collect_lacks(policies, part, out);
  if (out.size() > before || d.expression == no_id) return;
  const ExprRow& row = policies.columns.rows[d.expression];
  const bool known = std::any_of(out.begin(), out.end(), [&](const Derivation* e) {
    const ExprRow& other = policies.columns.rows[e->expression];
    return other.op == row.op && other.a == row.a && e->subject == d.subject;
  });
  if (!known) out.push_back(&d);
}

}  // namespace

std::vector<const Derivation*> lacks_of(const Policies& policies, const Derivation& derivation) {
  std::vector<const Derivation*> out;
  collect_lacks(policies, derivation, out);
  return out;
}

bool asks_for_fact(const Policies& policies, const Derivation& step) {
  return asks_for_fact(policies.columns.rows[step.expression].op);
}

bool asks_for_end(const Policies& policies, const Derivation& step) {
  return one_of(policies.columns.rows[step.expression].op, {Op::end_of, Op::start_of});
}

std::vector<Evidence> evidence_of(const Policies& policies, const Derivation& derivation) {
  Walk walk{policies, {}};
  walk.visit(derivation, 0);
  return std::move(walk.out);
}

}  // namespace bestby
