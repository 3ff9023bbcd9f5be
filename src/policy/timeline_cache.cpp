#include "policy/timeline_cache.h"

#include <algorithm>
#include <utility>

#include <fmt/format.h>

#include "policy/evaluator.h"

namespace bestby {
namespace {

constexpr std::uint32_t entered_flag = 1, published_flag = 2;

Bound bound_of(std::uint32_t state, std::int32_t low, std::int32_t high) {
  return {static_cast<Bound::State>(state), low, high};
}

// Each timeline of a policy, until one shows that it cannot be used: one fault is enough to refuse it, and
// what costs too much is not gone on with.
template <class Visit>
std::optional<Fault> judge_all(Evaluator& evaluator, PolicyId policy, const CostLimit& limit, Visit&& visit) {
  const World& world = evaluator.world();
  const Policies& policies = evaluator.policies();
  const std::size_t known_faults = evaluator.faults().size();
  const std::int64_t before = evaluator.spent();
  std::int64_t judged = 0;
  for (NodeId node = 0; node < world.columns.nodes.size(); ++node) {
    const std::int64_t spent = evaluator.spent() - before;
    if (evaluator.faults().size() > known_faults) return evaluator.faults()[known_faults];
    if (spent > limit.least + limit.each * judged)
      return Fault{
          fmt::format("policy `{}` looks at too many releases: {} steps for the first {} of them; narrow "
                      "its families with `same=`",
                      policies.text(policies.policy(policy).id), spent, judged)};
    if (!evaluator.judges(policy, node)) continue;
    ++judged;
    visit(node, evaluator.timeline(policy, node));
  }
  if (evaluator.faults().size() > known_faults) return evaluator.faults()[known_faults];
  return std::nullopt;
}

}  // namespace

std::optional<Fault> fault_of(Evaluator& evaluator, PolicyId policy, const CostLimit& limit) {
  return judge_all(evaluator, policy, limit, [](NodeId, const Timeline&) {});
}

std::vector<Fault> remember_timelines(PolicyStore& store, const World& world) {
  auto& c = store.columns;
  const Policies policies = store.view();
  std::vector<TimelineRow> rows;
  std::vector<PhaseEndRow> ends;
  Evaluator evaluator(world, policies);
  std::vector<Fault> faults;
  for (PolicyId policy = 0; policy < policies.size(); ++policy) {
    auto fault = judge_all(evaluator, policy, {}, [&](NodeId node, const Timeline& t) {
      rows.push_back({policy, node, static_cast<std::uint32_t>(t.start.state), t.start.low, t.start.high,
                      static_cast<std::uint32_t>(ends.size())});
      for (std::uint32_t i = 0; i < t.count; ++i) {
        const PhaseEnd& p = t.phases[i];
        ends.push_back({static_cast<std::uint32_t>(p.last.state), p.last.low, p.last.high, p.clause,
                        (p.entered ? entered_flag : 0) | (p.published ? published_flag : 0)});
      }
    });
    if (fault) faults.push_back(std::move(*fault));
  }
  c.timelines = std::move(rows);
  c.phase_ends = std::move(ends);
  c.timelines_of = {static_cast<std::uint32_t>(world.columns.nodes.size()),
                    static_cast<std::uint32_t>(world.columns.facts.size())};
  return faults;
}

bool has_timelines(const World& world, const Policies& policies) {
  const auto& of = policies.columns.timelines_of;
  return of.size() == 2 && of[0] == world.columns.nodes.size() && of[1] == world.columns.facts.size();
}

const TimelineRow* remembered(const Policies& policies, PolicyId policy, NodeId node) {
  const auto& rows = policies.columns.timelines;
  const auto it = std::lower_bound(
      rows.begin(), rows.end(), std::pair(policy, node),
      [](const TimelineRow& r, const auto& key) { return std::pair(r.policy, r.node) < key; });
  return it != rows.end() && it->policy == policy && it->node == node ? &*it : nullptr;
}

Timeline timeline_of(const Policies& policies, const TimelineRow& row) {
  Timeline t;
  t.policy = row.policy;
  t.node = row.node;
  t.start = bound_of(row.start_state, row.start_low, row.start_high);
  t.count = policies.policy(row.policy).phase_count;
  for (std::uint32_t i = 0; i < t.count; ++i) {
    const PhaseEndRow& p = policies.columns.phase_ends[row.first_end + i];
    t.phases[i] = {bound_of(p.state, p.low, p.high), p.clause, (p.flags & entered_flag) != 0,
                   (p.flags & published_flag) != 0};
  }
  return t;
}

}  // namespace bestby
