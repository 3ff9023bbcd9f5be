// The manual page and the shells' completions, from the same tables as `--help`.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace bestby::cli {

// roff, for man(1).
std::string manual_page();

// `shell`: bash, zsh or fish.
Result<std::string> completion(std::string_view shell);

}  // namespace bestby::cli
