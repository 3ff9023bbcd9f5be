#include "report/why_text.h"

#include <algorithm>
#include <array>
#include <vector>

#include <fmt/format.h>

#include "report/clause_text.h"

namespace bestby {
namespace {

constexpr std::size_t most_lines = 8;

class WhyText {
 public:
  WhyText(Evaluator& e, const Asked& asked, Paint paint)
      : world_(e.world()), rules_(e.policies()), asked_(asked), paint_(paint), out_(e, paint) {}

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
    line(0, {});
    line(0, fmt::format("{}, {}{}", rules_.text(p.id), rules_.text(p.title), decides ? " (decides)" : ""));
    line(1, verdict_words(rules_, s, asked_.on, paint_));
    edition(p, s.explanation.edition);
    judged_through(s);
    deciding(s);
    others(s);
    promises(s);
    stated(s);
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

  std::string take() { return out_.take(); }

 private:
  void line(int depth, std::string_view text) { out_.line(depth, text); }

  void edition(const PolicyRow& policy, std::uint32_t number) {
    if (number == no_id) return;
    const EditionRow& row = rules_.editions(policy)[number];
    line(1, fmt::format("judged by its edition {}, in force from {}", rules_.text(row.id),
                        Date::from_days(row.from).str()));
  }

  void judged_through(const PolicyStatus& s) {
    if (judged_as_line(world_, rules_, s.verdict))
      return line(1, "no release of it is recorded; judged by what is recorded of the whole line");
    if (s.verdict.through == Through::itself) return;
    const auto name = shown_name(world_, s.verdict.timeline.node);
    if (s.verdict.through == Through::cycle) return line(1, fmt::format("judged as its cycle {}", name));
    const char* what = s.verdict.through == Through::images ? "image" : "release";
    line(1, fmt::format("judged by the one of {} that is patched longest: {}",
                        counted(s.verdict.lines.size(), what), name));
  }

  bool ends_service(const PolicyStatus& s, const ClauseOutcome& c) const { return c.clause == s.ends_by; }

  void deciding(const PolicyStatus& s) {
    line(0, {});
    const auto found = std::find_if(s.explanation.clauses.begin(), s.explanation.clauses.end(),
                                    [&](const ClauseOutcome& c) { return ends_service(s, c); });
    if (found != s.explanation.clauses.end()) return out_.clause(*found, 1, true);
    line(1, "no clause gives it an end");
  }

  static constexpr std::array in_this_order = {Outcome::decides, Outcome::later,  Outcome::floor,
                                               Outcome::not_yet, Outcome::silent, Outcome::replaced};

  void others(const PolicyStatus& s) {
    bool any = false;
    std::size_t apart = 0;
    for (const Outcome outcome : in_this_order)
      for (const ClauseOutcome& c : s.explanation.clauses) {
        if (c.outcome != outcome || ends_service(s, c)) continue;
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
    if (c.outcome != Outcome::replaced) return out_.clause(c, 2, false);
    const ClauseRow& row = rules_.columns.clauses[c.clause];
    line(2, fmt::format("{}{}: {}; {} takes its place", ClauseText::padded("-"), rules_.text(row.id),
                        rules_.text(row.says),
                        c.by == no_id ? "another clause" : rules_.text(rules_.columns.clauses[c.by].id)));
  }

  // Clauses that give no day and speak of the phase that holds, or of none.
  template <class Visit>
  void each_stated(const PolicyStatus& s, Visit&& visit) const {
    for (const ClauseOutcome& c : s.explanation.clauses) {
      const ClauseRow& row = rules_.columns.clauses[c.clause];
      const bool stands = c.outcome == Outcome::stated || c.outcome == Outcome::silent;
      const bool elsewhere = row.phase != no_id && row.phase != s.phase;
      if (row.kind != ClauseKind::end && stands && !elsewhere) visit(c, row);
    }
  }

  void promises(const PolicyStatus& s) {
    std::vector<const ClauseOutcome*> broken, open;
    std::vector<std::string_view> kept;
    each_stated(s, [&](const ClauseOutcome& c, const ClauseRow& row) {
      if (row.kind != ClauseKind::check) return;
      if (c.holds == Truth::yes)
        kept.push_back(rules_.text(row.id));
      else
        (c.holds == Truth::no ? broken : open).push_back(&c);
    });
    list(broken, paint_.bad("promises not kept:"));
    list(open, "promises of which it is not recorded whether they were kept:");
    if (!kept.empty()) line(1, fmt::format("promises kept: {}", fmt::join(kept, ", ")));
  }

  void list(const std::vector<const ClauseOutcome*>& clauses, std::string_view heading) {
    if (!clauses.empty()) line(1, heading);
    for (const ClauseOutcome* c : clauses) out_.promise(*c, 2);
  }

  // What only says something is named; its words are in `policy show`.
  void stated(const PolicyStatus& s) {
    std::vector<std::string_view> says, needs;
    each_stated(s, [&](const ClauseOutcome& c, const ClauseRow& row) {
      const bool shown = std::find(s.advice.begin(), s.advice.end(), c.clause) != s.advice.end();
      if (row.kind == ClauseKind::check || c.outcome != Outcome::stated || shown) return;
      (row.kind == ClauseKind::needs ? needs : says).push_back(rules_.text(row.id));
    });
    const auto name = rules_.text(rules_.policy(s.verdict.timeline.policy).id);
    if (!needs.empty()) line(1, fmt::format("requires: {}", fmt::join(needs, ", ")));
    if (!says.empty())
      line(1, fmt::format("states {} more: {}  {}", says.size(), fmt::join(says, ", "),
                          paint_.faint(fmt::format("(bestby policy show {})", name))));
  }

  void phases(const PolicyStatus& s) {
    if (s.phases.size() <= 2) return;
    const auto rows = rules_.phases(rules_.policy(s.verdict.timeline.policy));
    line(1, "phases:");
    std::size_t width = 10;
    for (const PhaseState& p : s.phases) width = std::max(width, rules_.text(rows[p.phase].name).size());
    for (const PhaseState& p : s.phases) {
      const auto by = p.clause == no_id
                          ? std::string()
                          : fmt::format("  {}", rules_.text(rules_.columns.clauses[p.clause].id));
      const auto last =
          p.last.state == Bound::State::never ? std::string("without an end") : "through " + to_text(p.last);
      line(2, fmt::format("{:<{}}  {}{}", rules_.text(rows[p.phase].name), width, last, by));
    }
  }

  void lines(const PolicyStatus& s) {
    if (s.lines.empty()) return;
    line(1, "lines with another last day:");
    for (std::size_t i = 0; i < std::min(s.lines.size(), most_lines); ++i)
      line(2, fmt::format("{}{}", ClauseText::padded(ClauseText::day(s.lines[i].patched)),
                          shown_name(world_, s.lines[i].node)));
    if (s.lines.size() > most_lines) line(2, fmt::format("and {} more", s.lines.size() - most_lines));
  }

  const World& world_;
  const Policies& rules_;
  const Asked& asked_;
  Paint paint_;
  ClauseText out_;
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
