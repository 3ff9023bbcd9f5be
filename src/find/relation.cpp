#include "find/relation.h"

#include <algorithm>

#include "base/version.h"
#include "find/named.h"

namespace bestby {
namespace {

bool any_visible(const World& world, std::span<const FactRow> facts, std::int32_t known) {
  return std::any_of(facts.begin(), facts.end(), [&](const FactRow& f) { return world.visible(f, known); });
}

// A fact's value beside one of the other side, either of which may be a node or a text.
bool same_value(const World& world, const FactRow& f, std::uint32_t value, bool node) {
  const auto own = static_cast<std::uint32_t>(f.low);
  const bool own_node = world.predicate(f.predicate).type == ValueType::release;
  if (own_node && node) return lies_within(world, value, own) || world.cycle_of(own) == value;
  if (node) return goes_by(world, value, world.text(own));
  if (own_node) return goes_by(world, own, world.text(value));
  return own == value;
}

// Whether a requirement, a package and a specifier, is about the value's product, and holds.
Truth meets(const World& world, std::string_view requirement, NodeId value, bool* about) {
  const auto end = requirement.find_first_of("<>=!~ ");
  const auto product = product_named(world, requirement.substr(0, end));
  *about = product && world.product(*product).node == world.product(value).node;
  if (!*about || end == std::string_view::npos) return Truth::yes;
  const auto* scheme = find_version_scheme(world.text(world.product(value).scheme));
  if (scheme == nullptr) return Truth::unknown;
  const auto range = VersionRange::parse(*scheme, requirement.substr(end));
  const auto version = world.is_cycle(value) ? parse_cycle(*scheme, world.name(value))
                                             : parse_version(*scheme, world.name(value));
  if (!range || !version) return Truth::unknown;
  return range->contains(*version) ? Truth::yes : Truth::no;
}

// At least, or at most: by version keys of the same scheme.
Truth compared(const World& world, const FactRow& f, std::uint32_t value, bool least, bool* about) {
  const bool own_node = world.predicate(f.predicate).type == ValueType::release;
  const auto own = static_cast<std::uint32_t>(f.low);
  *about = !own_node || world.product(own).node == world.product(value).node;
  if (!*about) return Truth::yes;
  if (own_node && lies_within(world, value, own)) return Truth::yes;
  const std::string_view limit =
      own_node ? world.text(world.node(own).key) : world.text(static_cast<TextId>(f.high));
  const std::string_view key = world.text(world.node(value).key);
  return (least ? key >= limit : key <= limit) ? Truth::yes : Truth::no;
}

class Reader {
 public:
  Reader(const World& world, std::int32_t known, const RelationRow& row, NodeId image, Limited limited)
      : world_(world), known_(known), row_(row), image_(image), limited_(limited) {}

  Relating read(NodeId of, std::span<const FactRow> facts) {
    if (spared()) return {false, Truth::yes};
    if (row_.kind == RelationKind::flag && world_.product(of).publisher != world_.product(image_).publisher)
      return {};
    for (const FactRow& f : facts) {
      if (f.refuted != no_id || !world_.visible(f, known_)) continue;
      if (f.scope_count != 0 && !world_.in_scope(f, image_, known_)) continue;
      take(f);
      if (row_.kind == RelationKind::flag) break;
    }
    if (out_.nothing) return out_;
    if (out_.truth == Truth::no && row_.closed == 0 && row_.kind != RelationKind::flag &&
        row_.kind != RelationKind::at_least && row_.kind != RelationKind::specifier)
      out_.truth = Truth::unknown;
    return out_;
  }

 private:
  bool spared() const {
    return row_.spares != no_id && !limited_.nodes && !limited_.values.empty() &&
           std::all_of(limited_.values.begin(), limited_.values.end(),
                       [&](std::uint32_t v) { return v == row_.spares; });
  }

  void take(const FactRow& f) {
    if (row_.kind == RelationKind::flag) return say(f.low == 1 ? Truth::yes : Truth::no);
    if (row_.kind == RelationKind::one_of) {
      if (limited_.values.empty()) return say(Truth::unknown);
      const bool any = std::any_of(limited_.values.begin(), limited_.values.end(),
                                   [&](std::uint32_t v) { return same_value(world_, f, v, limited_.nodes); });
      // one of several facts is enough
      if (out_.nothing || any) out_ = {false, any ? Truth::yes : Truth::no};
      return;
    }
    if (!limited_.nodes) return;
    for (const std::uint32_t v : limited_.values) {
      bool about = false;
      const Truth truth = row_.kind == RelationKind::specifier
                              ? meets(world_, world_.text(static_cast<TextId>(f.low)), v, &about)
                              : compared(world_, f, v, row_.kind == RelationKind::at_least, &about);
      if (about) say(truth);
    }
  }
  // All of several facts must hold.
  void say(Truth truth) {
    if (out_.nothing || truth == Truth::no || (truth == Truth::unknown && out_.truth == Truth::yes))
      out_ = {false, truth};
  }

  const World& world_;
  std::int32_t known_;
  const RelationRow& row_;
  NodeId image_;
  Limited limited_;
  Relating out_;
};

}  // namespace

std::span<const FactRow> facts_for(const World& world, std::int32_t known, NodeId node, PredicateId p) {
  const auto own = world.facts(node, p);
  const NodeId cycle = world.is_release(node) ? world.cycle_of(node) : no_id;
  if (any_visible(world, own, known) || cycle == no_id) return world.facts(node, p, known);
  const auto of_cycle = world.facts(cycle, p);
  return any_visible(world, of_cycle, known) ? of_cycle : world.facts(node, p, known);
}

bool goes_by(const World& world, NodeId node, std::string_view name) {
  if (world.name(node) == name) return true;
  const auto rows = world.columns.other_names;
  auto row = std::lower_bound(rows.begin(), rows.end(), name,
                              [&](const NameRow& r, std::string_view n) { return world.text(r.name) < n; });
  for (; row != rows.end() && world.text(row->name) == name; ++row)
    if (row->node == node) return true;
  return false;
}

bool lies_within(const World& world, NodeId node, NodeId wider) {
  return node == wider || world.cycle_of(node) == wider || world.product(node).node == wider;
}

Relating relates(const World& world, std::int32_t known, const RelationRow& relation, NodeId of, NodeId image,
                 Limited limited) {
  return relates(world, known, relation, of, facts_for(world, known, of, relation.by), image, limited);
}

Relating relates(const World& world, std::int32_t known, const RelationRow& relation, NodeId of,
                 std::span<const FactRow> facts, NodeId image, Limited limited) {
  return Reader(world, known, relation, image, limited).read(of, facts);
}

}  // namespace bestby
