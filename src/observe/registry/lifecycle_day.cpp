#include "observe/registry/lifecycle_day.h"

#include <algorithm>
#include <charconv>

#include "base/text.h"

namespace bestby {
namespace {

// Reads fixed parts of a text from its begin on.
class TimeScan {
 public:
  explicit TimeScan(std::string_view text) : text_(text) {}
  int number(std::size_t digits, int most) {
    int out = -1;
    const std::string_view part = text_.substr(0, digits);
    if (digits_at(text_, 0) >= digits) std::from_chars(part.data(), part.data() + part.size(), out);
    good_ = good_ && out >= 0 && out <= most;
    text_.remove_prefix(std::min(digits, text_.size()));
    return out;
  }
  char one_of(std::string_view bytes) {
    const char c = text_.empty() ? '\0' : text_[0];
    good_ = good_ && !text_.empty() && bytes.find(c) != std::string_view::npos;
    text_.remove_prefix(text_.empty() ? 0 : 1);
    return c;
  }
  // Whether any digit of the fraction is not zero.
  bool fraction() {
    if (!text_.starts_with('.')) return false;
    text_.remove_prefix(1);
    const std::string_view digits = text_.substr(0, digits_at(text_, 0));
    good_ = good_ && !digits.empty();
    text_.remove_prefix(digits.size());
    return digits.find_first_not_of('0') != std::string_view::npos;
  }
  bool good() const { return good_ && text_.empty(); }

 private:
  std::string_view text_;
  bool good_ = true;
};

}  // namespace

std::optional<Date> last_day_of(std::string_view ends) {
  constexpr std::size_t day_length = 10;
  constexpr int minute = 60, hour = 60 * minute, day = 24 * hour;
  const auto date = Date::parse(ends.substr(0, day_length));
  if (!date) return std::nullopt;
  if (ends.size() == day_length) return *date;
  TimeScan scan(ends.substr(day_length));
  scan.one_of("Tt ");
  int seconds = scan.number(2, 23) * hour;
  scan.one_of(":");
  seconds += scan.number(2, 59) * minute;
  scan.one_of(":");
  seconds += std::min(scan.number(2, 60), 59);
  const bool later = scan.fraction();
  if (const char zone = scan.one_of("Zz+-"); zone == '+' || zone == '-') {
    int shift = scan.number(2, 23) * hour;
    scan.one_of(":");
    shift += scan.number(2, 59) * minute;
    seconds += zone == '+' ? -shift : shift;
  }
  if (!scan.good()) return std::nullopt;
  // From a day before to two days after.
  const int last = seconds - (later ? 0 : 1) + 2 * day;
  return *date + Days{last / day - 2};
}

}  // namespace bestby
