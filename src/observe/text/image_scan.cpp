#include "observe/text/image_scan.h"

#include <algorithm>
#include <map>
#include <optional>
#include <utility>

#include "base/pattern.h"
#include "base/text.h"
#include "observe/text/inline_ignore.h"
#include "observe/text/text_places.h"

namespace bestby {
namespace {

constexpr std::size_t npos = std::string_view::npos;
constexpr std::size_t longest_gap = 64;  // `{...}`
constexpr std::size_t longest_part = 300;

constexpr bool host_byte(char c) { return is_letter(c) || is_digit(c) || c == '.' || c == '-'; }
constexpr bool path_byte(char c) { return host_byte(c) || c == '_'; }
constexpr bool gap_byte(char c) {
  return path_byte(c) || c == ' ' || c == '$' || c == '|' || c == ':' || c == '(' || c == ')' || c == '[' ||
         c == ']' || c == '\'' || c == '"';
}

// What stands for a part of an address, and begins at `at`: how long it is; 0 where there is none.
std::size_t gap_at(std::string_view text, std::size_t at) {
  const char first = at < text.size() ? text[at] : '\0';
  const char second = at + 1 < text.size() ? text[at + 1] : '\0';
  if (first == '%' && (second == 's' || second == 'd')) return 2;
  if (first == '$' && (is_letter(second) || second == '_')) {
    std::size_t end = at + 1;
    while (end < text.size() && end < at + longest_gap &&
           (is_letter(text[end]) || is_digit(text[end]) || text[end] == '_'))
      ++end;
    return end - at;
  }
  std::size_t begin = at + (first == '$' ? 1 : 0);
  const char open = begin < text.size() ? text[begin] : '\0';
  if (open != '{' && !(open == '<' && first == '<')) return 0;
  const char close = open == '{' ? '}' : '>';
  const std::size_t pairs = open == '{' && begin + 1 < text.size() && text[begin + 1] == '{' ? 2 : 1;
  std::size_t end = begin + pairs;
  while (end < text.size() && end < at + longest_gap && text[end] != close && gap_byte(text[end])) ++end;
  if (end == begin + pairs) return 0;
  for (std::size_t i = 0; i < pairs; ++i)
    if (end >= text.size() || text[end++] != close) return 0;
  return end - at;
}

// The same, that ends before `end`.
std::size_t gap_before(std::string_view text, std::size_t end) {
  const char last = end == 0 ? '\0' : text[end - 1];
  if (last != '}' && last != '>' && last != 's' && last != 'd') return 0;
  const std::size_t least = end > longest_gap ? end - longest_gap : 0;
  for (std::size_t begin = end; begin-- > least;) {
    const char c = text[begin];
    if (c == '\n') break;
    if ((c == '{' || c == '<' || c == '%' || c == '$') && gap_at(text, begin) == end - begin) {
      const char before = begin == 0 ? '\0' : text[begin - 1];
      if ((c == '{' && (before == '{' || before == '$'))) continue;
      return end - begin;
    }
  }
  return 0;
}

std::size_t host_begin(std::string_view text, std::size_t at) {
  const std::size_t least = at > longest_part ? at - longest_part : 0;
  while (at > least) {
    if (host_byte(text[at - 1])) {
      --at;
    } else if (const std::size_t gap = gap_before(text, at); gap != 0) {
      at -= gap;
    } else {
      break;
    }
  }
  return at;
}

template <typename Byte>
std::size_t run_end(std::string_view text, std::size_t at, Byte is_part) {
  const std::size_t most = std::min(text.size(), at + longest_part);
  while (at < most) {
    if (is_part(text[at]))
      ++at;
    else if (const std::size_t gap = gap_at(text, at); gap != 0)
      at += gap;
    else
      break;
  }
  return at;
}

std::size_t without_end(std::string_view text, std::size_t begin, std::size_t end) {
  while (end > begin && (text[end - 1] == '.' || text[end - 1] == '-' || text[end - 1] == '_')) --end;
  return end;
}

// Behind the digest at `at`, which is behind the `@`; nothing where there is none.
std::optional<std::size_t> digest_end(std::string_view text, std::size_t at) {
  constexpr std::string_view kind = "sha256:";
  if (text.substr(at, kind.size()) != kind) return std::nullopt;
  const std::size_t begin = at + kind.size();
  const std::size_t end = run_end(text, begin, [](char c) { return is_digit(c) || (c >= 'a' && c <= 'f'); });
  return end > begin ? std::optional(end) : std::nullopt;
}

// Behind the address whose host ends at `at` (there is a `/`); nothing where no tag or digest is.
std::optional<std::size_t> address_end(std::string_view text, std::size_t at) {
  if (at >= text.size() || text[at] != '/') return std::nullopt;
  const std::size_t path = run_end(text, at, [](char c) { return path_byte(c) || c == '/'; });
  if (path < at + 2 || text[path - 1] == '/' || path >= text.size()) return std::nullopt;
  std::size_t end = path;
  bool said = false;
  if (text[end] == ':') {
    const std::size_t tag = end + 1;
    const std::size_t tag_end = without_end(text, tag, run_end(text, tag, path_byte));
    if (tag_end == tag || text[tag] == '.' || text[tag] == '-') return std::nullopt;
    if (tag_end < text.size() && text[tag_end] == '/') return std::nullopt;  // a port
    end = tag_end;
    said = true;
  }
  if (end < text.size() && text[end] == '@')
    if (const auto digest = digest_end(text, end + 1)) return digest;
  return said ? std::optional(end) : std::nullopt;
}

bool is_host(std::string_view text) {
  const char first = text.empty() ? '\0' : text[0];
  return is_letter(first) || is_digit(first) || first == '{' || first == '<' || first == '$' || first == '%';
}

struct ReportedPlaces {
  std::vector<std::pair<std::size_t, std::size_t>> bytes;
  std::vector<std::pair<std::pair<std::uint32_t, std::uint32_t>, std::uint32_t>> columns;

