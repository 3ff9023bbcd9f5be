// What a WorldBuilder gathers: nodes and facts as they come, under the builder's own ids.
#pragma once

#include <cstdint>
#include <memory_resource>
#include <string>
#include <string_view>
#include <vector>

#include "catalog/world_store.h"

namespace bestby {

struct PredicateDraft {
  std::string name, says, scheme;
  ValueType type = ValueType::text;
  bool many = false, event = false, first_of_cycle = false, inherent = false, publishes = false;
  bool sets_apart = false, out_by = false;
};

struct ProductDraft {
  std::string id, name, kind, publisher, says, url, repository, scheme;
  int cycle_depth = 0;
  std::vector<std::string> aliases, identifiers;
};

struct NodeDraft {
  std::uint32_t product;
  NodeKind kind;
  TextId name, key;
  NodeId cycle = no_id;
  std::uint32_t parts[3] = {no_id, no_id, no_id};  // major, minor, patch
  bool recorded = false;
};

struct SourceDraft {
  std::string id, title, url, publisher;
  std::vector<std::int32_t> editions;  // ascending
};

struct CitationDraft {
  std::uint32_t source = 0;
  TextId place = no_id;
  std::vector<std::int32_t> editions;  // those in which it stands; empty: all of the source's
};

// `low` and `high` as in FactRow, with builder ids. `as_of`: a date that was given as yes or no,
// bounded by the edition that says so. `origin` is the caller's, for errors: see `finish`.
struct FactDraft {
  enum class AsOf : std::uint8_t { none, happened, not_yet };
  NodeId subject = no_id;
  PredicateId predicate = no_id;
  std::int32_t low = 0, high = 0;
  AsOf as_of = AsOf::none;
  std::vector<ScopeRow> scope;
  std::vector<CitationDraft> citations;
  TextId refuted = no_id, note = no_id;
  std::uint32_t origin = no_id;
};

// Each text once; the texts stand in memory of the table's own, which never moves.
class TextTable {
 public:
  TextTable() = default;
  TextTable(const TextTable&) = delete;
  TextTable& operator=(const TextTable&) = delete;

  TextId add(std::string_view text);
  TextId find(std::string_view text) const;  // no_id when it is not there
  std::string_view operator[](TextId id) const { return texts_[id]; }
  const std::vector<std::string_view>& all() const { return texts_; }

 private:
  // An open table: a text's slot is the first free one behind that of its hash.
  // INVARIANT: a power of two, at most half full.
  struct Slot {
    std::uint32_t hash = 0;
    TextId id = no_id;
  };
  static std::uint32_t hash_of(std::string_view text);
  std::size_t slot_of(std::string_view text, std::uint32_t hash) const;
  void grow();

  std::vector<Slot> slots_ = std::vector<Slot>(1024);
  std::vector<std::string_view> texts_;
  std::pmr::monotonic_buffer_resource memory_;
};

struct NameDraft {
  TextId name;
  NodeId node;
};

struct ProblemDraft {
  ProblemRow row;
  std::vector<ProblemPartRow> parts;
};

struct WorldDrafts {
  TextTable texts;
  std::vector<PredicateDraft> predicates;
  std::vector<SourceDraft> sources;
  std::vector<ProductDraft> products;
  std::vector<NodeId> product_nodes;  // of each product
  std::vector<NodeDraft> nodes;
  std::vector<NameDraft> product_names;  // ids and aliases
  std::vector<NameDraft> other_names;    // of releases
  std::vector<FactDraft> facts;
  std::vector<TextId> kinds, services;
  std::vector<TagWordRow> tag_words, name_words;
  std::vector<RegistryRow> registries;
  std::vector<ProblemDraft> problems;
  std::vector<AttributeRow> attributes;
  std::vector<RelationRow> relations;
  AddressColumns<OwnedColumn> addresses;  // in any order
};

// Scopes compare by predicate and value, in this order.
bool operator<(const ScopeRow& a, const ScopeRow& b);
bool same_scope(const std::vector<ScopeRow>& a, const std::vector<ScopeRow>& b);

}  // namespace bestby
