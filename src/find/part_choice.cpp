#include "find/part_choice.h"

#include <algorithm>
#include <numeric>

namespace bestby {
namespace {

OpenState state_of(std::size_t at, const OpenRows& open) {
  OpenState out = {at};
  for (const Bits& rows : open) out.insert(out.end(), rows.words().begin(), rows.words().end());
  return out;
}

bool meet(const Bits& a, const Bits& b) {
  for (std::size_t i = 0; i < a.words().size(); ++i)
    if ((a.words()[i] & b.words()[i]) != 0) return true;
  return false;
}

}  // namespace

PartGroups::PartGroups(const std::vector<PartTable>& parts) : parts_(parts) {
  std::vector<std::size_t> group(parts.size());
  std::iota(group.begin(), group.end(), 0);
  for (std::size_t later = 0; later < parts.size(); ++later)
    for (std::size_t before = 0; before < later; ++before)
      if (linked(before, later)) {
        const std::size_t from = group[later], to = group[before];
        std::replace(group.begin(), group.end(), from, to);
      }
  for (std::size_t g = 0; g < parts.size(); ++g) {
    std::vector<std::size_t> members;
    for (std::size_t p = 0; p < parts.size(); ++p)
      if (group[p] == g) members.push_back(p);
    if (!members.empty()) groups_.push_back(std::move(members));
  }
}

bool PartGroups::linked(std::size_t before, std::size_t later) const {
  return before < parts_[later].beside.size() && !parts_[later].beside[before].empty();
}

OpenRows PartGroups::open(std::size_t group, std::uint32_t key) const {
  OpenRows out;
  for (const std::size_t part : groups_[group]) out.push_back(parts_[part].fits[key]);
  return out;
}

OpenRows PartGroups::after(std::size_t group, std::size_t at, const OpenRows& open, std::uint32_t row) const {
  OpenRows out(open.begin() + 1, open.end());
  const std::size_t part = groups_[group][at];
  for (std::size_t i = 0; row != left_out && i < out.size(); ++i) {
    const std::size_t later = groups_[group][at + 1 + i];
    if (linked(part, later)) out[i] &= parts_[later].beside[part][row];
  }
  return out;
}

bool PartGroups::limits_later(std::size_t group, std::size_t at) const {
  const auto& members = groups_[group];
  for (std::size_t later = at + 1; later < members.size(); ++later)
    if (linked(members[at], members[later])) return true;
  return false;
}

PartChoices::PartChoices(const std::vector<PartTable>& parts, std::size_t most)
    : parts_(parts), most_(most), groups_(parts), kinds_(parts.size()), known_(groups_.groups().size()) {
  for (std::size_t p = 0; p < parts.size(); ++p)
    for (std::size_t row = 0; row < parts[p].violates.size(); ++row) {
      auto& kinds = kinds_[p];
      auto kind = std::find_if(kinds.begin(), kinds.end(),
                               [&](const Kind& k) { return k.violates == parts[p].violates[row]; });
      if (kind == kinds.end())
        kind = kinds.insert(kinds.end(), {parts[p].violates[row], Bits(parts[p].violates.size())});
      kind->rows.set(row);
    }
}

std::vector<Mask> PartChoices::corrections(std::uint32_t key) {
  std::vector<Mask> out = {0};
  for (std::size_t g = 0; g < groups_.groups().size(); ++g)
    out = joined(out, from(g, 0, groups_.open(g, key)), most_);
  return out;
}

// The minimal sets that the group's parts violate, from one of them on.
const std::vector<Mask>& PartChoices::from(std::size_t group, std::size_t at, const OpenRows& open) {
  const auto [known, fresh] = known_[group].try_emplace(state_of(at, open));
  if (!fresh) return known->second;  // a map's values stay where they are
  const auto& members = groups_.groups()[group];
  std::vector<Mask> out;
  if (at == members.size()) {
    out = {0};
  } else if (groups_.limits_later(group, at)) {
    out = each_row(group, at, open);
  } else {
    out = {parts_[members[at]].own};
    for (const Kind& kind : kinds_[members[at]])
      if (meet(kind.rows, open.front())) out.push_back(kind.violates);
    out = joined(minimal(std::move(out)), from(group, at + 1, {open.begin() + 1, open.end()}), most_);
  }
  return known->second = std::move(out);
}

std::vector<Mask> PartChoices::each_row(std::size_t group, std::size_t at, const OpenRows& open) {
  const PartTable& part = parts_[groups_.groups()[group][at]];
  std::vector<Mask> out;
  const auto take = [&](std::uint32_t row, Mask violated) {
    for (const Mask rest : from(group, at + 1, groups_.after(group, at, open, row)))
      out.push_back(violated | rest);
    if (out.size() > most_ * 2) out = minimal(std::move(out), most_);
    return true;
  };
  open.front().each(
      [&](std::size_t row) { return take(static_cast<std::uint32_t>(row), part.violates[row]); });
  take(left_out, part.own);
  return minimal(std::move(out), most_);
}

PartChooser::PartChooser(const std::vector<PartTable>& parts, Mask given_up)
    : parts_(parts), given_up_(given_up), groups_(parts), failed_(groups_.groups().size()) {
  for (const PartTable& part : parts) {
    Bits allowed(part.violates.size());
    for (std::size_t row = 0; row < part.violates.size(); ++row)
      if ((part.violates[row] & ~given_up) == 0) allowed.set(row);
    allowed_.push_back(std::move(allowed));
  }
}

const std::optional<std::vector<std::uint32_t>>& PartChooser::of(std::uint32_t key) {
  const auto [known, fresh] = known_.try_emplace(key);
  if (!fresh) return known->second;
  std::vector<std::uint32_t> out(parts_.size(), left_out);
  for (std::size_t g = 0; g < groups_.groups().size(); ++g) {
    const auto& members = groups_.groups()[g];
    OpenRows open = groups_.open(g, key);
    for (std::size_t i = 0; i < members.size(); ++i) open[i] &= allowed_[members[i]];
    if (!choose(g, 0, open, out)) return known->second;
  }
  known->second = std::move(out);
  return known->second;
}

bool PartChooser::choose(std::size_t group, std::size_t at, const OpenRows& open,
                         std::vector<std::uint32_t>& rows) {
  if (at == groups_.groups()[group].size()) return true;
  if (!groups_.limits_later(group, at) && at + 1 == groups_.groups()[group].size())
    return try_rows(group, at, open, rows);
  OpenState state = state_of(at, open);
  if (failed_[group].contains(state)) return false;
  const bool out = try_rows(group, at, open, rows);
  if (!out) failed_[group].insert(std::move(state));
  return out;
}

bool PartChooser::try_rows(std::size_t group, std::size_t at, const OpenRows& open,
                           std::vector<std::uint32_t>& rows) {
  const std::size_t part = groups_.groups()[group][at];
  const bool limits = groups_.limits_later(group, at);
  const auto take = [&](std::uint32_t row) {
    rows[part] = row;
    return choose(group, at + 1, groups_.after(group, at, open, row), rows);
  };
  bool found = false;
  open.front().each([&](std::size_t row) {
    found = take(static_cast<std::uint32_t>(row));
    return !found && limits;  // where it limits none, another of its rows makes no difference
  });
  if (found || (!limits && open.front().any())) return found;
  return (parts_[part].own & ~given_up_) == 0 && take(left_out);
}

}  // namespace bestby
