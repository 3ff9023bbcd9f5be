// Lays drafts out as a World: nodes in their final order, facts sorted with their knowledge, the
// columns that lookups need.
//
//     WorldStore store = WorldLayout(drafts).run();
//
// Sorting apart, linear in the drafts. The drafts are used up: their ids become the World's.
#pragma once

#include <vector>

#include "catalog/drafts.h"
#include "catalog/world_store.h"

namespace bestby {

class WorldLayout {
 public:
  explicit WorldLayout(WorldDrafts& drafts) : from_(drafts) {}
  WorldStore run();

 private:
  void number_nodes();
  void add_products(const std::vector<std::uint32_t>& order);
  void add_node(NodeId id, const NodeDraft& draft);
  void collect_members();
  void predicates_and_sources();
  void problems();
  void renumber_facts();
  std::vector<std::uint32_t> facts_in_order() const;
  void merge_alike(std::vector<std::uint32_t>& order);
  void note_publication();
  void note_first_words();
  std::int32_t event_day(const FactDraft& fact) const;     // day_max: it is none
  std::int32_t undated_from(const FactDraft& fact) const;  // day_min: from ever
  void facts(const std::vector<std::uint32_t>& order);
  void add_rows(const FactDraft& draft);
  void sort_facts();
  void references();
  void names();
  void addresses();
  void texts();
  TextId text(std::string_view text) { return from_.texts.add(text); }

  WorldDrafts& from_;
  WorldStore store_;
  std::vector<std::uint32_t> rank_;        // of each product draft, in the order of ids
  std::vector<NodeId> to_;                 // builder id -> final id
  std::vector<std::int32_t> public_from_;  // by final id
  std::vector<std::int32_t> heard_of_;     // likewise; day_max: only documents without a date speak of it
};

}  // namespace bestby
