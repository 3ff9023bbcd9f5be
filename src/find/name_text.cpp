#include "find/name_text.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "find/named.h"
#include "find/unrecorded.h"

namespace bestby {
namespace {

constexpr std::size_t most_of_a_tag = 20;

// The words with one blank between them.
std::string words_of(std::string_view text) {
  std::string out;
  for (const auto word : split(text, ' '))
    if (!word.empty()) out += fmt::format("{}{}", out.empty() ? "" : " ", word);
  return out;
}

// `20250301`, `v1.2`, `61.3`
bool is_date_or_version(std::string_view word) {
  if (word.starts_with('v') || word.starts_with('V')) word.remove_prefix(1);
  return !word.empty() && word.find_first_not_of("0123456789.") == std::string_view::npos;
}

// What stands before a date or version at the end (`Version 61.3` too); the whole where none does.
std::string_view without_end(std::string_view name) {
  const auto blank = name.rfind(' ');
  if (blank == std::string_view::npos || !is_date_or_version(name.substr(blank + 1))) return name;
  name = name.substr(0, blank);
  constexpr std::string_view word = " version";
  return lower(name).ends_with(word) ? name.substr(0, name.size() - word.size()) : name;
}

bool are_images(const World& world, const std::vector<NodeId>& nodes) {
  return std::all_of(nodes.begin(), nodes.end(),
                     [&](NodeId n) { return !world.text(world.product(n).repository).empty(); });
}

Result<Subject> one_of(const World& world, std::string_view typed, std::vector<NodeId> found) {
  Subject out{std::string(typed), found.front(), {}, nullptr, {}};
  if (found.size() == 1) return out;
  const NodeId cycle = world.cycle_of(found[0]);
  if (cycle != no_id &&
      std::all_of(found.begin(), found.end(), [&](NodeId n) { return world.cycle_of(n) == cycle; })) {
    out.node = cycle;
    out.note = fmt::format("{} releases go by this name; answered for their line", found.size());
    return out;
  }
  if (are_images(world, found) && found.size() <= most_of_a_tag) {
    out.note = fmt::format("one of {} images that go by this name", found.size());
    out.others.assign(found.begin() + 1, found.end());
    return out;
  }
  return fail(Error{ErrorCode::usage,
                    fmt::format("`{}` is the name of {} releases", typed, found.size()),
                    {},
                    {},
                    labels(world, found)});
}

std::optional<Result<Subject>> by_parts(const World& world, std::string_view typed, std::string_view name,
                                        std::int32_t known) {
  const WordsRead reading = read_name(world, name, known);
  if (!reading.product) return std::nullopt;
  if (reading.whole()) {
    Subject out = unrecorded(world, typed, name, reading, "read from its name");
    const std::string_view line = without_end(name);
    // The end may say more than which build it is: a framework's version, say.
    if (line.size() < name.size() && read_name(world, line, known).releases == reading.releases)
      out.add_note(fmt::format("a later image of this name may have taken the place of `{}`",
                               trim(name.substr(line.size()))));
    return out;
  }
  Error error = nothing_named(world, name, {});
  if (!reading.unread.empty())
    error.message +=
        fmt::format(", and its name cannot be read: `{}` says nothing known", reading.unread.front());
  else
    error.message += ", and its name says too little";
  return fail(std::move(error));
}

}  // namespace

std::optional<Result<Subject>> find_name(const World& world, std::string_view typed, std::int32_t known) {
  if (auto found = releases_named(world, typed); !found.empty())
    return one_of(world, typed, std::move(found));
  const std::string name = words_of(typed);
  if (auto found = releases_named(world, name); !found.empty()) return one_of(world, typed, std::move(found));
  const std::string_view line = without_end(name);
  if (line.size() < name.size() && line.find(' ') != std::string_view::npos)
    if (auto found = releases_named(world, line); !found.empty()) {
      auto out = one_of(world, typed, std::move(found));
      if (out)
        out->add_note(fmt::format(
            "`{}` is not recorded; answered for its line, whose older images may have ended earlier",
            trim(name.substr(line.size()))));
      return out;
    }
  return by_parts(world, typed, name, known);
}

}  // namespace bestby
