// What a range of versions comes to, in words and in JSON.
//
//     range_words(world, range, on)
//     // "`>=1.12,<1.14` matches 4 releases, 1.12.0 to 1.13.1; the newest is answered; patched on
//     //  2023-08-01: 1.13.0, 1.13.1; not: 1.12.0, 1.12.1"
#pragma once

#include <string>

#include "judge/range.h"
#include "report/json_writer.h"

namespace bestby {

// Which of them are patched on the day. At most some dozen versions are named, the newest first.
std::string range_words(const World& world, const RangeOnDay& range, Date on);
// The field `range` of a subject.
void range_field(JsonWriter& json, const World& world, const RangeOnDay& range);

}  // namespace bestby
