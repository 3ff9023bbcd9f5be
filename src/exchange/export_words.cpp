#include "exchange/export_words.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "base/text.h"

namespace bestby::exchange {
namespace {

// The first name after all that begin with these numbers: "1.13" of "1.12"; nothing without numbers.
std::optional<std::string> successor(std::string_view name) {
  if (name.empty() || name.find_first_not_of("0123456789.") != std::string_view::npos) return std::nullopt;
  const auto dot = name.rfind('.');
  const std::size_t at = dot == std::string_view::npos ? 0 : dot + 1;
  std::uint32_t last = 0;
  const auto [end, failed] = std::from_chars(name.data() + at, name.data() + name.size(), last);
  if (failed != std::errc() || end != name.data() + name.size() || last == no_id) return std::nullopt;
  return fmt::format("{}{:0{}}", name.substr(0, at), last + 1, name.size() - at);
}

}  // namespace

std::string version_range(const World& world, NodeId node) {
  const std::string type = range_scheme(product_purl(world, node));
  const std::string name = purl_version(world.name(node));
  if (world.is_cycle(node))
    if (const auto next = successor(world.name(node)))
      return fmt::format("vers:{}/>={}|<{}", type, name, *next);
  return fmt::format("vers:{}/{}", type, name);
}

std::string_view policy_url(const World& world, const Policies& policies, const PolicyRow& policy) {
  const std::string_view id = policies.text(policy.source);
  for (const SourceRow& s : world.columns.sources)
    if (!id.empty() && world.text(s.id) == id) return world.text(s.url);
  return {};
}

Date known_by(const Asked& asked) { return asked.known ? std::min(*asked.known, asked.as_of) : asked.as_of; }

std::optional<NodeId> latest_release(Evaluator& evaluator, NodeId node, Date on) {
  const World& world = evaluator.world();
  if (world.is_release(node)) return node;
  std::optional<NodeId> out;
  for (const NodeId member : world.members(node)) {
    const Bound day = evaluator.release_day(member);
    const bool is_out = day.known() ? day.high <= on.days() : false;
    if (is_out && (!out || *out < member)) out = member;
  }
  return out;
}

}  // namespace bestby::exchange
