#include "report/clause_text.h"

#include <algorithm>

#include <fmt/format.h>

namespace bestby {
namespace {

constexpr int deepest = 2;      // ends that depend on ends are followed so far
constexpr int under_a_day = 6;  // where lines begin that stand below a column of days

}  // namespace

void ClauseText::line(int depth, std::string_view text) {
  out_ += std::string(2 * static_cast<std::size_t>(depth), ' ').append(text) + '\n';
}

std::string ClauseText::padded(std::string_view text) {
  return fmt::format("{}{}", text, std::string(text.size() < 11 ? 12 - text.size() : 2, ' '));
}

std::string ClauseText::day(const Bound& b) {
  return kind_of(b) == BoundKind::unknown && b.state == Bound::State::not_recorded ? "-" : to_text(b);
}

void ClauseText::clause(const ClauseOutcome& c, int depth, bool full) {
  const ClauseRow& row = rules_.columns.clauses[c.clause];
  line(depth, fmt::format("{}{}: {}{}", padded(day(c.last)), rules_.text(row.id), rules_.text(row.says),
                          c.published ? " (a published day takes its place)" : ""));
  const int inner = depth + under_a_day;
  if (full && row.source != no_id) line(inner, fmt::format("says {}", rules_.text(row.source)));
  if (full && row.value != no_id && !c.published)
    line(inner, fmt::format("by {}", rules_.text(rules_.columns.rows[row.value].source)));
  if (c.outcome == Outcome::silent)
    lacking(c.holds == Truth::unknown ? c.condition : c.derivation, inner);
  else
    evidence(c.published ? c.published_derivation : c.derivation, inner, 0);
  if (c.published) line(inner, fmt::format("the rule itself gives {}", day(c.rule)));
  if (c.published && full) evidence(c.derivation, inner + 1, 0);
  for (const ReadingOutcome& r : c.readings) {
    const bool same = r.last == (c.published ? c.rule : c.last);
    line(inner,
         fmt::format("the {} reading gives {}", rules_.text(r.name), same ? "the same day" : day(r.last)));
  }
}

void ClauseText::promise(const ClauseOutcome& c, int depth) {
  const ClauseRow& row = rules_.columns.clauses[c.clause];
  line(depth, fmt::format("{}: {}", rules_.text(row.id), rules_.text(row.says)));
  const int inner = depth + 1;
  if (row.source != no_id) line(inner, fmt::format("says {}", rules_.text(row.source)));
  const bool by_condition = c.outcome == Outcome::silent;
  const ExprId asked = by_condition ? row.when : row.value;
  if (asked != no_id)
    line(inner,
         fmt::format("{} {}", by_condition ? "when" : "by", rules_.text(rules_.columns.rows[asked].source)));
  const Derivation& why = by_condition ? c.condition : c.derivation;
  if (c.holds == Truth::unknown)
    lacking(why, inner);
  else
    evidence(why, inner, 0);
}

void ClauseText::evidence(const Derivation& d, int depth, int nesting) {
  for (const Evidence& e : evidence_of(rules_, d)) one(e, depth + std::min(e.depth, 2), nesting);
}

void ClauseText::one(const Evidence& e, int depth, int nesting) {
  switch (e.what) {
    case Evidence::What::fact: return fact(*e.step, depth);
    case Evidence::What::missing: return missing(*e.step, depth);
    case Evidence::What::neighbour: return neighbour(*e.step, depth);
    case Evidence::What::end: return other_end(*e.step, depth, nesting);
  }
}

// What lacks its value for want of something: what that is, and what is there.
void ClauseText::lacking(const Derivation& d, int depth) {
  for (const Derivation* step : lacks_of(rules_, d)) missing(*step, depth);
  for (const Evidence& e : evidence_of(rules_, d))
    if (e.what == Evidence::What::fact) fact(*e.step, depth + std::min(e.depth, 2));
}

void ClauseText::missing(const Derivation& d, int depth) {
  line(depth, fmt::format("{} is not recorded", asked(d)));
  lost(d, depth);
}

// What nobody dates counts on every day that is asked about, so it is said.
std::string ClauseText::citation(const FactRow& f) const {
  return citation_words(world_, f) + (world_.undated(f) ? " (undated)" : "");
}

std::string ClauseText::source_of(const Derivation& d) const {
  return std::string(rules_.text(rules_.columns.rows[d.expression].source));
}

std::string ClauseText::asked(const Derivation& d) const {
  if (d.subject == no_id || !asks_for_fact(rules_, d)) return source_of(d);
  const ExprRow& row = rules_.columns.rows[d.expression];
  return fmt::format("{} of {}", world_.text(world_.predicate(static_cast<PredicateId>(row.a)).name),
                     shown_name(world_, d.subject));
}

void ClauseText::fact(const Derivation& d, int depth) {
  const FactRow& f = world_.columns.facts[d.fact];
  line(depth, fmt::format("{}{} of {}  {}", padded(fact_words(world_, f)),
                          world_.text(world_.predicate(f.predicate).name), shown_name(world_, f.subject),
                          paint_.faint(citation(f))));
  if (f.note != no_id) line(depth + 6, fmt::format("note: {}", world_.text(f.note)));
  lost(d, depth);
}

void ClauseText::lost(const Derivation& d, int depth) {
  for (const FactId id : d.other_facts) {
    const FactRow& f = world_.columns.facts[id];
    if (f.scope_count != 0 && f.refuted == no_id) continue;  // it speaks of others
    if (world_.predicate(f.predicate).many != 0 && f.refuted == no_id) continue;
    const auto why = f.refuted != no_id ? fmt::format("refuted: {}", world_.text(f.refuted))
                                        : std::string("a later source says otherwise");
    line(depth + 1, fmt::format("not {} ({}): {}", fact_words(world_, f), citation(f), why));
  }
}

void ClauseText::neighbour(const Derivation& d, int depth) {
  const auto* answer = std::get_if<NodeAnswer>(&d.value);
  if (answer == nullptr) return;
  if (answer->state == NodeAnswer::State::found)
    line(depth, fmt::format("{} is {}", source_of(d), shown_name(world_, answer->node)));
  else if (answer->state == NodeAnswer::State::none)
    line(depth, fmt::format("there is no {} yet", source_of(d)));
}

void ClauseText::other_end(const Derivation& d, int depth, int nesting) {
  const auto* bound = std::get_if<Bound>(&d.value);
  if (bound == nullptr) return;
  if (d.subject == no_id) return line(depth, fmt::format("{}{}", padded(day(*bound)), source_of(d)));
  const bool known = d.policy != no_id;
  line(depth, fmt::format("{}{} = {}{}", padded(day(*bound)), source_of(d), shown_name(world_, d.subject),
                          known ? fmt::format(", by {}", rules_.text(rules_.policy(d.policy).id))
                                : ": no policy speaks of it"));
  if (!known || nesting >= deepest || !bound->known()) return;
  const auto verdict = e_.verdict(d.policy, d.subject);
  if (!verdict) return;
  const Explanation why = e_.explain(d.policy, verdict->timeline.node);
  for (const ClauseOutcome& c : why.clauses)
    if (c.outcome == Outcome::decides && c.last == *bound) {
      const ClauseRow& row = rules_.columns.clauses[c.clause];
      line(depth + 1, fmt::format("{}: {}", rules_.text(row.id), rules_.text(row.says)));
      evidence(c.published ? c.published_derivation : c.derivation, depth + 1, nesting + 1);
      return;
    }
}

}  // namespace bestby
