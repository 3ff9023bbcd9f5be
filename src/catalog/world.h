// The World: everything the catalogue says, read-only, in columns.
//
// Nodes are what facts are about: a product, a cycle of it (pytorch 1.12) or a release (1.12.1).
// They are numbered so that a product's nodes stand together, and its cycles and its releases each
// in version order: comparing two node ids of one product compares their versions.
//
//     const World world = store->world();
//     NodeId torch = *world.find_product("pytorch");
//     for (NodeId r : world.releases_of(torch)) use(world.name(r));
//     const FactRow* f = world.fact(cycle, *world.find_predicate("released"), known, cycle);
//
// INVARIANT: every id in a column is in range, every (first, count) pair lies inside its column,
// texts are UTF-8, `facts` are sorted by (subject, predicate, narrower scope, later knowledge).
// `WorldStore` establishes it; a snapshot from elsewhere is checked before it is used.
//
// Cost: lookups by name are binary searches; a node's facts are one contiguous run.
#pragma once

#include <algorithm>
#include <cstdint>
#include <limits>
#include <optional>
#include <string_view>

#include "base/date.h"
#include "catalog/address_columns.h"
#include "catalog/columns.h"

namespace bestby {

using TextId = std::uint32_t;
using NodeId = std::uint32_t;
using FactId = std::uint32_t;
using PredicateId = std::uint32_t;
inline constexpr std::uint32_t no_id = std::numeric_limits<std::uint32_t>::max();
inline constexpr std::size_t max_services = 32;  // a phase has a bit for each
inline constexpr std::size_t max_alike = 4096;   // facts of one predicate of one node
inline constexpr std::size_t max_scope = 64;     // pairs in a fact's scope

// Days that stand for "no bound": before every day, after every day.
inline constexpr std::int32_t day_min = std::numeric_limits<std::int32_t>::min();
inline constexpr std::int32_t day_max = std::numeric_limits<std::int32_t>::max();

enum class NodeKind : std::uint32_t { product, cycle, release };
enum class ValueType : std::uint32_t { date, text, url, number, flag, release, version };

struct TextSlice {
  std::uint32_t offset, length;
};

struct Product {
  TextId id, name, kind, publisher, says, url, repository, scheme;
  std::uint32_t cycle_depth;            // how many numbers name a cycle; 0: no cycles
  NodeId node;                          // of the product itself
  NodeId first_cycle, cycle_count;      // in version order
  NodeId first_release, release_count;  // in version order
};

struct NodeRow {
  std::uint32_t product;
  NodeKind kind;
  TextId name;                               // "pytorch" / "1.12" / "1.12.1"
  TextId key;                                // version key: bytes that sort; empty for products
  NodeId cycle;                              // of a release; no_id where it has none
  std::uint32_t first_member, member_count;  // of a cycle: its releases, in `members`
  std::uint32_t first_fact, fact_count;
  std::uint32_t first_reference, reference_count;  // facts whose value is this node
  std::uint32_t major, minor, patch;               // version parts; no_id where the scheme has none
  std::uint32_t recorded;                          // 0: only mentioned by other facts
};

struct PredicateRow {
  TextId name, says, scheme;
  ValueType type;
  std::uint32_t many, event;
  std::uint32_t first_of_cycle;  // 1: a cycle without its own value takes its first release's
  std::uint32_t inherent;        // 1: part of the thing itself: public as soon as the thing is
  std::uint32_t sets_apart;      // 1: what differs in it cannot take the thing's place
  std::uint32_t out_by;          // 1: a day by which the thing was out, or what the thing is made of
};

// date: [low, high], day_min/day_max where open. release: low is a NodeId. number: low.
// flag: low is 0 or 1. text, url: low is a TextId. version: low is its text, high its key.
struct FactRow {
  NodeId subject;
  PredicateId predicate;
  std::int32_t low, high;
  std::uint32_t first_scope, scope_count;
  std::uint32_t first_citation, citation_count;
  std::int32_t known;  // first day on which it is known; day_min: undated
  std::int32_t gone;   // first day on which it no longer stands; day_max: it stands
  TextId refuted;      // the reason; no_id: it is not
  TextId note;         // no_id: none
};

struct ScopeRow {
  PredicateId predicate;
  std::uint32_t is_node;
  std::uint32_t value;
};
struct SourceRow {
  TextId id, title, url, publisher;
  std::uint32_t first_edition, edition_count;
};
struct CitationRow {
  std::uint32_t source;
  TextId place;
  std::uint32_t first_edition, edition_count;
};
struct NameRow {
  TextId name;
  NodeId node;
};  // sorted by name: product ids, aliases
struct IdentifierRow {
  TextId identifier;
  NodeId node;
};
// What a part of an image's tag or of a machine image's name says (find/tag_words.h). predicate no_id:
// nothing, or of a name which product's image it is.
struct TagWordRow {
  TextId pattern;
  PredicateId predicate;
  TextId value;
};
// Whose images stand below a host or a namespace of it; publisher no_id: anybody's.
struct RegistryRow {
  TextId prefix, publisher;
};
// A problem that is known by what it leaves in logs; its parts stand together in `problem_parts`.
struct ProblemRow {
  TextId id, says, means;
  TextId pattern;       // as Pattern takes it (base/pattern.h)
  std::uint32_t lines;  // that a match may span
  std::uint32_t first_part, part_count;
};
enum class ProblemPartKind : std::uint32_t { concerns, reads, adds, tells, step, cites };
// concerns: `row` is a node. reads: the capture `name`, what it is, and how it is written (`form`, or
// no_id). adds: the sum `name`, what it is, and what of (`form`, names with blanks between). tells: of the
// subject that `text` makes, the facts of predicate `row`. step: something to do. cites: source `row`, and
// the place in it.
struct ProblemPartRow {
  ProblemPartKind kind;
  TextId name, text, form;
  std::uint32_t row;
};
// What `find` may be asked for (find/stack_rows.h): an attribute of images, and what it costs to change
// one. Of `part_kind`, if it has one, its values are releases of products of that kind, which have facts
// of their own; `through` names the predicate by whose value an image inherits it. Where `with` is
// recorded with another value than `with_value`, there is none. What is `partial` may have values that
// nobody recorded. An image with the value `covers` does for every other value too.
struct AttributeRow {
  PredicateId predicate;
  std::uint32_t weight;
  std::uint32_t words;  // 1: its values are known by their bare names
  std::uint32_t partial;
  TextId part_kind;
  PredicateId through, with;
  TextId with_value, noun, covers;
};
// How what is recorded of one part of a stack limits another (find/relation.h).
enum class RelationKind : std::uint32_t { one_of, at_least, at_most, flag, specifier };
struct RelationRow {
  TextId name;
  PredicateId of, by, limits;
  RelationKind kind;
  std::uint32_t closed;  // 1: what is not recorded is excluded
  TextId spares, says;   // a value that it does not limit; how it is told; no_id: none
};
inline constexpr std::size_t max_captures = 9;  // a value names them {1} to {9}
inline bool is_tag_pattern(std::string_view pattern) {
  const auto captures = static_cast<std::size_t>(std::count(pattern.begin(), pattern.end(), '{'));
  return !pattern.empty() && pattern.size() <= 128 && captures <= max_captures;
}

inline bool is_sayable(ValueType type) {
  return type == ValueType::text || type == ValueType::date || type == ValueType::release ||
         type == ValueType::version;
}

// Every column, once: building, viewing, saving and checking go through `each`.
template <template <class> class Column>
struct WorldColumns {
  Column<char> bytes;
  Column<TextSlice> texts;
  Column<Product> products;  // sorted by id
  Column<NodeRow> nodes;
  Column<NodeId> members;
  Column<FactId> references;  // sorted by (value node, subject)
  Column<PredicateRow> predicates;
  Column<FactRow> facts;
  Column<ScopeRow> scopes;
  Column<SourceRow> sources;
  Column<CitationRow> citations;
  Column<std::int32_t> editions;      // days
  Column<NameRow> names;              // products by id and alias, sorted by name
  Column<NameRow> other_names;        // releases by their other names, sorted by name
  Column<NameRow> repositories;       // image products by repository, sorted
  Column<IdentifierRow> identifiers;  // purl types and names, sorted
  Column<TextId> kinds, services;     // the vocabulary's
  Column<TagWordRow> tag_words;       // likewise, in its order
  Column<TagWordRow> name_words;      // likewise, of names
  Column<RegistryRow> registries;     // likewise; the first is meant where an address names none
  Column<ProblemRow> problems;        // sorted by id
  Column<ProblemPartRow> problem_parts;
  Column<AttributeRow> attributes;  // likewise
  Column<RelationRow> relations;    // likewise
  Column<std::int32_t> as_of;       // one day: the newest edition
  AddressColumns<Column> addresses;

