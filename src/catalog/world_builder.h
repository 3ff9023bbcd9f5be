// Builds a World: nodes and facts in any order in, sorted columns out.
//
//     WorldBuilder b;
//     PredicateId released = b.predicate({.name = "released", .type = ValueType::date, .event = true});
//     NodeId torch = *b.product({.id = "pytorch", .scheme = "pep440", .cycle_depth = 2});
//     NodeId r = *b.release(torch, "1.12.1");                  // and its cycle, 1.12
//     b.fact({.subject = r, .predicate = released, .low = day, .high = day, .citations = {...}});
//     WorldStore store = *b.finish();
//
// Node ids given out here are the builder's own: `finish` renumbers. Memory and time are linear in
// the facts, but for sorting.
#pragma once

#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "base/version.h"
#include "catalog/world.h"

namespace bestby {

template <class T>
using OwnedColumn = std::vector<T>;

// A World that owns its columns.
class WorldStore {
 public:
  WorldColumns<OwnedColumn> columns;
  World world() const;
};

struct PredicateDraft {
  std::string name, says, scheme;
  ValueType type = ValueType::text;
  bool many = false, event = false, first_of_cycle = false, inherent = false, publishes = false;
};

struct ProductDraft {
  std::string id, name, kind, publisher, says, url, repository, scheme;
  int cycle_depth = 0;
  std::vector<std::string> aliases, identifiers;
};

struct CitationDraft {
  std::uint32_t source = 0;
  std::string place;
  std::vector<std::int32_t> editions;  // those in which it stands; empty: all of the source's
};

// `low` and `high` as in FactRow, with builder ids. `as_of_edition`: a date that was given as yes
// or no, bounded by the edition that says so.
struct FactDraft {
  enum class AsOf : std::uint8_t { none, happened, not_yet };
  NodeId subject = no_id;
  PredicateId predicate = no_id;
  std::int32_t low = 0, high = 0;
  AsOf as_of = AsOf::none;
  std::vector<ScopeRow> scope;
  std::vector<CitationDraft> citations;
  std::string refuted, note;
};

class WorldBuilder {
 public:
  WorldBuilder();
  ~WorldBuilder();

  TextId text(std::string_view text);
  std::string_view text_of(TextId id) const { return texts_[id]; }

  PredicateId predicate(const PredicateDraft& draft);
  const PredicateDraft* predicate_of(PredicateId p) const { return &predicates_[p]; }
  PredicateId find_predicate(std::string_view name) const;  // no_id when unknown
  std::vector<std::string> predicate_names() const;
  void kind(std::string_view name) { kinds_.push_back(text(name)); }
  void service(std::string_view name) { services_.push_back(text(name)); }
  const std::vector<TextId>& kinds() const { return kinds_; }

  // Fails when the source exists with other editions or titles.
  Result<std::uint32_t> source(std::string_view id, std::string_view title, std::string_view url,
                               std::string_view publisher, std::vector<std::int32_t> editions);
  std::uint32_t find_source(std::string_view id) const;  // no_id when unknown
  const std::vector<std::int32_t>& editions_of(std::uint32_t source) const;
  std::vector<std::string> source_names() const;

  Result<NodeId> product(const ProductDraft& draft);
  NodeId find_product(std::string_view id_or_alias) const;  // no_id when unknown
  std::vector<std::string> product_names() const;
  const ProductDraft& product_of(NodeId n) const;

  // Finds or creates. `recorded`: it stands in the catalogue itself, not only as a value.
  Result<NodeId> cycle(NodeId product, std::string_view name, bool recorded = true);
  Result<NodeId> release(NodeId product, std::string_view name, bool recorded = true);
  void set_cycle(NodeId release, NodeId cycle);
  void other_name(NodeId release, std::string_view name);
  // What `product@version` means as a value: a cycle if the version is one's name, else a release.
  Result<NodeId> reference(NodeId product, std::string_view version);

  void fact(FactDraft draft) { facts_.push_back(std::move(draft)); }

  // Errors: `catalog`, for facts that contradict each other in one place of one edition.
  Result<WorldStore> finish();

 private:
  struct NodeDraft;
  struct Finish;
  Result<NodeId> node(NodeId product, NodeKind kind, std::string_view name, bool recorded);

  std::unordered_map<std::string, TextId> text_ids_;
  std::vector<std::string_view> texts_;
  std::vector<PredicateDraft> predicates_;
  std::map<std::string, PredicateId, std::less<>> predicate_ids_;
  struct SourceDraft { std::string id, title, url, publisher; std::vector<std::int32_t> editions; };
  std::vector<SourceDraft> sources_;
  std::map<std::string, std::uint32_t, std::less<>> source_ids_;
  std::vector<ProductDraft> products_;
  std::vector<const VersionScheme*> schemes_;
  std::vector<NodeId> product_nodes_;
  std::map<std::string, NodeId, std::less<>> product_ids_;  // ids and aliases
  std::vector<NodeDraft> nodes_;
  std::unordered_map<std::string, NodeId> node_ids_;
  std::vector<std::pair<NodeId, TextId>> other_names_;
  std::vector<FactDraft> facts_;
  std::vector<TextId> kinds_, services_;
};

}  // namespace bestby
