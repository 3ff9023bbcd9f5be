// A bound: what is known of a day.
//
// Policies rarely give a date; they give "at least six months", "the earlier of two years and an
// announcement that has not come". So a day is an interval [low, high], both inclusive, and three
// further states say why there is none:
//
//     known          the day lies in [low, high]; day_min and day_max stand for an open side
//     not_yet        an event that has not happened as far as is known
//     not_recorded   nobody says; not the same as "no"
//     never          it is said to have no such day
//
//     earliest({exactly(2024-03-14), exactly(2024-10-07)})   // 2024-03-14
//     earliest({exactly(2024-03-14), not_recorded})          // at most 2024-03-14
//     latest({exactly(2024-03-14), not_yet})                 // at least 2024-03-14
#pragma once

#include <initializer_list>
#include <span>
#include <string>

#include "base/date.h"
#include "catalog/world.h"

namespace bestby {

enum class Truth : std::uint8_t { no, yes, unknown };

struct Bound {
  enum class State : std::uint8_t { known, not_yet, not_recorded, never };
  State state = State::not_recorded;
  std::int32_t low = day_min, high = day_max;

  static Bound between(std::int32_t low, std::int32_t high) { return {State::known, low, high}; }
  static Bound exactly(std::int32_t day) { return between(day, day); }
  static Bound exactly(Date date) { return exactly(date.days()); }
  static Bound not_yet() { return {State::not_yet}; }
  static Bound not_recorded() { return {State::not_recorded}; }
  static Bound never() { return {State::never}; }

  bool known() const { return state == State::known; }
  bool exact() const { return known() && low == high; }
  bool operator==(const Bound&) const = default;
};

// How a bound is shown.
enum class BoundKind : std::uint8_t { exact, at_least, at_most, between, unknown, never };
BoundKind kind_of(const Bound& bound);
std::string_view name_of(BoundKind kind);  // "exact", "at_least", ...
// "2024-03-14", "at least 2024-03-14", "not yet", "not recorded", "never", ...
std::string to_text(const Bound& bound);

Bound shift(const Bound& bound, Days days);
Bound shift(const Bound& bound, Months months);
// Applies a monotone function of days to both sides.
template <class Map>
Bound map_days(const Bound& bound, Map&& map) {
  if (!bound.known()) return bound;
  const auto side = [&](std::int32_t day) {
    return day == day_min || day == day_max ? day : map(Date::from_days(day)).days();
  };
  return Bound::between(side(bound.low), side(bound.high));
}

// Of no bounds: not recorded.
Bound earliest(std::span<const Bound> bounds);
Bound latest(std::span<const Bound> bounds);
inline Bound earliest(std::initializer_list<Bound> b) { return earliest(std::span(b.begin(), b.size())); }
inline Bound latest(std::initializer_list<Bound> b) { return latest(std::span(b.begin(), b.size())); }

}  // namespace bestby
