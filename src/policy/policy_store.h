// Owns the columns of policies while they are read.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "base/result.h"
#include "catalog/world_store.h"
#include "policy/policy.h"

namespace bestby {

class PolicyStore {
 public:
  PolicyColumns<OwnedColumn> columns;
  std::vector<Span> places;  // where each clause stands in its file

  TextId text(std::string_view text);
  // A copy of policies, but for those of these ids, and for the timelines that were worked out.
  static PolicyStore of(const Policies& policies, const std::vector<std::string>& but);
  ExprId add(ExprRow row, std::span<const ExprId> arguments);
  Policies view() const;

 private:
  std::unordered_map<std::string, TextId> ids_;
};

}  // namespace bestby
