// The World's columns, in three passes: each record by itself, then how nodes, facts and members
// belong together, then the orders that lookups rely on.
#include <algorithm>
#include <tuple>

#include "base/version.h"
#include "snapshot/checks.h"

namespace bestby {
namespace {

class WorldVerifier {
 public:
  WorldVerifier(const World& world, TextChecks& texts, Checks& checks)
      : c_(world.columns), texts_(texts), checks_(checks) {}

  bool run() {
    return vocabulary() && sources() && products() && nodes() && scopes() && citations() && facts() &&
           problems() && name_rows() && layout() && members() && fact_runs() && references() &&
           fact_order() && product_order() && name_orders();
  }

 private:
  template <class Rows, class Check>
  bool each(std::string_view column, const Rows& rows, Check&& check) {
    for (std::size_t i = 0; i < rows.size(); ++i) {
      checks_.at(column, i);
      if (!check(rows[i], i)) return false;
    }
    return true;
  }

  bool days_ascend(std::uint32_t first, std::uint32_t count) {
    if (!checks_.run(first, count, c_.editions.size(), "its editions lie outside the column")) return false;
    const auto days = c_.editions.subspan(first, count);
    for (std::size_t i = 1; i < days.size(); ++i)
      if (!checks_.holds(days[i - 1] < days[i], "its editions are not in order")) return false;
    return true;
  }

  bool known_scheme(TextId scheme) {
    return texts_.shown(scheme, "its scheme is not a text") &&
           checks_.holds(find_version_scheme(texts_[scheme]) != nullptr, "its version scheme is not known");
  }

  bool optional_text(TextId id) { return id == no_id || texts_.shown(id, "a word of it is not a text"); }

  bool vocabulary() {
    const auto word = [&](TextId id, std::size_t) { return texts_.shown(id, "it is not a text"); };
    const auto says = [&](const TagWordRow& w, std::size_t) {
      const bool any = w.predicate != no_id;
      return texts_.shown(w.pattern, "its pattern is not a text") &&
             checks_.holds(is_tag_pattern(texts_[w.pattern]), "its pattern is none") &&
             texts_.shown(w.value, "its value is not a text") &&
             checks_.holds(!any || w.predicate < c_.predicates.size(), "its predicate is none") &&
             checks_.holds(!any || is_sayable(c_.predicates[w.predicate].type),
                           "its predicate is not one of words");
    };
    checks_.at("services", c_.services.size());
    if (!checks_.holds(c_.services.size() <= max_services, "there are more than 32")) return false;
    checks_.at("as of", c_.as_of.size());
    return checks_.holds(c_.as_of.size() <= 1, "there is more than one day") &&
           each("as of", c_.as_of,
                [&](std::int32_t d, std::size_t) { return checks_.day(d, "it is not a day"); }) &&
           each("kinds", c_.kinds, word) && each("services", c_.services, word) &&
           each("tag words", c_.tag_words, says) && each("name words", c_.name_words, says) &&
           each("registries", c_.registries,
                [&](const RegistryRow& r, std::size_t) {
                  return texts_.shown(r.prefix, "its host is not a text") &&
                         (r.publisher == no_id || texts_.shown(r.publisher, "its publisher is not a text"));
                }) &&
           each("attributes", c_.attributes,
                [&](const AttributeRow& a, std::size_t) {
                  const std::size_t predicates = c_.predicates.size();
                  return checks_.id(a.predicate, predicates, "its predicate is none") &&
                         checks_.flag(a.words, "`words` is neither yes nor no") &&
                         checks_.flag(a.partial, "`partial` is neither yes nor no") &&
                         checks_.holds(a.weight <= 9999, "its weight is too high") &&
                         optional_text(a.part_kind) && optional_text(a.noun) && optional_text(a.covers) &&
                         checks_.optional_id(a.through, predicates, "`through` is no predicate") &&
                         checks_.optional_id(a.with, predicates, "`with` is no predicate") &&
                         (a.with == no_id || optional_text(a.with_value));
                }) &&
           each("relations", c_.relations,
                [&](const RelationRow& r, std::size_t) {
                  const std::size_t predicates = c_.predicates.size();
                  return texts_.shown(r.name, "its name is not a text") &&
                         checks_.id(r.of, predicates, "`of` is no predicate") &&
                         checks_.id(r.by, predicates, "`by` is no predicate") &&
                         checks_.id(r.limits, predicates, "`limits` is no predicate") &&
                         checks_.one_of(r.kind, RelationKind::specifier, "its kind is none") &&
                         checks_.flag(r.closed, "`world` is neither open nor closed") &&
                         optional_text(r.spares) && optional_text(r.says);
                }) &&
           each("predicates", c_.predicates, [&](const PredicateRow& p, std::size_t) {
             return texts_.shown(p.name, "its name is not a text") &&
                    texts_.shown(p.says, "what it says is not a text") &&
                    checks_.one_of(p.type, ValueType::version, "its type is none") &&
                    checks_.flag(p.many, "`many` is neither yes nor no") &&
                    checks_.flag(p.event, "`event` is neither yes nor no") &&
                    checks_.flag(p.first_of_cycle, "`of-cycle` is neither yes nor no") &&
                    checks_.flag(p.inherent, "`inherent` is neither yes nor no") &&
                    (p.type == ValueType::version ? known_scheme(p.scheme)
                                                  : texts_.shown(p.scheme, "its scheme is not a text"));
           });
  }

