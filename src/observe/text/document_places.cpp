#include "observe/text/document_places.h"

#include <algorithm>

namespace bestby {
namespace {

constexpr std::size_t longest_quote = 3;

}  // namespace

Place DocumentPlaces::of(const yaml::Node& node, std::size_t begin, std::size_t end) const {
  const auto line = static_cast<std::size_t>(std::max(node.line, 1)) - 1;
  if (line < document_.line_starts.size()) {
    const std::size_t from =
        places_.offset(document_.line_starts[line], static_cast<std::size_t>(node.column));
    const std::string_view written = places_.text().substr(from, node.text.size() + longest_quote);
    const std::size_t skipped = written.find(node.text);
    if (skipped <= longest_quote && !node.text.empty())
      return places_.at(from + skipped + begin, from + skipped + std::min(end, node.text.size()));
  }
  return {.path = std::string(places_.path()),
          .line = static_cast<std::uint32_t>(node.line),
          .column = static_cast<std::uint32_t>(node.column),
          .length = static_cast<std::uint32_t>(node.length),
          .layer = {}};
}

}  // namespace bestby
