#include "report/chart.h"

#include <algorithm>
#include <optional>

#include "report/json_writer.h"
#include "report/status_json.h"

namespace bestby {
namespace {

constexpr std::size_t most_rows = 60;
constexpr int days_after_the_last = 180;

std::vector<NodeId> rows_of(const World& world, NodeId node) {
  std::vector<NodeId> out;
  if (world.is_product(node)) {
    const bool cycles = world.product(node).cycle_count > 0;
    for (NodeId n : cycles ? world.cycles_of(node) : world.releases_of(node)) out.push_back(n);
  } else if (world.is_cycle(node)) {
    out.assign(world.members(node).begin(), world.members(node).end());
  } else {
    out.push_back(node);
  }
  std::reverse(out.begin(), out.end());
  return out;
}

// The day on which a row begins: the first that is possible, else that by which it had begun.
std::optional<std::int32_t> first_day(const ChartRow& row) {
  if (row.phases.empty() || !row.phases.front().first.known()) return std::nullopt;
  const Bound& first = row.phases.front().first;
  if (first.low == day_min && first.high == day_max) return std::nullopt;
  return first.low != day_min ? first.low : first.high;
}

// A phase holds for sure from the last day on which it can have begun to the first on which it can have
// ended; on the days around, it may.
void lay_out(ChartRow& row, const Policies& policies, std::uint32_t security, std::int32_t to) {
  const auto rows = policies.phases(policies.policy(row.policy_id));
  std::int32_t next = first_day(row).value_or(to);
  for (const PhaseState& p : row.phases) {
    const bool patched = security != no_id && (rows[p.phase].services >> security & 1U) != 0;
    const bool open = p.last.state != Bound::State::known || p.last.high > to;
    const bool never = p.last.state == Bound::State::never;
    const std::int32_t last = open ? to : p.last.high;
    const std::int32_t sure_from = p.first.high == day_max ? next : std::max(next, p.first.high);
    const std::int32_t sure_to = never ? to : std::min(p.last.low, last);
    const auto add = [&](std::int32_t first, std::int32_t end, bool sure) {
      if (first > end) return;
      row.spans.push_back({std::string(policies.text(rows[p.phase].name)), Date::from_days(first),
                           Date::from_days(end), patched, open && end == last, sure});
    };
    if (sure_from <= sure_to) {
      add(next, sure_from - 1, false);
      add(sure_from, sure_to, true);
      add(sure_to + 1, last, false);
    } else {
      add(next, last, false);
    }
    if (open) break;
    next = std::max(next, last + 1);
  }
}

}  // namespace

ChartRow chart_row(const Policies& policies, const PolicyStatus& s) {
  ChartRow row;
  row.phases = s.phases;
  row.policy_id = s.verdict.timeline.policy;
  row.policy = policies.text(policies.policy(row.policy_id).id);
  row.held = held_words(policies, s);
  row.through = row.held.empty() ? end_words(policies, s) : to_text(s.through);
  return row;
}

Chart chart_of(const World& world, const Policies& policies, std::vector<ChartRow> rows, Date on) {
  const std::uint32_t security = service_named(world, "security");
  Chart chart;
  chart.on = on;
  std::int32_t from = on.days(), to = on.days();
  for (ChartRow& row : rows) {
    const auto first = first_day(row);
    if (!first || chart.rows.size() == most_rows) {
      ++chart.left_out;
      continue;
    }
    from = std::min(from, *first);
    for (const PhaseState& p : row.phases)
      if (p.last.known() && p.last.high != day_max) to = std::max(to, p.last.high);
    chart.rows.push_back(std::move(row));
  }
  to += days_after_the_last;
  for (ChartRow& row : chart.rows) lay_out(row, policies, security, to);
  chart.from = Date::from_days(from);
  chart.to = Date::from_days(to);
  return chart;
}

Chart make_chart(Evaluator& e, NodeId node, Date on) {
  const World& world = e.world();
  std::vector<ChartRow> rows;
  for (const NodeId n : rows_of(world, node)) {
    if (!is_known(e, n)) continue;
    const Status status = judge(e, n, on, Detail::answer);
    ChartRow row;
    if (!status.policies.empty()) row = chart_row(e.policies(), status.policies.front());
    row.node = n;
    row.name = world.name(n);
    rows.push_back(std::move(row));
  }
  Chart chart = chart_of(world, e.policies(), std::move(rows), on);
  chart.title = shown_name(world, node);
  return chart;
}

std::string chart_json(const Chart& chart, const Policies& policies, const Asked& asked) {
  JsonWriter json;
  begin_answer(json, "bestby/timeline/1", asked);
  json.field("subject", chart.title);
  json.begin_array("rows");
  for (const ChartRow& row : chart.rows) {
    json.begin_object();
    json.field("release", row.name);
    json.field("policy", row.policy);
    PolicyStatus status;
    status.phases = row.phases;
    status.verdict.timeline.policy = row.policy_id;
    phases_field(json, policies, status);
    json.end();
  }
  json.end();
  json.field("left_out", static_cast<std::int64_t>(chart.left_out));
  json.end();
  return json.take();
}

}  // namespace bestby
