// Rows numbered so that rows with one number agree in everything that was folded in.
//
//     RowClasses classes(rows.size());
//     classes.fold([&](std::size_t row, auto&& add) { for (auto v : column.of(row)) add(v); });
//     classes.number();
//     classes.of(row), classes.first(number)    // its number, and the first row that has it
//     classes.meet(other)                       // those that agree in both
//
// Each row's values are a path in a trie, one step a value; what is folded in later goes on where the path
// has ended. Sequences of different lengths do not run into each other: each ends with a step of its own.
//
// Cost: a hash look-up a value; of two numberings that meet, a look-up in a table a row, where they are
// small.
#pragma once

#include <cstdint>
#include <limits>
#include <vector>

namespace bestby {

class RowClasses {
 public:
  // All rows are alike.
  explicit RowClasses(std::size_t rows) : at_(rows, 0) {
    if (rows != 0) first_.push_back(0);
  }

  template <class Values>
  void fold(Values&& values_of_row) {
    for (std::size_t row = 0; row < at_.size(); ++row) {
      std::uint32_t at = at_[row];
      values_of_row(row, [&](std::uint32_t value) { at = step(at, value); });
      at_[row] = step(at, end_of_values);
    }
  }
  // From here on `of` gives numbers from 0 on.
  void number();
  // Both are numbered, and so is the outcome.
  void meet(const RowClasses& other);
  // Gives each number another: those with the same one become one class.
  void merge(const std::vector<std::uint32_t>& instead);

  std::uint32_t of(std::size_t row) const { return at_[row]; }
  std::size_t first(std::uint32_t number) const { return first_[number]; }
  std::size_t size() const { return first_.size(); }

 private:
  static constexpr std::uint32_t end_of_values = std::numeric_limits<std::uint32_t>::max();
  struct Slot {
    std::uint64_t edge = 0;
    std::uint32_t to = 0;  // 0: free
  };
  std::uint32_t step(std::uint32_t from, std::uint32_t value);
  void grow();
  void number(std::size_t bound);

  std::vector<std::uint32_t> at_;
  std::vector<std::size_t> first_;
  std::vector<Slot> slots_ = std::vector<Slot>(1);
  std::uint32_t nodes_ = 0;
};

}  // namespace bestby
