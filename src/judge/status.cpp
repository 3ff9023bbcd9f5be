#include "judge/status.h"

#include <algorithm>
#include <tuple>

namespace bestby {
namespace {

// Up to `low` a phase surely holds, after `high` it surely does not.
struct Sure {
  std::int32_t low, high;
};

Sure span_of(const Bound& last) {
  switch (last.state) {
    case Bound::State::known: return {last.low, last.high};
    case Bound::State::not_yet: return {last.low, day_max};
    case Bound::State::never: return {day_max, day_max};
    case Bound::State::not_recorded: break;
  }
  return {day_min, day_max};
}

bool is_last(const Timeline& t, std::uint32_t phase) { return phase + 1 == t.count; }

// The phases that may hold on a day, in order; more than one where that is not sure.
std::vector<std::uint32_t> possible_phases(const Timeline& t, std::int32_t day) {
  std::vector<std::uint32_t> out;
  for (std::uint32_t i = 0; i < t.count; ++i) {
    if (!t.phases[i].entered) continue;
    const Sure span = is_last(t, i) ? Sure{day_max, day_max} : span_of(t.phases[i].last);
    if (day > span.high) continue;
    out.push_back(i);
    if (day <= span.low) break;
  }
  return out;
}

Truth has(const Policies& policies, const Timeline& t, std::uint32_t phase, std::uint32_t service) {
  const PhaseRow& row = policies.phases(policies.policy(t.policy))[phase];
  const auto in = [&](std::uint32_t bits) { return (bits >> service & 1U) != 0; };
  return in(row.services) ? Truth::yes : in(row.may) ? Truth::unknown : Truth::no;
}

std::vector<PhaseState> phase_states(const Timeline& t, std::int32_t day) {
  std::vector<PhaseState> out;
  const Truth released = t.released_by(day);
  const auto possible = released == Truth::no ? std::vector<std::uint32_t>{} : possible_phases(t, day);
  const bool alone = released == Truth::yes && possible.size() == 1;
  Bound first = t.start;
  for (std::uint32_t i = 0; i < t.count; ++i) {
    const PhaseEnd& p = t.phases[i];
    if (!p.entered) continue;
    const Bound last = is_last(t, i) ? Bound::never() : p.last;
    const bool empty = last.known() && first.known() && last.high < first.low;
    if (empty) continue;
    const bool may = std::find(possible.begin(), possible.end(), i) != possible.end();
    out.push_back({i, first, last,
                   !may    ? Truth::no
                   : alone ? Truth::yes
                           : Truth::unknown,
                   p.clause, p.published});
    first = shift(last, Days{1});
  }
  return out;
}

class Builder {
 public:
  Builder(Evaluator& evaluator, std::int32_t on, Detail detail)
      : e_(evaluator),
        rules_(evaluator.policies()),
        world_(evaluator.world()),
        on_(on),
        detail_(detail),
        security_(service_named(world_, "security")) {}

  PolicyStatus build(NodeId node, Verdict verdict) {
    PolicyStatus out;
    const auto unsure = line_on_day(verdict);
    verdict.timeline.start = start_of(e_, node, verdict);
    const Timeline& t = verdict.timeline;
    if (detail_ == Detail::reasons) out.explanation = e_.explain(t.policy, t.node);
    out.released = t.released_by(on_);
    const auto possible = possible_phases(t, on_);
    if (out.released != Truth::no && !possible.empty()) out.phase = possible.front();
    out.certain = out.released != Truth::unknown && possible.size() <= 1;
    out.phases = phase_states(t, on_);
    for (std::uint32_t s = 0; s < world_.columns.services.size(); ++s)
      out.services.push_back(service_on(rules_, t, s, on_));
    if (unsure) may_be(out, *unsure);
    if (security_ != no_id) patched(out, t);
    lines(out, verdict);
    clauses(out);
    out.verdict = std::move(verdict);
    return out;
  }

 private:
  void patched(PolicyStatus& out, const Timeline& t) {
    out.ever_patched = t.last_phase_with(rules_, security_) != no_id;
    out.patched = t.end_of_service(rules_, security_);
    out.patched_on = out.services[security_];
    out.promises = promises_service(rules_, t.policy, security_);
    out.told = telling_phase(rules_, t, security_);
    if (out.told == no_id) return;
    out.through = out.promises ? out.patched : t.phases[out.told].last;
    out.ends_by = t.phases[out.told].clause;
    out.published = t.phases[out.told].published;
  }

