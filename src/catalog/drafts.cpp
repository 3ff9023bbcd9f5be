#include "catalog/drafts.h"

#include <algorithm>
#include <functional>
#include <tuple>

namespace bestby {

std::uint32_t TextTable::hash_of(std::string_view text) {
  const std::size_t hash = std::hash<std::string_view>()(text);
  return static_cast<std::uint32_t>(hash ^ hash >> 32U);
}

std::size_t TextTable::slot_of(std::string_view text, std::uint32_t hash) const {
  std::size_t at = hash & (slots_.size() - 1);
  while (slots_[at].id != no_id && (slots_[at].hash != hash || texts_[slots_[at].id] != text))
    at = (at + 1) & (slots_.size() - 1);
  return at;
}

void TextTable::grow() {
  std::vector<Slot> old(slots_.size() * 2);
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.id == no_id) continue;
    std::size_t at = slot.hash & (slots_.size() - 1);
    while (slots_[at].id != no_id) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

TextId TextTable::add(std::string_view text) {
  const std::uint32_t hash = hash_of(text);
  const std::size_t at = slot_of(text, hash);
  if (slots_[at].id != no_id) return slots_[at].id;
  const auto id = static_cast<TextId>(texts_.size());
  slots_[at] = {hash, id};
  auto* copy = static_cast<char*>(memory_.allocate(std::max<std::size_t>(text.size(), 1), 1));
  std::copy(text.begin(), text.end(), copy);
  texts_.emplace_back(copy, text.size());
  if (texts_.size() * 2 > slots_.size()) grow();
  return id;
}

TextId TextTable::find(std::string_view text) const { return slots_[slot_of(text, hash_of(text))].id; }

bool operator<(const ScopeRow& a, const ScopeRow& b) {
  return std::tie(a.predicate, a.is_node, a.value) < std::tie(b.predicate, b.is_node, b.value);
}

bool same_scope(const std::vector<ScopeRow>& a, const std::vector<ScopeRow>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(),
                    [](const ScopeRow& x, const ScopeRow& y) { return !(x < y) && !(y < x); });
}

}  // namespace bestby
