// Rules about sources that do not agree, and sources without a date.
#include <map>

#include <fmt/format.h>

#include "exchange/lint_rules.h"
#include "report/words.h"

namespace bestby::exchange {
namespace {

bool agree(const LintContext& in, const FactRow& a, const FactRow& b) {
  switch (in.world.predicate(a.predicate).type) {
    case ValueType::date: return a.low <= b.high && b.low <= a.high;
    case ValueType::release:
      return same_release(in.world, static_cast<NodeId>(a.low), static_cast<NodeId>(b.low));
    default: return a.low == b.low;
  }
}

// Facts of one predicate of one node stand together, so each pair is met once.
template <class Wanted>
void differ(LintContext& in, const Wanted& wanted) {
  for (const NodeId n : in.nodes()) {
    const auto facts = in.world.facts(n);
    for (std::size_t i = 0; i < facts.size(); ++i) {
      const PredicateId p = facts[i].predicate;
      if (in.world.predicate(p).many != 0 || !wanted(p) || !in.counts(facts[i])) continue;
      for (std::size_t j = i + 1; j < facts.size() && facts[j].predicate == p; ++j)
        if (in.counts(facts[j]) && in.same_scope(facts[i], facts[j]) && !agree(in, facts[i], facts[j]))
          in.found(n,
                   fmt::format("{} is {} and {}", in.name(p), fact_words(in.world, facts[i]),
                               fact_words(in.world, facts[j])),
                   {&facts[i], &facts[j]});
    }
  }
}

}  // namespace

void ends_differ(LintContext& in) {
  differ(in, [&](PredicateId p) { return in.is_end(p); });
}

void dates_differ(LintContext& in) {
  differ(in, [&](PredicateId p) { return !in.is_end(p) && in.world.predicate(p).type == ValueType::date; });
}

// What is told in words of one's own differs from one announcement to the next.
void values_differ(LintContext& in) {
  differ(in, [&](PredicateId p) {
    const PredicateRow& row = in.world.predicate(p);
    return row.type != ValueType::date && (row.type != ValueType::text || row.inherent != 0);
  });
}

void source_undated(LintContext& in) {
  std::map<std::uint32_t, std::pair<std::size_t, const FactRow*>> undated;  // by source: how many, the first
  for (const FactRow& f : in.world.columns.facts) {
    if (!in.counts(f) || !in.world.undated(f)) continue;
    for (std::uint32_t i = 0; i < f.citation_count; ++i) {
      auto& [count, first] = undated[in.world.columns.citations[f.first_citation + i].source];
      if (count++ == 0) first = &f;
    }
  }
  for (const auto& [source, facts] : undated)
    in.found(std::string(in.world.text(in.world.columns.sources[source].id)),
             fmt::format("{} rest on it alone, and nothing says when it was published",
                         counted(facts.first, "fact")),
             {facts.second});
}

}  // namespace bestby::exchange
