// What a walk of a tree does to any text: addresses and comments in it, and .gitignore patterns.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "observe/text/image_scan.h"
#include "observe/tree/ignore_rules.h"
#include "observe/tree/tree_walk.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const bestby::ImageScan scan({"nvcr.io", "gcr.io", ".dkr.ecr.", ".pkg.dev"});
  const std::string text(reinterpret_cast<const char*>(data), size);
  bestby::Observed out;
  scan.read({"notes.md", text}, out, 0);
  for (const bestby::Observation& o : out.seen) {
    const auto& image = std::get<bestby::SeenImage>(o.what);
    require(text.substr(o.where.begin, o.where.end - o.where.begin) == image.address);
  }
  const std::size_t cut = std::min(text.find('\n'), size);
  const auto rules = bestby::IgnoreRules().with(text.substr(std::min(cut + 1, size)), "a");
  rules.ignores("a/" + text.substr(0, cut), false);
  rules.ignores("a/" + text.substr(0, cut), true);
  bestby::readable_path(text);
  return 0;
}
