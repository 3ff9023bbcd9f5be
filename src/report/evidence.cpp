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

bool missing(const Derivation& d) {
  const auto* bound = std::get_if<Bound>(&d.value);
  return bound != nullptr && bound->state == Bound::State::not_recorded;
}

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
    else if (asks_for_fact(op) && (d.fact != no_id || missing(d)) && !seen())
      out.push_back({d.fact != no_id ? Evidence::What::fact : Evidence::What::missing, &d, depth});
    else
      return false;
    return true;
  }
};

}  // namespace

bool asks_for_end(const Policies& policies, const Derivation& step) {
  return one_of(policies.columns.rows[step.expression].op, {Op::end_of, Op::start_of});
}

std::vector<Evidence> evidence_of(const Policies& policies, const Derivation& derivation) {
  Walk walk{policies, {}};
  walk.visit(derivation, 0);
  return std::move(walk.out);
}

}  // namespace bestby
