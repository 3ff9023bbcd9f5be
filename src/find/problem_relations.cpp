// How the parts of a problem go with images and with each other, by the vocabulary's relations.
#include <algorithm>

#include "find/problem.h"
#include "find/told.h"

namespace bestby {

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
        !carried(rows_, part, part.nodes[chosen[p]], image))
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
        by_part(rows_, part, part.nodes[i], image) == Truth::yes)
      return true;
  return false;
}

std::optional<Problem::Objection> Problem::denial(unsigned constraint, std::size_t image) const {
  const auto* want = std::get_if<OfAttribute>(&constraints_[constraint].want);
  const RelationRow* relation = want == nullptr ? nullptr : telling_relation(world_, want->predicate);
  if (relation == nullptr) return std::nullopt;
  for (const Telling& t : told_of(world_, rows_.known(), *relation, rows_.image(image)))
    if (t.value == want->value && !t.holds) return Objection{relation, rows_.image(image), {t.fact}};
  return std::nullopt;
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

}  // namespace bestby
