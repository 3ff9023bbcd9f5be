// A calendar of endings as text, JSON and iCalendar (RFC 5545).
#pragma once

#include <string>
#include <vector>

#include "judge/calendar.h"
#include "report/asked.h"
#include "report/words.h"

namespace bestby {

struct CalendarAnswer {
  Date from, to;
  std::vector<Ending> endings;
};

struct AllDayEvent;

// One ending as an all-day event.
AllDayEvent ending_event(const World& world, const Policies& policies, const Ending& ending);

std::string calendar_text(const World& world, const Policies& policies, const CalendarAnswer& answer,
                          const Asked& asked);
std::string calendar_json(const World& world, const Policies& policies, const CalendarAnswer& answer,
                          const Asked& asked);
// All-day events. Nothing in it comes from the clock: the same catalogue gives the same bytes.
std::string calendar_ics(const World& world, const Policies& policies, const CalendarAnswer& answer,
                         const Asked& asked);

}  // namespace bestby
