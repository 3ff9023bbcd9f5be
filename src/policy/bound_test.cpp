#include "policy/bound.h"

#include <gtest/gtest.h>

namespace bestby {
namespace {

Bound on(const char* text) { return Bound::exactly(*Date::parse(text)); }

TEST(Bound, IsShownByWhatIsKnown) {
  const auto d = on("2024-03-14").low;
  EXPECT_EQ(to_text(on("2024-03-14")), "2024-03-14");
  EXPECT_EQ(to_text(Bound::between(d, day_max)), "at least 2024-03-14");
  EXPECT_EQ(to_text(Bound::between(day_min, d)), "at most 2024-03-14");
  EXPECT_EQ(to_text(Bound::between(d, d + 1)), "between 2024-03-14 and 2024-03-15");
  EXPECT_EQ(to_text(Bound::not_yet()), "not yet");
  EXPECT_EQ(to_text(Bound::not_recorded()), "not recorded");
  EXPECT_EQ(to_text(Bound::never()), "never");
}

TEST(Bound, EarliestAndLatestTellTheStatesApart) {
  const Bound a = on("2024-03-14"), b = on("2024-10-07");
  EXPECT_EQ(earliest({a, b}), a);
  EXPECT_EQ(earliest({a, Bound::not_yet()}), a);
  EXPECT_EQ(earliest({a, Bound::never()}), a);
  EXPECT_EQ(earliest({a, Bound::not_recorded()}), Bound::between(day_min, a.high));
  EXPECT_EQ(earliest({Bound::never(), Bound::not_yet()}), Bound::not_yet());
  EXPECT_EQ(earliest({Bound::not_recorded(), Bound::not_yet()}), Bound::not_recorded());
  EXPECT_EQ(latest({a, b}), b);
  EXPECT_EQ(latest({a, Bound::not_yet()}), Bound::between(a.low, day_max));
  EXPECT_EQ(latest({a, Bound::not_recorded()}), Bound::between(a.low, day_max));
  EXPECT_EQ(latest({a, Bound::never()}), Bound::never());
  EXPECT_EQ(earliest(std::initializer_list<Bound>{}), Bound::not_recorded());
}

TEST(Bound, ShiftsKeepOpenSidesOpen) {
  EXPECT_EQ(shift(on("2024-03-14"), Days{1}), on("2024-03-15"));
  EXPECT_EQ(shift(Bound::between(day_min, on("2024-01-31").high), Months{1}),
            Bound::between(day_min, on("2024-02-29").high));
  EXPECT_EQ(shift(Bound::not_yet(), Months{1}), Bound::not_yet());
}

}  // namespace
}  // namespace bestby
