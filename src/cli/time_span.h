// Lengths of time as options take them.
#pragma once

#include "base/date.h"
#include "cli/session.h"

namespace bestby::cli {

// The day that is a length of time after another: `180d`, `26w`, `6m`, `1y`. Errors: `usage`.
Result<Date> day_after(Date on, std::string_view span);
// What --for says, from --on; --on where it is absent.
Result<Date> wanted_through(const Session& session);

}  // namespace bestby::cli
