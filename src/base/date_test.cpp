#include "base/date.h"

#include <gtest/gtest.h>

namespace bestby {
namespace {

Date d(const char* text) { return Date::parse(text).value(); }

TEST(Date, ParsesStrictly) {
  EXPECT_EQ(d("2024-02-29").str(), "2024-02-29");
  EXPECT_EQ(d("1970-01-01").days(), 0);
  EXPECT_EQ(Date::parse("2023-02-29").error().message, "`2023-02-29` is not a date: 2023 is not a leap year");
  EXPECT_EQ(Date::parse("2023-13-01").error().message, "`2023-13-01` is not a date: there is no month 13");
  EXPECT_EQ(Date::parse("2023-04-31").error().message, "`2023-04-31` is not a date: month 4 has no day 31");
  for (const char* bad : {"", "2023-1-01", "20230101", "2023-01-01 ", "+023-01-01", "1023-01-01"})
    EXPECT_FALSE(Date::parse(bad)) << bad;
}

TEST(Date, DurationsAreTyped) {
  EXPECT_EQ(d("2023-03-15") + Days{365}, d("2024-03-14"));
  EXPECT_EQ(d("2023-03-15") + Months{12}, d("2024-03-15"));
  EXPECT_EQ(d("2025-01-31") + Months{1}, d("2025-02-28"));
  EXPECT_EQ(d("2024-02-29") + Months{12}, d("2025-02-28"));
  EXPECT_EQ(d("2024-03-31") - Months{1}, d("2024-02-29"));
  EXPECT_EQ((d("2024-03-14") - d("2023-03-15")).count, 365);
}

TEST(Date, ArithmeticStopsAtTheRange) {
  EXPECT_EQ(d("2024-03-31") + Days{2'000'000'000}, d("9999-12-31"));
  EXPECT_EQ(d("2024-03-31") + Months{2'000'000'000}, d("9999-12-31"));
  EXPECT_EQ(d("2024-03-31") - Days{2'000'000'000}, d("1900-01-01"));
  EXPECT_EQ(d("2024-03-31") - Months{2'000'000'000}, d("1900-01-01"));
}

TEST(Date, Snaps) {
  EXPECT_EQ(month_end(d("2024-02-03")), d("2024-02-29"));
  EXPECT_EQ(with_day(d("2025-02-03"), 28), d("2025-02-28"));
  EXPECT_EQ(with_month_day(d("2028-05-06"), 4, 30), d("2028-04-30"));
  EXPECT_EQ(with_month_day(d("2027-05-06"), 2, 29), d("2027-02-28"));
}

TEST(Date, AgreesWithANaiveCalendarOnEveryDay) {
  int y = 1900, m = 1, day = 1;
  const int lengths[] = {31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31};
  for (int n = d("1900-01-01").days(); n < d("2100-01-01").days(); ++n) {
    const Date date = Date::from_days(n);
    ASSERT_EQ(date.year(), y);
    ASSERT_EQ(date.month(), static_cast<unsigned>(m));
    ASSERT_EQ(date.day(), static_cast<unsigned>(day));
    const bool leap = (y % 4 == 0 && y % 100 != 0) || y % 400 == 0;
    const int length = m == 2 && leap ? 29 : lengths[m - 1];
    if (++day > length) {
      day = 1;
      if (++m > 12) {
        m = 1;
        ++y;
      }
    }
  }
}

}  // namespace
}  // namespace bestby
