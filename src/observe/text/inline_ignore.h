// Comments that take a finding away, in any format that has comments:
//
//     FROM app:1.0   # bestby: ignore until=2027-01-01 because=we leave it in spring
//     // bestby: ignore because="needed by x" until=2027-01-01
//
// `because` goes on to the end of the line, or of its quotes, or to ` until=`; both texts are as written. A
// mark that stands in no comment is none.
#pragma once

#include <cstddef>
#include <string_view>

#include "observe/text/text_places.h"

namespace bestby {

inline constexpr std::string_view ignore_mark = "bestby: ignore";

// Reads the comment whose mark stands at `at`.
void read_inline_ignore(const TextPlaces& places, std::size_t at, Observed& out);

}  // namespace bestby
