// What policies say of a node that they do not judge themselves, whose word counts, and the ends that
// other ends ask for.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "policy/evaluator.h"
#include "policy/timeline_builder.h"
#include "policy/timeline_cache.h"

namespace bestby {
namespace {

constexpr std::size_t max_nesting = 64;  // ends that depend on ends

// Timelines that wait for one another: the policies that make them, and one path.
struct Circle {
  std::string policies, path;
};

// `running`: outermost first; the last one asks for the end of `node`, which waits for it. Those before
// it asked for the first time are not part of the circle.
Circle circle_of(const World& world, const Policies& policies,
                 std::span<const std::pair<PolicyId, NodeId>> running, NodeId node) {
  const auto first = std::find(running.begin(), running.end(), running.back());
  if (first + 1 != running.end())
    running = running.subspan(static_cast<std::size_t>(first - running.begin()) + 1);
  Circle out;
  std::vector<std::string> names;
  for (const auto& [policy, at] : running) {
    names.push_back(fmt::format("`{}`", policies.text(policies.policy(policy).id)));
    out.path += fmt::format("{} ({}) -> ", policies.text(policies.policy(policy).id), world.label(at));
  }
  const auto closes =
      std::find_if(running.begin(), running.end(), [&](const auto& each) { return each.second == node; });
  out.path +=
      closes == running.end()
          ? world.label(node)
          : fmt::format("{} ({})", policies.text(policies.policy(closes->first).id), world.label(node));
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  out.policies = fmt::format("{} {}", names.size() == 1 ? "policy" : "policies", fmt::join(names, ", "));
  return out;
}

}  // namespace

// Longest patched first; what is known to last longer comes before what may; then by name.
std::optional<Verdict> Evaluator::best_of(PolicyId policy, const std::vector<NodeId>& judged,
                                          Through through) {
  struct Line {
    std::int64_t low, high;
    NodeId node;
  };
  std::vector<Line> lines;
  Line best{};
  std::optional<Verdict> out;
  spend(static_cast<std::int64_t>(judged.size()));
  Bound first_start = Bound::not_recorded();  // what is asked about began with the first of them
  for (NodeId node : judged) {
    if (!judges(policy, node) || !exists(node)) continue;
    const Timeline t = compute(policy, node);
    const Bound end =
        security_bit_ == no_id ? Bound::not_recorded() : t.end_of_service(policies_, security_bit_);
    if (t.start.known())
      first_start = first_start.known() ? Bound::between(std::min(first_start.low, t.start.low),
                                                         std::min(first_start.high, t.start.high))
                                        : t.start;
    Line line{end.low, end.high, node};
    if (end.state == Bound::State::never) line.low = line.high = day_max;
    if (end.state == Bound::State::not_yet) line.high = day_max;
    if (end.state == Bound::State::not_recorded) line.low = line.high = day_min;
    if (!out || std::pair(line.low, line.high) > std::pair(best.low, best.high)) {
      if (!out) out.emplace();
      out->timeline = t;
      best = line;
    }
    lines.push_back(line);
  }
  if (!out) return out;
  out->timeline.start = first_start;
  std::stable_sort(lines.begin(), lines.end(), [](const Line& a, const Line& b) {
    return std::pair(a.low, a.high) > std::pair(b.low, b.high);
  });
  out->through = through;
  for (const Line& line : lines) out->lines.push_back(line.node);
  return out;
}

// What the policy judges and what points to the node, or to a release of it if it is a cycle.
std::vector<NodeId> Evaluator::pointing(PolicyId policy, NodeId node) {
  const PolicyRow& p = policies_.policy(policy);
  std::vector<NodeId> out;
  const auto collect = [&](NodeId to) {
    spend(world_.node(to).reference_count);
    for (FactId id : world_.references_to(to)) {
      const FactRow& f = world_.columns.facts[id];
      const auto spoken = policies_.columns.spoken.subspan(p.first_spoken, p.spoken_count);
      if (std::find(spoken.begin(), spoken.end(), f.predicate) == spoken.end()) continue;
      if (f.refuted == no_id && f.scope_count == 0 && world_.visible(f, known_)) out.push_back(f.subject);
    }
  };
  collect(node);
  if (world_.is_cycle(node))
    for (NodeId member : world_.members(node)) collect(member);
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

std::optional<Verdict> Evaluator::verdict(PolicyId id, NodeId node) {
  if (world_.is_product(node)) return std::nullopt;
  const Question question(*this);
  spend(1);
  if (judges(id, node)) {
    Verdict v;
    v.timeline = compute(id, node);
    v.lines = {node};
    return v;
  }
  const NodeId cycle = world_.cycle_of(node);
  if (world_.is_release(node) && cycle != no_id && judges(id, cycle)) {
    Verdict v;
    v.timeline = compute(id, cycle);
    v.through = Through::cycle;
    v.lines = {cycle};
    return v;
  }
  const PolicyRow& p = policies_.policy(id);
  if (world_.is_cycle(node) && p.judges == Judges::release) {
    const auto members = world_.members(node);
    if (auto v = best_of(id, {members.begin(), members.end()}, Through::releases)) return v;
  }
  if (p.spoken_count == 0) return std::nullopt;
  return best_of(id, pointing(id, node), Through::images);
}

std::vector<Verdict> Evaluator::verdicts(NodeId node) {
  const Question question(*this);
  std::vector<Verdict> out;
  for (PolicyId id = 0; id < policies_.size(); ++id)
    if (auto v = verdict(id, node)) out.push_back(std::move(*v));
  if (out.empty()) return out;
  const auto rank = [&](const Verdict& v) {
    const PolicyRow& p = policies_.policy(v.timeline.policy);
    const bool own = policies_.text(p.publisher) == world_.text(world_.product(node).publisher);
    return 2 * static_cast<int>(p.standing) + (own ? 0 : 1);
  };
  std::stable_sort(out.begin(), out.end(),
                   [&](const Verdict& a, const Verdict& b) { return rank(a) < rank(b); });
  out.front().decides = true;
  return out;
}

Bound Evaluator::end(NodeId node, std::string_view word) {
  const auto all = verdicts(node);
  if (all.empty()) return Bound::not_recorded();
  const Timeline& t = all.front().timeline;
  const auto& services = world_.columns.services;
  for (std::uint32_t i = 0; i < services.size(); ++i)
    if (world_.text(services[i]) == word) return t.end_of_service(policies_, i);
  const auto i = phase_named(t.policy, word);
  return i && t.phases[*i].entered ? t.phases[*i].last : Bound::not_recorded();
}

std::optional<std::uint32_t> Evaluator::phase_named(PolicyId policy, std::string_view word) const {
  const auto phases = policies_.phases(policies_.policy(policy));
  for (std::uint32_t i = 0; i < phases.size(); ++i)
    if (policies_.text(phases[i].name) == word) return i;
  const std::string small = lower(word);
  for (const AliasRow& alias : policies_.columns.aliases)
    if (alias.policy == policy && policies_.text(alias.word) == small) return alias.phase;
  return std::nullopt;
}

Bound Evaluator::start(NodeId node, std::string_view phase) {
  const auto all = verdicts(node);
  if (all.empty()) return Bound::not_recorded();
  const Timeline& t = all.front().timeline;
  const auto i = phase_named(t.policy, phase);
  if (!i || !t.phases[*i].entered) return Bound::not_yet();
  for (std::uint32_t before = *i; before-- > 0;)
    if (t.phases[before].entered) return shift(t.phases[before].last, Days{1});
  return t.start;
}

// The end, or the start, of something that another depends on. It is remembered; one that leads back
// to itself is refused, and so is a chain that is too long to follow.
Bound Evaluator::remembered(NodeId node, TextId text, Side side) {
  const std::uint64_t key = std::uint64_t{node} << 32U | text << 1U | static_cast<std::uint64_t>(side);
  const std::string_view word = policies_.text(text);
  if (const auto it = ends_.find(key); it != ends_.end()) return it->second;
  const auto open = std::find(open_ends_.begin(), open_ends_.end(), key);
  if (open != open_ends_.end()) {
    const Circle circle = circle_of(world_, policies_, running_, node);
    const std::string head =
        fmt::format("{}: {} depends on itself", circle.policies, side == Side::end ? "an end" : "a start");
    const bool said = std::any_of(faults_.begin(), faults_.end(),
                                  [&](const Fault& other) { return other.text.starts_with(head); });
    if (!said) fault(fmt::format("{}, as in {}", head, circle.path), text);
    return Bound::not_recorded();
  }
  if (open_ends_.size() >= max_nesting) {
    fault(fmt::format("more than {} ends depend on one another, down to {}", max_nesting, world_.label(node)),
          text);
    return Bound::not_recorded();
  }
  open_ends_.push_back(key);
  const Bound out = side == Side::end ? end(node, word) : start(node, word);
  open_ends_.pop_back();
  ends_.emplace(key, out);
  return out;
}

}  // namespace bestby
