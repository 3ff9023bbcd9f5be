#include "report/diagnosis.h"

#include <algorithm>

#include "base/placeholders.h"
#include "find/subject.h"

namespace bestby {
namespace {

ValueOf values_of(const LogReading& reading) {
  return [&reading](std::string_view name) -> std::optional<std::string> {
    for (const ReadValue& v : reading.values)
      if (v.name == name) return v.value;
    return std::nullopt;
  };
}

void add_once(std::vector<std::string>& all, std::string text) {
  if (std::find(all.begin(), all.end(), text) == all.end()) all.push_back(std::move(text));
}

void add_facts(const World& world, NodeId node, PredicateId predicate, std::int32_t known,
               RecordedFact& out) {
  for (const FactRow& f : world.facts(node, predicate, known)) {
    if (!world.visible(f, known) || f.refuted != no_id) continue;
    add_once(out.values, fact_words(world, f));
    add_once(out.sources, citation_words(world, f));
  }
}

RecordedFact recorded_fact(const World& all, const std::string& subject, PredicateId predicate,
                           std::int32_t known) {
  RecordedFact out;
  out.predicate = all.text(all.predicate(predicate).name);
  const auto found = find_subject(all, subject, known);
  if (!found) {
    out.subject = subject;
    out.unknown = found.error().message;
    return out;
  }
  const World world = found->in(all);
  out.subject = shown_name(world, found->node);
  add_facts(world, found->node, predicate, known, out);
  const NodeId cycle = world.cycle_of(found->node);
  if (out.values.empty() && cycle != no_id) add_facts(world, cycle, predicate, known, out);
  return out;
}

}  // namespace

std::vector<RecordedFact> recorded_facts(const World& world, const KnownProblem& problem,
                                         const LogReading& reading, std::int32_t known) {
  std::vector<RecordedFact> out;
  for (const KnownProblem::Lookup& lookup : problem.lookups)
    if (const auto subject = filled(lookup.subject, values_of(reading)))
      out.push_back(recorded_fact(world, *subject, lookup.predicate, known));
  return out;
}

std::vector<std::string> steps_of(const KnownProblem& problem, const LogReading& reading) {
  std::vector<std::string> out;
  for (const std::string_view step : problem.steps)
    if (auto text = filled(step, values_of(reading))) out.push_back(std::move(*text));
  return out;
}

}  // namespace bestby
