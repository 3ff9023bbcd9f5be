// The phases of a product's cycles or releases, side by side on one axis of days.
//
//     Chart chart = make_chart(evaluator, product, on);
//     chart_text(chart, {.width = 80, .unicode = true});
//     chart_svg(chart);                     // one self-contained file, for light and dark
#pragma once

#include <string>
#include <vector>

#include "report/asked.h"
#include "report/words.h"

namespace bestby {

struct ChartSpan {
  std::string phase;
  Date first, last;      // as far as the chart reaches
  bool patched = false;  // security patches come in it
  bool open = false;     // its end is not known, or lies beyond the chart
  bool sure = true;      // false: it may hold, or the phase before or after it
};

struct ChartRow {
  NodeId node = no_id;
  std::string name, policy;
  std::string through;  // "2023-07-01", "at least 2024-01-01", "-"
  std::string held;     // what it is until then: "patched"; empty where `through` says it all
  std::vector<ChartSpan> spans;
  std::vector<PhaseState> phases;
  PolicyId policy_id = no_id;
};

struct Chart {
  std::string title;
  Date from, to, on;
  std::vector<ChartRow> rows;  // newest first
  std::size_t left_out = 0;    // rows without a recorded beginning or policy
};

Chart make_chart(Evaluator& evaluator, NodeId node, Date on);

// The same of whatever rows: what a policy says of each, by `chart_row`. Rows that do not begin on some
// day, and more than can be looked at, are counted in `left_out`.
ChartRow chart_row(const Policies& policies, const PolicyStatus& status);
Chart chart_of(const World& world, const Policies& policies, std::vector<ChartRow> rows, Date on);

struct ChartStyle {
  int width = 80;
  bool unicode = true;
  Paint paint;
};
std::string chart_text(const Chart& chart, const ChartStyle& style);
std::string chart_svg(const Chart& chart);
std::string chart_json(const Chart& chart, const Policies& policies, const Asked& asked);

}  // namespace bestby
