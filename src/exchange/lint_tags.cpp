// Rules that read what an image's tag says and hold it against what is recorded of the image.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "exchange/lint_rules.h"
#include "exchange/lint_said.h"
#include "report/words.h"

namespace bestby::exchange {
namespace {

bool is_always(const LintContext& in, PredicateId p) {
  const auto& words = in.world.columns.tag_words;
  return std::any_of(words.begin(), words.end(), [&](const TagWordRow& w) {
    return w.predicate == p && in.world.text(w.pattern) == "always";
  });
}

// A version that the tag does not spell out (`cu128` for 12.8.0) stands for its cycle.
bool same_cycle(const LintContext& in, const FactRow& fact, const ReleaseFact& said, std::string_view tag) {
  if (in.world.predicate(fact.predicate).type != ValueType::release) return false;
  const auto node = static_cast<NodeId>(said.low);
  const NodeId cycle = in.world.cycle_of(node);
  return cycle != no_id && cycle == in.world.cycle_of(static_cast<NodeId>(fact.low)) &&
         tag.find(in.world.name(node)) == std::string_view::npos;
}

bool says(const WordsRead& read, PredicateId p) {
  return std::any_of(read.facts.begin(), read.facts.end(),
                     [&](const ReleaseFact& f) { return f.predicate == p; });
}

}  // namespace

void tag_disagrees(LintContext& in) {
  for (const NodeId n : in.nodes()) {
    if (!in.is_image_row(n)) continue;
    const WordsRead read = read_tag_parts(in.world, in.world.product(n).node, in.world.name(n));
    if (!read.unread.empty()) continue;
    for (const ReleaseFact& said : read.facts) {
      const Facts recorded = in.facts(n, said.predicate);
      if (recorded.empty() || is_always(in, said.predicate)) continue;
      const bool agreed = std::any_of(recorded.begin(), recorded.end(), [&](const FactRow* f) {
        return f->scope_count > 0 || agrees(in, *f, said) || same_cycle(in, *f, said, in.world.name(n));
      });
      if (!agreed)
        in.found(n,
                 fmt::format("the tag says {} {}, the fact {}", in.name(said.predicate), said_words(in, said),
                             fact_words(in.world, *recorded.front())),
                 recorded);
    }
  }
}

// A tag that leaves out what the tags of its like say: one cannot be told from the other.
void tag_silent(LintContext& in) {
  struct Counted {
    std::size_t said = 0, silent = 0;
    Facts facts;
  };
  std::map<std::pair<NodeId, TextId>, std::map<PredicateId, Counted>> of;  // by product and value
  for (const NodeId n : in.nodes()) {
    if (!in.is_image_row(n)) continue;
    const WordsRead read = read_tag_parts(in.world, in.world.product(n).node, in.world.name(n));
    for (const FactRow& fact : in.world.facts(n)) {
      const PredicateRow& p = in.world.predicate(fact.predicate);
      if (p.type != ValueType::text || p.inherent == 0 || !in.counts(fact) || is_always(in, fact.predicate))
        continue;
      Counted& c = of[{in.world.product(n).node, static_cast<TextId>(fact.low)}][fact.predicate];
      if (says(read, fact.predicate)) {
        ++c.said;
      } else {
        ++c.silent;
        c.facts.push_back(&fact);
      }
    }
  }
  for (const auto& [key, predicates] : of)
    for (const auto& [p, c] : predicates)
      if (c.said > 0 && c.silent > 0)
        in.found(key.first,
                 fmt::format("{} for {} {} do not say so in their tags, {} do", counted(c.silent, "image"),
                             in.name(p), in.world.text(key.second), c.said),
                 c.facts);
}

}  // namespace bestby::exchange
