#include "catalog/grouped_sort.h"

#include <gtest/gtest.h>
#include <rapidcheck/gtest.h>

#include <tuple>

namespace bestby {
namespace {

RC_GTEST_PROP(GroupedSort, IsTheSortByKeyAndThenByTheRest, ()) {
  const auto rows = *rc::gen::container<std::vector<std::pair<int, int>>>(
      rc::gen::pair(rc::gen::inRange(0, 9), rc::gen::inRange(0, 9)));
  std::vector<std::uint32_t> order(rows.size());
  for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
  auto expected = order;
  const auto whole = [&](std::uint32_t i) { return std::tuple(rows[i].first, rows[i].second, i); };
  std::sort(expected.begin(), expected.end(), [&](auto a, auto b) { return whole(a) < whole(b); });
  grouped_sort(
      order, 9, [&](auto i) { return static_cast<std::size_t>(rows[i].first); },
      [&](auto a, auto b) { return whole(a) < whole(b); });
  RC_ASSERT(order == expected);
}

TEST(GroupedSort, TakesNothingAtAll) {
  std::vector<std::uint32_t> order;
  grouped_sort(order, 0, [](auto) { return std::size_t{0}; }, [](auto, auto) { return false; });
  EXPECT_TRUE(order.empty());
}

}  // namespace
}  // namespace bestby
