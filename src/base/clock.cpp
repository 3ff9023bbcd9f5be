#include "base/clock.h"

#include <chrono>
#include <cstdlib>

namespace bestby {

Result<Date> today() {
  if (const char* fixed = std::getenv("BESTBY_TODAY"); fixed != nullptr && *fixed != '\0') {
    auto date = Date::parse(fixed);
    if (!date) date.error().message.insert(0, "BESTBY_TODAY: ");
    return date;
  }
  const auto now = std::chrono::floor<std::chrono::days>(std::chrono::system_clock::now());
  return Date::from_days(static_cast<std::int32_t>(now.time_since_epoch().count()));
}

}  // namespace bestby