  bool sources() {
    return each("editions", c_.editions,
                [&](std::int32_t d, std::size_t) { return checks_.day(d, "it is not a day"); }) &&
           each("sources", c_.sources, [&](const SourceRow& s, std::size_t) {
             return texts_.shown(s.id, "its id is not a text") &&
                    texts_.shown(s.title, "its title is not a text") &&
                    texts_.shown(s.url, "its address is not a text") &&
                    texts_.shown(s.publisher, "its publisher is not a text") &&
                    days_ascend(s.first_edition, s.edition_count);
           });
  }

  bool citations() {
    return each("citations", c_.citations, [&](const CitationRow& c, std::size_t) {
      return checks_.id(c.source, c_.sources.size(), "its source does not exist") &&
             texts_.shown(c.place, "its place is not a text") &&
             days_ascend(c.first_edition, c.edition_count);
    });
  }

  bool products() {
    return each("products", c_.products, [&](const Product& p, std::size_t) {
      for (const TextId id : {p.id, p.name, p.kind, p.publisher, p.says, p.url, p.repository})
        if (!texts_.shown(id, "a text of it does not exist")) return false;
      return known_scheme(p.scheme) &&
             checks_.holds(p.cycle_depth <= 3, "its cycles have too many numbers") &&
             checks_.id(p.node, c_.nodes.size(), "its node does not exist") &&
             checks_.run(p.first_cycle, p.cycle_count, c_.nodes.size(),
                         "its cycles lie outside the column") &&
             checks_.run(p.first_release, p.release_count, c_.nodes.size(),
                         "its releases lie outside the column");
    });
  }

  bool nodes() {
    return each("nodes", c_.nodes, [&](const NodeRow& n, std::size_t) {
      return checks_.id(n.product, c_.products.size(), "its product does not exist") &&
             checks_.one_of(n.kind, NodeKind::release, "its kind is none") &&
             texts_.shown(n.name, "its name is not a text") && texts_.key(n.key, "its key is not a text") &&
             checks_.optional_id(n.cycle, c_.nodes.size(), "its cycle does not exist") &&
             checks_.run(n.first_member, n.member_count, c_.members.size(),
                         "its members lie outside the column") &&
             checks_.run(n.first_fact, n.fact_count, c_.facts.size(), "its facts lie outside the column") &&
             checks_.run(n.first_reference, n.reference_count, c_.references.size(),
                         "its references lie outside the column") &&
             checks_.flag(n.recorded, "`recorded` is neither yes nor no");
    });
  }

  bool open_or_day(std::int32_t day, std::int32_t open) {
    return day == open || checks_.day(day, "a day of it is out of range");
  }

