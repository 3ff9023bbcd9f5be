// Fixes as a unified diff. Edits do not join or part lines, so line n of the file before is line n of the
// file after, and no search for what is common is needed.
#include <algorithm>

#include <fmt/format.h>

#include "judge/fixes.h"

namespace bestby {
namespace {

constexpr std::size_t around = 3;

// Each with its line feed, if it has one.
std::vector<std::string_view> lines_of(std::string_view text) {
  std::vector<std::string_view> out;
  for (std::size_t at = 0; at < text.size();) {
    const auto feed = text.find('\n', at);
    const std::size_t end = feed == std::string_view::npos ? text.size() : feed + 1;
    out.push_back(text.substr(at, end - at));
    at = end;
  }
  return out;
}

void put(std::string& out, char mark, std::string_view line) {
  (out += mark) += line;
  if (!line.ends_with('\n')) out += "\n\\ No newline at end of file\n";
}

// As git writes them: quoted where a reader would stumble.
std::string quoted(std::string_view prefix, std::string_view path) {
  std::string inner;
  bool plain = true;
  for (const char c : path) {
    const auto byte = static_cast<unsigned char>(c);
    if (byte < 0x20 || byte >= 0x7F) {
      inner += fmt::format("\\{:03o}", static_cast<unsigned>(byte));
      plain = false;
    } else if (c == '"' || c == '\\') {
      (inner += '\\') += c;
      plain = false;
    } else {
      inner += c;
    }
  }
  return plain ? fmt::format("{}{}", prefix, inner) : fmt::format("\"{}{}\"", prefix, inner);
}

// A name with a blank ends at a tab, so that `patch` knows where it ends.
std::string header_name(std::string_view prefix, std::string_view path) {
  return quoted(prefix, path) + (path.find(' ') == std::string_view::npos ? "" : "\t");
}

struct Hunk {
  std::size_t first, last;  // lines, from 0; both included
};

std::vector<Hunk> hunks_of(const std::vector<std::string_view>& before,
                           const std::vector<std::string_view>& after) {
  std::vector<Hunk> out;
  for (std::size_t i = 0; i < before.size(); ++i) {
    if (before[i] == after[i]) continue;
    const std::size_t first = i < around ? 0 : i - around;
    const std::size_t last = std::min(i + around, before.size() - 1);
    if (!out.empty() && first <= out.back().last + 1)
      out.back().last = last;
    else
      out.push_back({first, last});
  }
  return out;
}

void put_hunk(std::string& out, const std::vector<std::string_view>& before,
              const std::vector<std::string_view>& after, const Hunk& hunk) {
  out += fmt::format("@@ -{0},{1} +{0},{1} @@\n", hunk.first + 1, hunk.last - hunk.first + 1);
  for (std::size_t i = hunk.first; i <= hunk.last;) {
    std::size_t end = i;
    while (end <= hunk.last && before[end] != after[end]) ++end;
    if (end == i) {
      put(out, ' ', before[i++]);
      continue;
    }
    for (std::size_t j = i; j < end; ++j) put(out, '-', before[j]);
    for (std::size_t j = i; j < end; ++j) put(out, '+', after[j]);
    i = end;
  }
}

}  // namespace

std::string unified_diff(const FixFile& file) {
  const auto before = lines_of(file.before), after = lines_of(file.after);
  const auto hunks = hunks_of(before, after);
  if (hunks.empty()) return {};
  std::string out =
      fmt::format("--- {}\n+++ {}\n", header_name("a/", file.shown), header_name("b/", file.shown));
  for (const Hunk& hunk : hunks) put_hunk(out, before, after, hunk);
  return out;
}

std::string fix_diff(const FixPlan& plan) {
  std::string out;
  for (const FixFile& file : plan.files) out += unified_diff(file);
  return out;
}

}  // namespace bestby
