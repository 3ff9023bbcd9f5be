#include "report/why_text.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "report/evidence.h"

namespace bestby {
namespace {

constexpr int deepest = 2;  // ends that depend on ends are followed so far
constexpr std::size_t most_lines = 8;

class WhyText {
 public:
  WhyText(Evaluator& e, const Asked& asked, Paint paint)
      : e_(e), world_(e.world()), rules_(e.policies()), asked_(asked), paint_(paint) {}

  void heading(NodeId node, std::string_view note) {
    const Product& p = world_.product(node);
    const auto name = world_.text(p.name);
    line(0, fmt::format("{}{}", paint_.strong(shown_name(world_, node)),
                        name.empty() ? "" : fmt::format(" ({})", name)));
    if (!note.empty()) line(1, std::string(note));
  }

  void policy(const PolicyStatus& s, bool alone) {
    const PolicyRow& p = rules_.policy(s.verdict.timeline.policy);
    const bool decides = s.verdict.decides && !alone;
    out_ += '\n';
    line(0, fmt::format("{}, {}{}", rules_.text(p.id), rules_.text(p.title), decides ? " (decides)" : ""));
    line(1, fmt::format("{}; {}", paint_.truth(s.patched_on, phase_words(rules_, s)),
                        patched_words(s, asked_.on)));
    judged_through(s);
    deciding(s);
    others(s);
    phases(s);
    lines(s);
    for (const ClauseId clause : s.advice)
      line(1, fmt::format("now: {}", rules_.text(rules_.columns.clauses[clause].advice)));
  }

  void moves(const Status& status) {
    for (const Move& m : status.move_to) {
      const char* why = m.smallest && m.longest ? "smallest step, patched longest"
                        : m.smallest            ? "smallest step"
                                                : "patched longest";
      line(1, fmt::format("move to: {}  {}: {}", paint_.strong(shown_name(world_, m.node)), why,
                          through_words(m.patched)));
    }
  }

  std::string take() { return std::move(out_); }

 private:
  void line(int depth, std::string_view text) {
    out_ += std::string(2 * static_cast<std::size_t>(depth), ' ').append(text) + '\n';
  }

  // A column of 12, and at least two blanks after what is longer.
  static std::string padded(std::string_view text) {
    return fmt::format("{}{}", text, std::string(text.size() < 11 ? 12 - text.size() : 2, ' '));
  }

  void judged_through(const PolicyStatus& s) {
    if (s.verdict.through == Through::itself) return;
    const auto name = shown_name(world_, s.verdict.timeline.node);
    if (s.verdict.through == Through::cycle) return line(1, fmt::format("judged as its cycle {}", name));
    const char* what = s.verdict.through == Through::images ? "image" : "release";
    line(1, fmt::format("judged by the one of {} that is patched longest: {}",
                        counted(s.verdict.lines.size(), what), name));
  }

  bool ends_service(const PolicyStatus& s, const ClauseOutcome& c) const { return c.clause == s.ends_by; }

  void deciding(const PolicyStatus& s) {
    out_ += '\n';
    const auto found = std::find_if(s.explanation.clauses.begin(), s.explanation.clauses.end(),
                                    [&](const ClauseOutcome& c) { return ends_service(s, c); });
    if (found != s.explanation.clauses.end()) return clause(*found, 1, true);
    line(1, "no clause gives it an end");
  }

  void clause(const ClauseOutcome& c, int depth, bool full) {
    const ClauseRow& row = rules_.columns.clauses[c.clause];
    line(depth, fmt::format("{}{}: {}{}", padded(day(c.last)), rules_.text(row.id), rules_.text(row.says),
                            c.published ? " (a published day takes its place)" : ""));
    const int inner = depth + 6;
    if (full && row.source != no_id) line(inner, fmt::format("says {}", rules_.text(row.source)));
    if (full && row.value != no_id && !c.published)
      line(inner, fmt::format("by {}", rules_.text(rules_.columns.rows[row.value].source)));
    evidence(c.published ? c.published_derivation : c.derivation, inner, 0);
    if (c.published) line(inner, fmt::format("the rule itself gives {}", day(c.rule)));
    if (c.published && full) evidence(c.derivation, inner + 1, 0);
    for (const ReadingOutcome& r : c.readings) {
      const bool same = r.last == (c.published ? c.rule : c.last);
      line(inner,
           fmt::format("the {} reading gives {}", rules_.text(r.name), same ? "the same day" : day(r.last)));
    }
  }

  static std::string day(const Bound& b) {
    return kind_of(b) == BoundKind::unknown && b.state == Bound::State::not_recorded ? "-" : to_text(b);
  }

  void evidence(const Derivation& d, int depth, int nesting) {
    for (const Evidence& e : evidence_of(rules_, d)) {
      const int at = depth + std::min(e.depth, 2);
      switch (e.what) {
        case Evidence::What::fact: fact(*e.step, at); break;
        case Evidence::What::missing:
          line(at, fmt::format("{} is not recorded", asked(*e.step)));
          lost(*e.step, at);
          break;
        case Evidence::What::neighbour: neighbour(*e.step, at); break;
        case Evidence::What::end: other_end(*e.step, at, nesting); break;
      }
    }
  }

  std::string source_of(const Derivation& d) const {
    return std::string(rules_.text(rules_.columns.rows[d.expression].source));
  }

  std::string asked(const Derivation& d) const {
    if (d.subject == no_id) return source_of(d);
    return fmt::format("{} of {}", predicate_of(d), shown_name(world_, d.subject));
  }

