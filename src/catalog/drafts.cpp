#include "catalog/drafts.h"

#include <algorithm>
#include <tuple>

namespace bestby {

TextId TextTable::add(std::string_view text) {
  if (const auto it = ids_.find(text); it != ids_.end()) return it->second;
  const auto it = ids_.emplace(text, static_cast<TextId>(texts_.size())).first;
  texts_.push_back(it->first);
  return it->second;
}

TextId TextTable::find(std::string_view text) const {
  const auto it = ids_.find(text);
  return it == ids_.end() ? no_id : it->second;
}

bool operator<(const ScopeRow& a, const ScopeRow& b) {
  return std::tie(a.predicate, a.is_node, a.value) < std::tie(b.predicate, b.is_node, b.value);
}

bool same_scope(const std::vector<ScopeRow>& a, const std::vector<ScopeRow>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const ScopeRow& x, const ScopeRow& y) { return !(x < y) && !(y < x); });
}

}  // namespace bestby
