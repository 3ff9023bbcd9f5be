// Sets of constraints, and families of such sets of which none holds another.
//
// A constraint of a query is a bit; a set of them is a Mask. The sets that must go so that something
// satisfies the rest (correction sets) are upward closed, so their minimal members say all of it: an
// antichain. Two antichains over a join are combined by union and by pairwise union.
//
//     minimal({0b011, 0b001, 0b110})        // {0b001, 0b110}
//     joined({0b01}, {0b10, 0b01})          // {0b01}: 0b11 holds it
//     transversals({0b001, 0b110})          // {0b011, 0b101}: what meets each of them
//     independent({0b0101, 0b1001, 0b0110, 0b1010})   // {0b0011, 0b1100}: one of each is every choice
//
// The minimal transversals of the correction sets are the minimal conflicts, and the other way round.
//
// Cost: quadratic in the number of sets; `most` bounds what is kept, the smallest sets first.
#pragma once

#include <cstdint>
#include <optional>
#include <vector>

namespace bestby {

using Mask = std::uint64_t;
inline constexpr std::size_t max_constraints = 64;  // of one query
inline constexpr std::size_t max_corrections = 2048;

// Without repetition, the smallest sets first, then in the order of their bits.
std::vector<Mask> minimal(std::vector<Mask> sets, std::size_t most = max_corrections);

std::vector<Mask> joined(const std::vector<Mask>& a, const std::vector<Mask>& b,
                         std::size_t most = max_corrections);

// Nothing where there would be more than `most` at any time on the way.
std::optional<std::vector<Mask>> transversals(const std::vector<Mask>& sets, std::size_t most);

// The finest partition of the bits that occur, such that the antichain is every choice of one set from
// each part: the connected parts of its transversals. One part where those are too many to know.
std::vector<Mask> independent(const std::vector<Mask>& sets);

}  // namespace bestby
