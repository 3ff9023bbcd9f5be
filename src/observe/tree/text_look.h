// One text, looked at in all ways: by the readers of its name, and for addresses and comments in it.
//
//     const TextLook look(options, open);
//     look.at("app/Dockerfile", text, out);
//
// Safe to use from several threads.
#pragma once

#include <string>
#include <string_view>

#include "observe/target.h"
#include "observe/text/image_scan.h"
#include "observe/text_readers.h"

namespace bestby {

class TextLook {
 public:
  TextLook(const ObserveOptions& options, decltype(TextContext::open) open);

  void at(std::string_view path, std::string_view text, Observed& out) const;
  // The same, for a text whose name may not tell what it is.
  void at_unnamed(std::string_view path, std::string_view text, Observed& out) const;

 private:
  void count(std::string_view text, Observed& out, std::size_t already, std::string_view path) const;

  TextContext context_;
  ImageScan scan_;
};

// The reader of a text without a telling name; nullptr where it looks like nothing known.
const TextReader* reader_by_look(std::string_view text);

}  // namespace bestby
