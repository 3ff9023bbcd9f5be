// Families: the releases among which `next`, `newer`, `previous`, `newest` and `oldest` look.
//
// A family is the releases (or the cycles) of one product that agree on the `same` expressions,
// ordered by `by` (their version when there is none). It is sorted once for each family expression
// and product, and each member remembers its place: a neighbour costs a step, and one more for each
// candidate that `where` turns down.
//
// INVARIANT: a group is sorted by (order, day of release, node).
#pragma once

#include <array>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "policy/evaluator.h"
#include "policy/expression_evaluator.h"

namespace bestby {

// Where a member stands: versions by their key, everything else by a number.
struct FamilyOrder {
  std::int64_t number = 0;
  std::string_view key;
  auto operator<=>(const FamilyOrder&) const = default;
  bool operator==(const FamilyOrder&) const = default;
};

struct FamilyMember {
  FamilyOrder order;
  std::int32_t released;
  NodeId node;
};

// The members that agree on the `same` values, in order.
using FamilyGroup = std::vector<FamilyMember>;

// All groups of one family expression among the releases (or cycles) of one product.
struct Family {
  struct Place {
    std::uint32_t group = no_id, rank = 0;  // no_id: in no group, or in several
  };
  NodeId first = 0;           // of the product's releases (or cycles)
  std::vector<Place> places;  // one for each of them
  std::vector<FamilyGroup> groups;
  std::unordered_map<std::uint64_t, std::uint32_t> by_key;  // of the hash of the `same` values

  void place();
};

class Families {
 public:
  std::unordered_map<std::uint64_t, Family> all;
};

// Hashes of the values that a member has for the `same` expressions; one with several values for one of
// them stands in several groups, but not in more than fit.
class FamilyKeys {
 public:
  void add(std::uint64_t key) {
    if (count_ < keys_.size()) keys_[count_++] = key;
  }
  void clear() { count_ = 0; }
  std::size_t size() const { return count_; }
  std::uint64_t& operator[](std::size_t i) { return keys_[i]; }
  const std::uint64_t* begin() const { return keys_.data(); }
  const std::uint64_t* end() const { return keys_.data() + count_; }

 private:
  std::array<std::uint64_t, 64> keys_;  // filled as far as the count says
  std::size_t count_ = 0;
};

struct FamilySearch {
  Evaluator& e;
  NodeId subject;  // whose facts the plain names in `where` are

  NodeAnswer find(const ExprRow& r, NodeId of);
  NumberAnswer count(const ExprRow& r, NodeId of);

 private:
  const Family& family_of(std::uint32_t family, NodeId of);
  bool order_of(const FamilyRow& family, NodeId node, FamilyOrder* out);
  void keys_of(const FamilyRow& family, NodeId node, FamilyKeys& out);
  void values_of(ExprId id, NodeId node, FamilyKeys& out);
  // The groups that a node belongs to, with its own order; `visit(group, order, rank or 0)`.
  template <class Visit>
  bool each_group(const ExprRow& r, NodeId of, Visit visit);
  bool wanted(const FamilyRow& family, NodeId candidate);
};

}  // namespace bestby
