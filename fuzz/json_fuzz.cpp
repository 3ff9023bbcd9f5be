// The JSON reader on any bytes: it never crashes or hangs, agrees with nlohmann's own reader on what
// is JSON unless it names one of its own refusals, and every value's place is inside the file.
#include <cstdint>
#include <cstdlib>
#include <string>

#include <nlohmann/json.hpp>

#include "base/formats/json_reader.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

void check(const bestby::yaml::Document& document, const bestby::yaml::Node& node) {
  const std::string_view line = document.line_text(node.line);
  require(node.column >= 1 && static_cast<std::size_t>(node.column) <= line.size());
  if (node.is_scalar() && !node.quoted) require(line.find(node.text) != line.npos);
  for (const auto& item : node.items) check(document, item);
  for (const auto& [key, value] : node.fields) {
    require(key.quoted);
    check(document, key);
    check(document, value);
  }
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  const auto document = bestby::read_json("fuzz.json", text, {.nodes = 10'000});
  if (document) {
    require(nlohmann::json::accept(text));
    check(*document, document->root);
  } else if (document.error().message.starts_with("not valid JSON")) {
    require(!nlohmann::json::accept(text));
  }
  return 0;
}
