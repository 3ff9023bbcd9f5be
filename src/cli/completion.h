// The shells' completions, from the same tables as `--help`.
//
//     auto script = completion("zsh");        // for a folder of $fpath, or to be sourced
//
// They complete commands, options, what options take, and what arguments are: names of products and of
// policies, which they ask the program for; importers, commands, files. A day completes to nothing.
//
// Errors: `usage`, for a shell that there is no script for.
#pragma once

#include <string>
#include <string_view>

#include "base/result.h"

namespace bestby::cli {

// `shell`: bash, zsh or fish.
Result<std::string> completion(std::string_view shell);

}  // namespace bestby::cli
