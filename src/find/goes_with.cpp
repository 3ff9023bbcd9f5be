#include "find/goes_with.h"

#include <algorithm>

namespace bestby {
namespace {

// Predicates that say that a library comes in images, or as a file for one kind of container.
constexpr std::string_view comes_by_image = "image", comes_by_file = "wheel";

bool any_fact(const World& world, NodeId product, std::string_view predicate) {
  const auto p = world.find_predicate(predicate);
  if (!p) return false;
  for (const NodeId release : world.releases_of(product))
    if (!world.facts(release, *p).empty()) return true;
  return false;
}

bool installable(const ImageRows& rows, const PartKind& part, NodeId node, std::size_t image) {
  if (part.product == no_id || comes_as_package(rows.world(), part.product)) return true;
  const auto file = file_predicate(rows.world());
  return file && has_file(rows, *file, node, image);
}

}  // namespace

Truth both(Truth a, Truth b) {
  if (a == Truth::no || b == Truth::no) return Truth::no;
  return a == Truth::unknown || b == Truth::unknown ? Truth::unknown : Truth::yes;
}

bool speaks_of_part(const ImageRows& rows, const RelationRow& relation, const PartKind& part) {
  if (relation.of != part.attribute()) return false;
  const ImageColumn* column = rows.column(relation.limits);
  return column == nullptr || column->attribute.part_kind == no_id;
}

bool speaks_of_image(const ImageRows& rows, const RelationRow& relation, const PartKind& part) {
  const ImageColumn* column = rows.column(relation.of);
  return relation.limits == part.attribute() && column != nullptr && column->nodes &&
         column->attribute.part_kind == no_id;
}

std::optional<Truth> by_part(const ImageRows& rows, const RelationRow& relation, NodeId node,
                             std::size_t image) {
  const auto facts = facts_for(rows.world(), rows.known(), node, relation.by);
  return by_part(rows, relation, node, facts, image);
}

std::optional<Truth> by_part(const ImageRows& rows, const RelationRow& relation, NodeId node,
                             std::span<const FactRow> facts, std::size_t image) {
  const ImageColumn* column = rows.column(relation.limits);
  Limited limited;
  if (column != nullptr) limited = {column->of(image), column->nodes};
  const Relating found =
      relates(rows.world(), rows.known(), relation, node, facts, rows.image(image), limited);
  if (found.nothing) return std::nullopt;
  return found.truth;
}

// By what is recorded of the image's own parts: its CUDA asks for a driver.
Truth by_image(const ImageRows& rows, const RelationRow& relation, NodeId node, std::size_t image) {
  const ImageColumn& column = *rows.column(relation.of);
  Truth out = Truth::yes;
  if (column.of(image).empty() && !column.complete.test(image)) out = Truth::unknown;
  for (const std::uint32_t value : column.of(image)) {
    const std::uint32_t limited = node;
    const Relating found = relates(rows.world(), rows.known(), relation, value, rows.image(image),
                                   {std::span(&limited, 1), true});
    out = both(out, found.nothing ? Truth::unknown : found.truth);
  }
  return out;
}

std::optional<Truth> carried(const ImageRows& rows, const PartKind& part, NodeId node, std::size_t image) {
  const World& world = rows.world();
  bool another = false;
  for (const std::uint32_t value : part.column->of(image)) {
    if (!part.column->nodes) {
      if (goes_by(world, node, world.text(value))) return Truth::yes;
      continue;
    }
    if (lies_within(world, value, node) || lies_within(world, node, value)) return Truth::yes;
    another = another || world.product(value).node == world.product(node).node;
  }
  if (another) return Truth::no;
  return std::nullopt;
}

std::optional<PredicateId> file_predicate(const World& world) { return world.find_predicate(comes_by_file); }

bool comes_as_file(const World& world, NodeId product) { return any_fact(world, product, comes_by_file); }

bool comes_as_package(const World& world, NodeId product) {
  return !any_fact(world, product, comes_by_file) && !any_fact(world, product, comes_by_image);
}

bool has_file(const ImageRows& rows, PredicateId file, NodeId node, std::size_t image) {
  return !values_of(rows.world(), rows.known(), node, file, rows.image(image)).empty();
}

TextId fitting_file(const ImageRows& rows, const PartKind& part, NodeId node, std::size_t image) {
  const auto file = file_predicate(rows.world());
  if (!file || part.column == nullptr || part.column->attribute.part_kind == no_id) return no_id;
  const auto files = values_of(rows.world(), rows.known(), node, *file, rows.image(image));
  return files.empty() || goes_with(rows, part, node, image) != Truth::yes ? no_id : files.front();
}

// Without any fact that speaks for it, it is not known.
Truth by_part(const ImageRows& rows, const PartKind& part, NodeId node, std::size_t image) {
  Truth out = Truth::yes;
  bool any = false;
  for (const RelationRow& r : rows.world().columns.relations) {
    if (!speaks_of_part(rows, r, part)) continue;
    const auto found = by_part(rows, r, node, image);
    any = any || found;
    if (found) out = both(out, *found);
  }
  return any ? out : Truth::unknown;
}

Truth goes_with(const ImageRows& rows, const PartKind& part, NodeId node, std::size_t image) {
  if (const auto own = carried(rows, part, node, image)) return *own;
  bool silent = true;
  Truth of_image = Truth::yes;
  for (const RelationRow& r : rows.world().columns.relations) {
    if (!speaks_of_image(rows, r, part)) continue;
    silent = false;
    of_image = both(of_image, by_image(rows, r, node, image));
  }
  const Truth of_part = by_part(rows, part, node, image);
  if (!silent && of_part == Truth::unknown) return of_image;
  const Truth out = both(of_part, of_image);
  return out == Truth::yes && !installable(rows, part, node, image) ? Truth::unknown : out;
}

bool limit_each_other(const World& world, PredicateId a, PredicateId b) {
  return std::any_of(
      world.columns.relations.begin(), world.columns.relations.end(),
      [&](const RelationRow& r) { return (r.of == a && r.limits == b) || (r.of == b && r.limits == a); });
}

Truth beside(const ImageRows& rows, PredicateId a, NodeId of_a, PredicateId b, NodeId of_b) {
  Truth out = Truth::yes;
  bool any = false;
  const auto take = [&](const RelationRow& r, NodeId of, std::uint32_t limited) {
    const Relating found = relates(rows.world(), rows.known(), r, of, no_id, {std::span(&limited, 1), true});
    any = any || !found.nothing;
    if (!found.nothing) out = both(out, found.truth);
  };
  for (const RelationRow& r : rows.world().columns.relations) {
    if (r.of == a && r.limits == b) take(r, of_a, of_b);
    if (r.limits == a && r.of == b) take(r, of_b, of_a);
  }
  return any ? out : Truth::unknown;
}

}  // namespace bestby
