#include "find/antichain.h"

#include <algorithm>
#include <bit>

namespace bestby {
namespace {

bool smaller(Mask a, Mask b) {
  const int x = std::popcount(a), y = std::popcount(b);
  return x != y ? x < y : a < b;
}

bool holds_one(const std::vector<Mask>& sets, Mask of) {
  return std::any_of(sets.begin(), sets.end(), [&](Mask s) { return (s & ~of) == 0; });
}

// Merges what overlaps until nothing does.
std::vector<Mask> connected(const std::vector<Mask>& sets) {
  std::vector<Mask> parts;
  for (Mask set : sets) {
    std::vector<Mask> apart;
    for (const Mask part : parts)
      if ((part & set) != 0)
        set |= part;
      else
        apart.push_back(part);
    apart.push_back(set);
    parts = std::move(apart);
  }
  std::sort(parts.begin(), parts.end(),
            [](Mask a, Mask b) { return std::countr_zero(a) < std::countr_zero(b); });
  return parts;
}

}  // namespace

std::vector<Mask> minimal(std::vector<Mask> sets, std::size_t most) {
  std::sort(sets.begin(), sets.end(), smaller);
  sets.erase(std::unique(sets.begin(), sets.end()), sets.end());
  std::vector<Mask> out;
  for (const Mask set : sets) {
    if (out.size() >= most) break;
    if (!holds_one(out, set)) out.push_back(set);
  }
  return out;
}

std::vector<Mask> joined(const std::vector<Mask>& a, const std::vector<Mask>& b, std::size_t most) {
  std::vector<Mask> out;
  out.reserve(a.size() * b.size());
  for (const Mask x : a)
    for (const Mask y : b) out.push_back(x | y);
  return minimal(std::move(out), most);
}

// Berge's multiplication: what meets the sets so far, extended to meet the next.
std::optional<std::vector<Mask>> transversals(const std::vector<Mask>& sets, std::size_t most) {
  std::vector<Mask> out = {0};
  for (const Mask set : sets) {
    std::vector<Mask> next;
    for (const Mask t : out) {
      if ((t & set) != 0) {
        next.push_back(t);
        continue;
      }
      for (Mask rest = set; rest != 0; rest &= rest - 1) next.push_back(t | (rest & (~rest + 1)));
      if (next.size() > most * 8) return std::nullopt;
    }
    out = minimal(std::move(next), most + 1);
    if (out.size() > most) return std::nullopt;
  }
  return out;
}

std::vector<Mask> independent(const std::vector<Mask>& sets) {
  if (sets.empty()) return {};
  constexpr std::size_t enough = 512;
  if (const auto conflicts = transversals(sets, enough)) return connected(*conflicts);
  Mask all = 0;
  for (const Mask set : sets) all |= set;
  return {all};
}

}  // namespace bestby