  bool value(ValueType type, std::int32_t low, std::int32_t high) {
    const auto id = static_cast<std::uint32_t>(low);
    switch (type) {
      case ValueType::date:
        return open_or_day(low, day_min) && open_or_day(high, day_max) &&
               checks_.holds(low <= high, "its days are in the wrong order");
      case ValueType::release:
        return checks_.id(id, c_.nodes.size(), "its value is not a node") &&
               checks_.holds(low == high, "its value is not one node");
      case ValueType::text:
      case ValueType::url: return texts_.shown(id, "its value is not a text");
      case ValueType::flag: return checks_.holds(low == 0 || low == 1, "its value is neither yes nor no");
      case ValueType::version:
        return texts_.shown(id, "its value is not a text") &&
               texts_.key(static_cast<TextId>(high), "its value's key is not a text");
      case ValueType::number: return true;
    }
    return false;
  }

  bool scopes() {
    return each("scopes", c_.scopes, [&](const ScopeRow& s, std::size_t) {
      if (s.predicate == no_id)
        return checks_.holds(s.is_node == 0, "a publisher is no node") &&
               texts_.shown(s.value, "its publisher is not a text");
      if (!checks_.id(s.predicate, c_.predicates.size(), "its predicate does not exist")) return false;
      const ValueType type = c_.predicates[s.predicate].type;
      if (!checks_.holds((s.is_node != 0) == (type == ValueType::release), "its value is of another type"))
        return false;
      const auto low = static_cast<std::int32_t>(s.value);
      switch (type) {
        case ValueType::date:
        case ValueType::number: return true;
        case ValueType::version: return texts_.shown(s.value, "its value is not a text");
        default: return value(type, low, low);
      }
    });
  }

  bool facts() {
    return each("facts", c_.facts, [&](const FactRow& f, std::size_t) {
      return checks_.id(f.subject, c_.nodes.size(), "its subject does not exist") &&
             checks_.id(f.predicate, c_.predicates.size(), "its predicate does not exist") &&
             value(c_.predicates[f.predicate].type, f.low, f.high) &&
             checks_.run(f.first_scope, f.scope_count, c_.scopes.size(),
                         "its scope lies outside the column") &&
             scope_order(f) &&
             checks_.run(f.first_citation, f.citation_count, c_.citations.size(),
                         "its citations lie outside the column") &&
             open_or_day(f.known, day_min) && open_or_day(f.gone, day_max) &&
             checks_.holds(f.known < f.gone, "it is withdrawn before it is known") &&
             texts_.optional(f.refuted, "its refutation is not a text") &&
             texts_.optional(f.note, "its note is not a text");
    });
  }

  // What a part needs is what reports rely on; a pattern is compiled, and refused, where it is used.
  bool problems() {
    return each("problems", c_.problems,
                [&](const ProblemRow& p, std::size_t i) {
                  for (const TextId id : {p.id, p.says, p.means, p.pattern})
                    if (!texts_.shown(id, "a text of it does not exist")) return false;
                  return checks_.run(p.first_part, p.part_count, c_.problem_parts.size(),
                                     "its parts lie outside the column") &&
                         checks_.holds(i == 0 || texts_[c_.problems[i - 1].id] < texts_[p.id],
                                       "it does not stand in order");
                }) &&
           each("problem parts", c_.problem_parts, [&](const ProblemPartRow& p, std::size_t) {
             using Kind = ProblemPartKind;
             if (!checks_.one_of(p.kind, Kind::cites, "its kind is none")) return false;
             const bool named = p.kind == Kind::reads || p.kind == Kind::adds;
             const bool formed = p.kind == Kind::adds;
             const std::size_t rows = p.kind == Kind::concerns ? c_.nodes.size()
                                      : p.kind == Kind::tells  ? c_.predicates.size()
                                      : p.kind == Kind::cites  ? c_.sources.size()
                                                               : 0;
             return (p.kind == Kind::concerns || texts_.shown(p.text, "what it says is not a text")) &&
                    (named ? texts_.shown(p.name, "its name is not a text")
                           : checks_.holds(p.name == no_id, "it has a name")) &&
                    (formed ? texts_.shown(p.form, "its form is not a text")
                            : texts_.optional(p.form, "its form is not a text")) &&
                    checks_.holds(rows > 0 ? p.row < rows : p.row == no_id, "what it names does not exist");
           });
  }

