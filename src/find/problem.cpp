#include "find/problem.h"

#include <algorithm>
#include <cstdlib>
#include <limits>
#include <set>

#include "base/text.h"

namespace bestby {

Problem::Problem(const ImageRows& rows, const FindWords& words, const std::vector<Constraint>& constraints,
                 Certainty certainty)
    : rows_(rows), world_(rows.world()), words_(words), constraints_(constraints), certainty_(certainty) {
  stack_.images = rows.size();
  for (unsigned c = 0; c < constraints.size(); ++c) {
    if (constraints[c].firmness != Firmness::preferred) hard_ |= Mask{1} << c;
    if (constraints[c].firmness == Firmness::firm) firm_ |= Mask{1} << c;
    part_of_.push_back(part_for(constraints[c]));
    stack_.holds.push_back(part_of_.back() ? Bits(rows.size(), true) : image_bits(constraints[c]));
    if (part_of_.back()) stack_.parts[*part_of_.back()].own |= Mask{1} << c;
  }
  if (parts_.empty()) return;
  number_keys();
  for (std::size_t p = 0; p < parts_.size(); ++p) fill_part(p);
  stack_.merge_keys();
}

bool Problem::in_image_column(NodeId product) const {
  for (const ImageColumn& c : rows_.columns())
    if (c.nodes && c.attribute.part_kind == no_id)
      for (const std::uint32_t v : c.distinct)
        if (world_.product(v).node == product) return true;
  return false;
}

// The place of the part, which is added where it is new.
std::optional<std::size_t> Problem::part_for(const Constraint& constraint) {
  Part part;
  const auto* product = std::get_if<OfProduct>(&constraint.want);
  const auto* attribute = std::get_if<OfAttribute>(&constraint.want);
  for (const ImageColumn& c : rows_.columns()) {
    if (c.attribute.part_kind == no_id) continue;
    if (attribute != nullptr && attribute->node && c.attribute.predicate == attribute->predicate)
      part.column = &c;
    if (product != nullptr && !in_image_column(product->product) &&
        world_.product(product->product).kind == c.attribute.part_kind) {
      part.column = &c;
      part.product = product->product;
    }
  }
  if (part.column == nullptr) return std::nullopt;
  for (std::size_t p = 0; p < parts_.size(); ++p)
    if (parts_[p].column == part.column && parts_[p].product == part.product) return p;
  for (const NodeId n : words_.nodes_of(part.column->attribute.predicate))
    if (part.product == no_id || world_.product(n).node == part.product) part.nodes.push_back(n);
  parts_.push_back(std::move(part));
  stack_.parts.emplace_back();
  return parts_.size() - 1;
}

const ImageColumn* Problem::column_of(unsigned constraint) const {
  if (part_of_[constraint]) return parts_[*part_of_[constraint]].column;
  const Constraint& c = constraints_[constraint];
  if (const auto* a = std::get_if<OfAttribute>(&c.want)) return rows_.column(a->predicate);
  if (const auto* p = std::get_if<OfProduct>(&c.want))
    for (const ImageColumn& column : rows_.columns())
      if (column.nodes)
        for (const std::uint32_t v : column.distinct)
          if (world_.product(v).node == p->product) return &column;
  return nullptr;
}

Bits Problem::product_bits(const OfProduct& want) const {
  const VersionTest test(world_, want);
  Bits yes(rows_.size()), maybe(rows_.size()), seen(rows_.size()), open(rows_.size());
  for (const ImageColumn& c : rows_.columns()) {
    if (!c.nodes) continue;
    bool here = false;
    for (std::size_t i = 0; i < c.distinct.size(); ++i) {
      if (world_.product(c.distinct[i]).node != want.product) continue;
      here = true;
      seen |= c.having[i];
      const Truth truth = test.holds(c.distinct[i]);
      if (truth == Truth::yes) yes |= c.having[i];
      if (truth == Truth::unknown) maybe |= c.having[i];
    }
    if (here) open |= ~c.complete;
  }
  if (certainty_ == Certainty::recorded) return yes;
  maybe |= open.without(seen);
  return yes |= maybe;
}

Bits Problem::through_bits(std::int32_t day) const {
  Bits out(rows_.size());
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    const ImageEnd& end = rows_.end(row);
    Truth truth = Truth::unknown;
    if (end.patched.state == Bound::State::never) truth = Truth::yes;
    if (end.patched.known() && end.patched.low >= day) truth = Truth::yes;
    if (end.patched.known() && end.patched.high < day) truth = Truth::no;
    if (end.holds == Truth::no) truth = Truth::no;
    if (enough(truth)) out.set(row);
  }
  return out;
}

