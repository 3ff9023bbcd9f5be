#include "observe/problem_table.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"

namespace bestby {
namespace {

// The first day on which a source stood; day_min when it has no date.
std::int32_t first_day(const World& world, std::uint32_t source) {
  const SourceRow& s = world.columns.sources[source];
  return s.edition_count == 0 ? day_min : world.columns.editions[s.first_edition];
}

bool is_known(const World& world, const KnownProblem& problem, std::int32_t known) {
  const auto& all = problem.citations;
  return all.empty() || std::any_of(all.begin(), all.end(), [&](const KnownProblem::Citation& c) {
           return first_day(world, c.source) <= known;
         });
}

void add_part(const World& world, const ProblemPartRow& part, KnownProblem& out) {
  const std::string_view name = world.text(part.name), text = world.text(part.text),
                         form = world.text(part.form);
  switch (part.kind) {
    case ProblemPartKind::concerns: out.concerns.push_back(part.row); break;
    case ProblemPartKind::reads: out.readings.push_back({name, text, form}); break;
    case ProblemPartKind::adds: out.sums.push_back({name, text, split(form, ' ')}); break;
    case ProblemPartKind::tells: out.lookups.push_back({text, part.row}); break;
    case ProblemPartKind::step: out.steps.push_back(text); break;
    case ProblemPartKind::cites: out.citations.push_back({part.row, text}); break;
  }
}

Result<KnownProblem> problem_of(const World& world, const ProblemRow& row) {
  KnownProblem out;
  out.id = world.text(row.id);
  out.says = world.text(row.says);
  out.means = world.text(row.means);
  auto pattern = Pattern::compile(world.text(row.pattern), static_cast<int>(row.lines));
  if (!pattern) {
    Error error = std::move(pattern.error());
    error.message = fmt::format("problem `{}`: {}", out.id, error.message);
    return fail(std::move(error));
  }
  out.pattern = std::move(*pattern);
  for (const ProblemPartRow& part : world.columns.problem_parts.subspan(row.first_part, row.part_count))
    add_part(world, part, out);
  return out;
}

}  // namespace

Result<ProblemTable> ProblemTable::of(const World& world, std::int32_t known) {
  ProblemTable out;
  for (const ProblemRow& row : world.columns.problems) {
    auto problem = problem_of(world, row);
    if (!problem) return fail(std::move(problem.error()));
    if (is_known(world, *problem, known)) out.problems.push_back(std::move(*problem));
  }
  return out;
}

}  // namespace bestby