  std::span<const ScopeRow> scope(const FactRow& f) const {
    return c_.scopes.subspan(f.first_scope, f.scope_count);
  }

  bool scope_order(const FactRow& f) {
    const auto rows = scope(f);
    if (!checks_.holds(rows.size() <= max_scope, "its scope is too large")) return false;
    for (std::size_t i = 1; i < rows.size(); ++i)
      if (!checks_.holds(rows[i - 1].predicate <= rows[i].predicate, "its scope is not in order"))
        return false;
    return true;
  }

  bool name_rows() {
    const auto name = [&](const auto& row, std::size_t) {
      return texts_.shown(row.name, "its name is not a text") &&
             checks_.id(row.node, c_.nodes.size(), "its node does not exist");
    };
    return each("names", c_.names, name) && each("other names", c_.other_names, name) &&
           each("repositories", c_.repositories, name) &&
           each("identifiers", c_.identifiers, [&](const IdentifierRow& row, std::size_t) {
             return texts_.shown(row.identifier, "it is not a text") &&
                    checks_.id(row.node, c_.nodes.size(), "its node does not exist");
           });
  }

  // Product after product: its own node, its cycles, its releases.
  bool layout() {
    std::uint64_t next = 0;
    const auto laid_out = each("products", c_.products, [&](const Product& p, std::size_t) {
      const bool placed = p.node == next && p.first_cycle == next + 1 &&
                          p.first_release == std::uint64_t{p.first_cycle} + p.cycle_count;
      next = std::uint64_t{p.first_release} + p.release_count;
      return checks_.holds(placed, "its nodes do not stand where they must");
    });
    checks_.at("nodes", next);
    if (!laid_out || !checks_.holds(next == c_.nodes.size(), "it belongs to no product")) return false;
    return each("nodes", c_.nodes, [&](const NodeRow& n, std::size_t i) {
      const Product& p = c_.products[n.product];
      const NodeKind kind = i == p.node           ? NodeKind::product
                            : i < p.first_release ? NodeKind::cycle
                                                  : NodeKind::release;
      return checks_.holds(
          p.node <= i && i < std::uint64_t{p.first_release} + p.release_count && n.kind == kind,
          "it stands among another product's nodes");
    });
  }

  // Each cycle lists its releases once, in order, and no release has a cycle that does not list it.
  bool members() {
    std::size_t with_cycle = 0, listed = 0;
    const bool each_holds = each("nodes", c_.nodes, [&](const NodeRow& n, std::size_t i) {
      if (n.cycle != no_id) {
        ++with_cycle;
        const NodeRow& cycle = c_.nodes[n.cycle];
        if (!checks_.holds(
                n.kind == NodeKind::release && cycle.kind == NodeKind::cycle && cycle.product == n.product,
                "its cycle is none of its product"))
          return false;
      }
      if (!checks_.holds(n.member_count == 0 || n.kind == NodeKind::cycle, "it has members and is no cycle"))
        return false;
      listed += n.member_count;
      return ascending_members(n, static_cast<NodeId>(i));
    });
    checks_.at("members", 0);
    return each_holds && checks_.holds(with_cycle == listed && listed == c_.members.size(),
                                       "not every release is a member of its cycle");
  }

  bool ascending_members(const NodeRow& cycle, NodeId id) {
    const auto own = c_.members.subspan(cycle.first_member, cycle.member_count);
    for (std::size_t i = 0; i < own.size(); ++i)
      if (!checks_.holds(
              own[i] < c_.nodes.size() && c_.nodes[own[i]].cycle == id && (i == 0 || own[i - 1] < own[i]),
              "a member of it is none of its releases"))
        return false;
    return true;
  }

  bool fact_runs() {
    std::size_t total = 0;
    const bool own = each("nodes", c_.nodes, [&](const NodeRow& n, std::size_t i) {
      total += n.fact_count;
      for (const FactRow& f : c_.facts.subspan(n.first_fact, n.fact_count))
        if (!checks_.holds(f.subject == i, "a fact of it speaks of another")) return false;
      return true;
    });
    checks_.at("facts", total);
    return own && checks_.holds(total == c_.facts.size(), "not every fact stands with its subject");
  }

