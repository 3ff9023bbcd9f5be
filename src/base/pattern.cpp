#include "base/pattern.h"

#include <algorithm>
#include <numeric>

#include <fmt/format.h>
#include <re2/filtered_re2.h>
#include <re2/re2.h>

namespace bestby {
namespace {

re2::RE2::Options options() {
  re2::RE2::Options out(re2::RE2::Latin1);
  out.set_log_errors(false);
  return out;
}

constexpr std::string_view lines_flag = "(?m)";

// Also as JSON and Python write it inside a text.
constexpr std::string_view white_space = R"((?:\s|\\[nrt])+)";

// The pattern as RE2 takes it: `^` and `$` of lines, and blanks outside brackets for any white space.
std::string for_re2(std::string_view text, int lines) {
  std::string out(lines_flag);
  bool bracket = false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const char c = text[i];
    if (c == '\\' && i + 1 < text.size()) {
      out += {c, text[++i]};
      continue;
    }
    if (c == '[') bracket = true;
    if (c == ']') bracket = false;
    if (c == ' ' && lines > 1 && !bracket)
      out += white_space;
    else
      out += c;
  }
  return out;
}

// Asks RE2's prefilter whether the pattern could match where exactly some of its atoms stand.
class Prefilter {
 public:
  explicit Prefilter(const std::string& pattern) : filter_(static_cast<int>(least_trigger)) {
    int id = 0;
    filter_.Add(pattern, options(), &id);
    filter_.Compile(&atoms_);
  }
  const std::vector<std::string>& atoms() const { return atoms_; }
  bool blocked_without(const std::vector<bool>& missing) const {
    std::vector<int> present, potential;
    for (std::size_t i = 0; i < atoms_.size(); ++i)
      if (!missing[i]) present.push_back(static_cast<int>(i));
    filter_.AllPotentials(present, &potential);
    return potential.empty();
  }

 private:
  re2::FilteredRE2 filter_;
  std::vector<std::string> atoms_;
};

// A set of atoms of which each match contains one, with none that could be left out.
std::vector<std::string> triggers_of(const std::string& pattern) {
  const Prefilter filter(pattern);
  const auto& atoms = filter.atoms();
  std::vector<bool> kept(atoms.size(), true);
  if (atoms.empty() || !filter.blocked_without(kept)) return {};
  std::vector<std::size_t> shortest_first(atoms.size());
  std::iota(shortest_first.begin(), shortest_first.end(), std::size_t{0});
  std::stable_sort(shortest_first.begin(), shortest_first.end(),
                   [&](std::size_t a, std::size_t b) { return atoms[a].size() < atoms[b].size(); });
  for (const std::size_t i : shortest_first) {
    kept[i] = false;
    if (!filter.blocked_without(kept)) kept[i] = true;
  }
  std::vector<std::string> out;
  for (std::size_t i = 0; i < atoms.size(); ++i)
    if (kept[i]) out.push_back(atoms[i]);
  std::sort(out.begin(), out.end());
  return out;
}

tl::unexpected<Error> refuse(std::string message, std::string help = {}) {
  return fail(ErrorCode::catalog, std::move(message), {}, std::move(help));
}

// What RE2 says, without what `for_re2` put in front.
std::string why_not(const re2::RE2& regex) {
  std::string out = regex.error();
  if (const auto at = out.find(lines_flag); at != std::string::npos) out.erase(at, lines_flag.size());
  return out;
}

Result<std::vector<std::string>> names_of(const re2::RE2& regex) {
  std::vector<std::string> out(static_cast<std::size_t>(regex.NumberOfCapturingGroups()));
  for (const auto& [number, name] : regex.CapturingGroupNames())
    out[static_cast<std::size_t>(number - 1)] = name;
  if (std::find(out.begin(), out.end(), std::string()) != out.end())
    return refuse("a capture of the pattern has no name", "write (?P<name>...), or (?:...) to group only");
  return out;
}

}  // namespace

Result<Pattern> Pattern::compile(std::string_view text, int lines) {
  if (text.empty() || text.size() > max_pattern)
    return refuse(fmt::format("a pattern has from 1 to {} bytes", max_pattern));
  if (lines < 1 || lines > max_pattern_lines)
    return refuse(fmt::format("a match spans from 1 to {} lines", max_pattern_lines));
  if (std::any_of(text.begin(), text.end(), [](char c) { return c < ' ' || c > '~'; }))
    return refuse("a pattern is printable ASCII", "`.` stands for any one byte");
  const std::string pattern = for_re2(text, lines);
  Pattern out;
  out.lines_ = lines;
  out.regex_ = std::make_shared<const re2::RE2>(pattern, options());
  if (!out.regex_->ok()) return refuse(fmt::format("the pattern is none: {}", why_not(*out.regex_)));
  auto names = names_of(*out.regex_);
  if (!names) return fail(std::move(names.error()));
  out.names_ = std::move(*names);
  out.triggers_ = triggers_of(pattern);
  if (out.triggers_.empty())
    return refuse(fmt::format("not every match of the pattern holds a literal of {} bytes", least_trigger),
                  "without one it would have to be tried everywhere");
  return out;
}

std::optional<PatternMatch> Pattern::find(std::string_view text, std::size_t from, std::size_t to) const {
  const std::size_t groups = names_.size() + 1;
  std::vector<re2::StringPiece> found(groups);
  PatternMatch out;
  for (bool fits = false; !fits;) {
    if (!regex_->Match({text.data(), text.size()}, from, to, re2::RE2::UNANCHORED, found.data(),
                       static_cast<int>(groups)))
      return std::nullopt;
    out.begin = static_cast<std::size_t>(found[0].data() - text.data());
    out.end = out.begin + found[0].size();
    fits = std::count(found[0].begin(), found[0].end(), '\n') < lines_;
    from = text.find('\n', out.begin) + 1;
  }
  for (std::size_t i = 1; i < groups; ++i) out.captures.emplace_back(found[i].data(), found[i].size());
  return out;
}

}  // namespace bestby