  template <class Self, class Visit>
  static void each(Self& self, Visit&& visit) {
    visit(self.bytes);
    visit(self.texts);
    visit(self.products);
    visit(self.nodes);
    visit(self.members);
    visit(self.references);
    visit(self.predicates);
    visit(self.facts);
    visit(self.scopes);
    visit(self.sources);
    visit(self.citations);
    visit(self.editions);
    visit(self.names);
    visit(self.other_names);
    visit(self.repositories);
    visit(self.identifiers);
    visit(self.kinds);
    visit(self.services);
    visit(self.tag_words);
    visit(self.name_words);
    visit(self.registries);
    visit(self.problems);
    visit(self.problem_parts);
    visit(self.attributes);
    visit(self.relations);
    visit(self.as_of);
    AddressColumns<Column>::each(self.addresses, visit);
  }
};

// A contiguous run of node ids.
struct NodeRange {
  NodeId first = 0, count = 0;
  struct Iterator {
    NodeId at;
    NodeId operator*() const { return at; }
    Iterator& operator++() {
      ++at;
      return *this;
    }
    bool operator==(const Iterator&) const = default;
  };
  Iterator begin() const { return {first}; }
  Iterator end() const { return {first + count}; }
  bool contains(NodeId n) const { return n - first < count; }
};

class World {
 public:
  WorldColumns<ColumnView> columns;

