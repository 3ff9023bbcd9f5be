// The YAML reader on any bytes: it never crashes or hangs, every node's place is inside the file,
// and every scalar survives being quoted and read again.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "base/formats/yaml.h"

namespace {

using bestby::yaml::Document;
using bestby::yaml::Node;

void require(bool condition) {
  if (!condition) std::abort();
}

void check_quote(std::string_view text) {
  for (const auto as : {bestby::yaml::As::text, bestby::yaml::As::number_or_date}) {
    const std::string quoted = bestby::yaml::quote(text, as);
    const auto again = bestby::yaml::read("again", "- " + quoted + "\n- {k: [" + quoted + "]}\n");
    require(again.has_value());
    require(again->root.items[0].text == text);
    require(again->root.items[1].find("k")->items[0].text == text);
  }
}

void check(const Document& document, const Node& node) {
  const bestby::Span span = document.span(node);
  require(span.line >= 1 && span.column >= 1 && span.length >= 1);
  require(static_cast<std::size_t>(span.line) <= document.line_starts.size() + 1);
  if (node.is_scalar()) check_quote(node.text);
  for (const Node& item : node.items) check(document, item);
  for (const auto& [key, value] : node.fields) {
    require(key.is_scalar());
    require(node.find(key.text) == &value);
    check_quote(key.text);
    check(document, value);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto document = bestby::yaml::read("fuzz.yaml", text, {.nodes = 10'000});
  if (document) {
    check(*document, document->root);
  } else {
    require(!document.error().message.empty());
    require(document.error().message.find('\n') == std::string::npos);
  }
  return 0;
}
