#include "cli/time_span.h"

#include <charconv>

#include <fmt/format.h>

namespace bestby::cli {

Result<Date> day_after(Date on, std::string_view span) {
  int count = 0;
  const auto [end, failed] = std::from_chars(span.data(), span.data() + span.size(), count);
  const std::string_view unit(end, static_cast<std::size_t>(span.data() + span.size() - end));
  constexpr int longest = 36500;
  if (failed == std::errc() && count > 0 && count <= longest) {
    if (unit == "d") return on + Days{count};
    if (unit == "w") return on + Days{count * 7};
    if (unit == "m") return on + Months{count};
    if (unit == "y") return on + Months{count * 12};
  }
  return fail(ErrorCode::usage, fmt::format("--for: `{}` is not a length of time", span), {},
              "write 180d, 26w, 6m or 1y");
}

Result<Date> wanted_through(const Session& session) {
  return session.has(Opt::for_time) ? day_after(session.on(), session.value(Opt::for_time)) : session.on();
}

}  // namespace bestby::cli
