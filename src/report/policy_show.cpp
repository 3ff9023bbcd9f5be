#include "report/policy_show.h"

#include <fmt/format.h>

namespace bestby {

const std::array<std::string_view, 4> modality_names = {"exactly", "at_least", "at_most", "may"};
const std::array<std::string_view, 3> edge_names = {"through", "until", "from"};

std::optional<PolicyAsOf> PolicyAsOf::make(const Policies& policies, PolicyId id, std::int32_t known) {
  PolicyAsOf out{policies, policies.policy(id), id, {}};
  const auto all = policies.editions(out.row);
  for (std::uint32_t i = 0; i < all.size(); ++i)
    if (all[i].published <= known) out.editions.push_back(i);
  if (!all.empty() && out.editions.empty()) return std::nullopt;
  return out;
}

std::uint32_t PolicyAsOf::in_force(std::int32_t day) const {
  std::uint32_t out = no_id;
  for (const std::uint32_t i : editions)
    if (edition(i).from <= day) out = i;
  return out;
}

std::vector<std::uint32_t> PolicyAsOf::editions_of(const ClauseRow& c) const {
  std::vector<std::uint32_t> out;
  for (const std::uint32_t i : editions)
    if ((c.since == no_id || c.since <= i) && (c.until == no_id || i <= c.until)) out.push_back(i);
  return out;
}

std::string_view PolicyAsOf::written(ExprId e) const {
  return e == no_id ? std::string_view() : policies.text(policies.columns.rows[e].source);
}

std::vector<std::string_view> PolicyAsOf::aliases_of(std::uint32_t phase) const {
  std::vector<std::string_view> out;
  for (const AliasRow& a : policies.columns.aliases)
    if (a.policy == id && a.phase == phase) out.push_back(text(a.word));
  return out;
}

std::vector<std::string_view> PolicyAsOf::replaced_by(const ClauseRow& c) const {
  const std::uint64_t bits = std::uint64_t{c.replaces_high} << 32U | c.replaces_low;
  std::vector<std::string_view> out;
  for (std::uint32_t i = 0; i < row.clause_count; ++i) {
    const auto name = text(policies.clauses(row)[i].id);
    if ((bits >> i & 1U) != 0 && (out.empty() || out.back() != name)) out.push_back(name);
  }
  return out;
}

std::vector<std::string_view> services_of(const World& world, std::uint32_t bits) {
  std::vector<std::string_view> out;
  for (std::uint32_t i = 0; i < world.columns.services.size(); ++i)
    if ((bits >> i & 1U) != 0) out.push_back(world.text(world.columns.services[i]));
  return out;
}

const SourceRow* source_named(const World& world, std::string_view id) {
  for (const SourceRow& s : world.columns.sources)
    if (world.text(s.id) == id) return &s;
  return nullptr;
}

std::string opening_words(Modality modality, Edge edge) {
  constexpr std::array<std::string_view, 4> before = {"", "at least ", "at most ", "may "};
  return fmt::format("{}{}", before[static_cast<std::size_t>(modality)],
                     edge_names[static_cast<std::size_t>(edge)]);
}

}  // namespace bestby