  ReportedPlaces(const Observed& out, std::size_t from, std::string_view path) {
    for (std::size_t i = from; i < out.seen.size(); ++i) {
      const Observation& o = out.seen[i];
      if (o.where.path != path || std::holds_alternative<SeenPackage>(o.what)) continue;
      if (o.where.begin < o.where.end) bytes.emplace_back(o.where.begin, o.where.end);
      columns.push_back({{o.where.line, o.where.column}, o.where.length});
    }
    std::sort(bytes.begin(), bytes.end());
    std::sort(columns.begin(), columns.end());
  }
  bool holds(const Place& place) const {
    const auto after = std::lower_bound(bytes.begin(), bytes.end(), std::pair(place.end, std::size_t{0}));
    if (after != bytes.begin() && std::prev(after)->second > place.begin) return true;
    const std::pair last{place.line, place.column + place.length};
    const auto next = std::lower_bound(columns.begin(), columns.end(), std::pair(last, std::uint32_t{0}));
    if (next == columns.begin()) return false;
    const auto& before = *std::prev(next);
    return before.first.first == place.line && before.first.second + before.second > place.column;
  }
};

}  // namespace

// A host and the `/` behind it; where that is short, with each of the bytes that stand before hosts.
std::vector<std::string> ImageScan::literals_of(const std::vector<std::string>& hosts) {
  std::vector<std::string> out = {std::string(ignore_mark)};
  triggers_.push_back({0, 0, false, true});
  for (const std::string& host : hosts) {
    const bool part = host.starts_with('.');
    const std::string literal = part && host.ends_with('.') ? host : host + "/";
    if (literal.size() >= least_trigger) {
      out.push_back(literal);
      triggers_.push_back({0, host.size(), part, false});
      continue;
    }
    if (literal.size() + 1 < least_trigger) continue;
    for (const char before : std::string_view(" \t\n\"'`=/:,(>[{|@\r")) {
      out.push_back(before + literal);
      triggers_.push_back({1, host.size(), part, false});
    }
  }
  return out;
}

ImageScan::ImageScan(const std::vector<std::string>& hosts) : scan_(literals_of(hosts)) {}

void ImageScan::read(const TextFile& file, Observed& out, std::size_t already) const {
  const std::string_view text = file.text;
  std::vector<LiteralHit> hits;
  scan_.find(text, 0, text.size(), hits);
  if (hits.empty()) return;
  const TextPlaces places(file.path, text);
  const ReportedPlaces reported(out, already, file.path);
  std::size_t done = 0;
  for (const LiteralHit& hit : hits) {
    const Trigger& trigger = triggers_[hit.literal];
    if (trigger.ignore_mark) {
      read_inline_ignore(places, hit.begin, out);
      continue;
    }
    const std::size_t at = hit.begin + trigger.lead;
    if (at < done) continue;
    const std::size_t begin = std::max(done, host_begin(text, at));
    if (trigger.part ? !is_host(text.substr(begin, at - begin)) : begin != at) continue;
    const std::size_t host = trigger.part ? run_end(text, at + trigger.host, host_byte) : at + trigger.host;
    const auto end = address_end(text, host);
    if (!end) continue;
    done = *end;
    Place place = places.at(begin, *end);
    if (reported.holds(place)) continue;
    out.see(SeenImage{std::string(text.substr(begin, *end - begin)), {}, {}, {}}, std::move(place),
            out.new_stack(), true);
  }
}

}  // namespace bestby
