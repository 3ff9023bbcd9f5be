#include "find/part_fits.h"

#include <algorithm>
#include <functional>
#include <set>

namespace bestby {
namespace {

// What an aspect says of the nodes: of those in none of the sets, nothing.
struct Said {
  Bits yes, perhaps, no;
  explicit Said(std::size_t nodes) : yes(nodes), perhaps(nodes), no(nodes) {}

  void say(std::size_t node, std::optional<Truth> truth) {
    if (truth) (*truth == Truth::yes ? yes : *truth == Truth::no ? no : perhaps).set(node);
  }
  // A no outweighs a perhaps, and that a yes.
  void add(const Said& other) {
    yes |= other.yes;
    perhaps |= other.perhaps;
    no |= other.no;
    perhaps.without(no);
    yes.without(no).without(perhaps);
  }
  Bits silent() const {
    Bits out = yes;
    out |= perhaps;
    return ~(out |= no);
  }
};

enum class Role : std::uint8_t { carried, by_part, by_image, file };

struct Aspect {
  Role role;
  RowClasses classes;
  std::vector<Said> said;  // by class
};

// Numbers from 0 on for outcomes, the same for the same.
class Outcomes {
 public:
  std::uint32_t number(std::initializer_list<const Bits*> outcome) {
    std::vector<std::uint64_t> words;
    for (const Bits* bits : outcome) words.insert(words.end(), bits->words().begin(), bits->words().end());
    const auto next = static_cast<std::uint32_t>(numbers_.size());
    return numbers_.try_emplace(std::move(words), next).first->second;
  }

 private:
  std::map<std::vector<std::uint64_t>, std::uint32_t> numbers_;
};

class Fitter {
 public:
  Fitter(const ImageRows& rows, const PartKind& part, const std::vector<NodeId>& nodes,
         ImageProjections& seen)
      : rows_(rows), world_(rows.world()), part_(part), nodes_(nodes), seen_(seen) {}

  void run(RowClasses& all, std::vector<TruthBits>& fits) {
    add_carried();
    for (const RelationRow& r : world_.columns.relations) {
      if (speaks_of_part(rows_, r, part_)) add_by_part(r);
      if (speaks_of_image(rows_, r, part_)) add_by_image(r);
    }
    package_ = part_.product == no_id || comes_as_package(world_, part_.product);
    if (!package_) add_file();
    combine(all, fits);
  }

 private:
  using Ask = std::function<std::optional<Truth>(std::size_t node, std::size_t image)>;

  void add(Role role, RowClasses classes, const Ask& ask) {
    Outcomes outcomes;
    std::vector<std::uint32_t> number_of;
    std::vector<Said> all;
    for (std::uint32_t number = 0; number < classes.size(); ++number) {
      Said said(nodes_.size());
      for (std::size_t i = 0; i < nodes_.size(); ++i) said.say(i, ask(i, classes.first(number)));
      number_of.push_back(outcomes.number({&said.yes, &said.perhaps, &said.no}));
      if (number_of.back() == all.size()) all.push_back(std::move(said));
    }
    classes.merge(number_of);  // rows come first in the order of `all`
    aspects_.push_back({role, std::move(classes), std::move(all)});
  }

  // Of a library only its own releases decide.
  void add_carried() {
    RowClasses classes(rows_.size());
    classes.fold([&](std::size_t row, auto&& value) {
      for (const std::uint32_t v : part_.column->of(row))
        if (part_.product == no_id || world_.product(v).node == part_.product) value(v);
    });
    classes.number();
    add(Role::carried, std::move(classes),
        [&](std::size_t node, std::size_t image) { return carried(rows_, part_, nodes_[node], image); });
  }

  // A relation by which nothing is recorded of any node says nothing, but for what it spares.
  void add_by_part(const RelationRow& r) {
    std::vector<std::span<const FactRow>> facts;
    for (const NodeId node : nodes_) facts.push_back(facts_for(world_, rows_.known(), node, r.by));
    const bool silent = std::all_of(facts.begin(), facts.end(), [](const auto& f) { return f.empty(); });
    if (silent && r.spares == no_id) return;
    RowClasses classes = in_scopes(nodes_, r.by);
    if (const ImageColumn* column = rows_.column(r.limits)) classes.meet(seen_.column(*column));
    if (r.kind == RelationKind::flag) classes.meet(seen_.publisher());
    add(Role::by_part, std::move(classes), [&](std::size_t node, std::size_t image) {
      return by_part(rows_, r, nodes_[node], facts[node], image);
    });
  }

  void add_by_image(const RelationRow& r) {
    const ImageColumn& column = *rows_.column(r.of);
    RowClasses classes = in_scopes(column.distinct, r.by);
    classes.meet(seen_.column(column));
    classes.meet(seen_.complete(column));
    if (r.kind == RelationKind::flag) classes.meet(seen_.publisher());
    add(Role::by_image, std::move(classes),
        [&](std::size_t node, std::size_t image) { return by_image(rows_, r, nodes_[node], image); });
  }

