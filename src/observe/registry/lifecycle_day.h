// The end of a lifecycle as it is written (RFC 3339), as a day.
//
//     last_day_of("2026-10-16T00:00:00Z")           // 2026-10-15: the last day on which it had not ended
//     last_day_of("2026-10-15T23:59:59+02:00")      // 2026-10-15, in UTC
//     last_day_of("2026-10-15")                     // 2026-10-15
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/date.h"

namespace bestby {

// In UTC: a moment ends the day it lies in, or the day before where it is midnight; a day alone is itself.
// Nothing for what is neither.
std::optional<Date> last_day_of(std::string_view ends);
// A day's last second, which reads as that day wherever times are cut off: "2026-10-15T23:59:59Z".
inline std::string end_of_day(Date day) { return day.str() + "T23:59:59Z"; }

}  // namespace bestby
