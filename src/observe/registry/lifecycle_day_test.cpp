#include "observe/registry/lifecycle_day.h"

#include <gtest/gtest.h>

#include <rapidcheck.h>

namespace bestby {
namespace {

std::string day(std::string_view ends) {
  const auto out = last_day_of(ends);
  return out ? out->str() : "none";
}

TEST(LifecycleDay, IsTheLastThatHadNotEnded) {
  EXPECT_EQ(day("2026-10-15"), "2026-10-15");
  EXPECT_EQ(day("2026-10-15T23:59:59Z"), "2026-10-15");
  EXPECT_EQ(day("2026-10-16T00:00:00Z"), "2026-10-15");
  EXPECT_EQ(day("2026-10-16T00:00:00.000Z"), "2026-10-15");
  EXPECT_EQ(day("2026-10-16T00:00:00.001Z"), "2026-10-16");
  EXPECT_EQ(day("2026-10-16t12:00:00z"), "2026-10-16");
  EXPECT_EQ(day("2026-10-16T01:00:00+02:00"), "2026-10-15");
  EXPECT_EQ(day("2026-10-15T23:00:00-02:00"), "2026-10-16");
  EXPECT_EQ(day("2027-01-01T00:00:00Z"), "2026-12-31");
  EXPECT_EQ(day("2016-12-31T23:59:60Z"), "2016-12-31");
}

TEST(LifecycleDay, RefusesWhatIsNoDate) {
  for (const char* text : {"", "soon", "2026-02-29", "2026-10-16T", "2026-10-16T00:00Z",
                           "2026-10-16T24:00:00Z", "2026-10-16T00:00:00", "2026-10-16T00:00:00.Z",
                           "2026-10-16T00:00:00Zx", "2026-10-16T00:00:00+2:00", "2026-10-16T00:00:61Z"})
    EXPECT_EQ(day(text), "none") << text;
}

TEST(LifecycleDay, ReadsWhatItWrites) {
  EXPECT_TRUE(rc::check([] {
    const Date any = Date::from_days(*rc::gen::inRange(0, 60'000));
    RC_ASSERT(last_day_of(end_of_day(any)) == any);
    RC_ASSERT(last_day_of((any + Days{1}).str() + "T00:00:00Z") == any);
  }));
}

}  // namespace
}  // namespace bestby
