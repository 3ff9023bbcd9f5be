// Owns the columns of policies while they are read.
#pragma once

#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "catalog/world_store.h"
#include "policy/policy.h"

namespace bestby {

class PolicyStore {
 public:
  PolicyColumns<OwnedColumn> columns;

  TextId text(std::string_view text);
  ExprId add(ExprRow row, std::span<const ExprId> arguments);
  Policies view() const;

 private:
  std::unordered_map<std::string, TextId> ids_;
};

}  // namespace bestby
