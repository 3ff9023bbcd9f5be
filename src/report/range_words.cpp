#include "report/range_words.h"

#include <algorithm>

#include <fmt/format.h>

namespace bestby {
namespace {

constexpr std::size_t most_named = 4;

std::string names(const World& world, const std::vector<NodeId>& nodes) {
  std::string out;
  for (std::size_t i = 0; i < std::min(nodes.size(), most_named); ++i)
    out += fmt::format("{}{}", i == 0 ? "" : ", ", world.name(nodes[nodes.size() - 1 - i]));
  return nodes.size() > most_named ? fmt::format("{} and {} more", out, nodes.size() - most_named) : out;
}

void names_field(JsonWriter& json, const char* key, const World& world, const std::vector<NodeId>& nodes) {
  json.begin_array(key);
  for (const NodeId n : nodes) json.item(world.name(n));
  json.end();
}

}  // namespace

std::string range_words(const World& world, const RangeOnDay& r, Date on) {
  const std::size_t out = r.versions.size() - r.not_out.size();
  std::string words;
  const auto add = [&](const std::string& more) { words += (words.empty() ? "" : "; ") + more; };
  if (out == 0) return fmt::format("nothing in it is out on {}", on.str());
  if (!r.not_out.empty()) add(fmt::format("not out on {}: {}", on.str(), names(world, r.not_out)));
  if (r.patched.size() == out)
    add(fmt::format("{} patched on {}", out == 1 ? "it is" : "all that are out are", on.str()));
  else if (r.not_patched.size() == out)
    add(fmt::format("{} patched on {}", out == 1 ? "it is not" : "none of them is", on.str()));
  else if (r.unclear.size() == out)
    add(fmt::format("it is not sure whether any is patched on {}", on.str()));
  else {
    if (!r.patched.empty()) add(fmt::format("patched on {}: {}", on.str(), names(world, r.patched)));
    if (!r.not_patched.empty()) add(fmt::format("not patched: {}", names(world, r.not_patched)));
    if (!r.unclear.empty()) add(fmt::format("not sure: {}", names(world, r.unclear)));
  }
  return words;
}

void range_field(JsonWriter& json, const World& world, const RangeOnDay& r) {
  json.begin_object("range");
  json.field("range", r.text);
  names_field(json, "versions", world, r.versions);
  if (r.newest == no_id)
    json.null("resolves_to");
  else
    json.field("resolves_to", world.name(r.newest));
  const Truth all = r.all_patched();
  if (all == Truth::unknown)
    json.null("all_patched");
  else
    json.field("all_patched", all == Truth::yes);
  names_field(json, "patched", world, r.patched);
  names_field(json, "not_patched", world, r.not_patched);
  names_field(json, "unclear", world, r.unclear);
  names_field(json, "not_released", world, r.not_out);
  json.end();
}

}  // namespace bestby
