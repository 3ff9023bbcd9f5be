#include "observe/log_scanner.h"

#include <algorithm>
#include <charconv>
#include <cstring>
#include <limits>

#include "base/number_forms.h"
#include "base/utf8.h"

namespace bestby {
namespace {

constexpr std::size_t longest_value = 200;
constexpr std::size_t excerpt_before = 200, longest_excerpt = 1000;
constexpr std::size_t most_readings = 100;
constexpr std::uint64_t never = std::numeric_limits<std::uint64_t>::max();

std::vector<std::string> triggers_of(const ProblemTable& table, std::vector<std::uint32_t>& owner) {
  std::vector<std::string> out;
  for (std::uint32_t i = 0; i < table.problems.size(); ++i)
    for (const std::string& trigger : table.problems[i].pattern.triggers()) {
      out.push_back(trigger);
      owner.push_back(i);
    }
  return out;
}

// Eight bytes at a time, each with a counter of its own that is emptied before it is full.
std::uint64_t count_line_feeds(std::string_view text) {
  constexpr std::uint64_t ones = 0x0101010101010101, low = 0x7f7f7f7f7f7f7f7f;
  std::uint64_t count = 0;
  std::size_t at = 0;
  while (at + 8 <= text.size()) {
    const std::size_t words = std::min<std::size_t>((text.size() - at) / 8, 255);
    std::uint64_t counters = 0;
    for (std::size_t i = 0; i < words; ++i, at += 8) {
      std::uint64_t eight = 0;
      std::memcpy(&eight, text.data() + at, 8);
      const std::uint64_t other = eight ^ (ones * '\n');
      const std::uint64_t differs = ((other & low) + low) | other;  // the highest bit of each byte
      counters += (~differs >> 7U) & ones;
    }
    constexpr std::uint64_t even = 0x00ff00ff00ff00ff;
    const std::uint64_t pairs = (counters & even) + ((counters >> 8U) & even);
    count += (pairs * 0x0001000100010001) >> 48U;
  }
  for (; at < text.size(); ++at) count += text[at] == '\n' ? 1 : 0;
  return count;
}

std::optional<std::uint64_t> number(std::string_view text) {
  std::uint64_t value = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failed != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

const ReadValue* find_value(const std::vector<ReadValue>& values, std::string_view name) {
  for (const ReadValue& v : values)
    if (v.name == name) return &v;
  return nullptr;
}

// Nothing where a term is missing, is no whole number, or the sum is too large to be one.
std::optional<std::string> sum_of(const KnownProblem::Sum& sum, const std::vector<ReadValue>& values) {
  std::uint64_t total = 0;
  for (const std::string_view term : sum.of) {
    const ReadValue* value = find_value(values, term);
    const auto addend = value != nullptr ? number(value->value) : std::nullopt;
    if (!addend || __builtin_add_overflow(total, *addend, &total)) return std::nullopt;
  }
  return std::to_string(total);
}

}  // namespace

LogScanner::LogScanner(const ProblemTable& table, std::size_t block)
    : table_(table),
      literals_(triggers_of(table, owner_)),
      progress_(table.problems.size(), {never, 0}),
      seen_at_(table.problems.size()),
      buffer_(3 * margin + std::max<std::size_t>(block, 1)) {}

std::span<char> LogScanner::space() { return {buffer_.data() + size_, buffer_.size() - size_}; }

// Triggers are looked for as far as a whole window stands behind them; what a later window may need of
// what has been looked at stays in the buffer.
void LogScanner::take(std::size_t count) {
  size_ += count;
  found_.bytes += count;
  if (size_ < buffer_.size()) return;
  const std::size_t to = size_ - margin;
  look(looked_, to);
  const std::size_t keep = to - margin;
  place(keep);
  std::memmove(buffer_.data(), buffer_.data() + keep, size_ - keep);
  before_ += keep;
  size_ -= keep;
  looked_ = to - keep;
}

void LogScanner::feed(std::string_view text) {
  while (!text.empty()) {
    const std::span<char> free = space();
    const std::size_t n = std::min(free.size(), text.size());
    std::memcpy(free.data(), text.data(), n);
    take(n);
    text.remove_prefix(n);
  }
}

LogFindings LogScanner::finish() {
  look(looked_, size_);
  place(size_);
  const bool unended = before_ + size_ > line_start_;
  found_.lines = lines_ + (unended ? 1 : 0);
  const auto first = [](const ProblemSeen& p) {
    return std::pair(p.readings.front().first.line, p.readings.front().first.column);
  };
  std::stable_sort(found_.problems.begin(), found_.problems.end(),
                   [&](const ProblemSeen& a, const ProblemSeen& b) { return first(a) < first(b); });
  return std::move(found_);
}

void LogScanner::look(std::size_t from, std::size_t to) {
  literals_.find({buffer_.data(), size_}, from, to, hits_);
  for (const LiteralHit& hit : hits_) try_problem(owner_[hit.literal], hit.begin);
}

// The trigger's line and n - 1 lines on either side, as far as they stand within reach of the trigger's
// piece. Pieces are counted from the log's beginning, so that blocks make no difference.
LogScanner::Window LogScanner::window(std::size_t at, int lines) const {
  const char* const text = buffer_.data();
  const std::uint64_t start = (before_ + at) / piece * piece;
  const std::size_t lowest = start > before_ + reach ? start - reach - before_ : 0;
  const std::size_t highest = std::min<std::uint64_t>(size_, start + piece + reach - before_);
  bool cut = false;
  std::size_t begin = at, line = at;
  for (int i = 0; i < lines; ++i) {
    if (i > 0) --begin;  // past the line feed before the line
    const void* feed = memrchr(text + lowest, '\n', begin - lowest);
    begin = feed == nullptr ? lowest : static_cast<std::size_t>(static_cast<const char*>(feed) - text) + 1;
    if (i == 0) line = begin;
    if (feed != nullptr) continue;
    cut = before_ + lowest > 0;
    break;
  }
  std::size_t end = at;
  for (int i = 0; i < lines && end < highest; ++i) {
    const void* feed = std::memchr(text + end, '\n', highest - end);
    end = feed == nullptr ? highest : static_cast<std::size_t>(static_cast<const char*>(feed) - text) + 1;
    cut = cut || (feed == nullptr && highest < size_);
  }
  return {begin, end, cut ? 2 * start + 1 : 2 * (before_ + line)};
}

void LogScanner::try_problem(std::uint32_t problem, std::size_t at) {
  Progress& progress = progress_[problem];
  if (before_ + at < progress.taken) return;
  const Pattern& pattern = table_.problems[problem].pattern;
  const Window w = window(at, pattern.lines());
  if (progress.tried == w.key) return;
  progress.tried = w.key;
  std::size_t from = w.begin;
  if (progress.taken > before_ + from) from = progress.taken - before_;
  while (const auto match = pattern.find({buffer_.data(), size_}, from, w.end)) {
    note(problem, *match);
    from = match->end;
    progress.taken = before_ + from;
  }
}

void LogScanner::note(std::uint32_t problem, const PatternMatch& match) {
  std::size_t& at = seen_at_[problem];
  if (at == 0) {
    found_.problems.push_back({problem, 0, {}, 0});
    at = found_.problems.size();
  }
  ProblemSeen& seen = found_.problems[at - 1];
  ++seen.count;
  auto read = values(table_.problems[problem], match);
  const auto same = std::find_if(seen.readings.begin(), seen.readings.end(),
                                 [&](const LogReading& r) { return r.values == read; });
  if (same != seen.readings.end()) {
    ++same->count;
  } else if (seen.readings.size() == most_readings) {
    ++seen.not_kept;
  } else {
    LogReading fresh{std::move(read), 1, place(match.begin), {}, 1, 1};
    excerpt(match, fresh);
    seen.readings.push_back(std::move(fresh));
  }
}

// Counts on from where it has counted to, or back where a window began earlier.
LogPlace LogScanner::place(std::size_t at) {
  const std::uint64_t target = before_ + at;
  const char* const text = buffer_.data();
  std::uint64_t lines = lines_, start = line_start_;
  if (target >= counted_) {
    const std::size_t from = counted_ - before_;
    lines += count_line_feeds({text + from, at - from});
    if (const void* feed = memrchr(text + from, '\n', at - from))
      start = before_ + static_cast<std::size_t>(static_cast<const char*>(feed) - text) + 1;
    lines_ = lines;
    line_start_ = start;
    counted_ = target;
  } else {
    lines -= count_line_feeds({text + at, static_cast<std::size_t>(counted_ - target)});
    if (const void* feed = memrchr(text, '\n', at))
      start = before_ + static_cast<std::size_t>(static_cast<const char*>(feed) - text) + 1;
    else
      start = std::min(line_start_, before_);
  }
  const bool here = start >= before_ && target - start <= reach;
  const std::uint64_t column =
      here ? count_code_points({text + (start - before_), static_cast<std::size_t>(target - start)})
           : target - start;
  return {lines + 1, column + 1};
}

std::vector<ReadValue> LogScanner::values(const KnownProblem& problem, const PatternMatch& match) const {
  std::vector<ReadValue> out;
  const auto& names = problem.pattern.names();
  for (const KnownProblem::Reading& reading : problem.readings) {
    const auto name = std::find(names.begin(), names.end(), reading.name);
    if (name == names.end()) continue;
    const std::string_view text = match.captures[static_cast<std::size_t>(name - names.begin())];
    if (text.data() == nullptr) continue;
    std::string value(text.substr(0, longest_value));
    if (auto dotted = dotted_version(reading.form, text)) value = std::move(*dotted);
    out.push_back({reading.name, reading.says, std::move(value)});
  }
  for (const KnownProblem::Sum& sum : problem.sums)
    if (auto total = sum_of(sum, out)) out.push_back({sum.name, sum.says, std::move(*total)});
  return out;
}

void LogScanner::excerpt(const PatternMatch& match, LogReading& out) const {
  const std::string_view text(buffer_.data(), size_);
  const std::size_t lowest = match.begin > excerpt_before ? match.begin - excerpt_before : 0;
  std::size_t begin = match.begin;
  while (begin > lowest && text[begin - 1] != '\n' && text[begin - 1] != '\r') --begin;
  while (begin < match.begin && (static_cast<unsigned char>(text[begin]) & 0xc0U) == 0x80U) ++begin;
  const std::string_view rest = text.substr(begin, longest_excerpt);
  const std::string_view line = rest.substr(0, rest.find_first_of("\r\n", match.begin - begin));
  const std::size_t end = std::min(match.end - begin, line.size());
  const auto characters = [&](std::size_t from, std::size_t to) {
    return static_cast<int>(count_code_points(line.substr(from, to - from)));
  };
  out.mark = characters(0, match.begin - begin) + 1;
  out.length = std::max(1, characters(match.begin - begin, end));
  out.excerpt = line;
}

}  // namespace bestby