  std::string_view text(TextId id) const {
    if (id == no_id) return {};
    const TextSlice s = columns.texts[id];
    return {columns.bytes.data() + s.offset, s.length};
  }
  std::optional<TextId> find_text(std::string_view text) const;  // linear; for rare use

  const NodeRow& node(NodeId n) const { return columns.nodes[n]; }
  const Product& product(NodeId n) const { return columns.products[node(n).product]; }
  const PredicateRow& predicate(PredicateId p) const { return columns.predicates[p]; }
  std::string_view name(NodeId n) const { return text(node(n).name); }
  // "pytorch@1.12.1"; a product's id alone for a product.
  std::string label(NodeId n) const;
  bool is_product(NodeId n) const { return node(n).kind == NodeKind::product; }
  bool is_cycle(NodeId n) const { return node(n).kind == NodeKind::cycle; }
  bool is_release(NodeId n) const { return node(n).kind == NodeKind::release; }

  NodeRange cycles_of(NodeId n) const { return {product(n).first_cycle, product(n).cycle_count}; }
  NodeRange releases_of(NodeId n) const { return {product(n).first_release, product(n).release_count}; }
  std::span<const NodeId> members(NodeId cycle) const {
    return columns.members.subspan(node(cycle).first_member, node(cycle).member_count);
  }
  // The node's own product, cycle or itself, whichever is a cycle; no_id if there is none.
  NodeId cycle_of(NodeId n) const { return is_cycle(n) ? n : is_release(n) ? node(n).cycle : no_id; }

  std::optional<NodeId> find_product(std::string_view id_or_alias) const;
  std::optional<NodeId> find_cycle(NodeId product, std::string_view name) const;
  std::optional<NodeId> find_release(NodeId product, std::string_view name) const;
  std::optional<PredicateId> find_predicate(std::string_view name) const;

  std::span<const FactRow> facts(NodeId n) const {
    return columns.facts.subspan(node(n).first_fact, node(n).fact_count);
  }
  std::span<const FactRow> facts(NodeId n, PredicateId p) const;
  std::span<const FactId> references_to(NodeId n) const {
    return columns.references.subspan(node(n).first_reference, node(n).reference_count);
  }
  FactId id_of(const FactRow& fact) const { return static_cast<FactId>(&fact - columns.facts.data()); }

  // The node's facts of a predicate. What a product records of itself, days aside, holds for each of
  // its cycles and releases of which nothing is known.
  std::span<const FactRow> facts(NodeId n, PredicateId p, std::int32_t known) const;

  // The fact that decides: visible on `known`, not refuted, its scope agreeing with `context`
  // (no_id: unscoped facts only). nullptr when nothing is recorded.
  // `looked_at`, when it is given, grows by the facts that were looked at.
  const FactRow* fact(NodeId n, PredicateId p, std::int32_t known, NodeId context,
                      std::int64_t* looked_at = nullptr) const;
  bool visible(const FactRow& f, std::int32_t known) const { return f.known <= known && known < f.gone; }
  // Whether no document that says it has a date, and it is no event that has its own.
  bool undated(const FactRow& f) const;
  bool in_scope(const FactRow& f, NodeId context, std::int32_t known,
                std::int64_t* looked_at = nullptr) const;

  Date as_of() const { return Date::from_days(columns.as_of.empty() ? 0 : columns.as_of[0]); }
};

}  // namespace bestby