  bool references() {
    std::size_t total = 0, wanted = 0;
    for (const FactRow& f : c_.facts) wanted += c_.predicates[f.predicate].type == ValueType::release ? 1 : 0;
    const bool own = each("nodes", c_.nodes, [&](const NodeRow& n, std::size_t i) {
      total += n.reference_count;
      const auto run = c_.references.subspan(n.first_reference, n.reference_count);
      for (std::size_t k = 0; k < run.size(); ++k)
        if (!checks_.holds(refers(run[k], static_cast<NodeId>(i)) && (k == 0 || run[k - 1] < run[k]),
                           "a reference to it is none"))
          return false;
      return true;
    });
    checks_.at("references", total);
    return own && checks_.holds(total == c_.references.size() && total == wanted,
                                "not every reference stands with its node");
  }

  bool refers(FactId id, NodeId node) const {
    if (id >= c_.facts.size()) return false;
    const FactRow& f = c_.facts[id];
    return c_.predicates[f.predicate].type == ValueType::release && static_cast<NodeId>(f.low) == node;
  }

  std::uint32_t width(const FactRow& f) const {
    std::uint32_t n = 0;
    const auto rows = scope(f);
    for (std::size_t i = 0; i < rows.size(); ++i)
      n += i == 0 || rows[i - 1].predicate != rows[i].predicate ? 1U : 0U;
    return n;
  }

  // By subject and predicate, the narrower scope first, then what became known later.
  bool fact_order() {
    std::size_t alike = 0;
    return each("facts", c_.facts, [&](const FactRow& f, std::size_t i) {
      if (i == 0) return true;
      const FactRow& before = c_.facts[i - 1];
      alike = before.subject == f.subject && before.predicate == f.predicate ? alike + 1 : 0;
      if (!checks_.holds(alike < max_alike, "its subject has too many facts of its predicate")) return false;
      const auto rank = [&](const FactRow& x) {
        return std::tuple(x.subject, x.predicate, ~width(x), -std::int64_t{x.known});
      };
      return checks_.holds(rank(before) <= rank(f), "it does not stand in order");
    });
  }

  bool product_order() {
    const auto later = [&](TextId a, TextId b) { return texts_[a] < texts_[b]; };
    return each("products", c_.products,
                [&](const Product& p, std::size_t i) {
                  return i == 0 ||
                         checks_.holds(later(c_.products[i - 1].id, p.id), "products are not in order");
                }) &&
           each("nodes", c_.nodes, [&](const NodeRow& n, std::size_t i) {
             if (i == 0 || c_.nodes[i - 1].product != n.product || c_.nodes[i - 1].kind != n.kind)
               return true;
             const NodeRow& before = c_.nodes[i - 1];
             return checks_.holds(std::tuple(texts_[before.key], texts_[before.name]) <
                                      std::tuple(texts_[n.key], texts_[n.name]),
                                  "versions are not in order");
           });
  }

  bool name_orders() {
    const auto sorted = [&](const auto& rows, bool unique) {
      return [&, unique](const auto& row, std::size_t i) {
        if (i == 0) return true;
        const auto order = texts_[rows[i - 1].name].compare(texts_[row.name]);
        return checks_.holds(order < 0 || (order == 0 && !unique && rows[i - 1].node <= row.node),
                             "names are not in order");
      };
    };
    return each("names", c_.names, sorted(c_.names, true)) &&
           each("other names", c_.other_names, sorted(c_.other_names, false)) &&
           each("repositories", c_.repositories, sorted(c_.repositories, false)) &&
           each("identifiers", c_.identifiers, [&](const IdentifierRow& row, std::size_t i) {
             return i == 0 ||
                    checks_.holds(texts_[c_.identifiers[i - 1].identifier] <= texts_[row.identifier],
                                  "identifiers are not in order");
           });
  }

  const WorldColumns<ColumnView>& c_;
  TextChecks& texts_;
  Checks& checks_;
};

}  // namespace

bool verify_world(const World& world, TextChecks& texts, Checks& checks) {
  return WorldVerifier(world, texts, checks).run();
}

}  // namespace bestby
