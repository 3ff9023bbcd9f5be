// Readers of text files, one a format, as a table. Which reader a file goes to is decided by its name
// and, where names do not tell, by what it holds.
//
//     Observed out;
//     read_text({"app/Dockerfile", text}, context, out);      // all readers that the file is for
//
// A reader reports what it is sure of and goes on behind what it cannot read, which it says
// (`Observed::skip`). It never fails, never throws, takes linear time and recurses no deeper than
// `Limit::depth`. Bytes that are not UTF-8 are no reason to stop.
#pragma once

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "observe/observation.h"
#include "observe/read_limits.h"

namespace bestby {

struct TextFile {
  std::string_view path;  // in the target, with `/` between; places are reported under it
  std::string_view text;
};

struct TextContext {
  ReadLimits limits;
  // Another file of the target, by its path there: what a file includes. Nothing where there is none, or
  // where it lies outside the target.
  std::function<std::optional<std::string>(std::string_view path)> open = {};
  // Dotted names of modules, classes and the like whose use in code is reported, each with what is within it;
  // empty: all that is imported, which takes long and says much.
  std::vector<std::string> interfaces = {};
};

struct TextReader {
  std::string_view id;    // "dockerfile"
  std::string_view says;  // what it reads, for the documentation
  // Patterns of names, separated by blanks: `*` is any run of characters, one that holds `/` is for the
  // end of the path, others for its last part. Letter case does not matter.
  std::string_view names;
  // A text that a file must hold for it, near its begin (the first 64 KiB); empty: any.
  std::string_view holds;
  void (*read)(const TextFile&, const TextContext&, Observed&);
};

std::span<const TextReader> text_readers();
// nullptr where there is no reader with this id.
const TextReader* text_reader(std::string_view id);

// Whether a row of the table is for files of this name.
bool is_for(const TextReader& reader, std::string_view path);
// Whether some reader is for files of this name: what a walk of a tree opens.
bool has_text_reader(std::string_view path);
// All readers that are for the file. Answers whether there was one.
bool read_text(const TextFile& file, const TextContext& context, Observed& out);

}  // namespace bestby
