// THE PROBLEM. A policy is prose about when things end: "365 days after the release", "at least six
// months, then it may enter maintenance", "when the next patch is published", "with its Python". Some of
// the days it needs are recorded, some have not come, some nobody wrote down, and some are printed in a
// table that contradicts the prose. From that we must say, for one release, which phase holds on any
// day, and be right about how sure that is.
//
// THE FORMULATION. A phase has a last day, and a last day is a bound (bound.h): an interval, or one of
// three reasons why there is none. Clauses are independent statements about last days. Each gives, for
// its phase,
//
//     exactly D     the phase is over after D
//     at most D     it is over after D, perhaps before
//     at least D    a promise: it is not over before D ends; it never ends a phase
//     from D        the phase begins on D, which ends every earlier phase on the day before
//
// and the last day of a phase is the earliest of the ends that it is given, raised to its promises.
// So `end_of` is a minimum over intervals, taken side by side:
//
//     high   the least of the highs: by then some clause has surely ended it
//     low    the least of the lows: before that no clause can have
//
// A clause that holds, but whose day nobody recorded, may end the phase at any time: it takes `low` away
// and leaves `high`. A clause whose event has not happened as far as knowledge reaches (the horizon)
// ends nothing yet. A promise within the interval raises `low`; one beyond `high` was broken, and the
// end stands.
//
// A published day takes the place of what its own clause gives, and of nothing else; the rule's value is
// still worked out where somebody asks why. If it is only half a day ("ended by then") it narrows the
// rule's interval, unless they contradict each other.
//
// AN EXAMPLE. An image of PyTorch 1.12.1 with Python 3.8: "through released(framework.cycle) + 365 days"
// with 2022-07-01 gives 2023-07-01, published as that day too; "through end(python, security)" gives
// 2024-10-07; "until released(next(self, ...))" finds no newer patch: not yet. The earliest is
// 2023-07-01. Had nobody recorded Python's end, it would be "at most 2023-07-01": the image may have
// ended with its Python before.
//
// WHY IT IS RIGHT. Each operation on bounds is monotone: whatever the true days are within their
// intervals, the true result lies within the result (naive_test.cpp walks through every day of every
// small world to see it). Later phases cannot end before earlier ones: `end_phases` goes from the last
// to the first and cuts what is open by what follows. Editions, readings and replaced clauses decide
// only which statements there are.
//
// WHAT IT COSTS. One pass over the clauses, conditions first; a clause that gives no day is judged only
// for an explanation. Families are sorted once for all questions (family.h), ends of dependencies are
// remembered, so a timeline is some dozens of fact lookups: about a microsecond for a simple policy,
// five for the largest. Explanations are made by the same code with a trace, so that the reason cannot
// differ from the answer.
#include "policy/timeline_builder.h"

#include <algorithm>
#include <tuple>

