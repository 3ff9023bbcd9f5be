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
// the facts, but for sorting (catalog/world_layout.h).
#pragma once

#include <functional>
#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "base/version.h"
#include "catalog/drafts.h"
#include "catalog/world_store.h"

namespace bestby {

inline constexpr std::size_t max_reported = 20;  // mistakes shown in one run

class WorldBuilder {
 public:
  TextId text(std::string_view text) { return drafts_.texts.add(text); }
  std::string_view text_of(TextId id) const { return drafts_.texts[id]; }

  PredicateId predicate(const PredicateDraft& draft);
  const PredicateDraft* predicate_of(PredicateId p) const { return &drafts_.predicates[p]; }
  PredicateId find_predicate(std::string_view name) const;  // no_id when unknown
  std::vector<std::string> predicate_names() const;
  void kind(std::string_view name) { drafts_.kinds.push_back(text(name)); }
  void service(std::string_view name) { drafts_.services.push_back(text(name)); }
  enum class Words : std::uint8_t { of_tags, of_names };
  void word(Words of, std::string_view pattern, PredicateId predicate, std::string_view value) {
    (of == Words::of_tags ? drafts_.tag_words : drafts_.name_words)
        .push_back({text(pattern), predicate, text(value)});
  }
  void registry(std::string_view prefix, std::string_view publisher) {
    drafts_.registries.push_back({text(prefix), publisher.empty() ? no_id : text(publisher)});
  }
  void problem(ProblemDraft draft) { drafts_.problems.push_back(std::move(draft)); }
  const std::vector<ProblemDraft>& problems() const { return drafts_.problems; }
  void attribute(const AttributeRow& row) { drafts_.attributes.push_back(row); }
  void relation(const RelationRow& row) { drafts_.relations.push_back(row); }
  AddressColumns<OwnedColumn>& addresses() { return drafts_.addresses; }
  const std::vector<TextId>& kinds() const { return drafts_.kinds; }
  const std::vector<TextId>& services() const { return drafts_.services; }

  // Fails when the source exists with other editions or titles.
  Result<std::uint32_t> source(std::string_view id, std::string_view title, std::string_view url,
                               std::string_view publisher, std::vector<std::int32_t> editions);
  std::uint32_t find_source(std::string_view id) const;  // no_id when unknown
  const std::vector<std::int32_t>& editions_of(std::uint32_t source) const {
    return drafts_.sources[source].editions;
  }
  std::vector<std::string> source_names() const;
  const std::string& title_of(std::uint32_t source) const { return drafts_.sources[source].title; }

  // Fails when the scheme is unknown or one of the names is taken; then nothing has been added.
  Result<NodeId> product(const ProductDraft& draft);
  NodeId find_product(std::string_view id_or_alias) const;  // no_id when unknown
  std::vector<std::string> product_names() const;
  const ProductDraft& product_of(NodeId n) const { return drafts_.products[drafts_.nodes[n].product]; }

  // `other` names the same release as `name`, if it does so of no other: whatever a file says of one it
  // says of the other. To be said of all before the first release is asked for.
  void same_release(NodeId product, std::string_view other, std::string_view name);
  // Finds or creates. `recorded`: it stands in the catalogue itself, not only as a value.
  Result<NodeId> cycle(NodeId product, std::string_view name, bool recorded = true);
  Result<NodeId> release(NodeId product, std::string_view name, bool recorded = true);
  void set_cycle(NodeId release, NodeId cycle) { drafts_.nodes[release].cycle = cycle; }
  void other_name(NodeId release, std::string_view name) {
    drafts_.other_names.push_back({text(name), release});
  }
  // What `product@version` means as a value: a cycle if the version is one's name, else a release.
  Result<NodeId> reference(NodeId product, std::string_view version);

  void fact(FactDraft draft);

  // `place_of` turns a fact's `origin` into its place. Errors: `catalog`, up to `max_reported` of
  // them, for facts that contradict each other in one place of one edition.
  using PlaceOf = std::function<Span(std::uint32_t origin)>;
  tl::expected<WorldStore, std::vector<Error>> finish(const PlaceOf& place_of = {});

 private:
  Result<NodeId> node(NodeId product, NodeKind kind, std::string_view name, bool recorded);
  NodeId find_node(std::uint32_t product, NodeKind kind, std::string_view name) const;
  std::string_view own_name(std::uint32_t product, std::string_view release) const;
  Result<void> free_name(const ProductDraft& draft, std::string_view name) const;

  // The name under which a release is recorded, by its product and another name; empty where that
  // name stands for several.
  std::map<std::pair<std::uint32_t, TextId>, TextId> same_releases_;
  using Ids = std::map<std::string, std::uint32_t, std::less<>>;
  struct NodeKey {
    std::uint32_t product;
    NodeKind kind;
    TextId name;
    bool operator==(const NodeKey&) const = default;
  };
  struct NodeKeyHash {
    std::size_t operator()(const NodeKey& k) const {
      return ((std::size_t{k.product} << 2U | static_cast<std::size_t>(k.kind)) << 32U | k.name) *
             0x9e3779b97f4a7c15U;
    }
  };

  WorldDrafts drafts_;
  std::vector<const VersionScheme*> schemes_;  // of each product
  Ids predicate_ids_, source_ids_;
  Ids product_ids_;  // ids and aliases -> nodes
  std::unordered_map<NodeKey, NodeId, NodeKeyHash> node_ids_;
};

}  // namespace bestby
