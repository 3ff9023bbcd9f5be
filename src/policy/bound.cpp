#include "policy/bound.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

namespace bestby {
namespace {

std::int32_t shifted(std::int32_t day, auto duration) {
  return day == day_min || day == day_max ? day : (Date::from_days(day) + duration).days();
}

struct Tally {
  bool known = false, not_yet = false, not_recorded = false, never = false;
};

Tally tally(std::span<const Bound> bounds) {
  Tally t;
  for (const Bound& b : bounds) {
    t.known |= b.state == Bound::State::known;
    t.not_yet |= b.state == Bound::State::not_yet;
    t.not_recorded |= b.state == Bound::State::not_recorded;
    t.never |= b.state == Bound::State::never;
  }
  return t;
}

constexpr std::array<std::string_view, 6> kind_names = {"exact",   "at_least", "at_most",
                                                        "between", "unknown",  "never"};

}  // namespace

BoundKind kind_of(const Bound& b) {
  if (b.state == Bound::State::never) return BoundKind::never;
  if (!b.known() || (b.low == day_min && b.high == day_max)) return BoundKind::unknown;
  if (b.low == b.high) return BoundKind::exact;
  if (b.high == day_max) return BoundKind::at_least;
  if (b.low == day_min) return BoundKind::at_most;
  return BoundKind::between;
}

std::string_view name_of(BoundKind kind) { return kind_names[static_cast<std::size_t>(kind)]; }

std::string to_text(const Bound& b) {
  const auto day = [](std::int32_t d) { return Date::from_days(d).str(); };
  switch (kind_of(b)) {
    case BoundKind::exact: return day(b.low);
    case BoundKind::at_least: return "at least " + day(b.low);
    case BoundKind::at_most: return "at most " + day(b.high);
    case BoundKind::between: return fmt::format("between {} and {}", day(b.low), day(b.high));
    case BoundKind::never: return "never";
    case BoundKind::unknown: break;
  }
  if (b.state == Bound::State::not_yet) return "not yet";
  return b.state == Bound::State::not_recorded ? "not recorded" : "unknown";
}

Bound shift(const Bound& b, Days days) {
  return b.known() ? Bound::between(shifted(b.low, days), shifted(b.high, days)) : b;
}

Bound shift(const Bound& b, Months months) {
  return b.known() ? Bound::between(shifted(b.low, months), shifted(b.high, months)) : b;
}

// `not_yet` and `never` lie after every known day, so they lose; `not_recorded` may lie anywhere, so
// it takes away the lower side.
Bound earliest(std::span<const Bound> bounds) {
  const Tally t = tally(bounds);
  if (!t.known) {
    if (t.not_recorded || bounds.empty()) return Bound::not_recorded();
    return t.not_yet ? Bound::not_yet() : Bound::never();
  }
  Bound out = Bound::between(day_max, day_max);
  for (const Bound& b : bounds) {
    if (!b.known()) continue;
    out.low = std::min(out.low, b.low);
    out.high = std::min(out.high, b.high);
  }
  if (t.not_recorded) out.low = day_min;
  return out;
}

Bound latest(std::span<const Bound> bounds) {
  const Tally t = tally(bounds);
  if (t.never) return Bound::never();
  if (!t.known) return t.not_recorded || bounds.empty() ? Bound::not_recorded() : Bound::not_yet();
  Bound out = Bound::between(day_min, day_min);
  for (const Bound& b : bounds) {
    if (!b.known()) continue;
    out.low = std::max(out.low, b.low);
    out.high = std::max(out.high, b.high);
  }
  if (t.not_recorded || t.not_yet) out.high = day_max;
  return out;
}

}  // namespace bestby
