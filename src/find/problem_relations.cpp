// How the parts of a problem go with images and with each other, by the vocabulary's relations.
#include <algorithm>

#include "find/problem.h"

namespace bestby {
namespace {

Truth both(Truth a, Truth b) {
  if (a == Truth::no || b == Truth::no) return Truth::no;
  return a == Truth::unknown || b == Truth::unknown ? Truth::unknown : Truth::yes;
}

bool has_fact(const World& world, NodeId node, std::string_view predicate, std::int32_t known, NodeId image) {
  const auto p = world.find_predicate(predicate);
  return p && !values_of(world, known, node, *p, image).empty();
}

// Predicates that say that a library comes in images, or as a file for one kind of container.
constexpr std::string_view comes_by_image = "image", comes_by_file = "wheel";

bool any_fact(const World& world, NodeId product, std::string_view predicate) {
  const auto p = world.find_predicate(predicate);
  if (!p) return false;
  for (const NodeId release : world.releases_of(product))
    if (!world.facts(release, *p).empty()) return true;
  return false;
}

}  // namespace

// What relations between two parts say; without any fact it is not known.
Truth Problem::beside(const Part& part, NodeId node, const Part& other, NodeId with) const {
  Truth out = Truth::yes;
  bool any = false;
  const auto take = [&](const RelationRow& r, NodeId of, NodeId limited) {
    const std::uint32_t value = limited;
    const Relating found = relates(world_, rows_.known(), r, of, no_id, {std::span(&value, 1), true});
    if (found.nothing) return;
    any = true;
    out = both(out, found.truth);
  };
  for (const RelationRow& r : world_.columns.relations) {
    if (r.of == part.column->attribute.predicate && r.limits == other.column->attribute.predicate)
      take(r, node, with);
    if (r.limits == part.column->attribute.predicate && r.of == other.column->attribute.predicate)
      take(r, with, node);
  }
  return any ? out : Truth::unknown;
}

// What the image itself says of the part: that it carries it, or another release of the same product.
std::optional<Truth> Problem::carried(const Part& part, NodeId node, std::size_t image) const {
  bool another = false;
  for (const std::uint32_t value : part.column->of(image)) {
    if (!part.column->nodes) {
      if (goes_by(world_, node, world_.text(value))) return Truth::yes;
      continue;
    }
    if (lies_within(world_, value, node) || lies_within(world_, node, value)) return Truth::yes;
    another = another || world_.product(value).node == world_.product(node).node;
  }
  if (another) return Truth::no;
  return std::nullopt;
}

bool Problem::installable(const Part& part, NodeId node, std::size_t image) const {
  if (part.product == no_id) return true;
  const NodeId row = rows_.image(image);
  if (has_fact(world_, node, comes_by_file, rows_.known(), row)) return true;
  return !any_fact(world_, part.product, comes_by_file) && !any_fact(world_, part.product, comes_by_image);
}

// By what is recorded of the part. Without any fact that speaks for it, it is not known.
Truth Problem::of_the_part(const Part& part, NodeId node, std::size_t image) const {
  const NodeId row = rows_.image(image);
  Truth out = Truth::yes;
  bool any = false;
  for (const RelationRow& r : world_.columns.relations) {
    if (r.of != part.column->attribute.predicate) continue;
    const ImageColumn* column = rows_.column(r.limits);
    if (column != nullptr && column->attribute.part_kind != no_id) continue;
    Limited limited;
    if (column != nullptr) limited = {column->of(image), column->nodes};
    const Relating found = relates(world_, rows_.known(), r, node, row, limited);
    if (found.nothing) continue;
    any = true;
    out = both(out, found.truth);
  }
  return any ? out : Truth::unknown;
}

// By what is recorded of the image's own parts: its CUDA asks for a driver.
Truth Problem::of_the_image(const Part& part, NodeId node, std::size_t image, bool* silent) const {
  Truth out = Truth::yes;
  for (const RelationRow& r : world_.columns.relations) {
    const ImageColumn* column = rows_.column(r.of);
    if (r.limits != part.column->attribute.predicate || column == nullptr || !column->nodes) continue;
    if (column->attribute.part_kind != no_id) continue;
    *silent = false;
    if (column->of(image).empty() && !column->complete.test(image)) out = both(out, Truth::unknown);
    for (const std::uint32_t value : column->of(image)) {
      const std::uint32_t limited = node;
      const Relating found =
          relates(world_, rows_.known(), r, value, rows_.image(image), {std::span(&limited, 1), true});
      out = both(out, found.nothing ? Truth::unknown : found.truth);
    }
  }
  return out;
}

int Problem::detours(std::size_t image, const std::vector<std::uint32_t>& chosen) const {
  int out = 0;
  for (const Constraint& c : constraints_)
    if (const auto* a = std::get_if<OfAttribute>(&c.want); a != nullptr && !a->node) {
      const auto values = rows_.column(a->predicate)->of(image);
      if (std::find(values.begin(), values.end(), a->value) == values.end()) ++out;
    }
  for (std::size_t p = 0; p < chosen.size(); ++p) {
    if (chosen[p] == left_out) continue;
    const Part& part = parts_[p];
    if (part.product != no_id && part.column->attribute.partial != 0 &&
        !carried(part, part.nodes[chosen[p]], image))
      ++out;
    for (const RelationRow& r : world_.columns.relations) {
      const ImageColumn* column = rows_.column(r.limits);
      if (r.of != part.column->attribute.predicate || r.spares == no_id || column == nullptr) continue;
      for (const std::uint32_t value : column->of(image))
        if (value == r.spares) ++out;
    }
  }
  return out;
}

bool Problem::covered() const {
  return std::any_of(constraints_.begin(), constraints_.end(), [&](const Constraint& c) {
    const auto* a = std::get_if<OfAttribute>(&c.want);
    return a != nullptr && !a->node && rows_.column(a->predicate)->attribute.covers != no_id;
  });
}

bool Problem::at_least(std::size_t part) const {
  for (const RelationRow& r : world_.columns.relations)
    if (r.limits == parts_[part].column->attribute.predicate && r.kind == RelationKind::at_least) return true;
  return false;
}

// Whether one of these constraints asks for a value of the attribute.
bool Problem::asked_of(PredicateId attribute, Mask constraints) const {
  for (unsigned c = 0; c < constraints_.size(); ++c)
    if (const auto* a = std::get_if<OfAttribute>(&constraints_[c].want);
        a != nullptr && a->predicate == attribute && (constraints >> c & 1U) != 0)
      return true;
  return false;
}

bool Problem::agrees(std::size_t number, Mask wanted, std::size_t image) const {
  const Part& part = parts_[number];
  for (std::size_t i = 0; i < part.nodes.size(); ++i)
    if ((stack_.parts[number].violates[i] & wanted) == 0 &&
        of_the_part(part, part.nodes[i], image) == Truth::yes)
      return true;
  return false;
}

std::vector<Problem::Objection> Problem::objections(std::size_t number, Mask wanted,
                                                    std::size_t image) const {
  std::vector<Objection> out;
  const Part& part = parts_[number];
  const NodeId row = rows_.image(image);
  const auto object = [&](const RelationRow& r, NodeId of) {
    Objection o{&r, of, {}};
    for (const FactRow& f : facts_for(world_, rows_.known(), of, r.by))
      if (f.refuted == no_id && world_.visible(f, rows_.known()) &&
          (f.scope_count == 0 || world_.in_scope(f, row, rows_.known())))
        o.facts.push_back(&f);
    const bool twice = std::any_of(out.begin(), out.end(), [&](const Objection& other) {
      return other.relation == &r && (other.of == of || other.facts == o.facts);
    });
    if (!o.facts.empty() && !twice) out.push_back(std::move(o));
  };
  for (std::size_t i = 0; i < part.nodes.size(); ++i) {
    if ((stack_.parts[number].violates[i] & wanted) != 0) continue;
    const std::uint32_t node = part.nodes[i];
    for (const RelationRow& r : world_.columns.relations) {
      for (std::size_t other = 0; other < parts_.size(); ++other)
        if (other != number && r.of == part.column->attribute.predicate &&
            (stack_.parts[other].own & wanted) != 0 &&
            r.limits == parts_[other].column->attribute.predicate &&
            !facts_for(world_, rows_.known(), node, r.by).empty())
          object(r, node);
      const ImageColumn* column = rows_.column(r.of == part.column->attribute.predicate ? r.limits : r.of);
      if (column == nullptr || column->attribute.part_kind != no_id) continue;
      if (r.of == part.column->attribute.predicate && asked_of(r.limits, wanted) &&
          relates(world_, rows_.known(), r, node, row, {column->of(image), column->nodes}).truth == Truth::no)
        object(r, node);
      if (r.limits == part.column->attribute.predicate && column->nodes)
        for (const std::uint32_t value : column->of(image))
          if (relates(world_, rows_.known(), r, value, row, {std::span(&node, 1), true}).truth == Truth::no)
            object(r, value);
    }
  }
  return out;
}

Truth Problem::goes_with(const Part& part, NodeId node, std::size_t image) const {
  if (const auto own = carried(part, node, image)) return *own;
  bool silent = true;
  const Truth by_image = of_the_image(part, node, image, &silent);
  const Truth by_part = of_the_part(part, node, image);
  if (by_part == Truth::no || by_image == Truth::no) return Truth::no;
  if (!silent && by_part == Truth::unknown) return by_image;
  const Truth out = both(by_part, by_image);
  return out == Truth::yes && !installable(part, node, image) ? Truth::unknown : out;
}

}  // namespace bestby
