// Policies: heads, phases, clauses, editions and tables. Runs stand in the order of the policies, so
// nothing in a column belongs to two of them or to none.
#include <utility>

#include "policy/bound.h"
#include "snapshot/checks.h"

namespace bestby {
namespace {

class PolicyVerifier {
 public:
  PolicyVerifier(const World& world, const Policies& policies, TextChecks& texts, Checks& checks)
      : world_(world), c_(policies.columns), texts_(texts), checks_(checks) {}

  bool run() {
    for (std::size_t i = 0; i < c_.policies.size(); ++i) {
      checks_.at("policies", i);
      const PolicyRow& p = c_.policies[i];
      if (!head(p) || !runs(p) || !spoken(p) || !phases(p) || !editions(p) || !clauses(p)) return false;
    }
    return nothing_left() && aliases() && tables() && timelines();
  }

 private:
  bool head(const PolicyRow& p) {
    return texts_.shown(p.id, "its id is not a text") && texts_.shown(p.title, "its title is not a text") &&
           texts_.shown(p.publisher, "its publisher is not a text") &&
           texts_.optional(p.source, "its source is not a text") &&
           texts_.optional(p.says, "what it says is not a text") &&
           checks_.one_of(p.judges, Judges::cycle, "what it judges is neither releases nor cycles") &&
           checks_.one_of(p.standing, Standing::second_hand, "its standing is none") &&
           optional_expression(p.applies, Type::boolean, "`applies` is not a condition") &&
           optional_expression(p.judged_at, Type::date, "`judged-at` is not a date");
  }

  bool expression(ExprId id, Type type, std::string_view what) {
    return checks_.holds(id < c_.rows.size() && c_.rows[id].type == type, what);
  }
  bool optional_expression(ExprId id, Type type, std::string_view what) {
    return id == no_id || expression(id, type, what);
  }

  bool runs(const PolicyRow& p) {
    return checks_.next_run(p.first_spoken, p.spoken_count, c_.spoken.size(), &spoken_,
                            "`speaks-for` is misplaced") &&
           checks_.next_run(p.first_phase, p.phase_count, c_.phases.size(), &phases_,
                            "its phases are misplaced") &&
           checks_.next_run(p.first_clause, p.clause_count, c_.clauses.size(), &clauses_,
                            "its clauses are misplaced") &&
           checks_.next_run(p.first_edition, p.edition_count, c_.editions.size(), &editions_,
                            "its editions are misplaced") &&
           checks_.next_run(p.first_table, p.table_count, c_.tables.size(), &tables_,
                            "its tables are misplaced") &&
           checks_.holds(p.phase_count >= 1 && p.phase_count <= max_phases, "it has no phase or too many") &&
           checks_.holds(p.clause_count <= max_clauses, "it has too many clauses");
  }

  bool nothing_left() {
    checks_.at("policies", c_.policies.size());
    return checks_.holds(spoken_ == c_.spoken.size() && phases_ == c_.phases.size() &&
                             clauses_ == c_.clauses.size() && editions_ == c_.editions.size() &&
                             tables_ == c_.tables.size() && readings_ == c_.readings.size(),
                         "a row belongs to no policy");
  }

  bool spoken(const PolicyRow& p) {
    for (const PredicateId id : c_.spoken.subspan(p.first_spoken, p.spoken_count))
      if (!checks_.holds(id < world_.columns.predicates.size() &&
                             world_.columns.predicates[id].type == ValueType::release,
                         "it speaks for what points to no release"))
        return false;
    return true;
  }

  bool phases(const PolicyRow& p) {
    for (std::uint32_t i = 0; i < p.phase_count; ++i) {
      const PhaseRow& phase = c_.phases[p.first_phase + i];
      checks_.at("phases", p.first_phase + i);
      const std::uint64_t services = std::uint64_t{1} << world_.columns.services.size();
      if (!texts_.shown(phase.name, "its name is not a text") ||
          !texts_.optional(phase.says, "what it says is not a text") ||
          !texts_.optional(phase.source, "its source is not a text") ||
          !checks_.holds((phase.services | phase.may) < services, "it has a service that does not exist") ||
          !checks_.holds((phase.services & phase.may) == 0, "a service is promised and may come") ||
          !optional_expression(phase.when, Type::boolean, "`when` is not a condition"))
        return false;
    }
    return true;
  }

