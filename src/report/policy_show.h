// A policy as it is written: whose it is, what it says, its editions, phases, clauses and tables. What
// it makes of a subject is report/why_text.h's.
//
//     const auto shown = PolicyAsOf::make(policies, policy, known);
//     if (!shown) ...;                         // no edition of it had been published by then
//     print(policy_text(*shown, world, asked, paint));
//
// Under `known` the editions that were published later do not exist, nor do clauses that stand in none
// of those that do.
#pragma once

#include <array>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "policy/policy.h"
#include "report/asked.h"
#include "report/words.h"

namespace bestby {

struct PolicyAsOf {
  const Policies& policies;
  const PolicyRow& row;
  PolicyId id;
  std::vector<std::uint32_t> editions;  // within the policy

  static std::optional<PolicyAsOf> make(const Policies& policies, PolicyId id, std::int32_t known);

  const EditionRow& edition(std::uint32_t i) const { return policies.editions(row)[i]; }
  // The edition in force on a day; no_id: none.
  std::uint32_t in_force(std::int32_t day) const;
  std::vector<std::uint32_t> editions_of(const ClauseRow& clause) const;
  bool exists(const ClauseRow& clause) const { return editions.empty() || !editions_of(clause).empty(); }
  std::string_view text(TextId t) const { return policies.text(t); }
  std::string_view written(ExprId e) const;  // an expression's text
  std::string_view phase(std::uint32_t i) const { return text(policies.phases(row)[i].name); }
  // Ids of clauses.
  std::vector<std::string_view> replaced_by(const ClauseRow& clause) const;
  std::vector<std::string_view> aliases_of(std::uint32_t phase) const;
};

std::vector<std::string_view> services_of(const World& world, std::uint32_t bits);
// nullptr: the catalogue has no source of that id.
const SourceRow* source_named(const World& world, std::string_view id);

extern const std::array<std::string_view, 4> modality_names;  // as JSON has them
extern const std::array<std::string_view, 3> edge_names;
// "at least through", as the policy has it.
std::string opening_words(Modality modality, Edge edge);

std::string policy_text(const PolicyAsOf& shown, const World& world, const Asked& asked, Paint paint);
std::string policy_json(const PolicyAsOf& shown, const World& world, const Asked& asked);

}  // namespace bestby