  std::string predicate_of(const Derivation& d) const {
    const ExprRow& row = rules_.columns.rows[d.expression];
    return std::string(world_.text(world_.predicate(static_cast<PredicateId>(row.a)).name));
  }

  void fact(const Derivation& d, int depth) {
    const FactRow& f = world_.columns.facts[d.fact];
    line(depth, fmt::format("{}{} of {}  {}", padded(fact_words(world_, f)),
                            world_.text(world_.predicate(f.predicate).name), shown_name(world_, f.subject),
                            paint_.faint(citation_words(world_, f))));
    if (f.note != no_id) line(depth + 6, fmt::format("note: {}", world_.text(f.note)));
    lost(d, depth);
  }

  void lost(const Derivation& d, int depth) {
    for (const FactId id : d.other_facts) {
      const FactRow& f = world_.columns.facts[id];
      if (f.scope_count != 0 && f.refuted == no_id) continue;  // it speaks of others
      if (world_.predicate(f.predicate).many != 0 && f.refuted == no_id) continue;
      const auto why = f.refuted != no_id ? fmt::format("refuted: {}", world_.text(f.refuted))
                                          : std::string("a later source says otherwise");
      line(depth + 1, fmt::format("not {} ({}): {}", fact_words(world_, f), citation_words(world_, f), why));
    }
  }

  void neighbour(const Derivation& d, int depth) {
    const auto* answer = std::get_if<NodeAnswer>(&d.value);
    if (answer == nullptr) return;
    if (answer->state == NodeAnswer::State::found)
      line(depth, fmt::format("{} is {}", source_of(d), shown_name(world_, answer->node)));
    else if (answer->state == NodeAnswer::State::none)
      line(depth, fmt::format("there is no {} yet", source_of(d)));
  }

  // The end of something else, and why.
  void other_end(const Derivation& d, int depth, int nesting) {
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

  struct Kind {
    Outcome outcome;
    const char* words;
  };
  static constexpr std::array<Kind, 6> kinds = {{{Outcome::decides, ""},
                                                 {Outcome::later, ""},
                                                 {Outcome::floor, "at least: "},
                                                 {Outcome::not_yet, ""},
                                                 {Outcome::silent, ""},
                                                 {Outcome::replaced, ""}}};

  void others(const PolicyStatus& s) {
    bool any = false;
    std::size_t apart = 0;
    for (const Kind& kind : kinds)
      for (const ClauseOutcome& c : s.explanation.clauses) {
        if (c.outcome != kind.outcome || ends_service(s, c)) continue;
        if (rules_.columns.clauses[c.clause].kind != ClauseKind::end) continue;
        if (!any) line(1, "not what ends it:");
        any = true;
        other(c);
      }
    for (const ClauseOutcome& c : s.explanation.clauses)
      apart +=
          c.outcome == Outcome::not_applicable && rules_.columns.clauses[c.clause].kind == ClauseKind::end;
    if (apart > 0)
      line(any ? 2 : 1, paint_.faint(fmt::format("{} {} not apply to it", counted(apart, "more clause"),
                                                 apart == 1 ? "does" : "do")));
  }

  void other(const ClauseOutcome& c) {
    if (c.outcome != Outcome::replaced) return clause(c, 2, false);
    const ClauseRow& row = rules_.columns.clauses[c.clause];
    line(2,
         fmt::format("{}{}: {}; {} takes its place", padded("-"), rules_.text(row.id), rules_.text(row.says),
                     c.by == no_id ? "another clause" : rules_.text(rules_.columns.clauses[c.by].id)));
  }

  void phases(const PolicyStatus& s) {
    if (s.phases.size() <= 2) return;
    const auto rows = rules_.phases(rules_.policy(s.verdict.timeline.policy));
    line(1, "phases:");
    for (const PhaseState& p : s.phases) {
      const auto by = p.clause == no_id
                          ? std::string()
                          : fmt::format("  {}", rules_.text(rules_.columns.clauses[p.clause].id));
      const auto last =
          p.last.state == Bound::State::never ? std::string("without an end") : "through " + to_text(p.last);
      line(2, fmt::format("{}{}{}", padded(rules_.text(rows[p.phase].name)), last, by));
    }
  }

  void lines(const PolicyStatus& s) {
    if (s.lines.empty()) return;
    line(1, "lines with another last day:");
    for (std::size_t i = 0; i < std::min(s.lines.size(), most_lines); ++i)
      line(2, fmt::format("{}{}", padded(day(s.lines[i].patched)), shown_name(world_, s.lines[i].node)));
    if (s.lines.size() > most_lines) line(2, fmt::format("and {} more", s.lines.size() - most_lines));
  }

  Evaluator& e_;
  const World& world_;
  const Policies& rules_;
  const Asked& asked_;
  Paint paint_;
  std::string out_;
};

}  // namespace

std::string why_text(Evaluator& evaluator, const Status& status, std::string_view note, PolicyId policy,
                     const Asked& asked, Paint paint) {
  WhyText out(evaluator, asked, paint);
  out.heading(status.node, note);
  for (const PolicyStatus& s : status.policies)
    if (policy == no_id || s.verdict.timeline.policy == policy) out.policy(s, status.policies.size() == 1);
  std::string text = out.take();
  if (status.policies.empty()) text += "  no recorded policy speaks of it\n";
  out.moves(status);
  return text + out.take();
}

}  // namespace bestby
