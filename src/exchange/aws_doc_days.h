// Days as people write them in AWS's pages.
//
//     read_day("09/6/2022", DayOrder::month_first)     // "2022-09-06"
//     read_day("September 2022", DayOrder::day_first)  // "2022-09"
//
// What is no day is nothing. All are linear in the text.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace bestby::exchange::aws_doc {

enum class DayOrder { month_first, day_first };
// 2022-09-06, 2022/9/6, 09/6/2022, 9/6/22, Sep 6, 2022, 6th September 2022, 20220906; only the month:
// 2022-09, September 2022. The answer is YYYY-MM-DD or YYYY-MM.
std::optional<std::string> read_day(std::string_view text, DayOrder order);
// How a column of days is written: by the first one that can be read in one way only.
DayOrder order_of(const std::vector<std::string_view>& days);
// A day at the beginning of a line, and what follows it.
std::optional<std::string> leading_day(std::string_view line, std::string_view* rest);

}  // namespace bestby::exchange::aws_doc
