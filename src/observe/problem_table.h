// The problems of a catalogue, ready to be looked for: patterns compiled, parts sorted out.
//
//     auto table = ProblemTable::of(world, known);
//     if (!table) return fail(table.error());
//     for (const KnownProblem& p : table->problems) use(p.id, p.pattern.triggers());
//
// `known`: a problem counts from the day on which the first of its sources stood; one whose sources have
// no date counts always. Errors: `catalog`, for a pattern of a snapshot that is none.
//
// Costs some hundred microseconds a pattern, so only who looks for problems makes one.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/pattern.h"
#include "base/result.h"
#include "catalog/world.h"

namespace bestby {

struct KnownProblem {
  struct Reading {
    std::string_view name, says, form;  // form: of base/number_forms.h, or empty
  };
  struct Sum {
    std::string_view name, says;
    std::vector<std::string_view> of;
  };
  struct Lookup {
    std::string_view subject;  // with names in braces
    PredicateId predicate;
  };
  struct Citation {
    std::uint32_t source;
    std::string_view place;
  };

  std::string_view id, says, means;
  Pattern pattern;
  std::vector<NodeId> concerns;
  std::vector<Reading> readings;
  std::vector<Sum> sums;
  std::vector<Lookup> lookups;
  std::vector<std::string_view> steps;
  std::vector<Citation> citations;
};

struct ProblemTable {
  std::vector<KnownProblem> problems;  // sorted by id; views into the World
  static Result<ProblemTable> of(const World& world, std::int32_t known);
};

}  // namespace bestby
