#include "judge/finding.h"

#include <algorithm>

namespace bestby {

std::optional<Finding> finding_named(std::string_view name) {
  const auto* const found = std::find(finding_names.begin(), finding_names.end(), name);
  if (found == finding_names.end()) return std::nullopt;
  return static_cast<Finding>(found - finding_names.begin());
}

Finding finding_of(const Status& status, Date on, int within) {
  if (status.policies.empty()) return Finding::unknown;
  const PolicyStatus& s = status.policies.front();
  if (s.released == Truth::no || s.patched_on == Truth::unknown) return Finding::unknown;
  // A policy that promises no patches at all ends what it does promise, or says nothing of them.
  const bool over = s.through.known() && s.through.high < on.days();
  if (!s.promises && !over) return Finding::unknown;
  if (s.patched_on == Truth::no)
    return status.deprecated && !s.promises ? Finding::deprecated : Finding::ended;
  const bool ends = s.patched.known() && s.patched.low != day_min && s.patched.high != day_max;
  return ends && s.patched.low - on.days() <= within ? Finding::ending : Finding::ok;
}

}  // namespace bestby
