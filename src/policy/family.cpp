#include "policy/family.h"

#include <algorithm>
#include <functional>
#include <tuple>

namespace bestby {
namespace {

constexpr std::uint64_t absent = 0x9e3779b97f4a7c15U;

std::uint64_t mix(std::uint64_t seed, std::uint64_t value) {
  seed ^= value + absent + (seed << 6U) + (seed >> 2U);
  return seed * 0xff51afd7ed558ccdU ^ (seed >> 33U);
}

std::uint64_t coded(Type type, std::uint64_t value) {
  return mix(static_cast<std::uint64_t>(type) + 1, value);
}

bool sorts_before(const FamilyMember& a, const FamilyMember& b) {
  return std::tie(a.order, a.released, a.node) < std::tie(b.order, b.released, b.node);
}

}  // namespace

bool FamilySearch::order_of(const FamilyRow& family, NodeId node, FamilyOrder* out) {
  const World& world = e.world();
  if (family.by == no_id) {
    *out = {0, world.text(world.node(node).key)};
    return true;
  }
  ExpressionEvaluator plain(e);  // an order is looked at for every member: never traced
  const Frame f{node, node};
  const ExprRow& by = e.policies().columns.rows[family.by];
  switch (by.type) {
    case Type::node: {
      const NodeAnswer n = plain.node(family.by, f);
      if (n.state != NodeAnswer::State::found) return false;
      *out = {world.node(n.node).product, world.text(world.node(n.node).key)};
      return true;
    }
    case Type::date: {
      const Bound b = plain.date(family.by, f);
      if (!b.known()) return false;
      *out = {b.low, {}};
      return true;
    }
    case Type::number: {
      const NumberAnswer n = plain.number(family.by, f);
      if (n.recorded) *out = {n.value, {}};
      return n.recorded;
    }
    case Type::text: {  // a version predicate: by its key
      if (by.op != Op::fact_text) return false;
      const NodeAnswer of = plain.node(e.policies().arguments(by)[0], f);
      if (of.state != NodeAnswer::State::found) return false;
      const auto predicate = static_cast<PredicateId>(by.a);
      const FactRow* fact = world.fact(of.node, predicate, e.known(), node);
      if (fact == nullptr) return false;
      const bool version = world.predicate(predicate).type == ValueType::version;
      *out = {0, world.text(static_cast<TextId>(version ? fact->high : fact->low))};
      return true;
    }
    case Type::boolean: break;
  }
  return false;
}

void FamilySearch::values_of(ExprId id, NodeId node, FamilyKeys& out) {
  const World& world = e.world();
  ExpressionEvaluator plain(e);
  const Frame f{node, node};
  const ExprRow& r = e.policies().columns.rows[id];
  out.clear();
  const bool own_fact = (r.op == Op::fact_text || r.op == Op::fact_node) &&
                        e.policies().columns.rows[e.policies().arguments(r)[0]].op == Op::self;
  if (own_fact) {
    for (const FactRow& fact : world.facts(node, static_cast<PredicateId>(r.a), e.known()))
      if (fact.refuted == no_id && world.visible(fact, e.known()) && world.in_scope(fact, node, e.known())) {
        out.add(coded(r.type, static_cast<std::uint32_t>(fact.low)));
        if (world.predicate(static_cast<PredicateId>(r.a)).many == 0) break;
      }
  } else if (r.type == Type::node) {
    const NodeAnswer n = plain.node(id, f);
    if (n.state == NodeAnswer::State::found) out.add(coded(r.type, n.node));
  } else if (r.type == Type::number) {
    const NumberAnswer n = plain.number(id, f);
    if (n.recorded) out.add(coded(r.type, static_cast<std::uint64_t>(n.value)));
  } else if (r.type == Type::text) {
    const TextAnswer t = plain.text(id, f);
    if (t.recorded) out.add(coded(r.type, std::hash<std::string_view>{}(t.value)));
  } else if (r.type == Type::date) {
    const Bound b = plain.date(id, f);
    if (b.known()) out.add(coded(r.type, static_cast<std::uint32_t>(b.low)));
  } else {
    out.add(coded(r.type, static_cast<std::uint64_t>(plain.truth(id, f))));
  }
  // What is not recorded agrees with what is not recorded, and with nothing else.
  if (out.size() == 0) out.add(absent);
}

void FamilySearch::keys_of(const FamilyRow& family, NodeId node, FamilyKeys& out) {
  out.clear();
  out.add(1);
  FamilyKeys values;
  for (std::uint32_t i = 0; i < family.same_count; ++i) {
    values_of(e.policies().columns.arguments[family.first_same + i], node, values);
    const std::size_t before = out.size();
    for (std::size_t v = 1; v < values.size(); ++v)
      for (std::size_t k = 0; k < before; ++k) out.add(mix(out[k], values[v]));
    for (std::size_t k = 0; k < before; ++k) out[k] = mix(out[k], values[0]);
  }
}

void Family::place() {
  constexpr std::uint32_t several = 1;
  for (std::uint32_t g = 0; g < groups.size(); ++g) {
    std::sort(groups[g].begin(), groups[g].end(), sorts_before);
    for (std::uint32_t rank = 0; rank < groups[g].size(); ++rank) {
      Place& at = places[groups[g][rank].node - first];
      const bool placed = at.group != no_id || at.rank == several;
      at = placed ? Place{no_id, several} : Place{g, rank};
    }
  }
}

const Family& FamilySearch::family_of(std::uint32_t id, NodeId of) {
  const World& world = e.world();
  const NodeRow& n = world.node(of);
  const std::uint64_t key =
      (std::uint64_t{id} << 34U) | (std::uint64_t{n.product} << 2U) | static_cast<std::uint64_t>(n.kind);
  auto& all = e.families_->all;
  if (const auto it = all.find(key); it != all.end()) return it->second;
  const FamilyRow& family = e.policies().columns.families[id];
  Family made;
  const NodeRange range = world.is_cycle(of) ? world.cycles_of(of) : world.releases_of(of);
  made.first = range.first;
  made.places.resize(range.count);
  const auto released = world.find_predicate("released");
  FamilyKeys keys;
  for (NodeId member : range) {
    FamilyMember m{{}, day_max, member};
    if (!e.exists(member) || !order_of(family, member, &m.order)) continue;
    if (released)
      if (const FactRow* fact = world.fact(member, *released, e.known(), member)) m.released = fact->low;
    keys_of(family, member, keys);
    for (const std::uint64_t k : keys) {
      const auto group =
          made.by_key.try_emplace(k, static_cast<std::uint32_t>(made.groups.size())).first->second;
      if (group == made.groups.size()) made.groups.emplace_back();
      made.groups[group].push_back(m);
    }
  }
  made.place();
  return all.emplace(key, std::move(made)).first->second;
}

template <class Visit>
bool FamilySearch::each_group(const ExprRow& r, NodeId of, Visit visit) {
  const auto id = static_cast<std::uint32_t>(r.a);
  const Family& family = family_of(id, of);
  const Family::Place at = e.world().is_product(of) ? Family::Place{} : family.places[of - family.first];
  if (at.group != no_id) {
    const FamilyGroup& group = family.groups[at.group];
    visit(group, group[at.rank].order, at.rank);
    return true;
  }
  const FamilyRow& row = e.policies().columns.families[id];
  FamilyOrder own;
  const bool neighbours = r.op == Op::next || r.op == Op::previous || r.op == Op::count_newer;
  if (!order_of(row, of, &own) && neighbours) return false;
  FamilyKeys keys;
  keys_of(row, of, keys);
  for (const std::uint64_t key : keys)
    if (const auto at = family.by_key.find(key); at != family.by_key.end())
      visit(family.groups[at->second], own, std::uint32_t{0});
  return true;
}

bool FamilySearch::wanted(const FamilyRow& family, NodeId candidate) {
  if (family.where == no_id) return true;
  return ExpressionEvaluator(e).truth(family.where, {subject, candidate}) == Truth::yes;
}

// In each group that the release belongs to, the nearest member on the wanted side; of several
// groups, the one that sorts first (last for `previous` and `newest`).
// A product has no neighbours, but a newest and an oldest release.
NodeAnswer FamilySearch::find(const ExprRow& r, NodeId of) {
  const FamilyRow& family = e.policies().columns.families[static_cast<std::size_t>(r.a)];
  const bool forward = r.op == Op::next || r.op == Op::oldest;
  const bool beyond = r.op == Op::next || r.op == Op::previous;  // strictly newer, or older
  if (beyond && e.world().is_product(of)) return {};
  const FamilyMember* best = nullptr;
  const bool ordered =
      each_group(r, of, [&](const FamilyGroup& members, const FamilyOrder& own, std::uint32_t rank) {
        std::int32_t left = r.op == Op::next ? r.b : 1;
        const FamilyOrder* last = nullptr;
        const auto visit = [&](const FamilyMember& m) {
          if (beyond && (forward ? !(own < m.order) : !(m.order < own))) return false;
          if (last != nullptr && *last == m.order) return false;  // the same step
          if (!wanted(family, m.node)) return false;
          last = &m.order;
          if (--left > 0) return false;
          const bool better = best == nullptr || (forward ? sorts_before(m, *best) : sorts_before(*best, m));
          if (better) best = &m;
          return true;
        };
        if (forward) {
          const auto from =
              beyond
                  ? std::upper_bound(members.begin() + rank, members.end(), own,
                                     [](const FamilyOrder& o, const FamilyMember& m) { return o < m.order; })
                  : members.begin();
          for (auto it = from; it != members.end() && e.spend(1); ++it)
            if (visit(*it)) break;
        } else {
          const auto from =
              beyond
                  ? std::lower_bound(members.begin(), members.end(), own,
                                     [](const FamilyMember& m, const FamilyOrder& o) { return m.order < o; })
                  : members.end();
          for (auto it = from; it != members.begin() && e.spend(1);)
            if (visit(*--it)) break;
        }
      });
  if (!ordered || !e.spend(0)) return {};
  if (best == nullptr) return {NodeAnswer::State::none, no_id};
  return {NodeAnswer::State::found, best->node};
}

NumberAnswer FamilySearch::count(const ExprRow& r, NodeId of) {
  if (e.world().is_product(of)) return {};
  const FamilyRow& family = e.policies().columns.families[static_cast<std::size_t>(r.a)];
  std::vector<FamilyOrder> newer;
  const bool ordered =
      each_group(r, of, [&](const FamilyGroup& members, const FamilyOrder& own, std::uint32_t rank) {
        for (auto m = members.begin() + rank; m != members.end() && e.spend(1); ++m)
          if (own < m->order && wanted(family, m->node)) newer.push_back(m->order);
      });
  if (!ordered || !e.spend(0)) return {};
  std::sort(newer.begin(), newer.end());
  return {true, std::unique(newer.begin(), newer.end()) - newer.begin()};
}

}  // namespace bestby
