// Rules about announcements: what they announce lies before them, or another day stands in their place.
#include <array>
#include <map>

#include <fmt/format.h>

#include "exchange/lint_rules.h"

namespace bestby::exchange {
namespace {

// What an announcement announces: a day of its own, or the day of a release.
struct Announced {
  const char* by;
  std::array<const char*, 3> what;
};
constexpr Announced announcements[] = {
    {"support_end_announced", {"support_ended", "end_of_support", "support_ends_with"}},
    {"maintenance_announced", {"maintenance_from", "maintenance_starts_with", ""}},
    {"drop_announced", {"support_ended", "end_of_support", "end_of_patch"}},
};

Bound day_of(LintContext& in, const FactRow& fact) {
  if (in.world.predicate(fact.predicate).type != ValueType::release)
    return Bound::between(fact.low, fact.high);
  const auto node = static_cast<NodeId>(fact.low);
  return in.world.is_product(node) ? Bound::not_recorded() : in.evaluator.release_day(node);
}

// The earliest of what is said: an announcement that was changed later was first made then.
const FactRow* first_of(const Facts& facts) {
  const FactRow* first = nullptr;
  for (const FactRow* f : facts)
    if (first == nullptr || f->high < first->high) first = f;
  return first;
}

}  // namespace

void announced_late(LintContext& in) {
  for (const Announced& row : announcements)
    for (const NodeId n : in.nodes()) {
      const FactRow* said = first_of(in.facts(n, in.predicate(row.by)));
      if (said == nullptr) continue;
      for (const char* what : row.what)
        for (const FactRow* fact : in.facts(n, in.predicate(what))) {
          const Bound day = day_of(in, *fact);
          if (in.same_scope(*said, *fact) && day.known() && said->low > day.high)
            in.found(n, fmt::format("announced on {}, and it had come on {}", day_words(*said), to_text(day)),
                     {said, fact});
        }
    }
}

// Announcements of one day that could be read on one day are told once.
void announcement_redated(LintContext& in) {
  constexpr std::array<std::pair<const char*, const char*>, 2> pairs = {
      {{"support_end_announced", "support_end_published"},
       {"maintenance_announced", "maintenance_published"}}};
  std::map<std::string, Facts> found;  // by what is said of it
  for (const auto& [announced, published] : pairs)
    for (const NodeId n : in.nodes())
      for (const FactRow* said : in.facts(n, in.predicate(announced)))
        for (const FactRow* seen : in.facts(n, in.predicate(published)))
          if (seen->low > said->high) {
            Facts& facts = found[fmt::format("it bears the date {}, and could first be read on {}",
                                             day_words(*said), day_words(*seen))];
            facts.push_back(said);
            facts.push_back(seen);
          }
  for (const auto& [says, facts] : found) {
    const std::size_t more = facts.size() / 2 - 1;
    in.found(facts.front()->subject, says + (more == 0 ? "" : fmt::format("; so do {} more", more)), facts);
  }
}

}  // namespace bestby::exchange
