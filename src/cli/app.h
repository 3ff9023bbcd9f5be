// The command line: words in, exit status out.
#pragma once

#include <string>
#include <vector>

namespace bestby::cli {

// Prints, and returns the exit status. `words` are those after the executable's name.
int run(const std::vector<std::string>& words);

}  // namespace bestby::cli
