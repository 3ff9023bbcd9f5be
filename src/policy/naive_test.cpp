// Small worlds, exhaustively, against a deliberately naive evaluator that walks through the days one
// by one and asks of each whether the phase can have ended, or must have ended, by then.
#include <functional>
#include <optional>

#include <gtest/gtest.h>

#include "policy/small_world.h"

namespace bestby {
namespace {

constexpr int first_day = 0, last_day = 60;  // the days that are tried
const std::int32_t origin = Date::parse("2020-01-01")->days();
constexpr int horizon = 50;  // of what is known

using Day = std::optional<int>;  // a fact; none: not recorded
struct Facts {
  Day one, two;
};

// Whether something has ended by the end of a day.
struct Ended {
  bool possibly, surely;
};
using Rule = std::function<Ended(const Facts&, int day)>;

Ended after(Day last, int day) {
  if (!last) return {true, false};  // any day may have been the last
  return {day > *last, day > *last};
}

// A clause of the first phase, as text and as what it means day by day.
struct Clause {
  const char* text;
  Rule ended;
  std::function<Day(const Facts&)> floor = [](const Facts&) { return Day(); };
  std::function<bool(const Facts&)> waits = [](const Facts&) { return false; };
};

Ended no(const Facts&, int) { return {false, false}; }

const Clause first_phase[] = {
    {"a: through one", [](const Facts& f, int d) { return after(f.one, d); }},
    {"a: until one", [](const Facts& f, int d) { return after(f.one ? Day(*f.one - 1) : Day(), d); }},
    {"a: through two + 3 days",
     [](const Facts& f, int d) { return after(f.two ? Day(*f.two + 3) : Day(), d); }},
    {"a: at most through one", [](const Facts& f, int d) { return Ended{true, after(f.one, d).surely}; }},
    {"a: at least through one", no, [](const Facts& f) { return f.one; }},
    {"a: at least through two", no, [](const Facts& f) { return f.two; }},
    {"a: through awaited(one)",
     [](const Facts& f, int d) { return f.one ? after(f.one, d) : Ended{false, false}; },
     [](const Facts&) { return Day(); }, [](const Facts& f) { return !f.one; }},
    {"a: 'through earliest(one, two)'",
     [](const Facts& f, int d) {
       const Ended x = after(f.one, d), y = after(f.two, d);
       return Ended{x.possibly || y.possibly, x.surely || y.surely};
     }},
    {"a: 'through latest(one, two)'",
     [](const Facts& f, int d) {
       const Ended x = after(f.one, d), y = after(f.two, d);
       return Ended{x.possibly && y.possibly, x.surely && y.surely};
     }},
    {"a: 'through either(one, two)'", [](const Facts& f, int d) { return after(f.one ? f.one : f.two, d); }},
    // Beginnings of the second phase end the first.
    {"b: from two", [](const Facts& f, int d) { return after(f.two ? Day(*f.two - 1) : Day(), d); }},
    {"b: from awaited(two)",
     [](const Facts& f, int d) { return f.two ? after(Day(*f.two - 1), d) : Ended{false, false}; },
     [](const Facts&) { return Day(); }, [](const Facts& f) { return !f.two; }},
    {"b: may from two", no, [](const Facts& f) { return f.two ? Day(*f.two - 1) : Day(); }},
};

std::string naive(const Clause& x, const Clause& y, const Facts& f) {
  const auto ended = [&](int d) {
    const Ended a = x.ended(f, d), b = y.ended(f, d);
    return Ended{a.possibly || b.possibly, a.surely || b.surely};
  };
  Day low, high;  // the last day that surely holds, and the last that may
  for (int d = first_day; d <= last_day; ++d) {
    if (!ended(d).possibly) low = d;
    if (!ended(d).surely) high = d;
  }
  const bool ends = high && *high < last_day, may_end = low != Day(last_day);
  const bool waits = x.waits(f) || y.waits(f);
  Day floor = x.floor(f);
  if (const Day other = y.floor(f); other && (!floor || *other > *floor)) floor = other;
  const auto day = [](int d) { return Date::from_days(origin + d).str(); };
  if (!ends) {                     // nothing surely ends it
    if (low && *low < last_day) {  // the later of a known day and something else
      if (floor && *floor > *low) low = floor;
      return "at least " + day(*low);
    }
    if (floor) return "at least " + day(waits ? std::max(*floor, horizon) : *floor);
    if (may_end) return "not recorded";
    return waits ? "not yet" : "not recorded";
  }
  if (floor && *floor <= *high && (!low || *floor > *low)) low = floor;
  if (low == high) return day(*high);
  return low ? "between " + day(*low) + " and " + day(*high) : "at most " + day(*high);
}

TEST(Naive, AgreesOnEverySmallWorld) {
  std::string facts =
      "product: t\nkind: framework\npublisher: t\nversions: dotted\nsources: {s: {title: s, editions: [" +
      Date::from_days(origin + horizon).str() + "]}}\nsource: s\nreleases:\n";
  std::vector<Facts> worlds;
  for (const Day one : {Day(), Day(10), Day(20), Day(30)})
    for (const Day two : {Day(), Day(5), Day(15), Day(27), Day(40)}) {
      facts += "  1." + std::to_string(worlds.size()) + ": {size: 1";
      if (one) facts += ", one: " + Date::from_days(origin + *one).str();
      if (two) facts += ", two: " + Date::from_days(origin + *two).str();
      facts += "}\n";
      worlds.push_back({one, two});
    }
  std::string vocabulary(testing::small_vocabulary);
  vocabulary += "  one: {value: date}\n  two: {value: date}\n";
  int compared = 0;
  for (const Clause& x : first_phase)
    for (const Clause& y : first_phase) {
      const testing::SmallWorld small({facts},
                                      {"policy: p\npublisher: t\nphases: {a: {services: [security]}, b: {}, "
                                       "c: {}}\nclauses:\n  x: {says: x, " +
                                       std::string(x.text) + "}\n  y: {says: y, " + y.text + "}\n"},
                                      vocabulary);
      Evaluator e(small.world(), small.policies());
      for (std::size_t i = 0; i < worlds.size(); ++i) {
        const Timeline t = e.timeline(0, small.node("t@1." + std::to_string(i)));
        Bound last = t.phases[0].last;
        if (last.state == Bound::State::not_yet) last = Bound::not_yet();
        EXPECT_EQ(to_text(last), naive(x, y, worlds[i])) << x.text << "; " << y.text << "; world " << i;
        ++compared;
      }
    }
  EXPECT_EQ(compared, 13 * 13 * 20);
}

}  // namespace
}  // namespace bestby
