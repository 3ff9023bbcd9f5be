// Families: the releases among which `next`, `newer`, `previous`, `newest` and `oldest` look.
//
// A family is the releases (or the cycles) of one product that agree on the `same` expressions,
// ordered by `by` (their version when there is none). It is sorted once for each family expression
// and product, then searched: O(log n) and the candidates that `where` turns down.
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

class Families {
 public:
  // Groups by the hash of their `same` values, for one family expression, product and kind of node.
  using Groups = std::unordered_map<std::uint64_t, std::vector<FamilyMember>>;
  std::unordered_map<std::uint64_t, Groups> all;
};

// Hashes of the values that a member has for the `same` expressions; one with several values for one of
// them stands in several groups, but not in more than fit.
class FamilyKeys {
 public:
  void add(std::uint64_t key) {
    if (count_ < keys_.size()) keys_[count_++] = key;
  }
  bool empty() const { return count_ == 0; }
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
  const Families::Groups& groups(std::uint32_t family, NodeId of);
  bool order_of(const FamilyRow& family, NodeId node, FamilyOrder* out);
  FamilyKeys keys_of(const FamilyRow& family, NodeId node);
  FamilyKeys values_of(ExprId id, NodeId node);
  bool wanted(const FamilyRow& family, NodeId candidate);
};

}  // namespace bestby
