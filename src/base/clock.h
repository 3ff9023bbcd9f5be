// Today's date. Read at the edge only (cli/, serve/) and passed on from there.
//
//     Date on = *today();
//
// It is the day in UTC, or the one that BESTBY_TODAY names: reruns and tests stay the same for ever.
#pragma once

#include "base/date.h"

namespace bestby {

// Errors: `usage` when BESTBY_TODAY is set to something that is no date.
Result<Date> today();

}  // namespace bestby
