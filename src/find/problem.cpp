#include "find/problem.h"

#include <algorithm>
#include <cstdlib>
#include <limits>

#include "base/text.h"

namespace bestby {

Problem::Problem(const ImageRows& rows, const FindWords& words, const std::vector<Constraint>& constraints,
                 Certainty certainty, PartMemo& memo)
    : rows_(rows),
      world_(rows.world()),
      words_(words),
      constraints_(constraints),
      certainty_(certainty),
      memo_(memo) {
  stack_.images = rows.size();
  for (unsigned c = 0; c < constraints.size(); ++c) {
    if (constraints[c].firmness != Firmness::preferred) hard_ |= Mask{1} << c;
    if (constraints[c].firmness == Firmness::firm) firm_ |= Mask{1} << c;
    part_of_.push_back(part_for(constraints[c]));
    stack_.holds.push_back(part_of_.back() ? Bits(rows.size(), true) : image_bits(constraints[c]));
    if (part_of_.back()) stack_.parts[*part_of_.back()].own |= Mask{1} << c;
  }
  if (!parts_.empty()) fill_parts();
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
  if (certainty_ == Certainty::possible) {
    Bits open = ~column.complete;
    const auto at = std::lower_bound(column.distinct.begin(), column.distinct.end(), want.value);
    if (column.told() && at != column.distinct.end() && *at == want.value)
      open.without(column.lacking[static_cast<std::size_t>(at - column.distinct.begin())]);
    out |= open;
  }
  return out;
}

Mask Problem::own_constraints(std::size_t part) const {
  Mask out = 0;
  for (unsigned c = 0; c < constraints_.size(); ++c)
    if (part_of_[c] == part) out |= Mask{1} << c;
  return out;
}

// The part's nodes, the newest first.
std::vector<NodeId> Problem::nodes_of(const Part& part) const {
  std::vector<NodeId> out;
  for (const NodeId n : words_.nodes_of(part.attribute()))
    if (part.product == no_id || world_.product(n).node == part.product) out.push_back(n);
  const auto key = [&](NodeId n) { return world_.text(world_.node(n).key); };
  std::sort(out.begin(), out.end(),
            [&](NodeId a, NodeId b) { return key(a) != key(b) ? key(a) > key(b) : a > b; });
  return out;
}

void Problem::fill_parts() {
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    Part& part = parts_[p];
    part.nodes = nodes_of(part);
    fits_.push_back(&memo_.fits(part, part.nodes));
    fill_violations(p);
    order_nodes(p);
    for (std::size_t before = 0; before < p; ++before) fill_beside(p, before);
  }
  fill_fits();
}

void Problem::fill_violations(std::size_t number) {
  auto& out = stack_.parts[number].violates;
  out.assign(parts_[number].nodes.size(), 0);
  for (unsigned c = 0; c < constraints_.size(); ++c) {
    if (part_of_[c] != number) continue;
    const auto* product = std::get_if<OfProduct>(&constraints_[c].want);
    std::optional<VersionTest> test;
    if (product != nullptr) test.emplace(world_, *product);
    for (std::size_t i = 0; i < out.size(); ++i) {
      const NodeId node = parts_[number].nodes[i];
      const Truth truth = test ? test->holds(node)
                          : lies_within(world_, node, std::get<OfAttribute>(constraints_[c].want).value)
                              ? Truth::yes
                              : Truth::no;
      if (!enough(truth)) out[i] |= Mask{1} << c;
    }
  }
}

// Nodes that satisfy what is asked come first, the newest of them before the others; then what is nearest
// to them by version, or by name.
void Problem::order_nodes(std::size_t number) {
  Part& part = parts_[number];
  auto& violates = stack_.parts[number].violates;
  std::string asked;
  for (unsigned c = 0; c < constraints_.size(); ++c)
    if (const auto* a = std::get_if<OfAttribute>(&constraints_[c].want);
        a != nullptr && part_of_[c] == number)
      asked = world_.name(a->value);
  const Mask own = own_constraints(number);
  std::vector<int> good;  // places in the order of versions
  for (std::size_t i = 0; i < part.nodes.size(); ++i)
    if ((violates[i] & own) == 0) good.push_back(static_cast<int>(i));
  std::vector<std::pair<int, std::uint32_t>> order;
  for (std::size_t i = 0; i < part.nodes.size(); ++i) {
    int distance = good.empty() || !asked.empty() ? 0 : std::numeric_limits<int>::max();
    if (!asked.empty()) distance = edit_distance(asked, world_.name(part.nodes[i]));
    for (const int g : good)
      if (asked.empty()) distance = std::min(distance, std::abs(g - static_cast<int>(i)));
    order.emplace_back(distance, static_cast<std::uint32_t>(i));
  }
  std::sort(order.begin(), order.end());
  const auto nodes = part.nodes;
  const auto unordered = violates;
  order_.emplace_back();
  for (std::size_t i = 0; i < order.size(); ++i) {
    order_.back().push_back(order[i].second);
    part.nodes[i] = nodes[order[i].second];
    violates[i] = unordered[order[i].second];
  }
}

Bits Problem::in_order(std::size_t part, const TruthBits& bits) const {
  Bits out(order_[part].size());
  for (std::size_t i = 0; i < order_[part].size(); ++i) {
    const std::uint32_t place = order_[part][i];
    if (bits.yes.test(place) || (certainty_ == Certainty::possible && bits.perhaps.test(place))) out.set(i);
  }
  return out;
}

// Images of one key are of one class for every part.
void Problem::fill_fits() {
  RowClasses keys(rows_.size());
  for (const PartFits* fits : fits_) keys.meet(fits->rows());
  for (std::size_t row = 0; row < rows_.size(); ++row) stack_.key.push_back(keys.of(row));
  for (std::size_t p = 0; p < parts_.size(); ++p) {
    std::vector<Bits> by_class;
    for (std::uint32_t c = 0; c < fits_[p]->classes(); ++c) by_class.push_back(in_order(p, fits_[p]->of(c)));
    for (std::uint32_t k = 0; k < keys.size(); ++k)
      stack_.parts[p].fits.push_back(by_class[fits_[p]->class_of(keys.first(k))]);
  }
}

void Problem::fill_beside(std::size_t part, std::size_t before) {
  auto& out = stack_.parts[part].beside.emplace_back();
  if (!limit_each_other(world_, parts_[part].attribute(), parts_[before].attribute())) return;
  const auto& by_node = memo_.beside(parts_[before], *fits_[before], parts_[part], *fits_[part]);
  for (const std::uint32_t place : order_[before]) out.push_back(in_order(part, by_node[place]));
}

}  // namespace bestby