  // The line that is patched longest does not speak for a day on which it is not out and what is out is
  // not patched: then the best of those does. Where it may have been out, either may hold: the timeline of
  // what is surely out is given back.
  std::optional<Timeline> line_on_day(Verdict& verdict) {
    if (verdict.lines.size() < 2 || security_ == no_id) return std::nullopt;
    const PolicyId policy = verdict.timeline.policy;
    std::optional<Timeline> maybe;
    for (const NodeId line : verdict.lines) {
      const Timeline t = e_.timeline(policy, line);
      const Truth out = t.released_by(on_);
      if (out == Truth::no) continue;
      const Truth patched = service_on(rules_, t, security_, on_);
      if (out == Truth::unknown) {
        if (!maybe && patched != Truth::no) maybe = t;
        continue;
      }
      if (line == verdict.lines.front() || patched == Truth::yes) return std::nullopt;
      take(verdict, maybe.value_or(t));
      return maybe ? std::optional(t) : std::nullopt;
    }
    return std::nullopt;
  }

  static void take(Verdict& verdict, const Timeline& timeline) {
    const Bound start = verdict.timeline.start;  // of what is asked about
    verdict.timeline = timeline;
    verdict.timeline.start = start;
    const auto at = std::find(verdict.lines.begin(), verdict.lines.end(), timeline.node);
    std::rotate(verdict.lines.begin(), at, at + 1);
  }

  // What holds by another line may hold too.
  void may_be(PolicyStatus& out, const Timeline& other) const {
    const auto possible = possible_phases(other, on_);
    for (PhaseState& state : out.phases) {
      const bool too = std::find(possible.begin(), possible.end(), state.phase) != possible.end();
      if (too || state.holds != Truth::no) state.holds = Truth::unknown;
    }
    if (!possible.empty()) out.phase = std::min(out.phase, possible.front());
    out.certain = false;
    for (std::uint32_t s = 0; s < out.services.size(); ++s)
      if (service_on(rules_, other, s, on_) != out.services[s]) out.services[s] = Truth::unknown;
  }

  // Lines that are judged beside the best one, and end on another day. Where of the best one no more is known
  // than by when it ends, another may last longer: then that one's latest day is told.
  void lines(PolicyStatus& out, const Verdict& verdict) {
    if (security_ == no_id) return;
    const Bound best = out.patched;
    const bool at_most = best.known() && best.low == day_min;
    for (std::size_t i = 1; i < verdict.lines.size(); ++i) {
      const Timeline t = e_.timeline(verdict.timeline.policy, verdict.lines[i]);
      const Bound end = t.end_of_service(rules_, security_);
      if (end != best) out.lines.push_back({verdict.lines[i], end});
      if (at_most && end.known() && end.high > out.patched.high) ends_later(out, t, end);
    }
  }

  void ends_later(PolicyStatus& out, const Timeline& t, const Bound& end) const {
    const std::uint32_t told = telling_phase(rules_, t, security_);
    out.patched.high = end.high;
    if (!out.promises || told == no_id) return;
    out.through = out.patched;
    out.ends_by = t.phases[told].clause;
    out.published = t.phases[told].published;
  }

  void clauses(PolicyStatus& out) const {
    for (const ClauseOutcome& c : out.explanation.clauses) {
      const ClauseRow& row = rules_.columns.clauses[c.clause];
      const bool stands = c.outcome != Outcome::replaced && c.outcome != Outcome::other_edition &&
                          c.outcome != Outcome::not_applicable;
      // A clause that gives no day may be about one phase: `in: PHASE`.
      const bool elsewhere = row.kind != ClauseKind::end && row.phase != no_id && row.phase != out.phase;
      if (row.advice != no_id && stands && !elsewhere && c.holds == Truth::yes)
        out.advice.push_back(c.clause);
      if (row.kind == ClauseKind::end && c.outcome == Outcome::silent &&
          out.through.state == Bound::State::not_recorded)
        out.silent.push_back(c.clause);
    }
  }

