#include "base/text.h"

#include <algorithm>
#include <array>

#include "base/letter_case.h"

namespace bestby {

std::size_t digits_at(std::string_view text, std::size_t at) {
  std::size_t end = at;
  while (end < text.size() && is_digit(text[end])) ++end;
  return end - at;
}

bool all_digits(std::string_view text) {
  return !text.empty() && std::all_of(text.begin(), text.end(), is_digit);
}

std::string_view trim(std::string_view text) {
  constexpr std::string_view space = " \t\r\n";
  const auto first = text.find_first_not_of(space);
  if (first == std::string_view::npos) return text.substr(text.size());
  return text.substr(first, text.find_last_not_of(space) - first + 1);
}

std::string lower(std::string_view text) {
  std::string out(text);
  std::transform(out.begin(), out.end(), out.begin(), lower_case);
  return out;
}

std::vector<std::string_view> split(std::string_view text, char separator) {
  std::vector<std::string_view> parts;
  for (std::size_t start = 0;;) {
    const auto end = text.find(separator, start);
    parts.push_back(text.substr(start, end - start));
    if (end == std::string_view::npos) return parts;
    start = end + 1;
  }
}

int edit_distance(std::string_view a, std::string_view b) {
  constexpr std::size_t most = 128;
  a = a.substr(0, most);
  b = b.substr(0, most);
  std::array<std::array<int, most + 1>, 3> row{};  // rows i-2, i-1, i of the table
  for (std::size_t j = 0; j <= b.size(); ++j) row[1][j] = static_cast<int>(j);
  for (std::size_t i = 1; i <= a.size(); ++i) {
    auto& now = row[2];
    now[0] = static_cast<int>(i);
    for (std::size_t j = 1; j <= b.size(); ++j) {
      const int substitute = row[1][j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      now[j] = std::min({row[1][j] + 1, now[j - 1] + 1, substitute});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1])
        now[j] = std::min(now[j], row[0][j - 2] + 1);
    }
    row[0] = row[1];
    row[1] = now;
  }
  return row[1][b.size()];
}

std::vector<std::string> nearest(std::string_view typed, const std::vector<std::string>& candidates,
                                 std::size_t most) {
  const auto plain = [](std::string_view text) {
    std::string out = lower(text);
    std::erase_if(out, [](char c) { return c == '-' || c == '_' || c == '.' || c == ' '; });
    return out;
  };
  const std::string wanted = plain(typed);
  const int limit = std::max<int>(1, static_cast<int>(typed.size()) / 3);
  std::vector<std::pair<int, std::string>> found;
  for (const auto& candidate : candidates) {
    const std::string other = plain(candidate);
    int score = edit_distance(lower(typed), lower(candidate));
    if (other == wanted)
      score = 0;
    else if (wanted.size() >= 3 && other.starts_with(wanted))
      score = std::min(score, limit);
    if (score <= limit) found.emplace_back(score, candidate);
  }
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  if (found.size() > most) found.resize(most);
  std::vector<std::string> out;
  for (auto& [score, candidate] : found) out.push_back(std::move(candidate));
  return out;
}

}  // namespace bestby