namespace bestby {

TimelineBuilder::TimelineBuilder(Evaluator& evaluator, PolicyId policy, NodeId node, Explanation* explanation)
    : e_(evaluator),
      rules_(evaluator.policies()),
      policy_(rules_.policy(policy)),
      frame_{node, no_id},
      explanation_(explanation) {
  timeline_.policy = policy;
  timeline_.node = node;
  timeline_.count = policy_.phase_count;
}

Timeline TimelineBuilder::build() {
  timeline_.start = e_.appeared(frame_.self);
  choose_editions();
  judge_clauses();
  enter_phases();
  end_phases();
  if (explanation_ != nullptr) {
    note_outcomes();
    explanation_->timeline = timeline_;
    explanation_->edition = edition_;
  }
  return timeline_;
}

// The last edition that was in force on a day, of those published as far as knowledge reaches.
std::uint32_t TimelineBuilder::edition_at(std::int32_t day) const {
  std::uint32_t found = no_id;
  const auto editions = rules_.editions(policy_);
  for (std::uint32_t i = 0; i < editions.size(); ++i)
    if (editions[i].from <= day && editions[i].published <= e_.known()) found = i;
  return found;
}

std::optional<std::int32_t> TimelineBuilder::judged_at(ExprId day) const {
  if (day == no_id) return std::nullopt;
  const Bound at = ExpressionEvaluator(e_).date(day, frame_);
  if (!at.known() || at.low == day_min) return std::nullopt;
  return at.low;
}

// Of the release as a whole, and of each clause that is about an event of its own.
void TimelineBuilder::choose_editions() {
  edition_ = edition_at(judged_at(policy_.judged_at).value_or(e_.horizon()));
  const auto clauses = rules_.clauses(policy_);
  for (std::uint32_t i = 0; i < clauses.size(); ++i)
    if (stands(clauses[i])) stand_ |= std::uint64_t{1} << i;
}

bool TimelineBuilder::stands(const ClauseRow& c) const {
  if (c.since == no_id && c.until == no_id) return true;
  const auto day = judged_at(c.judged_at);
  const std::uint32_t edition = day ? edition_at(*day) : edition_;
  if (edition == no_id) return false;
  return (c.since == no_id || c.since <= edition) && (c.until == no_id || edition <= c.until);
}

// Conditions first, so that what is replaced is known before any day is worked out.
void TimelineBuilder::judge_clauses() {
  const auto clauses = rules_.clauses(policy_);
  for (std::uint32_t i = 0; i < clauses.size(); ++i) {
    const ClauseRow& c = clauses[i];
    // What gives no day and replaces nothing matters to an explanation alone.
    const bool idle = c.kind != ClauseKind::end && (c.replaces_low | c.replaces_high) == 0;
    if (explanation_ == nullptr && idle) continue;
    if (explanation_ != nullptr) explanation_->clauses.push_back({policy_.first_clause + i});
    Derivation* trace = explanation_ != nullptr ? &explanation_->clauses.back().condition : nullptr;
    when_[i] = !in_edition(i)    ? Truth::no
               : c.when == no_id ? Truth::yes
                                 : ExpressionEvaluator(e_, trace).truth(c.when, frame_);
    if (when_[i] == Truth::yes) replaced_ |= std::uint64_t{c.replaces_high} << 32U | c.replaces_low;
  }
  for (std::uint32_t i = 0; i < clauses.size(); ++i) judge(i);
  widen_what_may_be_replaced();
}

// Where it is not recorded whether a clause holds that would take another's place, either may decide.
void TimelineBuilder::widen_what_may_be_replaced() {
  for (std::uint32_t i = 0; i < end_count_; ++i) {
    const ClauseRow& c = rules_.columns.clauses[ends_[i].clause];
    const std::uint64_t in_place_of = std::uint64_t{c.replaces_high} << 32U | c.replaces_low;
    if (!ends_[i].unsure || in_place_of == 0 || !ends_[i].last.known()) continue;
    for (std::uint32_t j = 0; j < end_count_; ++j) {
      Bound& last = ends_[j].last;
      if ((in_place_of >> (ends_[j].clause - policy_.first_clause) & 1U) == 0 || !last.known()) continue;
      last = Bound::between(std::min(last.low, ends_[i].last.low), std::max(last.high, ends_[i].last.high));
    }
  }
}

Bound TimelineBuilder::last_day(Edge edge, Modality modality, Bound day) const {
  if (edge != Edge::through) day = shift(day, Days{-1});
  if (!day.known()) return day;
  if (modality == Modality::at_most) return Bound::between(day_min, day.high);
  if (modality == Modality::at_least || modality == Modality::may) return Bound::between(day.low, day_max);
  return day;
}

// What is only known to have ended, or not to have ended, by some day takes no rule's place: it narrows
// what the rule gives, unless they contradict each other.
std::pair<Bound, bool> TimelineBuilder::narrowed(const Bound& rule, const Bound& stated) {
  if (!stated.known()) return {rule, false};
  if (!rule.known()) return {stated, true};
  const Bound both = Bound::between(std::max(rule.low, stated.low), std::min(rule.high, stated.high));
  if (both.low > both.high) return {stated, true};
  return {both, !(both == rule)};
}

void TimelineBuilder::judge(std::uint32_t i) {
  const ClauseRow& c = rules_.clauses(policy_)[i];
  ClauseOutcome* out = explanation_ != nullptr ? &explanation_->clauses[i] : nullptr;
  if (out != nullptr) out->holds = when_[i];
  const bool unsure = when_[i] == Truth::unknown;
  if (when_[i] == Truth::no || (replaced_ >> i & 1U) != 0) return;
  // What may not hold promises nothing; an end that it gives may come.
  if (unsure &&
      (c.kind != ClauseKind::end || c.modality == Modality::at_least || c.modality == Modality::may))
    return;
  if (c.kind == ClauseKind::check && out != nullptr)
    out->holds = ExpressionEvaluator(e_, &out->derivation).truth(c.value, frame_);
  if (c.kind != ClauseKind::end) return;
  Bound stated = Bound::not_recorded();
  if (c.published != no_id)
    stated = ExpressionEvaluator(e_, out != nullptr ? &out->published_derivation : nullptr)
                 .date(c.published, frame_);
  const bool dated = stated.known() && stated.low != day_min && stated.high != day_max;
  Bound last = stated;
  bool published = stated.known();
  if (!dated || out != nullptr) {
    Derivation* trace = out != nullptr ? &out->derivation : nullptr;
    const Bound rule = last_day(c.edge, c.modality, ExpressionEvaluator(e_, trace).date(c.value, frame_));
    if (!dated) std::tie(last, published) = narrowed(rule, stated);
    if (out != nullptr) out->rule = rule;
  }
  if (out != nullptr) {
    out->last = last;
    out->published = published;
    note_readings(*out, c);
  }
  const Modality modality = published ? Modality::exactly : c.modality;
  ends_[end_count_++] = {c.phase, policy_.first_clause + i, last, modality, published, unsure};
}

// A phase that clauses begin is entered only if one of them gives a day.
void TimelineBuilder::enter_phases() {
  const auto phases = rules_.phases(policy_);
  for (std::uint32_t p = 0; p < phases.size(); ++p)
    if (phases[p].when != no_id && ExpressionEvaluator(e_).truth(phases[p].when, frame_) == Truth::no)
      timeline_.phases[p].entered = false;
    else
      exist_ |= 1U << p;
  const auto clauses = rules_.clauses(policy_);
  std::uint32_t begun = 0, possible = 0;  // phases with `from` clauses, and those with a day
  for (const ClauseRow& c : clauses)
    if (c.kind == ClauseKind::end && c.edge == Edge::from) begun |= 1U << c.phase;
  for (std::uint32_t i = 0; i < end_count_; ++i) {
    const Ended& end = ends_[i];
    const bool from = rules_.columns.clauses[end.clause].edge == Edge::from;
    if (from && end.last.known() && end.modality != Modality::may && !end.unsure) possible |= 1U << end.phase;
  }
  for (std::uint32_t p = 0; p + 1 < phases.size(); ++p)
    if ((begun & ~possible) >> p & 1U) timeline_.phases[p].entered = false;
}

void TimelineBuilder::end_phases() {
  const std::uint32_t last = policy_.phase_count - 1;
  for (std::uint32_t p = 0; p < last; ++p)
    if (timeline_.phases[p].entered) timeline_.phases[p] = end_of(p);
  timeline_.phases[last].last = Bound::never();
  for (std::uint32_t p = last, later = last; p-- > 0;) {
    if (!timeline_.phases[p].entered) continue;
    if (later != last) bound_by(timeline_.phases[later], timeline_.phases[p]);
    later = p;
  }
}

// A phase is over when a later one is: what is open of its end is bounded by that.
void TimelineBuilder::bound_by(const PhaseEnd& later, PhaseEnd& earlier) {
  Bound& end = earlier.last;
  const std::int32_t latest = later.last.high;
  if (!later.last.known() || latest == day_max || end.state == Bound::State::never) return;
  if (end.known() && (end.low > latest || end.high <= latest)) return;
  if (earlier.clause == no_id) earlier.clause = later.clause;
  if (!end.known()) end.low = end.state == Bound::State::not_yet ? std::min(e_.horizon(), latest) : day_min;
  end = Bound::between(end.low, latest);
}

// The earliest of the ends that clauses give: to the phase itself, or by beginning a later one.
PhaseEnd TimelineBuilder::end_of(std::uint32_t phase) {
  PhaseEnd out;
  std::int32_t floor = day_min, unsure = day_max;
  ClauseId floor_clause = no_id;
  bool not_yet = false, never = false, not_recorded = false;
  ClauseId waiting = no_id;
  for (std::uint32_t i = 0; i < end_count_; ++i) {
    const Ended& end = ends_[i];
    const bool from = rules_.columns.clauses[end.clause].edge == Edge::from;
    // A beginning ends every earlier phase, but not that of a phase that does not exist here.
    if (from ? end.phase <= phase || (exist_ >> end.phase & 1U) == 0 : end.phase != phase) continue;
    // A `may` beginning is a promise to the phase right before it only.
    if (from && end.modality == Modality::may && end.phase != phase + 1) continue;
    if (end.unsure) {
      if (end.last.known()) unsure = std::min(unsure, end.last.low);
      continue;
    }
    if (end.last.state == Bound::State::not_yet) {
      not_yet = true;
      if (waiting == no_id) waiting = end.clause;
    } else if (end.last.state == Bound::State::never) {
      never = true;
    } else if (!end.last.known()) {
      not_recorded = not_recorded || end.modality == Modality::exactly || end.modality == Modality::at_most;
    } else if (end.last.known() && (end.modality == Modality::at_least || end.modality == Modality::may)) {
      if (end.last.low > floor) {
        floor = end.last.low;
        floor_clause = end.clause;
      }
    } else if (end.last.known()) {
      const bool first = !out.last.known();
      const bool earlier = first || end.last.high < out.last.high ||
                           (end.last.high == out.last.high && end.last.low < out.last.low);
      if (earlier) {
        out.clause = end.clause;
        out.published = end.published;
      }
      out.last = first ? end.last
                       : Bound::between(std::min(out.last.low, end.last.low),
                                        std::min(out.last.high, end.last.high));
    }
  }
  if (out.last.known()) {
    // A clause that holds, but whose day nobody recorded, may end the phase earlier.
    if (not_recorded) out.last.low = day_min;
    out.last.low = std::min(out.last.low, unsure);
    if (floor > out.last.low && floor <= out.last.high) out.last.low = floor;
    if (out.last.low == day_min && out.last.high == day_max) out = {};  // open on both sides: no day at all
  } else if (floor != day_min) {
    // What has not happened yet holds as far as knowledge reaches, whatever was promised.
    const bool outlived = not_yet && floor <= e_.horizon();
    out.last = Bound::between(outlived ? e_.horizon() : floor, day_max);
    out.clause = outlived ? waiting : floor_clause;
  } else if (not_recorded) {
    out.last = Bound::not_recorded();
  } else if (not_yet) {
    out.last = Bound::not_yet();
    out.last.low = e_.horizon();
    out.clause = waiting;
  } else if (never) {
    out.last = Bound::never();
  }
  return out;
}

void TimelineBuilder::note_readings(ClauseOutcome& outcome, const ClauseRow& c) {
  for (const ReadingRow& reading : rules_.readings(c)) {
    const Bound day = ExpressionEvaluator(e_).date(reading.value, frame_);
    outcome.readings.push_back({reading.name, last_day(reading.edge, reading.modality, day)});
  }
}

void TimelineBuilder::note_outcomes() {
  const auto clauses = rules_.clauses(policy_);
  for (std::uint32_t i = 0; i < clauses.size(); ++i) {
    const ClauseRow& c = clauses[i];
    ClauseOutcome& out = explanation_->clauses[i];
    const bool decides = std::any_of(timeline_.phases.begin(), timeline_.phases.begin() + timeline_.count,
                                     [&](const PhaseEnd& p) { return p.entered && p.clause == out.clause; });
    if (!in_edition(i))
      out.outcome = Outcome::other_edition;
    else if (when_[i] == Truth::no)
      out.outcome = Outcome::not_applicable;
    else if ((replaced_ >> i & 1U) != 0)
      out.outcome = Outcome::replaced;
    else if (when_[i] == Truth::unknown)
      out.outcome = Outcome::silent;
    else if (c.kind != ClauseKind::end)
      out.outcome = Outcome::stated;
    else if (out.last.state == Bound::State::not_recorded)
      out.outcome = Outcome::silent;
    else if (!out.published && (c.modality == Modality::at_least || c.modality == Modality::may) &&
             out.last.known())
      out.outcome = Outcome::floor;
    else if (out.last.state == Bound::State::not_yet)
      out.outcome = Outcome::not_yet;
    else
      out.outcome = decides ? Outcome::decides : Outcome::later;
    if (out.outcome == Outcome::replaced)
      for (std::uint32_t j = 0; j < clauses.size(); ++j)
        if (when_[j] == Truth::yes &&
            ((std::uint64_t{clauses[j].replaces_high} << 32U | clauses[j].replaces_low) >> i & 1U) != 0)
          out.by = policy_.first_clause + j;
  }
}

}  // namespace bestby
