#include "base/date.h"

#include <algorithm>
#include <chrono>

#include <fmt/format.h>

namespace bestby {
namespace {

namespace chr = std::chrono;

chr::year_month_day civil(Date date) { return chr::sys_days{chr::days{date.days()}}; }
Date date_of(chr::year_month_day ymd) {
  return Date::from_days(static_cast<std::int32_t>(chr::sys_days{ymd}.time_since_epoch().count()));
}

constexpr int first_year = 1900;
constexpr int last_year = 9999;
std::int32_t first_day() { return date_of(chr::year{first_year} / 1 / 1).days(); }
std::int32_t last_day() { return date_of(chr::year{last_year} / 12 / 31).days(); }

bool digits(std::string_view text) {
  return std::all_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}
int number(std::string_view text) {
  int n = 0;
  for (char c : text) n = n * 10 + (c - '0');
  return n;
}

Date clamped(chr::year_month month, unsigned day) {
  const auto last = chr::year_month_day_last{month.year(), chr::month_day_last{month.month()}}.day();
  return date_of(month / std::min(chr::day{day}, last));
}

}  // namespace

bool Date::from_ymd(int year, unsigned month, unsigned day, Date* out) {
  const chr::year_month_day ymd{chr::year{year}, chr::month{month}, chr::day{day}};
  if (!ymd.ok() || year < first_year || year > last_year) return false;
  *out = date_of(ymd);
  return true;
}

Result<Date> Date::parse(std::string_view text) {
  const auto bad = [&](std::string why) {
    return fail(ErrorCode::usage, fmt::format("`{}` is not a date: {}", text, why), {},
                "a date is written YYYY-MM-DD, as in 2026-08-21");
  };
  if (text.size() != 10 || text[4] != '-' || text[7] != '-' || !digits(text.substr(0, 4)) ||
      !digits(text.substr(5, 2)) || !digits(text.substr(8, 2)))
    return bad("it does not have the form YYYY-MM-DD");
  const int y = number(text.substr(0, 4));
  const int m = number(text.substr(5, 2));
  const int d = number(text.substr(8, 2));
  Date date;
  if (from_ymd(y, static_cast<unsigned>(m), static_cast<unsigned>(d), &date)) return date;
  if (y < first_year) return bad(fmt::format("years before {} are not covered", first_year));
  if (m < 1 || m > 12) return bad(fmt::format("there is no month {}", m));
  if (m == 2 && d == 29) return bad(fmt::format("{} is not a leap year", y));
  return bad(fmt::format("month {} has no day {}", m, d));
}

int Date::year() const { return static_cast<int>(civil(*this).year()); }
unsigned Date::month() const { return static_cast<unsigned>(civil(*this).month()); }
unsigned Date::day() const { return static_cast<unsigned>(civil(*this).day()); }

std::string Date::str() const {
  const auto ymd = civil(*this);
  return fmt::format("{:04}-{:02}-{:02}", static_cast<int>(ymd.year()), static_cast<unsigned>(ymd.month()),
                     static_cast<unsigned>(ymd.day()));
}

Date operator+(Date date, Days days) {
  const std::int64_t sum = std::int64_t{date.days()} + days.count;
  return Date::from_days(static_cast<std::int32_t>(std::clamp<std::int64_t>(sum, first_day(), last_day())));
}

Date operator+(Date date, Months months) {
  const auto ymd = civil(date);
  const auto limited = std::clamp(months.count, -120'000, 120'000);
  const auto sum = clamped(ymd.year() / ymd.month() + chr::months{limited}, static_cast<unsigned>(ymd.day()));
  return Date::from_days(std::clamp(sum.days(), first_day(), last_day()));
}

Date month_end(Date date) { return with_day(date, 31); }

Date with_day(Date date, unsigned day) {
  const auto ymd = civil(date);
  return clamped(ymd.year() / ymd.month(), std::clamp(day, 1U, 31U));
}

Date with_month_day(Date date, unsigned month, unsigned day) {
  return clamped(civil(date).year() / chr::month{std::clamp(month, 1U, 12U)}, std::clamp(day, 1U, 31U));
}

}  // namespace bestby
