// A set of rows: one bit a row, 64 to a word.
//
//     Bits gpu(rows), py312(rows);
//     gpu &= py312;
//     gpu.each([&](std::size_t row) { ... });      // in the order of rows; false ends it
//
// INVARIANT: bits past the last row are zero. Sets that meet are of the same size.
#pragma once

#include <bit>
#include <cstdint>
#include <span>
#include <vector>

namespace bestby {

class Bits {
 public:
  Bits() = default;
  explicit Bits(std::size_t rows, bool value = false)
      : rows_(rows), words_((rows + 63) / 64, value ? ~std::uint64_t{0} : 0) {
    trim();
  }
  std::size_t rows() const { return rows_; }
  std::span<const std::uint64_t> words() const { return words_; }

  bool test(std::size_t row) const { return (words_[row / 64] >> (row % 64) & 1U) != 0; }
  void set(std::size_t row) { words_[row / 64] |= std::uint64_t{1} << (row % 64); }
  void reset(std::size_t row) { words_[row / 64] &= ~(std::uint64_t{1} << (row % 64)); }

  Bits& operator&=(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= other.words_[i];
    return *this;
  }
  Bits& operator|=(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] |= other.words_[i];
    return *this;
  }
  Bits& without(const Bits& other) {
    for (std::size_t i = 0; i < words_.size(); ++i) words_[i] &= ~other.words_[i];
    return *this;
  }
  Bits operator~() const {
    Bits out = *this;
    for (auto& word : out.words_) word = ~word;
    out.trim();
    return out;
  }
  bool operator==(const Bits&) const = default;

  std::size_t count() const {
    std::size_t out = 0;
    for (const auto word : words_) out += static_cast<std::size_t>(std::popcount(word));
    return out;
  }
  bool any() const {
    for (const auto word : words_)
      if (word != 0) return true;
    return false;
  }
  template <class Visit>
  void each(Visit&& visit) const {
    for (std::size_t i = 0; i < words_.size(); ++i)
      for (std::uint64_t word = words_[i]; word != 0; word &= word - 1)
        if (!visit(i * 64 + static_cast<std::size_t>(std::countr_zero(word)))) return;
  }

 private:
  void trim() {
    if (rows_ % 64 != 0) words_.back() &= (std::uint64_t{1} << (rows_ % 64)) - 1;
  }
  std::size_t rows_ = 0;
  std::vector<std::uint64_t> words_;
};

}  // namespace bestby