Bits Problem::image_bits(const Constraint& constraint) const {
  if (const auto* product = std::get_if<OfProduct>(&constraint.want)) return product_bits(*product);
  if (const auto* through = std::get_if<PatchedThrough>(&constraint.want)) return through_bits(through->day);
  Bits out(rows_.size());
  if (const auto* publisher = std::get_if<OfPublisher>(&constraint.want)) {
    for (std::size_t row = 0; row < rows_.size(); ++row)
      if (world_.product(rows_.image(row)).publisher == publisher->publisher) out.set(row);
    return out;
  }
  if (const auto* images = std::get_if<OfImages>(&constraint.want)) {
    for (std::size_t row = 0; row < rows_.size(); ++row)
      if (world_.product(rows_.image(row)).node == images->product) out.set(row);
    return out;
  }
  const auto& want = std::get<OfAttribute>(constraint.want);
  const ImageColumn& column = *rows_.column(want.predicate);
  for (const std::uint32_t value : {want.value, column.attribute.covers}) {
    const auto at = std::lower_bound(column.distinct.begin(), column.distinct.end(), value);
    if (at != column.distinct.end() && *at == value)
      out |= column.having[static_cast<std::size_t>(at - column.distinct.begin())];
  }
  if (certainty_ == Certainty::possible) out |= ~column.complete;
  return out;
}

// Nodes that satisfy what is asked come first, the newest of them before the others; then what is nearest
// to them by version, or by name.
void Problem::order_nodes(std::size_t number) {
  Part& part = parts_[number];
  std::string asked;
  Mask own = 0;
  for (unsigned c = 0; c < constraints_.size(); ++c) {
    if (part_of_[c] != number) continue;
    own |= Mask{1} << c;
    if (const auto* a = std::get_if<OfAttribute>(&constraints_[c].want)) asked = world_.name(a->value);
  }
  const auto key = [&](NodeId n) { return world_.text(world_.node(n).key); };
  std::sort(part.nodes.begin(), part.nodes.end(),
            [&](NodeId a, NodeId b) { return key(a) != key(b) ? key(a) > key(b) : a > b; });
  std::vector<int> good;  // places in the order of versions
  for (std::size_t i = 0; i < part.nodes.size(); ++i)
    if ((violations(number, part.nodes[i]) & own) == 0) good.push_back(static_cast<int>(i));
  std::vector<std::pair<int, NodeId>> order;
  for (std::size_t i = 0; i < part.nodes.size(); ++i) {
    int distance = good.empty() || !asked.empty() ? 0 : std::numeric_limits<int>::max();
    if (!asked.empty()) distance = edit_distance(asked, world_.name(part.nodes[i]));
    for (const int g : good)
      if (asked.empty()) distance = std::min(distance, std::abs(g - static_cast<int>(i)));
    order.emplace_back(distance, part.nodes[i]);
  }
  std::stable_sort(order.begin(), order.end(),
                   [](const auto& a, const auto& b) { return a.first < b.first; });
  for (std::size_t i = 0; i < order.size(); ++i) part.nodes[i] = order[i].second;
}

