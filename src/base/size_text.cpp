#include "base/size_text.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <limits>
#include <string>
#include <system_error>

#include "base/text.h"

namespace bestby {

std::optional<std::size_t> parse_size(std::string_view text) {
  const std::size_t digits = digits_at(text, 0);
  const std::string unit = lower(text.substr(digits));
  constexpr std::array<std::string_view, 4> units = {"", "k", "m", "g"};
  const auto at = std::find(units.begin(), units.end(), unit);
  std::size_t size = 0;
  const auto read = std::from_chars(text.data(), text.data() + digits, size);
  if (digits == 0 || read.ec != std::errc() || at == units.end()) return std::nullopt;
  const auto shift = 10U * static_cast<unsigned>(at - units.begin());
  if (size > std::numeric_limits<std::size_t>::max() >> shift) return std::nullopt;
  return size << shift;
}

}  // namespace bestby
