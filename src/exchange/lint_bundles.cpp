// Rules about what is put together: a bundle with two versions of one thing, sources that name different
// images for one thing.
#include <algorithm>
#include <map>
#include <set>

#include <fmt/format.h>

#include "base/date.h"
#include "exchange/lint_rules.h"

namespace bestby::exchange {
namespace {

// What a node is made of and for, as far as these predicates say; texts and nodes alike by their numbers.
using Likeness = std::vector<std::int32_t>;
Likeness likeness(const LintContext& in, NodeId n, std::initializer_list<std::string_view> predicates) {
  Likeness out;
  for (const std::string_view name : predicates) {
    std::set<std::int32_t> values;
    for (const FactRow* f : in.facts(n, in.predicate(name))) values.insert(f->low);
    out.insert(out.end(), values.begin(), values.end());
    out.push_back(-1);
  }
  return out;
}

// A document that comes anew with a day in its name is one source: `list-2024-01-01` is `list`.
std::string_view source_name(const World& world, const CitationRow& citation) {
  constexpr std::size_t day = 11;  // `-2024-01-01`
  const std::string_view id = world.text(world.columns.sources[citation.source].id);
  const bool dated =
      id.size() > day && id[id.size() - day] == '-' && Date::parse(id.substr(id.size() - day + 1));
  return dated ? id.substr(0, id.size() - day) : id;
}

}  // namespace

// Versions for different frameworks or systems may well stand beside one another.
void carried_twice(LintContext& in) {
  const PredicateId bundle = in.predicate("sdk");
  std::map<std::pair<std::uint32_t, NodeId>, std::map<Likeness, Facts>> carried;  // by product and bundle
  for (const NodeId n : in.nodes()) {
    if (in.world.is_product(n) || in.is_image(n)) continue;
    for (const FactRow* f : in.facts(n, bundle))
      if (f->subject == n)
        carried[{in.world.node(n).product, static_cast<NodeId>(f->low)}]
               [likeness(in, n, {"framework", "os", "form"})]
                   .push_back(f);
  }
  std::map<std::uint32_t, std::pair<std::vector<std::string>, Facts>> found;  // by product
  for (const auto& [key, alike] : carried)
    for (const auto& [like, facts] : alike) {
      if (facts.size() < 2) continue;
      std::vector<std::string_view> names;
      for (const FactRow* f : facts) names.push_back(in.world.name(f->subject));
      auto& [says, evidence] = found[key.first];
      says.push_back(fmt::format("{} carries {}", in.world.label(key.second), fmt::join(names, " and ")));
      evidence.insert(evidence.end(), facts.begin(), facts.end());
    }
  for (const auto& [product, what] : found)
    in.found(in.world.columns.products[product].node, fmt::format("{}", fmt::join(what.first, "; ")),
             what.second);
}

// Sources that agree on the framework and on what an image is for, and have no Python in common.
void images_differ(LintContext& in) {
  const PredicateId python = in.predicate("python");
  struct Named {
    NodeId framework = no_id;
    std::map<std::string_view, std::map<NodeId, const FactRow*>> pythons = {};  // by source
  };
  std::map<std::pair<std::uint32_t, Likeness>, Named> groups;
  for (const NodeId n : in.nodes()) {
    if (!in.is_image_row(n)) continue;
    const Facts frameworks = in.facts(n, in.predicate("framework"));
    if (frameworks.empty()) continue;
    Named& group =
        groups[{in.world.node(n).product,
                likeness(in, n, {"framework", "library", "accelerator", "platform", "job", "arch"})}];
    group.framework = static_cast<NodeId>(frameworks.front()->low);
    for (const FactRow* f : in.facts(n, python))
      for (const CitationRow& c : in.world.columns.citations.subspan(f->first_citation, f->citation_count))
        group.pythons[source_name(in.world, c)].emplace(static_cast<NodeId>(f->low), f);
  }
  for (const auto& [key, group] : groups)
    for (auto a = group.pythons.begin(); a != group.pythons.end(); ++a)
      for (auto b = std::next(a); b != group.pythons.end(); ++b) {
        const bool common = std::any_of(a->second.begin(), a->second.end(),
                                        [&](const auto& value) { return b->second.count(value.first) > 0; });
        if (common) continue;
        const auto& [first, first_fact] = *a->second.begin();
        const auto& [second, second_fact] = *b->second.begin();
        in.found(first_fact->subject,
                 fmt::format("`{}` has it for {} with {}, `{}` has {} with {}", a->first,
                             in.world.label(group.framework), in.world.label(first), b->first,
                             in.world.name(second_fact->subject), in.world.label(second)),
                 {first_fact, second_fact});
      }
}

}  // namespace bestby::exchange
