#include "catalog/knowledge.h"

#include <algorithm>

namespace bestby {

std::vector<Interval> standing(const CitationDraft& citation, const SourceDraft& source) {
  const auto& all = source.editions;
  if (all.empty()) return {Interval{}};
  const auto& in = citation.editions;
  std::vector<Interval> out;
  for (std::size_t i = 0; i < all.size(); ++i)
    if (in.empty() || std::binary_search(in.begin(), in.end(), all[i]))
      out.push_back({all[i], i + 1 < all.size() ? all[i + 1] : day_max});
  return out;
}

std::vector<Interval> united(std::vector<Interval> intervals) {
  std::sort(intervals.begin(), intervals.end());
  std::vector<Interval> out;
  for (const Interval& next : intervals) {
    if (!out.empty() && next.from <= out.back().until)
      out.back().until = std::max(out.back().until, next.until);
    else
      out.push_back(next);
  }
  return out;
}

std::vector<Interval> when_known(const FactDraft& fact, std::span<const SourceDraft> sources,
                                 std::int32_t public_from) {
  std::vector<Interval> out;
  for (const CitationDraft& citation : fact.citations) {
    const auto more = standing(citation, sources[citation.source]);
    out.insert(out.end(), more.begin(), more.end());
  }
  if (out.empty()) out.emplace_back();
  if (fact.as_of == FactDraft::AsOf::not_yet) {
    std::sort(out.begin(), out.end());
    out.erase(std::unique(out.begin(), out.end()), out.end());
    return out;
  }
  for (Interval& interval : out)
    if (interval.from == day_min && public_from != day_max) interval.from = public_from;
  out = united(std::move(out));
  out.front().from = std::min(out.front().from, public_from);
  return out;
}

}  // namespace bestby
