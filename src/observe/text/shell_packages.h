// Packages that a line for a shell installs: `pip install`, `python -m pip install`, `uv pip install`,
// `conda install`, also several in one line.
//
//     see_shell_packages("pip install -q torch==1.12 && conda install -c pytorch pytorch", place, stack,
//     out);
//
// For notebooks and scripts of one line each; variables stay as written, and what is in them is not seen.
#pragma once

#include <functional>
#include <string_view>

#include "observe/observation.h"

namespace bestby {

void see_shell_packages(std::string_view line, const std::function<Place(std::size_t, std::size_t)>& place,
                        std::uint32_t stack, Observed& out);

}  // namespace bestby
