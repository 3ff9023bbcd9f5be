#include "find/finder.h"

#include <algorithm>
#include <tuple>

namespace bestby {
namespace {

std::vector<NodeId> nodes_beside(const Problem& problem, const std::vector<std::uint32_t>& chosen) {
  std::vector<NodeId> out;
  for (std::size_t p = 0; p < chosen.size(); ++p)
    out.push_back(chosen[p] == left_out ? no_id : problem.parts()[p].nodes[chosen[p]]);
  return out;
}

std::uint32_t weight_of(const Problem& problem, unsigned constraint) {
  const ImageColumn* column = problem.column_of(constraint);
  return column == nullptr ? 1 : std::max<std::uint32_t>(1, column->attribute.weight);
}

bool has_release(const ImageRows& rows, std::size_t row, NodeId product) {
  for (const ImageColumn& column : rows.columns())
    if (column.nodes)
      for (const std::uint32_t v : column.of(row))
        if (rows.world().product(v).node == product) return true;
  return false;
}

// The first image in the rows' order that comes before the answer and fails in one constraint only.
std::optional<Beaten> beaten_by(const ImageRows& rows, const Problem& problem,
                                const std::vector<Constraint>& constraints, const Answer& first) {
  for (std::size_t row = 0; row < first.row; ++row) {
    const Mask violated = problem.stack().violated(row) & problem.hard();
    if (std::popcount(violated) != 1) continue;
    const auto by = static_cast<unsigned>(std::countr_zero(violated));
    const auto* product = std::get_if<OfProduct>(&constraints[by].want);
    if (product != nullptr && !has_release(rows, row, product->product)) continue;
    if (!problem.stack().choice(row, violated)) continue;
    return Beaten{rows.image(row), row, by};
  }
  return std::nullopt;
}

}  // namespace

std::vector<Answer> ranked(const ImageRows& rows, const Problem& problem,
                           const std::vector<Constraint>& constraints, const Bits& images, std::size_t most) {
  std::vector<std::pair<unsigned, Bits>> preferences;
  for (unsigned c = 0; c < constraints.size(); ++c)
    if (constraints[c].firmness == Firmness::preferred)
      preferences.emplace_back(c, problem.stack().satisfying(problem.hard() | Mask{1} << c));
  // What displeases, whether it has ended, detours, the row.
  std::vector<std::tuple<std::uint32_t, bool, int, std::size_t>> order;
  const bool all = !preferences.empty() || !problem.parts().empty() || problem.covered();
  const Mask soft = problem.stack().all() & ~problem.hard();
  Stack::Choosing choosing(problem.stack(), soft);
  images.each([&](std::size_t row) {
    std::uint32_t cost = 0;
    for (const auto& [c, bits] : preferences)
      if (!bits.test(row)) cost += weight_of(problem, c);
    const auto chosen = choosing.of(row);
    order.emplace_back(cost, rows.end(row).holds == Truth::no, chosen ? problem.detours(row, *chosen) : 0,
                       row);
    return all || order.size() < most;
  });
  const std::size_t kept = std::min(most, order.size());
  std::partial_sort(order.begin(), order.begin() + static_cast<std::ptrdiff_t>(kept), order.end());
  std::vector<Answer> out;
  for (std::size_t i = 0; i < kept; ++i) {
    const std::size_t row = std::get<3>(order[i]);
    Answer answer{row, rows.image(row), {}, 0};
    Mask given_up = 0;
    for (const auto& [c, bits] : preferences)
      if (!bits.test(answer.row)) given_up |= Mask{1} << c;
    answer.displeases = given_up;
    auto chosen = problem.stack().choice(answer.row, given_up);
    if (!chosen) chosen = choosing.of(answer.row);
    if (chosen) answer.beside = nodes_beside(problem, *chosen);
    out.push_back(std::move(answer));
  }
  return out;
}

Found Finder::find(std::vector<Constraint> constraints, std::size_t most) const {
  Found out;
  out.constraints = std::move(constraints);
  PartMemo memo(rows_);
  const Problem problem(rows_, words_, out.constraints, Certainty::recorded, memo);
  const Bits images = problem.stack().satisfying(problem.hard());
  out.parts = problem.parts();
  out.count = images.count();
  if (out.count == 0) {
    out.refusal = refuse(rows_, words_, problem, out.constraints);
    return out;
  }
  out.answers = ranked(rows_, problem, out.constraints, images, most);
  if (!out.answers.empty()) out.beaten = beaten_by(rows_, problem, out.constraints, out.answers.front());
  return out;
}

}  // namespace bestby
