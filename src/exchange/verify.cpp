#include "exchange/verify.h"

#include <algorithm>
#include <map>
#include <tuple>

#include "report/evidence.h"

namespace bestby::exchange {
namespace {

bool has_day(const Bound& b) { return b.known() && (b.low != day_min || b.high != day_max); }

// Whether a stated day is one that the rule allows; a rule may leave it open.
Kept within(const Bound& rule, const Bound& stated) {
  if (!has_day(rule) || !stated.exact()) return Kept::open;
  return rule.low <= stated.low && stated.low <= rule.high ? Kept::yes : Kept::no;
}

// Whether something lasted at least so long.
Kept lasted(const Bound& promised, const Bound& happened) {
  if (!happened.known()) return Kept::open;
  if (happened.low >= promised.low) return Kept::yes;
  return happened.high < promised.low ? Kept::no : Kept::open;
}

class Verifier {
 public:
  Verifier(Evaluator& e, PolicyId policy)
      : e_(e), world_(e.world()), rules_(e.policies()), policy_(e.policies().policy(policy)) {
    out_.policy = policy;
    const auto& services = world_.columns.services;
    for (std::uint32_t i = 0; i < services.size(); ++i)
      if (world_.text(services[i]) == "security") security_ = i;
  }

  Verified run() {
    for (NodeId n = 0; n < world_.columns.nodes.size(); ++n) {
      if (world_.is_product(n) || !e_.judges(out_.policy, n) || !e_.exists(n)) continue;
      ++out_.judged;
      const Explanation x = e_.explain(out_.policy, n);
      for (const ClauseOutcome& c : x.clauses) clause(n, x.timeline, c);
      late(n, x);
      first_carriers(n);
    }
    finish();
    return std::move(out_);
  }

 private:
  using Key = std::tuple<ClauseId, About, std::vector<FactId>>;

  void clause(NodeId node, const Timeline& t, const ClauseOutcome& c) {
    const ClauseRow& row = rules_.columns.clauses[c.clause];
    const bool counts = c.outcome != Outcome::not_applicable && c.outcome != Outcome::other_edition &&
                        c.outcome != Outcome::replaced;
    if (!counts) return;
    if (row.kind == ClauseKind::check) {
      const Kept kept = c.holds == Truth::yes ? Kept::yes : c.holds == Truth::no ? Kept::no : Kept::open;
      add(About::check, c.clause, node, facts_of({&c.condition, &c.derivation}),
          {c.clause, kept, {}, Bound::not_recorded(), Bound::not_recorded(), {}});
    } else if (row.published != no_id && c.published && has_day(c.last)) {
      add(About::published, c.clause, node, facts_of({&c.derivation, &c.published_derivation}),
          {c.clause, within(c.rule, c.last), {}, c.rule, c.last, {}});
    } else if (row.kind == ClauseKind::end && c.outcome == Outcome::floor && has_day(c.last)) {
      const Bound end = end_of_line(t, row.phase);
      add(About::minimum, c.clause, node, facts_of({&c.derivation}),
          {c.clause, lasted(c.last, end), {}, c.last, end, {}});
    }
  }

  // A phase of a line lasts as long as that of the release of it that has it longest: what a newer
  // release of the line replaces is served by that one.
  Bound end_of_line(const Timeline& t, std::uint32_t phase) {
    Bound out = t.phases[phase].last;
    const NodeId cycle = world_.cycle_of(t.node);
    if (cycle == no_id || cycle == t.node) return out;
    for (const NodeId member : world_.members(cycle)) {
      if (!e_.judges(out_.policy, member) || !e_.exists(member)) continue;
      const Timeline other = e_.timeline(out_.policy, member);
      const Bound& last = other.phases[phase].last;
      if (other.phases[phase].entered && (!last.known() || (out.known() && last.high > out.high))) out = last;
    }
    return out;
  }

  std::vector<FactId> facts_of(std::initializer_list<const Derivation*> all) const {
    std::vector<FactId> out;
    for (const Derivation* d : all)
      for (const Evidence& evidence : evidence_of(rules_, *d))
        if (evidence.what == Evidence::What::fact && evidence.step->fact != no_id)
          out.push_back(evidence.step->fact);
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    // Which release led there (an image's framework) tells subjects apart, not cases.
    const auto days = std::stable_partition(out.begin(), out.end(), [&](FactId id) {
      return world_.predicate(world_.columns.facts[id].predicate).type == ValueType::date;
    });
    if (days != out.begin()) out.erase(days, out.end());
    return out;
  }

