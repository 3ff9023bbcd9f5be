// The answer to a check: its findings, what could not be read, and how much was looked at.
#pragma once

#include <array>
#include <string>
#include <vector>

#include "judge/check.h"

namespace bestby {

struct CheckUnread {
  std::uint32_t target = 0;
  std::string path, reason;
};

struct CheckAnswer {
  std::vector<std::string> targets;  // as typed
  std::vector<CheckFinding> findings;
  std::vector<CheckUnread> unread;
  std::vector<std::string> expired;  // ignores that no longer hold, in words; each of them fails the check
  std::uint64_t files = 0, bytes = 0;
};

// How many findings of each severity count, and how many places were set aside.
struct CheckSummary {
  std::array<std::size_t, finding_names.size()> open = {};
  std::size_t set_aside = 0;
};
// What the catalogue does not list is not counted.
CheckSummary summary_of(const CheckAnswer& answer);

// Whether the finding is one that is told of unless everything is asked for.
bool is_told(const CheckFinding& finding);

// Whether some finding that counts is as bad as this, or worse; or an ignore has expired.
bool fails(const CheckAnswer& answer, Finding limit);

}  // namespace bestby
