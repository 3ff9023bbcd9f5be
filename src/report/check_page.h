// The parts of a check's HTML page that do not depend on what was found.
#pragma once

#include <string_view>

namespace bestby {

// Inline, for light and dark, for screens and paper. It loads nothing.
extern const std::string_view check_page_style;

}  // namespace bestby
