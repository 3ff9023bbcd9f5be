#include "find/told.h"

#include <algorithm>

namespace bestby {
namespace {

bool agrees(const World& world, std::int32_t known, FactRow fact, NodeId image, std::uint32_t first,
            std::uint32_t count) {
  fact.first_scope = first;
  fact.scope_count = count;
  return count == 0 || world.in_scope(fact, image, known);
}

}  // namespace

const RelationRow* telling_relation(const World& world, PredicateId attribute) {
  for (const RelationRow& r : world.columns.relations)
    if (r.kind == RelationKind::flag && r.of == attribute && r.limits == attribute) return &r;
  return nullptr;
}

std::vector<Telling> told_of(const World& world, std::int32_t known, const RelationRow& relation,
                             NodeId image) {
  std::vector<Telling> out;
  for (const FactRow& f : world.facts(image, relation.by, known)) {
    if (f.refuted != no_id || !world.visible(f, known)) continue;
    const auto scope = world.columns.scopes.subspan(f.first_scope, f.scope_count);
    const auto is_value = [&](const ScopeRow& s) { return s.predicate == relation.of; };
    const auto first = std::find_if(scope.begin(), scope.end(), is_value);
    const auto last = std::find_if_not(first, scope.end(), is_value);
    const auto before = static_cast<std::uint32_t>(first - scope.begin());
    const auto after = static_cast<std::uint32_t>(last - scope.begin());
    if (first == last || !agrees(world, known, f, image, f.first_scope, before) ||
        !agrees(world, known, f, image, f.first_scope + after, f.scope_count - after))
      continue;
    for (auto s = first; s != last; ++s)
      if (std::none_of(out.begin(), out.end(), [&](const Telling& t) { return t.value == s->value; }))
        out.push_back({s->value, f.low == 1, &f});
  }
  std::sort(out.begin(), out.end(), [](const Telling& a, const Telling& b) { return a.value < b.value; });
  return out;
}

}  // namespace bestby
