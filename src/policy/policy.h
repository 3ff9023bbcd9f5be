// Policies, as columns beside the World's.
//
// A policy is what docs/policies.md describes, with its names resolved: expressions are typed rows,
// phases and clauses are numbered, predicates are the World's.
//
// INVARIANT: clauses of a policy stand together; a policy has 1 to 16 phases and at most 64 clauses.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string_view>

#include "catalog/world.h"
#include "policy/expression.h"

namespace bestby {

using PolicyId = std::uint32_t;
using ClauseId = std::uint32_t;
inline constexpr std::size_t max_phases = 16;
inline constexpr std::size_t max_clauses = 64;

enum class Judges : std::uint32_t { release, cycle };
// `second_hand`: of somebody who records what others promise.
enum class Standing : std::uint32_t { formal, informal, second_hand };
inline constexpr std::array<std::string_view, 3> standing_names = {"formal", "informal", "second-hand"};
constexpr std::string_view name_of(Standing standing) {
  return standing_names[static_cast<std::size_t>(standing)];
}
enum class ClauseKind : std::uint32_t { definition, end, check, needs };
enum class Modality : std::uint32_t { exactly, at_least, at_most, may };
enum class Edge : std::uint32_t { through, until, from };
enum class Severity : std::uint32_t { info, warning, error };

struct PolicyRow {
  TextId id, title, publisher, source, says;
  Judges judges;
  Standing standing;
  ExprId applies;                            // no_id: to everything
  ExprId judged_at;                          // no_id: the day to which knowledge reaches
  std::uint32_t first_spoken, spoken_count;  // `speaks-for`: predicates, in `spoken`
  std::uint32_t first_phase, phase_count;
  std::uint32_t first_clause, clause_count;
  std::uint32_t first_edition, edition_count;
  std::uint32_t first_table, table_count;
};

struct PhaseRow {
  TextId name;
  std::uint32_t services;  // promised: a bit for each of the World's services
  std::uint32_t may;       // may come, as the publisher sees fit; never one that is promised
  ExprId when;             // no_id: always
  TextId says, source;     // no_id where absent
};
struct AliasRow {
  PolicyId policy;
  TextId word;
  std::uint32_t phase;
};

struct ClauseRow {
  TextId id, says, source, advice;  // no_id where absent
  ClauseKind kind;
  ExprId when;
  std::uint32_t phase;  // that an `end` clause ends; that others are about; no_id: none
  Edge edge;
  Modality modality;
  ExprId value;  // the day, or the condition of `check` and `requires`
  ExprId published;
  ExprId judged_at;  // no_id: as the policy's
  std::uint32_t first_reading, reading_count;
  std::uint32_t replaces_low, replaces_high;  // a bit for each clause of the policy
  std::uint32_t since, until;                 // editions, within the policy; no_id: open
  Severity severity;
};

struct ReadingRow {
  TextId name;
  ExprId value;
  Edge edge;
  Modality modality;
};
struct EditionRow {
  TextId id;
  std::int32_t from, published;
  TextId says;  // no_id: none
};
struct TableRow {
  TextId name, says, source;
  std::uint32_t closed, column_count, row_count, first_cell;  // cells row by row; then the header
};

// What was worked out when the catalogue was compiled, with all that is recorded: so that a question
// without `--known` needs no evaluation. policy/timeline_cache.h writes and reads it.
struct PhaseEndRow {
  std::uint32_t state;
  std::int32_t low, high;
  ClauseId clause;
  std::uint32_t flags;
};
struct TimelineRow {
  PolicyId policy;
  NodeId node;
  std::uint32_t start_state;
  std::int32_t start_low, start_high;
  std::uint32_t first_end;  // as many as the policy has phases
};

template <template <class> class Column>
struct PolicyColumns {
  Column<char> bytes;
  Column<TextSlice> texts;
  Column<PolicyRow> policies;
  Column<PredicateId> spoken;
  Column<PhaseRow> phases;
  Column<AliasRow> aliases;
  Column<ClauseRow> clauses;
  Column<ReadingRow> readings;
  Column<EditionRow> editions;
  Column<TableRow> tables;
  Column<TextId> cells;
  Column<ExprRow> rows;
  Column<ExprId> arguments;
  Column<FamilyRow> families;
  Column<TimelineRow> timelines;  // by policy, then node: every node that a policy judges
  Column<PhaseEndRow> phase_ends;
  Column<std::uint32_t> timelines_of;  // the World's nodes and facts that they were worked out for

  template <class Self, class Visit>
  static void each(Self& self, Visit&& visit) {
    visit(self.bytes);
    visit(self.texts);
    visit(self.policies);
    visit(self.spoken);
    visit(self.phases);
    visit(self.aliases);
    visit(self.clauses);
    visit(self.readings);
    visit(self.editions);
    visit(self.tables);
    visit(self.cells);
    visit(self.rows);
    visit(self.arguments);
    visit(self.families);
    visit(self.timelines);
    visit(self.phase_ends);
    visit(self.timelines_of);
  }
};

class Policies {
 public:
  PolicyColumns<ColumnView> columns;

  std::string_view text(TextId id) const {
    if (id == no_id) return {};
    const TextSlice s = columns.texts[id];
    return {columns.bytes.data() + s.offset, s.length};
  }
  std::size_t size() const { return columns.policies.size(); }
  const PolicyRow& policy(PolicyId p) const { return columns.policies[p]; }
  std::span<const PhaseRow> phases(const PolicyRow& p) const {
    return columns.phases.subspan(p.first_phase, p.phase_count);
  }
  std::span<const ClauseRow> clauses(const PolicyRow& p) const {
    return columns.clauses.subspan(p.first_clause, p.clause_count);
  }
  std::span<const EditionRow> editions(const PolicyRow& p) const {
    return columns.editions.subspan(p.first_edition, p.edition_count);
  }
  std::span<const ReadingRow> readings(const ClauseRow& c) const {
    return columns.readings.subspan(c.first_reading, c.reading_count);
  }
  std::span<const ExprId> arguments(const ExprRow& e) const {
    return columns.arguments.subspan(e.first_argument, e.argument_count);
  }
};

}  // namespace bestby
