#include "exchange/lint_context.h"

#include <algorithm>

#include "policy/bound.h"

namespace bestby::exchange {

Facts LintContext::facts(NodeId n, PredicateId p) const {
  Facts out;
  if (p == no_id) return out;
  for (const FactRow& f : world.facts(n, p))
    if (counts(f)) out.push_back(&f);
  return out;
}

bool LintContext::is_start(PredicateId p) const {
  return p != no_id && (name(p) == "released" || name(p) == "ga");
}

bool LintContext::is_end(PredicateId p) const {
  return p != no_id && world.predicate(p).type == ValueType::date &&
         (name(p).starts_with("end_of_") || name(p) == "support_ended");
}

bool LintContext::is_image_row(NodeId n) const {
  if (!is_image(n) || !world.is_release(n) || world.node(n).recorded == 0) return false;
  const Facts kinds = facts(n, predicate("record"));
  return kinds.empty() ||
         std::any_of(kinds.begin(), kinds.end(), [&](const FactRow* f) { return value(*f) == "image"; });
}

bool LintContext::same_scope(const FactRow& a, const FactRow& b) const {
  const auto first = world.columns.scopes.subspan(a.first_scope, a.scope_count);
  const auto second = world.columns.scopes.subspan(b.first_scope, b.scope_count);
  return std::equal(first.begin(), first.end(), second.begin(), second.end(),
                    [](const ScopeRow& x, const ScopeRow& y) {
                      return x.predicate == y.predicate && x.is_node == y.is_node && x.value == y.value;
                    });
}

void LintContext::found(NodeId subject, std::string says, const Facts& evidence) {
  found(world.label(subject), std::move(says), evidence);
}

void LintContext::found(std::string subject, std::string says, const Facts& evidence) {
  LintFinding finding{rule, std::move(subject), std::move(says), {}, nullptr};
  for (const FactRow* fact : evidence) finding.evidence.push_back(world.id_of(*fact));
  out_.push_back(std::move(finding));
}

bool same_release(const World& world, NodeId a, NodeId b) {
  return a == b || world.cycle_of(a) == b || world.cycle_of(b) == a;
}

std::string day_words(const FactRow& fact) { return to_text(Bound::between(fact.low, fact.high)); }

}  // namespace bestby::exchange
