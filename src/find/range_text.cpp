#include "find/range_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "base/version.h"
#include "find/named.h"
#include "find/release_text.h"

namespace bestby {
namespace {

constexpr std::int32_t always = day_max - 1;  // where no day is given to which knowledge reaches

bool holds(const VersionScheme& scheme, const VersionRange& range, std::string_view text) {
  const auto version = parse_version(scheme, text);
  return version && range.contains(*version);
}

// Whether anything that is known by the day speaks of it.
bool is_known(const World& world, NodeId n, std::int32_t known) {
  const auto facts = world.facts(n);
  const auto references = world.references_to(n);
  return known >= always ||
         std::any_of(facts.begin(), facts.end(), [&](const FactRow& f) { return world.visible(f, known); }) ||
         std::any_of(references.begin(), references.end(),
                     [&](FactId id) { return world.visible(world.columns.facts[id], known); });
}

std::vector<NodeId> known_members(const World& world, NodeId cycle, std::int32_t known) {
  std::vector<NodeId> out;
  for (const NodeId n : world.members(cycle))
    if (is_known(world, n, known)) out.push_back(n);
  return out;
}

// Releases, and cycles of which no release is known, oldest first.
std::vector<NodeId> in_range(const World& world, NodeId product, const VersionScheme& scheme,
                             const VersionRange& range, std::int32_t known) {
  std::vector<NodeId> out;
  const auto take = [&](NodeId n) {
    if (is_known(world, n, known) && holds(scheme, range, world.name(n))) out.push_back(n);
  };
  for (NodeId n : world.cycles_of(product))
    if (known_members(world, n, known).empty()) take(n);
  for (NodeId n : world.releases_of(product)) take(n);
  sort_by_version(world, out);
  return out;
}

std::vector<NodeId> cycles_in_range(const World& world, const VersionScheme& scheme,
                                    const VersionRange& range, const std::vector<NodeId>& versions) {
  std::vector<NodeId> out;
  for (const NodeId n : versions)
    if (const NodeId cycle = world.cycle_of(n); cycle != no_id && cycle != n)
      if (std::find(out.begin(), out.end(), cycle) == out.end() && holds(scheme, range, world.name(cycle)))
        out.push_back(cycle);
  return out;
}

// The cycle that the matches are all known releases of; no_id if they are not.
NodeId whole_cycle(const World& world, const std::vector<NodeId>& found, std::int32_t known) {
  const NodeId cycle = world.cycle_of(found.front());
  const bool together = cycle != no_id && std::all_of(found.begin(), found.end(), [&](NodeId n) {
                          return world.is_release(n) && world.cycle_of(n) == cycle;
                        });
  return together && known_members(world, cycle, known).size() == found.size() ? cycle : no_id;
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

// "4 releases of torch", or cycles, or both.
std::string counted_versions(const World& world, const std::vector<NodeId>& versions) {
  const auto cycles =
      std::count_if(versions.begin(), versions.end(), [&](NodeId n) { return world.is_cycle(n); });
  const char* what = cycles == 0                      ? "releases"
                     : cycles == std::ssize(versions) ? "cycles"
                                                      : "cycles and releases";
  return fmt::format("{} {} of {}", versions.size(), what, world.text(world.product(versions.front()).id));
}

FoundRange chosen(const World& world, const VersionScheme& scheme, const VersionRange& range, HeldRange held,
                  std::int32_t known) {
  const std::vector<NodeId>& found = held.versions;
  // Where a cycle has one release, its own name tells whether all of it is meant.
  const NodeId cycle = whole_cycle(world, found, known);
  const bool all = cycle != no_id && (found.size() > 1 || holds(scheme, range, world.name(cycle)));
  FoundRange out;
  out.node = all ? cycle : newest_of(world, found);
  const std::string label = world.label(out.node);
  if (all)
    out.note = fmt::format("`{}` matches all that is recorded of {} and no other", held.text, label);
  else if (found.size() == 1)
    out.note = fmt::format("`{}` matches {} alone", held.text, label);
  else
    out.note = fmt::format("`{}` matches {}, {} to {}", held.text, counted_versions(world, found),
                           world.name(found.front()), world.name(found.back()));
  held.cycles = cycles_in_range(world, scheme, range, found);
  held.is_cycle = all;
  out.held = std::move(held);
  return out;
}

}  // namespace

void sort_by_version(const World& world, std::vector<NodeId>& versions) {
  std::stable_sort(versions.begin(), versions.end(), [&](NodeId a, NodeId b) {
    return world.text(world.node(a).key) < world.text(world.node(b).key);
  });
}

NodeId newest_of(const World& world, const std::vector<NodeId>& versions) {
  if (versions.empty()) return no_id;
  const auto* scheme = find_version_scheme(world.text(world.product(versions.front()).scheme));
  const auto stable = std::find_if(versions.rbegin(), versions.rend(), [&](NodeId n) {
    if (scheme == nullptr) return true;
    const auto version = parse_version(*scheme, world.name(n));
    return version && !version->prerelease;
  });
  return stable == versions.rend() ? versions.back() : *stable;
}

Error matches_several(const World& world, const HeldRange& range) {
  std::vector<NodeId> newest(range.versions.rbegin(), range.versions.rend());
  const auto id = world.text(world.product(newest.front()).id);
  return {
      ErrorCode::usage,
      fmt::format("`{}` matches {}, and an answer is for one", range.text, counted_versions(world, newest)),
      {},
      newest.size() > 3 ? fmt::format("those are the newest; `bestby show {}` lists all", id) : std::string(),
      labels(world, newest, 3)};
}

Result<FoundRange> find_range(const World& world, NodeId product, std::string_view text, std::int32_t known) {
  const auto* scheme = find_version_scheme(world.text(world.product(product).scheme));
  if (scheme == nullptr) {
    auto found = find_version(world, product, text);
    if (!found) return fail(std::move(found.error()));
    return FoundRange{found->node, std::move(found->note), {std::string(text), {found->node}, {}, false}};
  }
  const auto range = VersionRange::parse(*scheme, text);
  if (!range) return fail(range.error());
  auto found = in_range(world, product, *scheme, *range, known);
  if (found.empty()) found = in_range(world, product, *scheme, *range, known = always);
  if (found.empty()) return fail(matches_nothing(world, product, text));
  return chosen(world, *scheme, *range, {std::string(text), std::move(found), {}, false}, known);
}

}  // namespace bestby