  // What rests on no fact of its own stands for itself.
  void add(About about, ClauseId clause, NodeId node, std::vector<FactId> facts, PromiseCase made) {
    Key key{clause, about, facts};
    if (facts.empty()) std::get<2>(key) = {no_id, node};
    const auto [at, fresh] = cases_.try_emplace(std::move(key), std::move(made));
    PromiseCase& one = at->second;
    if (fresh) one.facts = std::move(facts);
    one.subjects.push_back(node);
  }

  // That a newer one came is no end of the line, so such clauses do not count here.
  void late(NodeId node, const Explanation& x) {
    const Bound start = e_.release_day(node);
    if (security_ == no_id || !start.known()) return;
    const std::uint32_t last = x.timeline.last_phase_with(rules_, security_);
    Bound end = Bound::not_recorded();
    for (const ClauseOutcome& c : x.clauses) {
      const ClauseRow& row = rules_.columns.clauses[c.clause];
      const bool ends = c.outcome == Outcome::decides || c.outcome == Outcome::later;
      if (!ends || row.kind != ClauseKind::end || row.phase != last || asks_for_neighbour(row.value))
        continue;
      if (c.last.known() && (!end.known() || c.last.high < end.high)) end = c.last;
    }
    if (end.known() && end.high < start.low) out_.late.push_back({node, start, end});
  }

  bool asks_for_neighbour(ExprId id) const {
    const ExprRow& row = rules_.columns.rows[id];
    if (row.op == Op::next || row.op == Op::newest) return true;
    const auto arguments = rules_.arguments(row);
    return std::any_of(arguments.begin(), arguments.end(), [&](ExprId a) { return asks_for_neighbour(a); });
  }

  // The day of the first image of each cycle, or release, that the policy speaks for.
  void first_carriers(NodeId node) {
    const Bound day = e_.release_day(node);
    if (!day.known() || day.low == day_min) return;
    for (const PredicateId p : rules_.columns.spoken.subspan(policy_.first_spoken, policy_.spoken_count))
      for (const FactRow& f : world_.facts(node, p, e_.known())) {
        if (f.refuted != no_id || f.scope_count != 0 || !world_.visible(f, e_.known())) continue;
        const auto carried = static_cast<NodeId>(f.low);
        const NodeId cycle = world_.cycle_of(carried);
        const auto [at, fresh] = first_.try_emplace(cycle != no_id ? cycle : carried, day.low);
        if (!fresh) at->second = std::min(at->second, day.low);
      }
  }

  void finish() {
    std::map<std::pair<ClauseId, About>, ClauseCases> by_clause;
    for (auto& [key, one] : cases_) {
      ClauseCases& all = by_clause[{std::get<0>(key), std::get<1>(key)}];
      all.clause = std::get<0>(key);
      all.about = std::get<1>(key);
      all.cases.push_back(std::move(one));
    }
    for (auto& [key, all] : by_clause) {
      std::stable_sort(all.cases.begin(), all.cases.end(), [](const PromiseCase& a, const PromiseCase& b) {
        const auto rank = [](const PromiseCase& c) {
          return std::pair(c.kept == Kept::no ? 0 : c.kept == Kept::open ? 1 : 2, c.subjects.front());
        };
        return rank(a) < rank(b);
      });
      out_.clauses.push_back(std::move(all));
    }
    std::map<NodeId, Delay> delays;
    for (const auto& [release, first] : first_) {
      const Bound day = e_.release_day(release);
      if (!day.exact()) continue;
      Delay& delay = delays[world_.product(release).node];
      delay.product = world_.product(release).node;
      delay.days.push_back(first - day.low);
    }
    for (auto& [product, delay] : delays) {
      std::sort(delay.days.begin(), delay.days.end());
      out_.delays.push_back(std::move(delay));
    }
  }

  Evaluator& e_;
  const World& world_;
  const Policies& rules_;
  const PolicyRow& policy_;
  std::uint32_t security_ = no_id;
  std::map<Key, PromiseCase> cases_;
  std::map<NodeId, std::int32_t> first_;
  Verified out_;
};

}  // namespace

std::size_t ClauseCases::count(Kept kept) const {
  return static_cast<std::size_t>(
      std::count_if(cases.begin(), cases.end(), [&](const PromiseCase& c) { return c.kept == kept; }));
}

Verified verify(Evaluator& evaluator, PolicyId policy) { return Verifier(evaluator, policy).run(); }

}  // namespace bestby::exchange
