// An error as text: what went wrong, where, and what to do.
//
//     error: the key `on` stands twice: first on line 3, column 5
//       --> catalog/pytorch.yaml:5:5
//        |     on: 2021-10-22
//        |     ^^
//     help: keep one of them
//
// The place is left out when the span has none, the line when its text is not known. A long line is
// cut around the place. Tabs become spaces. What could steer a terminal (control characters,
// bidirectional overrides) or is not UTF-8 is shown as U+FFFD, whatever it was read from.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace bestby {

// Ends with a line feed. With `colour`, SGR escapes are added and nothing else changes.
std::string error_text(const Error& error, bool colour);

// The line of a span as errors show it, with carets under the span; without file and number.
std::string quoted_line(const Span& span, bool colour);

// A text that is safe to print on one line of a terminal: see above; line feeds and tabs become
// spaces.
std::string printable(std::string_view text);

}  // namespace bestby
