#include "base/version/intervals.h"

#include <algorithm>
#include <utility>

namespace bestby {
namespace {

bool below(std::string_view key, const std::string& high) { return high.empty() || key < high; }
bool ends_before(const std::string& a, const std::string& b) { return !a.empty() && (b.empty() || a < b); }
void put(KeySet& set, std::string low, std::string high) {
  if (below(low, high)) set.push_back({std::move(low), std::move(high)});
}

}  // namespace

bool contains_key(const KeySet& set, std::string_view key) {
  const auto after =
      std::upper_bound(set.begin(), set.end(), key,
                       [](std::string_view k, const KeyInterval& interval) { return k < interval.low; });
  return after != set.begin() && below(key, std::prev(after)->high);
}

KeySet united(KeySet any) {
  std::sort(any.begin(), any.end(), [](const KeyInterval& a, const KeyInterval& b) { return a.low < b.low; });
  KeySet set;
  for (KeyInterval& next : any) {
    if (!below(next.low, next.high)) continue;
    if (set.empty() || ends_before(set.back().high, next.low))
      set.push_back(std::move(next));
    else if (ends_before(set.back().high, next.high))
      set.back().high = std::move(next.high);
  }
  return set;
}

KeySet intersection(const KeySet& a, const KeySet& b) {
  KeySet set;
  for (std::size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const bool first_ends = ends_before(a[i].high, b[j].high);
    put(set, std::max(a[i].low, b[j].low), first_ends ? a[i].high : b[j].high);
    first_ends ? ++i : ++j;
  }
  return set;
}

KeySet complement(const KeySet& set, const std::string& floor) {
  KeySet gaps;
  std::string from = floor;
  for (const KeyInterval& interval : set) {
    if (!interval.low.empty()) put(gaps, std::move(from), interval.low);
    if (interval.high.empty()) return gaps;
    from = interval.high;
  }
  gaps.push_back({std::move(from), {}});
  return gaps;
}

}  // namespace bestby