  bool edition_day(std::int32_t day) { return day == day_min || checks_.day(day, "its day is out of range"); }

  bool editions(const PolicyRow& p) {
    for (std::uint32_t i = 0; i < p.edition_count; ++i) {
      const EditionRow& e = c_.editions[p.first_edition + i];
      checks_.at("policy editions", p.first_edition + i);
      if (!texts_.shown(e.id, "its id is not a text") ||
          !texts_.optional(e.says, "what it says is not a text") || !edition_day(e.from) ||
          !edition_day(e.published) ||
          !checks_.holds(i == 0 || c_.editions[p.first_edition + i - 1].from <= e.from,
                         "editions are not in order"))
        return false;
    }
    return true;
  }

  bool clauses(const PolicyRow& p) {
    for (std::uint32_t i = 0; i < p.clause_count; ++i) {
      const ClauseRow& c = c_.clauses[p.first_clause + i];
      checks_.at("clauses", p.first_clause + i);
      if (!clause(p, c) || !value(p, c) || !readings(c)) return false;
    }
    return true;
  }

  bool clause(const PolicyRow& p, const ClauseRow& c) {
    const std::uint64_t replaced = std::uint64_t{c.replaces_high} << 32U | c.replaces_low;
    return texts_.shown(c.id, "its id is not a text") &&
           texts_.optional(c.says, "what it says is not a text") &&
           texts_.optional(c.source, "its source is not a text") &&
           texts_.optional(c.advice, "its advice is not a text") &&
           checks_.one_of(c.kind, ClauseKind::needs, "its kind is none") && bounds(c.edge, c.modality) &&
           checks_.one_of(c.severity, Severity::error, "its severity is none") &&
           optional_expression(c.when, Type::boolean, "`when` is not a condition") &&
           optional_expression(c.published, Type::date, "`published` is not a date") &&
           optional_expression(c.judged_at, Type::date, "`judged-at` is not a date") &&
           checks_.holds(p.clause_count == max_clauses || replaced >> p.clause_count == 0,
                         "it replaces a clause that does not exist") &&
           checks_.optional_id(c.since, p.edition_count, "its edition does not exist") &&
           checks_.optional_id(c.until, p.edition_count, "its edition does not exist");
  }

  bool bounds(Edge edge, Modality modality) {
    return checks_.one_of(edge, Edge::from, "its edge is none") &&
           checks_.one_of(modality, Modality::may, "its modality is none");
  }

  bool value(const PolicyRow& p, const ClauseRow& c) {
    switch (c.kind) {
      case ClauseKind::definition: return checks_.holds(c.value == no_id, "a definition has no value");
      case ClauseKind::end:
        return checks_.id(c.phase, p.phase_count, "its phase does not exist") &&
               expression(c.value, Type::date, "its value is not a date");
      case ClauseKind::check:
      case ClauseKind::needs: return expression(c.value, Type::boolean, "its value is not a condition");
    }
    return false;
  }

  bool readings(const ClauseRow& c) {
    if (c.reading_count == 0) return true;
    if (!checks_.next_run(c.first_reading, c.reading_count, c_.readings.size(), &readings_,
                          "its readings are misplaced"))
      return false;
    for (const ReadingRow& r : c_.readings.subspan(c.first_reading, c.reading_count))
      if (!texts_.shown(r.name, "a reading's name is not a text") || !bounds(r.edge, r.modality) ||
          !expression(r.value, Type::date, "a reading is not a date"))
        return false;
    return true;
  }

  bool aliases() {
    for (std::size_t i = 0; i < c_.aliases.size(); ++i) {
      const AliasRow& a = c_.aliases[i];
      checks_.at("aliases", i);
      if (!checks_.id(a.policy, c_.policies.size(), "its policy does not exist") ||
          !texts_.shown(a.word, "its word is not a text") ||
          !checks_.id(a.phase, c_.policies[a.policy].phase_count, "its phase does not exist"))
        return false;
    }
    return true;
  }

