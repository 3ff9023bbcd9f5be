// Rules about policies: a published end that is not the rule's, a promise that was not kept.
#include <map>

#include <fmt/format.h>

#include "exchange/lint_rules.h"
#include "report/evidence.h"

namespace bestby::exchange {
namespace {

// Asks `visit(timeline)` of everything that a policy judges, where `wanted(policy)`.
template <class Wanted, class Visit>
void each_judged(LintContext& in, const Wanted& wanted, const Visit& visit) {
  const Policies& policies = in.evaluator.policies();
  for (PolicyId p = 0; p < policies.size(); ++p)
    if (wanted(policies.policy(p)))
      for (const NodeId n : in.nodes())
        if (in.evaluator.judges(p, n)) visit(p, n);
}

Facts facts_of(const LintContext& in, const Derivation& derivation) {
  Facts out;
  for (const Evidence& e : evidence_of(in.evaluator.policies(), derivation))
    if (e.what == Evidence::What::fact) out.push_back(&in.world.columns.facts[e.step->fact]);
  return out;
}

std::string clause_name(const LintContext& in, PolicyId p, ClauseId c) {
  const Policies& policies = in.evaluator.policies();
  return fmt::format("{}#{}", policies.text(policies.policy(p).id),
                     policies.text(policies.columns.clauses[c].id));
}

bool has_published(const Timeline& t) {
  for (std::uint32_t i = 0; i < t.count; ++i)
    if (t.phases[i].published) return true;
  return false;
}

// The reading by which the published day is the rule's after all; empty where there is none.
std::string reading_of(const LintContext& in, const ClauseOutcome& outcome) {
  for (const ReadingOutcome& r : outcome.readings)
    if (r.last == outcome.last)
      return fmt::format("; it is the day of the reading `{}`", in.evaluator.policies().text(r.name));
  return {};
}

// What one clause finds of one product, by what it finds it of.
struct Case {
  std::string says;
  Facts facts;
};
using Cases = std::map<NodeId, Case>;
using ByClause = std::map<std::pair<NodeId, ClauseId>, std::pair<PolicyId, Cases>>;  // by product and clause

// Several cases of one product and clause are one finding, which names them all and shows the first.
void told(LintContext& in, const ByClause& found, std::string_view several) {
  constexpr std::size_t most_named = 12;
  for (const auto& [key, group] : found) {
    const auto& [policy, cases] = group;
    const auto& [first, shown] = *cases.begin();
    if (cases.size() == 1) {
      in.found(first, shown.says, shown.facts);
      continue;
    }
    std::vector<std::string> names;
    for (const auto& [node, one] : cases) {
      if (names.size() == most_named) break;
      names.emplace_back(in.world.name(node));
    }
    if (cases.size() > most_named) names.push_back(fmt::format("{} more", cases.size() - most_named));
    in.found(key.first,
             fmt::format("{} {} {}: {}; the first: {}", cases.size(), several,
                         clause_name(in, policy, key.second), fmt::join(names, ", "), shown.says),
             shown.facts);
  }
}

}  // namespace

// Many images share the published end of their framework: it is told once.
void end_differs_from_rule(LintContext& in) {
  ByClause found;
  const auto look = [&](PolicyId p, NodeId n) {
    if (!has_published(in.evaluator.timeline(p, n))) return;
    for (const ClauseOutcome& o : in.evaluator.explain(p, n).clauses) {
      if (!o.published || !o.rule.known() || !o.last.known()) continue;
      const bool differs = o.last.low > o.rule.high || o.last.high < o.rule.low;
      if (!differs) continue;
      Facts facts = facts_of(in, o.published_derivation);
      const NodeId of = facts.empty() ? n : facts.front()->subject;
      auto& [policy, cases] = found[{in.world.product(of).node, o.clause}];
      policy = p;
      Case& one = cases[of];
      if (!one.says.empty()) continue;
      one.says = fmt::format("published {}, the rule {} gives {}{}", to_text(o.last),
                             clause_name(in, p, o.clause), to_text(o.rule), reading_of(in, o));
      for (const FactRow* f : facts_of(in, o.derivation)) facts.push_back(f);
      one.facts = std::move(facts);
    }
  };
  each_judged(in, [](const PolicyRow&) { return true; }, look);
  told(in, found, "published ends are not those of the rule");
}

void promise_not_kept(LintContext& in) {
  const auto& clauses = in.evaluator.policies().columns.clauses;
  const auto checks = [&](const PolicyRow& p) {
    for (ClauseId c = p.first_clause; c < p.first_clause + p.clause_count; ++c)
      if (clauses[c].kind == ClauseKind::check) return true;
    return false;
  };
  ByClause found;
  const auto look = [&](PolicyId p, NodeId n) {
    for (const ClauseOutcome& o : in.evaluator.explain(p, n).clauses) {
      if (clauses[o.clause].kind != ClauseKind::check || o.outcome != Outcome::stated || o.holds != Truth::no)
        continue;
      auto& [policy, cases] = found[{in.world.product(n).node, o.clause}];
      policy = p;
      cases.emplace(n, Case{fmt::format("{}: {}", clause_name(in, p, o.clause),
                                        in.evaluator.policies().text(clauses[o.clause].says)),
                            facts_of(in, o.derivation)});
    }
  };
  each_judged(in, checks, look);
  told(in, found, "do not keep");
}

}  // namespace bestby::exchange
