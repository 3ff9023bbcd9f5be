#include "catalog/world.h"

#include <algorithm>
#include <string>

namespace bestby {
namespace {

template <class Rows>
std::optional<NodeId> find_name(const World& world, const Rows& rows, std::string_view name) {
  const auto it = std::lower_bound(rows.begin(), rows.end(), name,
                                   [&](const NameRow& row, auto n) { return world.text(row.name) < n; });
  if (it == rows.end() || world.text(it->name) != name) return std::nullopt;
  return it->node;
}

std::optional<NodeId> find_in(const World& world, NodeRange range, std::string_view name) {
  for (NodeId n : range)
    if (world.name(n) == name) return n;
  return std::nullopt;
}

// Itself, its cycle or its product: a scope that names a product agrees with its releases.
bool within(const World& world, NodeId n, NodeId wider) {
  return n == wider || world.cycle_of(n) == wider || world.product(n).node == wider;
}

}  // namespace

std::string World::label(NodeId n) const {
  std::string out(text(product(n).id));
  if (!is_product(n)) out.append("@").append(name(n));
  return out;
}

std::optional<TextId> World::find_text(std::string_view wanted) const {
  for (TextId id = 0; id < columns.texts.size(); ++id)
    if (text(id) == wanted) return id;
  return std::nullopt;
}

std::optional<NodeId> World::find_product(std::string_view id_or_alias) const {
  return find_name(*this, columns.names, id_or_alias);
}

std::optional<NodeId> World::find_cycle(NodeId product, std::string_view name) const {
  return find_in(*this, cycles_of(product), name);
}

std::optional<NodeId> World::find_release(NodeId product, std::string_view name) const {
  return find_in(*this, releases_of(product), name);
}

std::optional<PredicateId> World::find_predicate(std::string_view name) const {
  for (PredicateId p = 0; p < columns.predicates.size(); ++p)
    if (text(columns.predicates[p].name) == name) return p;
  return std::nullopt;
}

std::span<const FactRow> World::facts(NodeId n, PredicateId p) const {
  const auto all = facts(n);
  const auto first = std::lower_bound(all.begin(), all.end(), p,
                                      [](const FactRow& f, PredicateId q) { return f.predicate < q; });
  auto last = first;
  while (last != all.end() && last->predicate == p) ++last;
  return {first, last};
}

std::span<const FactRow> World::facts(NodeId n, PredicateId p, std::int32_t known) const {
  const auto own = facts(n, p);
  const ValueType type = predicate(p).type;
  if (is_product(n) || type == ValueType::date || type == ValueType::version) return own;
  for (const FactRow& f : own)
    if (visible(f, known)) return own;
  return facts(product(n).node, p);
}

bool World::undated(const FactRow& f) const {
  if (predicate(f.predicate).event != 0 && f.known == f.low) return false;
  const auto cited = columns.citations.subspan(f.first_citation, f.citation_count);
  return std::all_of(cited.begin(), cited.end(),
                     [&](const CitationRow& c) { return columns.sources[c.source].edition_count == 0; });
}

bool World::in_scope(const FactRow& f, NodeId context, std::int32_t known, std::int64_t* looked_at) const {
  // A scope may name several values for one predicate (platform: [ec2, machine-image]): any agrees.
  const auto items = columns.scopes.subspan(f.first_scope, f.scope_count);
  for (std::size_t i = 0; i < items.size();) {
    bool agrees = false;
    const PredicateId p = items[i].predicate;
    for (; i < items.size() && items[i].predicate == p; ++i) {
      if (agrees || context == no_id) continue;
      if (p == no_id) {  // the publisher of what is judged
        agrees = product(context).publisher == items[i].value;
        continue;
      }
      const bool is_node = items[i].is_node != 0;
      if (is_node && within(*this, context, items[i].value)) agrees = true;
      for (const FactRow& own : facts(context, p, known)) {
        if (agrees) break;
        if (looked_at != nullptr) ++*looked_at;
        if (own.refuted != no_id || !visible(own, known)) continue;
        const auto value = static_cast<std::uint32_t>(own.low);
        agrees = value == items[i].value || (is_node && within(*this, value, items[i].value));
      }
    }
    if (!agrees) return false;
  }
  return true;
}

const FactRow* World::fact(NodeId n, PredicateId p, std::int32_t known, NodeId context,
                           std::int64_t* looked_at) const {
  for (const FactRow& f : facts(n, p, known)) {
    if (looked_at != nullptr) ++*looked_at;
    if (f.refuted != no_id || !visible(f, known)) continue;
    if (f.scope_count != 0 && !in_scope(f, context, known, looked_at)) continue;
    return &f;
  }
  return nullptr;
}

}  // namespace bestby
