#include "judge/range.h"

#include <algorithm>

namespace bestby {
namespace {

// Whether it was out by the day, as far as that is recorded of it, of its cycle and of its parts; what
// nothing is seen of before a later day was not.
Truth is_out(Evaluator& evaluator, NodeId node, Date on) {
  const Bound own = evaluator.appeared(node);
  if (own.known() && own.high != day_max) return own.high <= on.days() ? Truth::yes : Truth::no;
  const NodeId cycle = evaluator.world().cycle_of(node);
  const Bound line = cycle == no_id ? own : evaluator.appeared(cycle);
  const bool later = (own.known() && own.low > on.days()) || (line.known() && line.low > on.days());
  return later ? Truth::no : Truth::unknown;
}

Truth patched_on(Evaluator& evaluator, NodeId node, Date on) {
  const auto said = deciding_policy(evaluator, node, on);
  return said && said->promises ? said->patched_on : Truth::unknown;
}

// The versions that were out on the day, and the others. What no day is recorded of came after the
// versions before it.
void split(Evaluator& evaluator, const std::vector<NodeId>& versions, Date on, std::vector<NodeId>& out,
           std::vector<NodeId>& not_out) {
  for (const NodeId node : versions) {
    if (!is_known(evaluator, node)) continue;
    const Truth state = is_out(evaluator, node, on);
    const bool came = state == Truth::yes || (state == Truth::unknown && not_out.empty());
    (came ? out : not_out).push_back(node);
  }
}

// Lines that were out on the day, and of which later releases alone are recorded, stand for themselves.
void add_lines(Evaluator& evaluator, const HeldRange& range, Date on, std::vector<NodeId>& out) {
  const World& world = evaluator.world();
  const std::vector<NodeId> releases = out;
  for (const NodeId cycle : range.cycles) {
    const bool none =
        std::none_of(releases.begin(), releases.end(), [&](NodeId n) { return world.cycle_of(n) == cycle; });
    if (none && is_known(evaluator, cycle) && is_out(evaluator, cycle, on) == Truth::yes)
      out.push_back(cycle);
  }
  sort_by_version(world, out);
}

}  // namespace

Truth RangeOnDay::all_patched() const {
  if (!not_patched.empty()) return Truth::no;
  return unclear.empty() && !patched.empty() ? Truth::yes : Truth::unknown;
}

RangeOnDay judge_range(Evaluator& evaluator, const HeldRange& range, Date on) {
  RangeOnDay out;
  out.text = range.text;
  std::vector<NodeId> came_out;
  split(evaluator, range.versions, on, came_out, out.not_out);
  add_lines(evaluator, range, on, came_out);
  for (const NodeId node : came_out) {
    const Truth patched = patched_on(evaluator, node, on);
    (patched == Truth::yes  ? out.patched
     : patched == Truth::no ? out.not_patched
                            : out.unclear)
        .push_back(node);
  }
  out.newest = newest_of(evaluator.world(), came_out);
  out.versions = std::move(came_out);
  out.versions.insert(out.versions.end(), out.not_out.begin(), out.not_out.end());
  sort_by_version(evaluator.world(), out.versions);
  return out;
}

}  // namespace bestby
