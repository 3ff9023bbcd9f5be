// A source in one text, for tests and fuzzers: the importer's name, then each file under its path.
//
//     endoflife
//     === ruby.yml
//     releases:
//     - {releaseCycle: "3.4", eol: 2028-03-31}
//
// The committed ones are fuzz/corpus/import.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "exchange/import.h"

namespace bestby::exchange {

struct ImportCase {
  const Importer* importer = nullptr;
  std::vector<InputFile> files;
};

// Nothing where the first line names no importer.
inline std::optional<ImportCase> read_import_case(std::string_view text) {
  constexpr std::string_view mark = "=== ";
  const auto take_line = [&text] {
    const auto end = text.find('\n');
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(end == text.npos ? text.size() : end + 1);
    return line;
  };
  ImportCase out{find_importer(take_line()), {}};
  if (out.importer == nullptr) return std::nullopt;
  while (!text.empty()) {
    const std::string_view whole = text;
    const std::string_view line = take_line();
    if (line.starts_with(mark))
      out.files.push_back({std::string(line.substr(mark.size())), {}});
    else if (!out.files.empty())
      out.files.back().text += whole.substr(0, whole.size() - text.size());
  }
  return out;
}

}  // namespace bestby::exchange
