#include "exchange/aws_doc_days.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/date.h"
#include "base/text.h"

namespace bestby::exchange::aws_doc {
namespace {

using std::string_view;

constexpr std::array<string_view, 12> months = {"jan", "feb", "mar", "apr", "may", "jun",
                                                "jul", "aug", "sep", "oct", "nov", "dec"};
constexpr std::array<string_view, 12> long_months = {"january",   "february", "march",    "april",
                                                     "may",       "june",     "july",     "august",
                                                     "september", "october",  "november", "december"};

int month_named(string_view word) {
  const std::string small = lower(word.ends_with('.') ? word.substr(0, word.size() - 1) : word);
  if (small.size() < 3) return 0;
  for (std::size_t i = 0; i < months.size(); ++i)
    if (small == months[i] || small == long_months[i] || (small == "sept" && i == 8))
      return static_cast<int>(i) + 1;
  return 0;
}

int number(string_view text) {
  int value = 0;
  for (const char c : text.substr(0, 8)) value = value * 10 + (c - '0');
  return value;
}

std::optional<std::string> day_text(int year, int month, int day) {
  Date date;
  if (year < 100) year += 2000;
  if (year < 1990 || year > 2199 || month < 1 || day < 1) return std::nullopt;
  if (!Date::from_ymd(year, static_cast<unsigned>(month), static_cast<unsigned>(day), &date))
    return std::nullopt;
  return date.str();
}

std::optional<std::string> month_text(int year, int month) {
  if (year < 1990 || year > 2199 || month < 1 || month > 12) return std::nullopt;
  return fmt::format("{:04}-{:02}", year, month);
}

// The numbers and words of a day: signs between them go, `6th` is 6.
struct DayPart {
  bool is_number = false;
  string_view text;
};
std::vector<DayPart> day_parts(string_view text) {
  std::vector<DayPart> parts;
  for (std::size_t at = 0; at < text.size();) {
    if (is_digit(text[at])) {
      const std::size_t size = digits_at(text, at);
      parts.push_back({true, text.substr(at, size)});
      at += size;
      for (const string_view ending : {"st", "nd", "rd", "th"})
        if (lower(text.substr(at, 2)) == ending) {
          at += 2;
          break;
        }
    } else if (is_letter(text[at])) {
      std::size_t end = at;
      while (end < text.size() && (is_letter(text[end]) || text[end] == '.')) ++end;
      parts.push_back({false, text.substr(at, end - at)});
      at = end;
    } else if (string_view(" ,/-.").find(text[at]) != string_view::npos) {
      ++at;
    } else {
      return {};
    }
  }
  return parts;
}

std::optional<std::string> named_month(const std::vector<DayPart>& parts) {
  const auto word = std::find_if(parts.begin(), parts.end(), [](const DayPart& p) { return !p.is_number; });
  if (word == parts.end()) return std::nullopt;
  const int month = month_named(word->text);
  std::vector<int> numbers;
  for (const DayPart& part : parts)
    if (part.is_number) numbers.push_back(number(part.text));
  if (month == 0 || numbers.size() + 1 != parts.size()) return std::nullopt;
  if (numbers.size() == 1 && numbers[0] > 31) return month_text(numbers[0], month);
  if (numbers.size() != 2) return std::nullopt;
  return numbers[0] > 31 ? day_text(numbers[0], month, numbers[1]) : day_text(numbers[1], month, numbers[0]);
}

}  // namespace

std::optional<std::string> read_day(string_view text, DayOrder order) {
  text = trim(text);
  if (text.size() == 8 && all_digits(text))
    return day_text(number(text.substr(0, 4)), number(text.substr(4, 2)), number(text.substr(6)));
  const std::vector<DayPart> parts = day_parts(text);
  if (parts.size() < 2 || parts.size() > 3) return std::nullopt;
  if (auto named = named_month(parts)) return named;
  for (const DayPart& part : parts)
    if (!part.is_number || part.text.size() > 4) return std::nullopt;
  const int a = number(parts[0].text), b = number(parts[1].text);
  const bool year_first = parts[0].text.size() == 4;
  if (parts.size() == 2)
    return year_first ? month_text(a, b) : parts[1].text.size() == 4 ? month_text(b, a) : std::nullopt;
  const int c = number(parts[2].text);
  if (year_first) return day_text(a, b, c);
  if (parts[2].text.size() == 3) return std::nullopt;
  const bool day_first = a > 12 || (order == DayOrder::day_first && b <= 12);
  return day_first ? day_text(c, b, a) : day_text(c, a, b);
}

DayOrder order_of(const std::vector<string_view>& days) {
  for (const string_view text : days) {
    const std::vector<DayPart> parts = day_parts(trim(text));
    const bool three = parts.size() == 3 && std::all_of(parts.begin(), parts.end(), [](const DayPart& p) {
                         return p.is_number && p.text.size() <= 4;
                       });
    if (!three || parts[0].text.size() == 4) continue;
    if (number(parts[0].text) > 12) return DayOrder::day_first;
    if (number(parts[1].text) > 12) return DayOrder::month_first;
  }
  return DayOrder::month_first;
}

std::optional<std::string> leading_day(string_view line, string_view* rest) {
  const std::size_t longest = std::min<std::size_t>(line.size(), 24);
  for (std::size_t end = longest; end >= 6; --end) {
    const bool cut = end == line.size() || !(is_letter(line[end]) || is_digit(line[end]));
    if (!cut || !(is_digit(line[end - 1]) || is_letter(line[end - 1]))) continue;
    auto day = read_day(line.substr(0, end), DayOrder::month_first);
    if (!day) continue;
    *rest = line.substr(end);
    while (!rest->empty() && !is_letter(rest->front()) && !is_digit(rest->front())) rest->remove_prefix(1);
    return day;
  }
  return std::nullopt;
}

}  // namespace bestby::exchange::aws_doc
