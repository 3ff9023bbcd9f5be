#include "judge/calendar.h"

#include <algorithm>

namespace bestby {
namespace {

void collect(Evaluator& e, NodeId node, const CalendarQuery& query, std::uint32_t security,
             std::vector<Ending>& out) {
  const auto verdicts = e.verdicts(node);
  if (verdicts.empty()) return;
  const Timeline& t = verdicts.front().timeline;
  // What a policy judges only to answer for something else is that thing's affair.
  const bool images =
      e.policies().policy(t.policy).spoken_count != 0 && verdicts.front().through == Through::itself;
  if (images && query.products.empty()) return;
  const std::uint32_t patched = security == no_id ? no_id : t.last_phase_with(e.policies(), security);
  const Bound start = start_of(e, node, verdicts.front());
  std::int32_t before = start.known() ? start.low : day_min;
  for (std::uint32_t i = 0; i + 1 < t.count; ++i) {
    const PhaseEnd& p = t.phases[i];
    if (!p.entered || !p.last.known() || p.last.high == day_max) continue;
    const bool empty = p.last.high < before;
    if (empty) continue;
    before = p.last.high + 1;
    const Date day = Date::from_days(p.last.high);
    if (day < query.from || query.to < day) continue;
    std::uint32_t next = i + 1;
    while (next + 1 < t.count && !t.phases[next].entered) ++next;
    out.push_back(
        {day, node, t.policy, i, next, p.last.low != p.last.high, i == patched, p.clause, p.published});
  }
}

}  // namespace

std::vector<Ending> endings_of(Evaluator& evaluator, NodeId node) {
  std::vector<Ending> out;
  const World& world = evaluator.world();
  collect(evaluator, node, {Date::from_days(day_min), Date::from_days(day_max), {world.product(node).node}},
          service_named(world, "security"), out);
  return out;
}

std::vector<Ending> endings(Evaluator& evaluator, const CalendarQuery& query) {
  const World& world = evaluator.world();
  const std::uint32_t security = service_named(world, "security");
  std::vector<NodeId> products = query.products;
  if (products.empty())
    for (const Product& p : world.columns.products) products.push_back(p.node);
  std::vector<Ending> out;
  for (const NodeId product : products) {
    const Product& p = world.product(product);
    const NodeRange range =
        p.cycle_count > 0 && p.cycle_depth > 0 ? world.cycles_of(product) : world.releases_of(product);
    for (const NodeId n : range) collect(evaluator, n, query, security, out);
  }
  std::stable_sort(out.begin(), out.end(), [&](const Ending& a, const Ending& b) {
    if (a.day != b.day) return a.day < b.day;
    return world.label(a.node) < world.label(b.node);
  });
  return out;
}

}  // namespace bestby
