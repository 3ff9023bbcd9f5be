// A set of masks, by open addressing: dozens of values are put in thousands of times.
//
//     MaskSet seen;
//     seen.insert(0b01);          // true: it is new
//     seen.values()               // in the order in which they came
#pragma once

#include "find/antichain.h"

namespace bestby {

class MaskSet {
 public:
  bool insert(Mask mask) {
    if (values_.size() * 2 >= slots_.size()) grow();
    std::size_t at = hash(mask);
    for (; slots_[at] != 0; at = (at + 1) & (slots_.size() - 1))
      if (values_[slots_[at] - 1] == mask) return false;
    values_.push_back(mask);
    slots_[at] = static_cast<std::uint32_t>(values_.size());
    return true;
  }
  std::vector<Mask>& values() { return values_; }

 private:
  std::size_t hash(Mask mask) const { return (mask * 0x9e3779b97f4a7c15U >> 20U) & (slots_.size() - 1); }
  void grow() {
    slots_.assign(slots_.size() * 2, 0);
    for (std::uint32_t i = 0; i < values_.size(); ++i) {
      std::size_t at = hash(values_[i]);
      while (slots_[at] != 0) at = (at + 1) & (slots_.size() - 1);
      slots_[at] = i + 1;
    }
  }
  std::vector<Mask> values_;
  std::vector<std::uint32_t> slots_ = std::vector<std::uint32_t>(64, 0);  // one more than the place
};

}  // namespace bestby
