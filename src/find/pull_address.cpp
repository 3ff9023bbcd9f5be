#include "find/pull_address.h"

#include <map>
#include <string_view>

#include <fmt/format.h>

#include "find/image_address.h"
#include "find/image_rows.h"

namespace bestby {
namespace {

constexpr std::string_view place_of_region = "<region>";

// Its own: what is recorded of the product is where its repository is, without a tag, and may be so in one
// region alone.
std::string recorded_address(const World& world, std::int32_t known, NodeId image) {
  const auto p = world.find_predicate("address");
  if (!p) return {};
  for (const FactRow& f : world.facts(image, *p))
    if (f.refuted == no_id && world.visible(f, known) && world.in_scope(f, image, known))
      return std::string(world.text(static_cast<TextId>(f.low)));
  return {};
}

// Everything before the tag, where most of the product's images stand.
std::string usual_place(const World& world, std::int32_t known, NodeId image) {
  std::map<std::string, int> places;
  for (const NodeId other : world.releases_of(image)) {
    const std::string address = recorded_address(world, known, other);
    const auto tag = address.find(fmt::format(":{}", world.name(other)));
    if (tag != std::string::npos) ++places[address.substr(0, tag)];
  }
  std::string best;
  for (const auto& [place, count] : places)
    if (best.empty() || count > places[best]) best = place;
  return best;
}

std::string in_region(std::string text, std::string_view region) {
  for (auto at = text.find(place_of_region); at != std::string::npos; at = text.find(place_of_region))
    text.replace(at, place_of_region.size(), region);
  return text;
}

// Whether the host, filled in, is a registry of any region: then the region's own one takes its place.
bool is_regional(const World& world, std::int32_t known, std::string_view host, NodeId region,
                 PredicateId registry) {
  for (const NodeId other : world.releases_of(region))
    for (const std::uint32_t value : values_of(world, known, other, registry, other))
      if (world.text(value) == in_region(std::string(host), world.name(other))) return true;
  return false;
}

// "PyTorch 1.12.1": the first framework that is recorded of the image.
std::string framework_of(const World& world, std::int32_t known, NodeId image) {
  const auto p = world.find_predicate("framework");
  const FactRow* f = p ? world.fact(image, *p, known, image) : nullptr;
  if (f == nullptr) return {};
  const auto node = static_cast<NodeId>(f->low);
  return fmt::format("{} {}", world.text(world.product(node).name), world.name(node));
}

std::string recorded_command(const World& world, std::int32_t known, NodeId image, std::string_view predicate,
                             const std::map<std::string_view, std::string>& values) {
  const auto p = world.find_predicate(predicate);
  const FactRow* f = p ? world.fact(image, *p, known, image) : nullptr;
  if (f == nullptr) return {};
  std::string out(world.text(static_cast<TextId>(f->low)));
  for (const auto& [name, value] : values)
    for (auto at = out.find(name); at != std::string::npos; at = out.find(name, at + value.size())) {
      if (value.empty()) return {};
      out.replace(at, name.size(), value);
    }
  return out;
}

}  // namespace

std::string pull_address(const World& world, std::int32_t known, NodeId image, NodeId region) {
  std::string address = recorded_address(world, known, image);
  if (address.empty()) {
    const std::string place = usual_place(world, known, image);
    if (place.empty()) return {};
    address = fmt::format("{}:{}", place, world.name(image));
  }
  if (region == no_id || address.find(place_of_region) == std::string::npos) return address;
  const auto registry = world.find_predicate("registry");
  const std::string host = address.substr(0, address.find('/'));
  if (registry && is_regional(world, known, host, region, *registry))
    if (const auto own = values_of(world, known, region, *registry, region); !own.empty())
      return fmt::format("{}{}", world.text(own[0]), address.substr(host.size()));
  return in_region(std::move(address), world.name(region));
}

std::string machine_image_id(const World& world, std::int32_t known, NodeId image, NodeId region) {
  const auto id = world.find_predicate("ami"), place = world.find_predicate("region");
  if (!id || !place || region == no_id) return {};
  for (const FactRow& f : world.facts(image, *id)) {
    if (f.refuted != no_id || !world.visible(f, known)) continue;
    for (const ScopeRow& s : world.columns.scopes.subspan(f.first_scope, f.scope_count))
      if (s.predicate == *place && s.is_node == 0 && world.text(s.value) == world.name(region))
        return std::string(world.text(static_cast<TextId>(f.low)));
  }
  return {};
}

LaunchWords launch_words(const World& world, std::int32_t known, NodeId image, NodeId region,
                         std::string_view instance) {
  LaunchWords out;
  out.id = machine_image_id(world, known, image, region);
  const std::map<std::string_view, std::string> values = {
      {"{name}", printed_name(world, image)},
      {"{framework}", framework_of(world, known, image)},
      {"{region}", region == no_id ? std::string(place_of_region) : std::string(world.name(region))},
      {"{instance}", instance.empty() ? "<instance type>" : std::string(instance)},
      {"{id}", out.id.empty() ? "<id>" : out.id}};
  if (out.id.empty()) out.query = recorded_command(world, known, image, "id_query", values);
  if (!out.id.empty() || !out.query.empty())
    out.launch = recorded_command(world, known, image, "launch_command", values);
  return out;
}

std::string printed_name(const World& world, NodeId image) {
  for (const NodeId node : {image, world.cycle_of(image)})
    for (const NameRow& row : world.columns.other_names)
      if (node != no_id && row.node == node && world.text(row.name).find(' ') != std::string_view::npos)
        return std::string(world.text(row.name));
  return {};
}

}  // namespace bestby
