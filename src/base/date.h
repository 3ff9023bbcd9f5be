// Days, and the arithmetic that support policies use.
//
// A `Date` is one calendar day (proleptic Gregorian), kept as days since 1970-01-01; no time zone.
// Accepted range: 1900-01-01 to 9999-12-31, at whose ends arithmetic stops. `+ 365 days` is not
// `+ 1 year`, so durations are typed:
//
//     Date ga = *Date::parse("2023-03-15");
//     ga + Days{365}                      // 2024-03-14
//     ga + Months{12}                     // 2024-03-15
//     *Date::parse("2025-01-31") + Months{1}   // 2025-02-28: clamped to the month's end
#pragma once

#include <compare>
#include <cstdint>
#include <limits>
#include <string>
#include <string_view>

#include "base/result.h"

namespace bestby {

struct Days {
  std::int32_t count = 0;
  bool operator==(const Days&) const = default;
};
struct Months {
  std::int32_t count = 0;
  bool operator==(const Months&) const = default;
};

class Date {
 public:
  constexpr Date() = default;
  static constexpr Date from_days(std::int32_t days) {
    Date d;
    d.days_ = days;
    return d;
  }

  // Valid dates only: 2023-02-29 has no `Date`. Returns false and leaves `out` alone otherwise.
  static bool from_ymd(int year, unsigned month, unsigned day, Date* out);
  // Strict `YYYY-MM-DD`. The error names what is wrong ("2023 is not a leap year", say).
  static Result<Date> parse(std::string_view text);

  constexpr std::int32_t days() const { return days_; }
  int year() const;
  unsigned month() const;
  unsigned day() const;
  std::string str() const;  // `YYYY-MM-DD`

  constexpr auto operator<=>(const Date&) const = default;

 private:
  std::int32_t days_ = 0;
};

Date operator+(Date date, Days days);
Date operator+(Date date, Months months);  // clamps to the month's last day
inline Date operator-(Date date, Days days) { return date + Days{-days.count}; }
inline Date operator-(Date date, Months months) { return date + Months{-months.count}; }
inline Days operator-(Date a, Date b) { return Days{a.days() - b.days()}; }

Date month_end(Date date);
// The day `day` of the date's month, clamped to the month's end.
Date with_day(Date date, unsigned day);
// The given day and month in the date's year (29 February clamps).
Date with_month_day(Date date, unsigned month, unsigned day);

}  // namespace bestby
