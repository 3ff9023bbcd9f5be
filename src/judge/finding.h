// How bad an answer is, worst first: what `--fail-on` compares with.
//
//     Finding f = finding_of(status, on);
//     if (f <= *finding_named("ending")) exit_status = 1;
#pragma once

#include <array>
#include <optional>
#include <string_view>

#include "judge/status.h"

namespace bestby {

enum class Finding : std::uint8_t { ended, mismatch, deprecated, stale, licence, ending, unknown, ok };

inline constexpr std::array<std::string_view, 8> finding_names = {
    "ended", "mismatch", "deprecated", "stale", "licence", "ending", "unknown", "ok"};
inline constexpr int ending_within_days = 90;

std::optional<Finding> finding_named(std::string_view name);
// By the policy that decides; without one: unknown.
Finding finding_of(const Status& status, Date on, int within = ending_within_days);

}  // namespace bestby