  void add_file() {
    const auto p = file_predicate(world_);
    if (!p) return;
    add(Role::file, in_scopes(nodes_, *p), [&](std::size_t node, std::size_t image) -> std::optional<Truth> {
      if (has_file(rows_, *p, nodes_[node], image)) return Truth::yes;
      return std::nullopt;
    });
  }

  // Classes of images for which the scopes of these nodes' facts, or their cycles' or products', agree.
  RowClasses in_scopes(const std::vector<NodeId>& nodes, PredicateId by) {
    std::set<PredicateId> predicates;
    std::set<NodeId> values;
    NodeId last = no_id;
    const auto look = [&](NodeId node) {
      if (node == no_id) return;
      for (const FactRow& f : world_.facts(node, by))
        for (const ScopeRow& s : world_.columns.scopes.subspan(f.first_scope, f.scope_count)) {
          predicates.insert(s.predicate);
          if (s.is_node != 0 && seen_.any_within(s.value)) values.insert(s.value);
        }
    };
    for (const NodeId node : nodes) {
      look(node);
      look(world_.cycle_of(node));
      if (const NodeId product = world_.product(node).node; product != last) look(last = product);
    }
    RowClasses out(rows_.size());
    for (const PredicateId p : predicates) out.meet(p == no_id ? seen_.publisher() : seen_.facts(p));
    for (const NodeId v : values) out.meet(seen_.within(v));
    return out;
  }

  void combine(RowClasses& all, std::vector<TruthBits>& fits) const {
    for (const Aspect& aspect : aspects_) all.meet(aspect.classes);
    Outcomes outcomes;
    std::vector<std::uint32_t> number_of;
    for (std::uint32_t c = 0; c < all.size(); ++c) {
      TruthBits outcome = combined(all.first(c));
      number_of.push_back(outcomes.number({&outcome.yes, &outcome.perhaps}));
      if (number_of.back() == fits.size()) fits.push_back(std::move(outcome));
    }
    all.merge(number_of);
  }

  // The same as `goes_with`, for all nodes.
  TruthBits combined(std::size_t image) const {
    const std::size_t n = nodes_.size();
    Said carries(n), of_part(n), of_image(n), file(n);
    bool silent = true;
    for (const Aspect& aspect : aspects_) {
      const Said& said = aspect.said[aspect.classes.of(image)];
      if (aspect.role == Role::carried) carries.add(said);
      if (aspect.role == Role::by_part) of_part.add(said);
      if (aspect.role == Role::by_image) of_image.add(said);
      if (aspect.role == Role::file) file.add(said);
      silent = silent && aspect.role != Role::by_image;
    }
    Bits agrees = of_part.yes;
    if (!silent) agrees &= of_image.yes;
    if (!package_) agrees &= file.yes;
    Bits no = of_part.no;
    if (!silent) {
      Bits unsaid = of_part.silent();
      unsaid |= of_part.perhaps;
      agrees |= unsaid &= of_image.yes;
      no |= of_image.no;
    }
    agrees.without(carries.no) |= carries.yes;
    no.without(carries.yes) |= carries.no;
    Bits either = agrees;
    return {agrees, ~(either |= no)};
  }

  const ImageRows& rows_;
  const World& world_;
  const PartKind& part_;
  const std::vector<NodeId>& nodes_;
  ImageProjections& seen_;
  std::vector<Aspect> aspects_;
  bool package_ = true;
};

}  // namespace

PartFits::PartFits(const ImageRows& rows, const PartKind& part, std::vector<NodeId> nodes,
                   ImageProjections& seen)
    : nodes_(std::move(nodes)), rows_(rows.size()) {
  Fitter(rows, part, nodes_, seen).run(rows_, fits_);
}

const PartFits& PartMemo::fits(const PartKind& part, std::vector<NodeId> nodes) {
  auto& out = fits_[{part.attribute(), part.product}];
  if (!out) out = std::make_unique<PartFits>(rows_, part, std::move(nodes), seen_);
  return *out;
}

const std::vector<TruthBits>& PartMemo::beside(const PartKind& a, const PartFits& nodes_a, const PartKind& b,
                                               const PartFits& nodes_b) {
  const Key key_a{a.attribute(), a.product}, key_b{b.attribute(), b.product};
  const auto [at, fresh] = beside_.try_emplace({key_a, key_b});
  if (!fresh) return at->second;
  for (const NodeId of_a : nodes_a.nodes()) {
    TruthBits bits{Bits(nodes_b.nodes().size()), Bits(nodes_b.nodes().size())};
    for (std::size_t i = 0; i < nodes_b.nodes().size(); ++i) {
      const Truth truth = bestby::beside(rows_, a.attribute(), of_a, b.attribute(), nodes_b.nodes()[i]);
      if (truth == Truth::yes) bits.yes.set(i);
      if (truth == Truth::unknown) bits.perhaps.set(i);
    }
    at->second.push_back(std::move(bits));
  }
  return at->second;
}

}  // namespace bestby
