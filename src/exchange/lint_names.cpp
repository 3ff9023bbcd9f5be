// Rules about names: one for two things, two for one thing, and what is mentioned a single time.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "base/text.h"
#include "exchange/lint_rules.h"

namespace bestby::exchange {
namespace {

// As package indexes compare names.
std::string folded(std::string_view name) {
  std::string out = lower(name);
  for (char& c : out)
    if (c == '_' || c == '.') c = '-';
  return out;
}

void two(LintContext& in, NodeId a, NodeId b, std::string_view what, std::string_view name) {
  in.found(a, fmt::format("{} `{}` is that of {} too", what, name, in.world.label(b)), {});
}

void names_of_products(LintContext& in) {
  std::map<std::string, NodeId> names, ids;
  std::map<std::string_view, NodeId> identifiers;
  for (const Product& p : in.world.columns.products) {
    const auto name = in.world.text(p.name);
    const auto [at, fresh] = names.try_emplace(folded(name), p.node);
    if (!name.empty() && !fresh) two(in, p.node, at->second, "its name", name);
  }
  for (const NameRow& row : in.world.columns.names) {
    const auto [at, fresh] = ids.try_emplace(folded(in.world.text(row.name)), row.node);
    if (!fresh && at->second != row.node)
      two(in, row.node, at->second, "its id or alias", in.world.text(row.name));
  }
  for (const IdentifierRow& row : in.world.columns.identifiers) {
    const auto [at, fresh] = identifiers.try_emplace(in.world.text(row.identifier), row.node);
    if (!fresh && at->second != row.node) two(in, row.node, at->second, "its identifier", at->first);
  }
}

// Other names are sorted by name. That images of several products share a tag is usual.
void names_of_releases(LintContext& in) {
  const auto& rows = in.world.columns.other_names;
  for (std::size_t i = 0; i < rows.size(); ++i) {
    const auto name = in.world.text(rows[i].name);
    const NodeId product = in.world.product(rows[i].node).node;
    if (const auto own = in.world.find_release(product, name); own && *own != rows[i].node)
      two(in, rows[i].node, *own, "its other name", name);
    for (std::size_t j = i + 1; j < rows.size() && in.world.text(rows[j].name) == name; ++j)
      if (rows[i].node != rows[j].node && in.world.product(rows[j].node).node == product)
        two(in, rows[i].node, rows[j].node, "its other name", name);
  }
}

}  // namespace

void name_of_two_things(LintContext& in) {
  names_of_products(in);
  names_of_releases(in);
}

// Nodes of one kind stand in version order, so equal versions stand together.
void two_spellings(LintContext& in) {
  const auto count = in.world.columns.nodes.size();
  for (NodeId n = 1; n < count; ++n) {
    const NodeRow &a = in.world.node(n - 1), &b = in.world.node(n);
    const auto used = [](const NodeRow& node) { return node.fact_count + node.reference_count > 0; };
    const bool alike = used(a) && used(b) && a.product == b.product && a.kind == b.kind &&
                       !in.world.is_product(n) &&
                       (in.world.text(a.key) == in.world.text(b.key) ||
                        lower(in.world.text(a.name)) == lower(in.world.text(b.name)));
    if (!alike) continue;
    Facts shown;
    for (const NodeId m : {n - 1, n})
      for (const FactRow& f : in.world.facts(m)) {
        shown.push_back(&f);
        break;
      }
    in.found(n, fmt::format("`{}` and `{}` are one version", in.world.text(a.name), in.world.text(b.name)),
             shown);
  }
}

namespace {

// Of a product of which nothing is recorded but what other things name, a version alone is no slip.
bool records_versions(const LintContext& in, NodeId product) {
  for (const NodeRange& range : {in.world.releases_of(product), in.world.cycles_of(product)})
    for (const NodeId n : range)
      if (in.world.node(n).recorded != 0) return true;
  return false;
}

}  // namespace

// Not recorded itself, and one fact alone speaks of it.
void mentioned_once(LintContext& in) {
  for (const NodeId n : in.nodes()) {
    const NodeRow& node = in.world.node(n);
    if (in.world.is_product(n) || node.recorded != 0 || node.member_count > 0) continue;
    if (!records_versions(in, in.world.product(n).node)) continue;
    const auto references = in.world.references_to(n);
    if (references.size() != 1) continue;
    const FactRow& fact = in.world.columns.facts[references.front()];
    if (in.counts(fact))
      in.found(
          n,
          fmt::format("{} of {} is all that names it", in.name(fact.predicate), in.world.label(fact.subject)),
          {&fact});
  }
}

}  // namespace bestby::exchange
