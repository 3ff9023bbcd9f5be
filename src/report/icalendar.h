// Writes iCalendar (RFC 5545): lines end with CRLF and are folded at 75 octets, never inside a
// character; texts are escaped.
//
//     IcalendarWriter out("bestby", as_of);
//     out.all_day({.uid = "python-3.8@bestby", .day = day, .summary = "...", .description = "..."});
//     std::string text = out.take();
#pragma once

#include <string>
#include <string_view>
#include <utility>

#include "base/date.h"

namespace bestby {

struct AllDayEvent {
  std::string uid;
  Date day;
  std::string summary, description, category;
};

class IcalendarWriter {
 public:
  // `stamp`: the day that DTSTAMP names; the clock is not asked.
  IcalendarWriter(std::string_view name, Date stamp);
  void all_day(const AllDayEvent& event);
  // What is written so far and was not asked for yet.
  std::string part() { return std::exchange(out_, {}); }
  std::string take();

 private:
  void line(std::string_view name, std::string_view value);

  std::string out_, stamp_;
};

// What a TEXT value must look like.
std::string icalendar_text(std::string_view text);

}  // namespace bestby