  bool tables() {
    std::uint64_t cells = 0;
    for (std::size_t i = 0; i < c_.tables.size(); ++i) {
      const TableRow& t = c_.tables[i];
      checks_.at("tables", i);
      const bool placed = t.first_cell == cells;
      // No product of two such numbers and no sum with a third passes 64 bits.
      cells += std::uint64_t{t.column_count} * t.row_count + t.column_count;
      if (!texts_.shown(t.name, "its name is not a text") ||
          !texts_.optional(t.says, "what it says is not a text") ||
          !texts_.optional(t.source, "its source is not a text") ||
          !checks_.flag(t.closed, "`closed` is neither yes nor no") ||
          !checks_.holds(t.column_count >= 1 && placed && cells <= c_.cells.size(),
                         "its cells are misplaced"))
        return false;
    }
    checks_.at("cells", cells);
    if (!checks_.holds(cells == c_.cells.size(), "it belongs to no table")) return false;
    for (std::size_t i = 0; i < c_.cells.size(); ++i) {
      checks_.at("cells", i);
      if (!texts_.shown(c_.cells[i], "it is not a text")) return false;
    }
    return true;
  }

  // By policy and node, of what the policy judges; the ends stand in the same order.
  bool timelines() {
    std::size_t ends = 0;
    checks_.at("timelines of", c_.timelines_of.size());
    if (!checks_.holds(c_.timelines_of.empty() || c_.timelines_of.size() == 2, "it is not a pair"))
      return false;
    for (std::size_t i = 0; i < c_.timelines.size(); ++i) {
      const TimelineRow& t = c_.timelines[i];
      checks_.at("timelines", i);
      const bool later = i == 0 || std::pair(c_.timelines[i - 1].policy, c_.timelines[i - 1].node) <
                                       std::pair(t.policy, t.node);
      if (!checks_.id(t.policy, c_.policies.size(), "its policy does not exist") ||
          !checks_.id(t.node, world_.columns.nodes.size(), "its node does not exist") ||
          !checks_.holds(later, "timelines are not in order") ||
          !bound(t.start_state, t.start_low, t.start_high) ||
          !checks_.next_run(t.first_end, c_.policies[t.policy].phase_count, c_.phase_ends.size(), &ends,
                            "its ends are misplaced") ||
          !phase_ends(t))
        return false;
    }
    checks_.at("phase ends", ends);
    return checks_.holds(ends == c_.phase_ends.size(), "it belongs to no timeline");
  }

  bool phase_ends(const TimelineRow& t) {
    const PolicyRow& p = c_.policies[t.policy];
    for (const PhaseEndRow& end : c_.phase_ends.subspan(t.first_end, p.phase_count))
      if (!bound(end.state, end.low, end.high) ||
          !checks_.holds(end.flags <= 3, "an end of it has unknown flags") ||
          !checks_.holds(end.clause == no_id || end.clause - p.first_clause < p.clause_count,
                         "an end of it has another policy's clause"))
        return false;
    return true;
  }

  // A day that stands for no bound is one too.
  bool bound(std::uint32_t state, std::int32_t low, std::int32_t high) {
    const auto side = [&](std::int32_t day) {
      return day == day_min || day == day_max || checks_.day(day, "a day of it is out of range");
    };
    return checks_.holds(state <= static_cast<std::uint32_t>(Bound::State::never), "a bound of it is none") &&
           side(low) && side(high);
  }

  const World& world_;
  const PolicyColumns<ColumnView>& c_;
  TextChecks& texts_;
  Checks& checks_;
  std::size_t spoken_ = 0, phases_ = 0, clauses_ = 0, editions_ = 0, tables_ = 0, readings_ = 0;
};

}  // namespace

bool verify_policies(const World& world, const Policies& policies, TextChecks& texts, Checks& checks) {
  return PolicyVerifier(world, policies, texts, checks).run();
}

}  // namespace bestby
