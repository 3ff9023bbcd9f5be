// The manual page, from the same tables as `--help`.
#pragma once

#include <string>

namespace bestby::cli {

// roff, for man(1).
std::string manual_page();

}  // namespace bestby::cli
