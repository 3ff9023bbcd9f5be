#include "find/range_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "base/version.h"
#include "find/named.h"

namespace bestby {
namespace {

bool holds(const VersionScheme& scheme, const VersionRange& range, std::string_view text) {
  const auto version = parse_version(scheme, text);
  return version && range.contains(*version);
}

std::vector<NodeId> in_range(const World& world, NodeId product, const VersionScheme& scheme,
                             const VersionRange& range) {
  std::vector<NodeId> out;
  const auto take = [&](NodeId n) {
    if (holds(scheme, range, world.name(n))) out.push_back(n);
  };
  for (NodeId n : world.cycles_of(product))
    if (world.members(n).empty()) take(n);
  for (NodeId n : world.releases_of(product)) take(n);
  return out;
}

// The cycle that the matches are all of; no_id if they are not.
NodeId whole_cycle(const World& world, const std::vector<NodeId>& found) {
  const NodeId cycle = world.cycle_of(found.front());
  const bool together = cycle != no_id && std::all_of(found.begin(), found.end(),
                                                      [&](NodeId n) { return world.cycle_of(n) == cycle; });
  return together && world.members(cycle).size() == found.size() ? cycle : no_id;
}

// The first version that a range is written with.
std::string_view first_version(std::string_view range) {
  const auto from = std::min(range.find_first_not_of("<>=~! "), range.size());
  range = range.substr(from, range.find_first_of(", |<>=~!*", from) - from);
  while (range.ends_with('.')) range.remove_suffix(1);
  return range;
}

Error matches_nothing(const World& world, NodeId product, std::string_view range) {
  const auto id = world.text(world.product(product).id);
  Error error{
      ErrorCode::usage, fmt::format("`{}` matches nothing that is recorded of {}", range, id), {}, {}, {}};
  const auto near = find_version(world, product, first_version(range));
  if (near)
    error.suggestions.push_back(world.label(near->node));
  else
    error.suggestions = near.error().suggestions;
  error.help = fmt::format("`bestby show {}` lists what is recorded of it", id);
  return error;
}

Error matches_several(const World& world, NodeId product, std::string_view range, std::vector<NodeId> found) {
  std::reverse(found.begin(), found.end());
  const auto id = world.text(world.product(product).id);
  return {
      ErrorCode::usage,
      fmt::format("`{}` matches {} releases of {}, and an answer is for one", range, found.size(), id),
      {},
      found.size() > 3 ? fmt::format("those are the newest; `bestby show {}` lists all", id) : std::string(),
      labels(world, found, 3)};
}

}  // namespace

Result<FoundVersion> find_range(const World& world, NodeId product, std::string_view text) {
  const auto* scheme = find_version_scheme(world.text(world.product(product).scheme));
  if (scheme == nullptr) return find_version(world, product, text);
  const auto range = VersionRange::parse(*scheme, text);
  if (!range) return fail(range.error());
  auto found = in_range(world, product, *scheme, *range);
  if (found.empty()) return fail(matches_nothing(world, product, text));
  const auto note = [&](NodeId n) { return fmt::format("`{}` matches {} alone", text, world.label(n)); };
  // Where a cycle has one release, its own name tells whether all of it is meant.
  const NodeId cycle = whole_cycle(world, found);
  const bool all = cycle != no_id && (found.size() > 1 || holds(*scheme, *range, world.name(cycle)));
  if (all)
    return FoundVersion{
        cycle, fmt::format("`{}` matches all that is recorded of {} and no other", text, world.label(cycle))};
  if (found.size() == 1) return FoundVersion{found.front(), note(found.front())};
  return fail(matches_several(world, product, text, std::move(found)));
}

}  // namespace bestby
