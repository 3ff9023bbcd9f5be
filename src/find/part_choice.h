// Which rows of a stack's parts can be chosen together, of one image's key.
//
//     PartChoices choices(parts);
//     choices.corrections(key)      // the minimal sets that some choice of rows violates
//     PartChooser chooser(parts, given_up);
//     chooser.of(key)               // the most preferred rows that violate nothing else; nothing: none do
//
// Parts that limit each other, directly or through others, are one group; groups have nothing to do with
// each other, so each is worked out alone: a part without rows that go with the image does not make the
// choices of the others be tried one by one. Within a group the rows of one part after the other are taken;
// all that matters for those that follow is which of their rows are still open (a few words of bits), so
// what follows is worked out once for each such state, whatever rows and keys lead to it.
//
// Cost: for each group its states, times the rows of a part that limits later ones, or the different sets
// that rows of a part violate, where it limits none.
#pragma once

#include <map>
#include <optional>
#include <set>

#include "find/antichain.h"
#include "find/bits.h"

namespace bestby {

inline constexpr std::uint32_t left_out = ~std::uint32_t{0};

// Something that stands beside the image. Its rows are in the order in which they are preferred.
struct PartTable {
  Mask own = 0;                // the constraints that concern it
  std::vector<Mask> violates;  // by row
  std::vector<Bits> fits;      // by key: the rows that go with images of that key
  // For each part before it, by row of that one: the rows of this one that go with it. Empty: all do.
  std::vector<std::vector<Bits>> beside;
};

// Rows of the parts of a group that are still open, from one part of it on.
using OpenRows = std::vector<Bits>;

// The parts by groups, in their order, and what a choice in one leaves open in the others.
class PartGroups {
 public:
  explicit PartGroups(const std::vector<PartTable>& parts);
  const std::vector<std::vector<std::size_t>>& groups() const { return groups_; }
  OpenRows open(std::size_t group, std::uint32_t key) const;
  // `row` of the group's part `at` is chosen, of which open[0] are the rows: what is open after it.
  OpenRows after(std::size_t group, std::size_t at, const OpenRows& open, std::uint32_t row) const;
  bool limits_later(std::size_t group, std::size_t at) const;

 private:
  bool linked(std::size_t before, std::size_t later) const;
  const std::vector<PartTable>& parts_;
  std::vector<std::vector<std::size_t>> groups_;
};

using OpenState = std::vector<std::uint64_t>;  // the place of the part, and the words of OpenRows

class PartChoices {
 public:
  PartChoices(const std::vector<PartTable>& parts, std::size_t most);
  std::vector<Mask> corrections(std::uint32_t key);

 private:
  struct Kind {  // rows that violate the same
    Mask violates = 0;
    Bits rows;
  };
  const std::vector<Mask>& from(std::size_t group, std::size_t at, const OpenRows& open);
  std::vector<Mask> each_row(std::size_t group, std::size_t at, const OpenRows& open);

  const std::vector<PartTable>& parts_;
  std::size_t most_;
  PartGroups groups_;
  std::vector<std::vector<Kind>> kinds_;                       // by part
  std::vector<std::map<OpenState, std::vector<Mask>>> known_;  // by group
};

class PartChooser {
 public:
  PartChooser(const std::vector<PartTable>& parts, Mask given_up);
  // By part: the row, or `left_out`.
  const std::optional<std::vector<std::uint32_t>>& of(std::uint32_t key);

 private:
  bool choose(std::size_t group, std::size_t at, const OpenRows& open, std::vector<std::uint32_t>& rows);
  bool try_rows(std::size_t group, std::size_t at, const OpenRows& open, std::vector<std::uint32_t>& rows);

  const std::vector<PartTable>& parts_;
  Mask given_up_;
  PartGroups groups_;
  std::vector<Bits> allowed_;                // by part: rows that violate nothing but `given_up`
  std::vector<std::set<OpenState>> failed_;  // by group
  std::map<std::uint32_t, std::optional<std::vector<std::uint32_t>>> known_;
};

}  // namespace bestby
