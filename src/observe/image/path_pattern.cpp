#include "observe/image/path_pattern.h"

#include <algorithm>

#include "base/text.h"

namespace bestby {
namespace {

constexpr std::string_view wildcards = "*#";

// One part of a path; backtracks over `*` only, to the last one that came. The numbers are those of the way
// that matched.
bool part_matches(std::string_view pattern, std::string_view text, std::vector<std::string_view>* numbers) {
  const std::size_t before = numbers == nullptr ? 0 : numbers->size();
  std::size_t p = 0, t = 0, star = std::string_view::npos, mark = 0, at_star = before;
  for (;;) {
    if (p < pattern.size() && pattern[p] == '*') {
      star = p++;
      mark = t;
      if (numbers != nullptr) at_star = numbers->size();
      continue;
    }
    const std::size_t digits = p < pattern.size() && pattern[p] == '#' ? digits_at(text, t) : 0;
    if (digits != 0) {
      if (numbers != nullptr) numbers->push_back(text.substr(t, digits));
      ++p;
      t += digits;
    } else if (p < pattern.size() && t < text.size() && pattern[p] != '#' && pattern[p] == text[t]) {
      ++p;
      ++t;
    } else if (p == pattern.size() && t == text.size()) {
      return true;
    } else if (star != std::string_view::npos && mark < text.size()) {
      p = star + 1;
      t = ++mark;
      if (numbers != nullptr) numbers->resize(at_star);
    } else {
      if (numbers != nullptr) numbers->resize(before);
      return false;
    }
  }
}

std::string_view last_part(std::string_view path) { return path.substr(path.rfind('/') + 1); }

}  // namespace

PathPattern::PathPattern(std::string_view text) {
  whole_ = text.starts_with('/');
  if (whole_) text.remove_prefix(1);
  name_ = last_part(text);
  folders_ = text.substr(0, text.size() - name_.size());
  if (!folders_.empty()) folders_.remove_suffix(1);
}

bool PathPattern::matches(std::string_view path, std::vector<std::string_view>& numbers) const {
  const std::string_view name = last_part(path);
  std::string_view folders = path.substr(0, path.size() - name.size());
  if (!folders.empty()) folders.remove_suffix(1);
  numbers.clear();
  return part_matches(name_, name, &numbers) && matches_folders(folders);
}

bool PathPattern::matches_folders(std::string_view folders) const {
  std::string_view wanted = folders_;
  while (!wanted.empty()) {
    if (folders.empty()) return false;
    const std::string_view want = last_part(wanted), have = last_part(folders);
    if (!part_matches(want, have, nullptr)) return false;
    wanted =
        wanted.size() == want.size() ? std::string_view() : wanted.substr(0, wanted.size() - want.size() - 1);
    folders = folders.size() == have.size() ? std::string_view()
                                            : folders.substr(0, folders.size() - have.size() - 1);
  }
  return !whole_ || folders.empty();
}

PathPatterns::PathPatterns(std::span<const std::string_view> texts) {
  for (std::size_t i = 0; i < texts.size(); ++i) {
    const PathPattern& pattern = patterns_.emplace_back(texts[i]);
    const std::string_view name = pattern.name();
    const auto row = static_cast<std::uint16_t>(i);
    const auto first = name.find_first_of(wildcards);
    if (first == std::string_view::npos)
      exact_.at(name.size()).push_back(row);
    else if (first >= least_prefix)
      prefixed_.at(bucket(name)).push_back(row);
    else if (wildcards.find(name.back()) != std::string_view::npos)
      others_.push_back(row);
    else
      suffixed_.at(static_cast<unsigned char>(name.back())).push_back(row);
  }
}

bool PathPatterns::find(std::string_view path, std::vector<Match>& out) const {
  out.clear();
  const std::string_view name = last_part(path);
  if (name.empty()) return false;
  if (name.size() < longest) try_all(exact_[name.size()], path, out);
  if (name.size() >= least_prefix) try_all(prefixed_[bucket(name)], path, out);
  try_all(suffixed_[static_cast<unsigned char>(name.back())], path, out);
  try_all(others_, path, out);
  if (out.size() > 1)
    std::sort(out.begin(), out.end(), [](const Match& a, const Match& b) { return a.pattern < b.pattern; });
  return !out.empty();
}

void PathPatterns::try_all(std::span<const std::uint16_t> rows, std::string_view path,
                           std::vector<Match>& out) const {
  for (const std::uint16_t row : rows) {
    std::vector<std::string_view> numbers;
    if (patterns_[row].matches(path, numbers)) out.push_back({row, std::move(numbers)});
  }
}

}  // namespace bestby
