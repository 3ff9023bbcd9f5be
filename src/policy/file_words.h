// What several readers of a policy file share: words that stand for values, and lists.
#pragma once

#include <array>
#include <optional>
#include <string_view>
#include <vector>

#include "base/formats/yaml.h"

namespace bestby {

template <class Value>
struct NamedValue {
  std::string_view name;
  Value value;
};

template <class Table>
auto value_named(const Table& table, std::string_view name) {
  using Value = decltype(table[0].value);
  for (const auto& row : table)
    if (row.name == name) return std::optional<Value>(row.value);
  return std::optional<Value>();
}

inline std::vector<const yaml::Node*> items_of(const yaml::Node* node) {
  std::vector<const yaml::Node*> out;
  if (node == nullptr) return out;
  if (node->kind == yaml::Kind::scalar) out.push_back(node);
  for (const auto& item : node->items) out.push_back(&item);
  return out;
}

}  // namespace bestby