Mask Problem::violations(std::size_t part, NodeId node) const {
  Mask out = 0;
  for (unsigned c = 0; c < constraints_.size(); ++c) {
    if (part_of_[c] != part) continue;
    Truth truth = Truth::no;
    if (const auto* product = std::get_if<OfProduct>(&constraints_[c].want))
      truth = VersionTest(world_, *product).holds(node);
    else if (const auto& want = std::get<OfAttribute>(constraints_[c].want);
             lies_within(world_, node, want.value))
      truth = Truth::yes;
    if (!enough(truth)) out |= Mask{1} << c;
  }
  return out;
}

// Predicates that the scopes of a part's facts name: what holds of it depends on them too.
void Problem::add_scopes(const Part& part, std::vector<PredicateId>& predicates) const {
  std::set<PredicateId> found(predicates.begin(), predicates.end());
  for (const NodeId node : part.nodes)
    for (const NodeId n : {node, world_.product(node).node})
      for (const FactRow& f : world_.facts(n))
        for (const ScopeRow& s : world_.columns.scopes.subspan(f.first_scope, f.scope_count))
          if (s.predicate != no_id) found.insert(s.predicate);
  predicates.assign(found.begin(), found.end());
}

// Images of one key have in common all that decides which parts go with them.
void Problem::number_keys() {
  std::vector<PredicateId> predicates;
  for (const RelationRow& r : world_.columns.relations) {
    if (has_part(r.of)) predicates.push_back(r.limits);
    if (has_part(r.limits)) predicates.push_back(r.of);
  }
  for (const Part& part : parts_) {
    predicates.push_back(part.column->attribute.predicate);
    add_scopes(part, predicates);
  }
  std::sort(predicates.begin(), predicates.end());
  predicates.erase(std::unique(predicates.begin(), predicates.end()), predicates.end());
  std::map<std::vector<std::uint32_t>, std::uint32_t> numbers;
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    const NodeId image = rows_.image(row);
    std::vector<std::uint32_t> key = {world_.product(image).node};
    for (const PredicateId p : predicates) {
      const ImageColumn* column = rows_.column(p);
      key.push_back(no_id);
      if (column != nullptr) {
        const auto values = column->of(row);
        key.insert(key.end(), values.begin(), values.end());
      } else {
        const auto values = values_of(world_, rows_.known(), image, p, image);
        key.insert(key.end(), values.begin(), values.end());
      }
    }
    const auto [at, fresh] =
        numbers.try_emplace(std::move(key), static_cast<std::uint32_t>(key_images_.size()));
    if (fresh) key_images_.push_back(row);
    stack_.key.push_back(at->second);
  }
}

bool Problem::has_part(PredicateId attribute) const {
  return std::any_of(parts_.begin(), parts_.end(),
                     [&](const Part& p) { return p.column->attribute.predicate == attribute; });
}

void Problem::fill_part(std::size_t number) {
  Part& part = parts_[number];
  PartTable& table = stack_.parts[number];
  order_nodes(number);
  for (const NodeId node : part.nodes) table.violates.push_back(violations(number, node));
  for (const std::size_t image : key_images_) {
    Bits fits(part.nodes.size());
    for (std::size_t i = 0; i < part.nodes.size(); ++i)
      if (enough(goes_with(part, part.nodes[i], image))) fits.set(i);
    table.fits.push_back(std::move(fits));
  }
  for (std::size_t before = 0; before < number; ++before) {
    const Part& other = parts_[before];
    std::vector<Bits> rows;
    bool limits = false;
    for (const RelationRow& r : world_.columns.relations)
      limits = limits ||
               (r.of == part.column->attribute.predicate && r.limits == other.column->attribute.predicate) ||
               (r.limits == part.column->attribute.predicate && r.of == other.column->attribute.predicate);
    for (std::size_t i = 0; limits && i < part.nodes.size(); ++i) {
      Bits row(other.nodes.size());
      for (std::size_t j = 0; j < other.nodes.size(); ++j)
        if (enough(beside(part, part.nodes[i], other, other.nodes[j]))) row.set(j);
      rows.push_back(std::move(row));
    }
    table.beside.push_back(std::move(rows));
  }
}

}  // namespace bestby
