#include "catalog/with_release.h"

#include <algorithm>
#include <tuple>

namespace bestby {
namespace {

struct Copy {
  template <class T>
  void operator()(std::vector<T>& to, ColumnView<T> from) const {
    to.assign(from.begin(), from.end());
  }
};

void copy_columns(const World& world, WorldColumns<OwnedColumn>& to) {
  // Both sides list their columns in the same order, so they are walked side by side.
  std::vector<void (*)(void*, const void*)> copies;
  std::vector<void*> targets;
  std::vector<const void*> sources;
  WorldColumns<OwnedColumn>::each(to, [&](auto& column) {
    using T = typename std::remove_reference_t<decltype(column)>::value_type;
    targets.push_back(&column);
    copies.push_back([](void* target, const void* source) {
      Copy{}(*static_cast<std::vector<T>*>(target), *static_cast<const ColumnView<T>*>(source));
    });
  });
  WorldColumns<ColumnView>::each(world.columns, [&](const auto& c) { sources.push_back(&c); });
  for (std::size_t i = 0; i < copies.size(); ++i) copies[i](targets[i], sources[i]);
}

TextId add_text(WorldColumns<OwnedColumn>& c, std::string_view text) {
  c.texts.push_back({static_cast<std::uint32_t>(c.bytes.size()), static_cast<std::uint32_t>(text.size())});
  c.bytes.insert(c.bytes.end(), text.begin(), text.end());
  return static_cast<TextId>(c.texts.size() - 1);
}

// Makes room: every id at or after `at` names the node one further on.
void shift_nodes(WorldColumns<OwnedColumn>& c, NodeId at) {
  const auto move = [at](NodeId& id) {
    if (id != no_id && id >= at) ++id;
  };
  for (Product& p : c.products) {
    move(p.node);
    if (p.first_cycle > at) ++p.first_cycle;  // at == first: the new release is its first
    if (p.first_release > at) ++p.first_release;
  }
  for (NodeRow& n : c.nodes) move(n.cycle);
  for (NodeId& member : c.members) move(member);
  for (FactRow& f : c.facts) {
    move(f.subject);
    if (c.predicates[f.predicate].type != ValueType::release) continue;
    auto value = static_cast<NodeId>(f.low);
    move(value);
    f.low = f.high = static_cast<std::int32_t>(value);
  }
  for (ScopeRow& s : c.scopes)
    if (s.is_node != 0) move(s.value);
  for (auto* names : {&c.names, &c.other_names, &c.repositories})
    for (NameRow& row : *names) move(row.node);
  for (IdentifierRow& row : c.identifiers) move(row.node);
}

}  // namespace

WorldStore with_release(const World& world, const ReleaseDraft& draft) {
  const auto all = world.releases_of(draft.product);
  NodeId at = all.first;
  for (NodeId n : all)
    if (std::tuple(world.text(world.node(n).key), world.name(n)) <
        std::tuple(std::string_view(draft.key), std::string_view(draft.name)))
      at = n + 1;
  WorldStore store;
  auto& c = store.columns;
  copy_columns(world, c);
  const std::uint32_t product = world.node(draft.product).product;
  shift_nodes(c, at);
  c.products[product].first_release = all.first;
  ++c.products[product].release_count;
  NodeRow row{product,
              NodeKind::release,
              add_text(c, draft.name),
              add_text(c, draft.key),
              no_id,
              0,
              0,
              static_cast<std::uint32_t>(c.facts.size()),
              0,
              0,
              0,
              no_id,
              no_id,
              no_id,
              0};
  auto facts = draft.facts;
  std::stable_sort(facts.begin(), facts.end(),
                   [](const auto& a, const auto& b) { return a.predicate < b.predicate; });
  for (const ReleaseFact& fact : facts) {
    std::int32_t low = fact.low;
    if (!fact.text.empty()) {  // scopes compare texts by their ids, so one that is there is used again
      const auto known = world.find_text(fact.text);
      low = static_cast<std::int32_t>(known ? *known : add_text(c, fact.text));
    }
    if (c.predicates[fact.predicate].type == ValueType::release && static_cast<NodeId>(low) >= at) ++low;
    const auto high = fact.key.empty() ? low : static_cast<std::int32_t>(add_text(c, fact.key));
    c.facts.push_back({at, fact.predicate, low, high, 0, 0, 0, 0, day_min, day_max, no_id, no_id});
    ++row.fact_count;
  }
  c.nodes.insert(c.nodes.begin() + at, row);
  return store;
}

}  // namespace bestby
