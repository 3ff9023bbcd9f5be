// A source in one text, for tests and fuzzers: each file under its path.
//
//     === ruby.yml
//     releases:
//     - {releaseCycle: "3.4", eol: 2028-03-31}
//
// The committed ones are fuzz/corpus/import_KIND.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "exchange/import.h"

namespace bestby::exchange {

// Lines before the first path are of no file.
inline std::vector<InputFile> read_import_case(std::string_view text) {
  constexpr std::string_view mark = "=== ";
  const auto take_line = [&text] {
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    return line;
  };
  std::vector<InputFile> files;
  while (!text.empty()) {
    const std::string_view whole = text;
    const std::string_view line = take_line();
    if (line.starts_with(mark))
      files.push_back({std::string(line.substr(mark.size())), {}});
    else if (!files.empty())
      files.back().text += whole.substr(0, whole.size() - text.size());
  }
  return files;
}

}  // namespace bestby::exchange
