#include "find/row_classes.h"

#include <algorithm>

namespace bestby {
namespace {

std::size_t hash(std::uint64_t edge) { return static_cast<std::size_t>(edge * 0x9e3779b97f4a7c15U >> 24U); }

}  // namespace

std::uint32_t RowClasses::step(std::uint32_t from, std::uint32_t value) {
  if (std::size_t{nodes_} * 2 + 2 > slots_.size()) grow();
  const std::uint64_t edge = std::uint64_t{from} << 32U | value;
  std::size_t at = hash(edge) & (slots_.size() - 1);
  for (; slots_[at].to != 0; at = (at + 1) & (slots_.size() - 1))
    if (slots_[at].edge == edge) return slots_[at].to;
  slots_[at] = {edge, ++nodes_};
  return nodes_;
}

void RowClasses::grow() {
  constexpr std::size_t least = 256;
  std::vector<Slot> old(std::max(least, slots_.size() * 4));
  old.swap(slots_);
  for (const Slot& slot : old) {
    if (slot.to == 0) continue;
    std::size_t at = hash(slot.edge) & (slots_.size() - 1);
    while (slots_[at].to != 0) at = (at + 1) & (slots_.size() - 1);
    slots_[at] = slot;
  }
}

void RowClasses::number() { number(std::size_t{nodes_} + 1); }

// `bound`: all that `at_` holds is less.
void RowClasses::number(std::size_t bound) {
  constexpr std::uint32_t none = end_of_values;
  std::vector<std::uint32_t> numbers(bound, none);
  first_.clear();
  for (std::size_t row = 0; row < at_.size(); ++row) {
    std::uint32_t& number = numbers[at_[row]];
    if (number == none) {
      number = static_cast<std::uint32_t>(first_.size());
      first_.push_back(row);
    }
    at_[row] = number;
  }
  slots_.clear();
  slots_.resize(1);
  nodes_ = 0;
}

void RowClasses::meet(const RowClasses& other) {
  constexpr std::size_t small = std::size_t{1} << 16U;
  if (other.size() <= 1) return;
  if (const std::size_t bound = size() * other.size(); bound <= small) {
    const auto across = static_cast<std::uint32_t>(other.size());
    for (std::size_t row = 0; row < at_.size(); ++row) at_[row] = at_[row] * across + other.at_[row];
    return number(bound);
  }
  for (std::size_t row = 0; row < at_.size(); ++row) at_[row] = step(at_[row], other.at_[row]);
  number();
}

void RowClasses::merge(const std::vector<std::uint32_t>& instead) {
  const std::size_t bound = size();
  for (std::uint32_t& at : at_) at = instead[at];
  number(bound);
}

}  // namespace bestby