  Evaluator& e_;
  const Policies& rules_;
  const World& world_;
  std::int32_t on_;
  Detail detail_;
  std::uint32_t security_;
};

}  // namespace

bool is_dated_build(const World& world, NodeId node) {
  const auto record = world.find_predicate("record");
  if (!record) return false;
  const auto facts = world.facts(node, *record);
  return !facts.empty() && world.text(static_cast<TextId>(facts.front().low)) == "build";
}

std::uint32_t service_named(const World& world, std::string_view name) {
  const auto services = world.columns.services;
  for (std::uint32_t i = 0; i < services.size(); ++i)
    if (world.text(services[i]) == name) return i;
  return no_id;
}

bool promises_service(const Policies& policies, PolicyId policy, std::uint32_t service) {
  const auto phases = policies.phases(policies.policy(policy));
  return std::any_of(phases.begin(), phases.end(),
                     [&](const PhaseRow& p) { return (p.services >> service & 1U) != 0; });
}

std::uint32_t telling_phase(const Policies& policies, const Timeline& t, std::uint32_t security) {
  if (promises_service(policies, t.policy, security)) return t.last_phase_with(policies, security);
  std::uint32_t found = no_id;
  for (std::uint32_t i = 0; i + 1 < t.count; ++i)
    if (t.phases[i].entered) found = i;
  return found;
}

Truth service_on(const Policies& policies, const Timeline& t, std::uint32_t service, std::int32_t day) {
  const Truth released = t.released_by(day);
  if (released == Truth::no) return Truth::no;
  bool some = false, none = false;
  for (const std::uint32_t phase : possible_phases(t, day)) {
    const Truth held = has(policies, t, phase, service);
    some = some || held != Truth::no;
    none = none || held != Truth::yes;
  }
  if (!some) return Truth::no;
  return none || released == Truth::unknown ? Truth::unknown : Truth::yes;
}

Bound start_of(Evaluator& evaluator, NodeId node, const Verdict& verdict) {
  if (verdict.through == Through::itself) return verdict.timeline.start;
  const Bound own = evaluator.appeared(node);
  if (own.known() || verdict.through != Through::cycle) return own;
  // A release cannot come before its cycle.
  const Bound& cycle = verdict.timeline.start;
  return cycle.known() ? Bound::between(cycle.low, day_max) : cycle;
}

bool is_known(Evaluator& evaluator, NodeId node) {
  const World& world = evaluator.world();
  if (evaluator.exists(node)) return true;
  for (const FactId id : world.references_to(node))
    if (world.visible(world.columns.facts[id], evaluator.known())) return true;
  return std::any_of(world.members(node).begin(), world.members(node).end(),
                     [&](NodeId member) { return is_known(evaluator, member); });
}

int compare_ends(const Bound& a, const Bound& b) {
  const auto rank = [](const Bound& x) {
    const Sure s = span_of(x);
    return std::pair(s.low, s.high);
  };
  return rank(a) < rank(b) ? -1 : rank(a) > rank(b) ? 1 : 0;
}

LastDay last_day(const Bound& bound) {
  LastDay out;
  const bool open = bound.state == Bound::State::not_yet;
  out.kind = open ? BoundKind::at_least : kind_of(bound);
  if (!open && !bound.known()) return out;
  if (bound.low != day_min) out.low = Date::from_days(bound.low);
  if (bound.high != day_max) out.high = Date::from_days(bound.high);
  if (out.kind == BoundKind::at_most)
    out.through = out.high;
  else if (out.kind != BoundKind::between && !open)
    out.through = out.low;
  return out;
}

std::optional<PolicyStatus> deciding_policy(Evaluator& evaluator, NodeId node, Date on) {
  auto verdicts = evaluator.verdicts(node);
  if (verdicts.empty()) return std::nullopt;
  return Builder(evaluator, on.days(), Detail::answer).build(node, std::move(verdicts.front()));
}

std::vector<PolicyStatus> all_policies(Evaluator& evaluator, NodeId node, Date on) {
  std::vector<PolicyStatus> out;
  Builder builder(evaluator, on.days(), Detail::answer);
  for (Verdict& verdict : evaluator.verdicts(node)) out.push_back(builder.build(node, std::move(verdict)));
  return out;
}

Status judge(Evaluator& evaluator, NodeId node, Date on, Detail detail) {
  Status out;
  out.node = node;
  Builder builder(evaluator, on.days(), detail);
  for (Verdict& verdict : evaluator.verdicts(node))
    out.policies.push_back(builder.build(node, std::move(verdict)));
  const auto since = evaluator.world().find_predicate("deprecated_in");
  const Bound* through = out.policies.empty() ? nullptr : &out.policies.front().through;
  out.deprecated = through != nullptr && through->known() && through->high < on.days() && since &&
                   evaluator.world().fact(node, *since, evaluator.known(), node) != nullptr;
  if (!out.policies.empty()) out.move_to = moves(evaluator, out.policies.front(), node, on.days());
  return out;
}

}  // namespace bestby
