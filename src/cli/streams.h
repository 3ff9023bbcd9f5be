// Standard streams, byte by byte as the system gives them.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "base/result.h"

namespace bestby::cli {

// 0, or why not all of the text could be written.
int write_all(int stream, std::string_view text);

// Calls `visit` for each line of a file, or of standard input where the path is `-`, without its line
// end; the last one needs none. The text is the caller's to change. What is longer than `longest` is cut
// to one byte more. Holds one line and a block of a megabyte. `visit` says whether to go on.
//
// Errors: `input`, where the file cannot be read.
Result<void> each_line(const std::string& path, std::size_t longest,
                       const std::function<bool(std::string& line)>& visit);

}  // namespace bestby::cli
