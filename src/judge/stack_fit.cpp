#include "judge/stack_fit.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "find/image_rows.h"
#include "find/relation.h"

namespace bestby {
namespace {

constexpr std::size_t most_named = 6;  // values in one sentence

class Fitting {
 public:
  Fitting(const World& world, std::int32_t known, const std::vector<StackMember>& members)
      : world_(world), known_(known), members_(members) {
    for (const StackMember& m : members) roles_.push_back(role_of(m.node));
  }

  std::vector<Misfit> run() {
    for (const RelationRow& relation : world_.columns.relations)
      for (std::size_t part = 0; part < members_.size(); ++part)
        if (roles_[part] == relation.of) limits(relation, part);
    return std::move(out_);
  }

 private:
  // The attribute whose place the node takes; no_id: none.
  PredicateId role_of(NodeId node) const {
    const Product& product = world_.product(node);
    for (const AttributeRow& a : world_.columns.attributes)
      if (a.part_kind != no_id && a.part_kind == product.kind) return a.predicate;
    for (const AttributeRow& a : world_.columns.attributes) {
      const auto name = world_.text(world_.predicate(a.predicate).name);
      if (name == world_.text(product.id) || name == world_.text(product.kind)) return a.predicate;
    }
    return no_id;
  }

  void limits(const RelationRow& relation, std::size_t part) {
    for (std::size_t other = 0; other < members_.size(); ++other) {
      const NodeId node = members_[other].node;
      if (other == part || world_.is_product(node) || same_product(members_[part].node, node)) continue;
      // A requirement names its product itself, whatever part that takes.
      if (relation.kind == RelationKind::specifier)
        try_nodes(relation, part, other);
      else if (roles_[other] == relation.limits)
        try_nodes(relation, part, other);
      else
        try_texts(relation, part, other);
    }
  }

  bool same_product(NodeId a, NodeId b) const { return world_.product(a).node == world_.product(b).node; }

  void try_nodes(const RelationRow& relation, std::size_t part, std::size_t other) {
    const std::uint32_t value = members_[other].node;
    take(relation, part, other, {std::span(&value, 1), true}, world_.label(value));
  }

  // What an image says of itself in words: its processor, its accelerator.
  void try_texts(const RelationRow& relation, std::size_t part, std::size_t other) {
    if (world_.predicate(relation.limits).type != ValueType::text) return;
    const NodeId image = members_[other].node;
    const auto values = values_of(world_, known_, image, relation.limits, image);
    if (values.empty()) return;
    std::string shown;
    for (const std::uint32_t v : values)
      shown += fmt::format("{}{}", shown.empty() ? "" : ", ", world_.text(v));
    take(relation, part, other, {values, false},
         fmt::format("{}, which is for {}", world_.label(image), shown));
  }

  void take(const RelationRow& relation, std::size_t part, std::size_t other, Limited limited,
            const std::string& shown) {
    const Relating found = relates(world_, known_, relation, members_[part].node, no_id, limited);
    if (found.nothing || found.truth != Truth::no) return;
    std::string says =
        fmt::format("{}; here it is with {}", told(relation, part, members_[other].node), shown);
    if (said_.insert(says).second) out_.push_back({part, other, std::move(says)});
  }

  // "smddp@1.5 is recorded for pytorch@1.12, tensorflow@2.9"
  std::string told(const RelationRow& relation, std::size_t part, NodeId with) const {
    std::string values;
    std::size_t count = 0;
    for (const FactRow& f : facts_for(world_, known_, members_[part].node, relation.by)) {
      if (f.refuted != no_id || !world_.visible(f, known_) || !about(f, with)) continue;
      if (++count <= most_named) values += fmt::format("{}{}", values.empty() ? "" : ", ", value_of(f));
    }
    if (count > most_named) values += fmt::format(" and {} more", count - most_named);
    std::string out(relation.says == no_id ? "{of}: {by}" : world_.text(relation.says));
    for (const auto& [name, text] : std::array<std::pair<std::string_view, std::string>, 2>{
             {{"{of}", world_.label(members_[part].node)}, {"{by}", values}}})
      if (const auto at = out.find(name); at != std::string::npos) out.replace(at, name.size(), text);
    return out;
  }

  // Of the requirements, those that are about the other's product; of releases likewise, where any are.
  bool about(const FactRow& f, NodeId with) const {
    switch (world_.predicate(f.predicate).type) {
      case ValueType::release: return true;
      case ValueType::text: {
        const std::string_view text = world_.text(static_cast<TextId>(f.low));
        const auto end = std::min(text.find_first_of("<>=!~ "), text.size());
        const auto product = world_.find_product(text.substr(0, end));
        return end == text.size() || !product || world_.product(*product).node == world_.product(with).node;
      }
      default: return true;
    }
  }

  std::string value_of(const FactRow& f) const {
    if (world_.predicate(f.predicate).type == ValueType::release)
      return world_.label(static_cast<NodeId>(f.low));
    return std::string(world_.text(static_cast<TextId>(f.low)));
  }

  const World& world_;
  std::int32_t known_;
  const std::vector<StackMember>& members_;
  std::vector<PredicateId> roles_;
  std::vector<Misfit> out_;
  std::set<std::string> said_;
};

}  // namespace

void add_what_images_hold(const World& world, std::int32_t known, std::vector<StackMember>& members) {
  const std::size_t given = members.size();
  for (std::size_t i = 0; i < given; ++i)
    for (const AttributeRow& a : world.columns.attributes) {
      if (world.predicate(a.predicate).type != ValueType::release) continue;
      for (const std::uint32_t value : values_of(world, known, members[i].node, a.predicate, members[i].node))
        members.push_back({value, members[i].source});
    }
}

std::vector<Misfit> misfits(const World& world, std::int32_t known, const std::vector<StackMember>& members) {
  return Fitting(world, known, members).run();
}

}  // namespace bestby
