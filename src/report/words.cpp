#include "report/words.h"

#include <algorithm>

#include <fmt/format.h>

namespace bestby {
namespace {

std::string day_text(std::int32_t day) { return Date::from_days(day).str(); }

std::string date_words(std::int32_t low, std::int32_t high) { return to_text(Bound::between(low, high)); }

}  // namespace

std::string Paint::with(const char* code, std::string_view text) const {
  return on ? fmt::format("\x1b[{}m{}\x1b[0m", code, text) : std::string(text);
}

std::string distance(Date day, Date on) {
  const int days = (day - on).count;
  if (days == 0) return "today";
  if (days == 1) return "tomorrow";
  if (days == -1) return "yesterday";
  return days > 0 ? fmt::format("in {} days", days) : fmt::format("{} days ago", -days);
}

std::string counted(std::size_t count, std::string_view what) {
  return fmt::format("{} {}{}", count, what, count == 1 ? "" : "s");
}

std::string shown_name(const World& world, NodeId node) {
  const auto repository = world.text(world.product(node).repository);
  if (repository.empty() || !world.is_release(node) || is_dated_build(world, node)) return world.label(node);
  return fmt::format("{}:{}", repository, world.name(node));
}

bool judged_as_line(const World& world, const Policies& policies, const Verdict& verdict) {
  const Timeline& t = verdict.timeline;
  return policies.policy(t.policy).judges == Judges::release && world.is_cycle(t.node);
}

std::string fact_words(const World& world, const FactRow& f) {
  switch (world.predicate(f.predicate).type) {
    case ValueType::date: return date_words(f.low, f.high);
    case ValueType::release: return shown_name(world, static_cast<NodeId>(f.low));
    case ValueType::flag: return f.low != 0 ? "yes" : "no";
    case ValueType::number: return std::to_string(f.low);
    case ValueType::text:
    case ValueType::url:
    case ValueType::version: break;
  }
  return std::string(world.text(static_cast<TextId>(f.low)));
}

std::string citation_words(const World& world, const FactRow& f) {
  if (f.citation_count == 0) return "no source";
  std::string out;
  for (std::uint32_t i = 0; i < f.citation_count; ++i) {
    const CitationRow& c = world.columns.citations[f.first_citation + i];
    const SourceRow& source = world.columns.sources[c.source];
    const auto title = world.text(source.title);
    if (i > 0) out += "; ";
    out += title.empty() ? world.text(source.id) : title;
    if (c.place != no_id && !world.text(c.place).empty()) (out += ", ") += world.text(c.place);
  }
  return out;
}

std::string scope_words(const World& world, const FactRow& f) {
  std::string out;
  const auto items = world.columns.scopes.subspan(f.first_scope, f.scope_count);
  for (std::size_t i = 0; i < items.size(); ++i) {
    const bool again = i > 0 && items[i - 1].predicate == items[i].predicate;
    const auto name =
        items[i].predicate == no_id ? "publisher" : world.text(world.predicate(items[i].predicate).name);
    out += again ? " or " : out.empty() ? fmt::format("for {} ", name) : fmt::format(", {} ", name);
    out += items[i].is_node != 0 ? world.label(items[i].value) : std::string(world.text(items[i].value));
  }
  return out;
}

namespace {

// Until when something holds: "patched through 2023-07-01 (in 12 days)".
std::string until_words(std::string_view held, const Bound& b, Date on) {
  if (b.state == Bound::State::not_yet)
    return fmt::format("{}; nothing had ended that by {}", held, day_text(b.low));
  if (b.state == Bound::State::never) return fmt::format("{} without an end", held);
  const auto with = [&](std::string_view words, std::int32_t day, std::string_view rest = {}) {
    const Date date = Date::from_days(day);
    return fmt::format("{}{}{} {} ({}){}", on > date ? "was " : "", held, words, date.str(),
                       distance(date, on), rest);
  };
  const bool past = b.known() && b.low != day_min && on.days() > b.low;
  switch (kind_of(b)) {
    case BoundKind::exact: return with(" through", b.low);
    case BoundKind::at_least:
      return with(" at least through", b.low, past ? "; it is not recorded whether it still is" : "");
    case BoundKind::at_most: return with(" at most through", b.high);
    case BoundKind::between:
      return fmt::format("{}{} through a day from {} to {} ({})", on.days() > b.high ? "was " : "", held,
                         day_text(b.low), day_text(b.high), distance(Date::from_days(b.high), on));
    case BoundKind::never:
    case BoundKind::unknown: break;
  }
  return held == "patched" ? "it is not recorded until when it is patched"
                           : fmt::format("the last day of `{}` is not recorded", held);
}

bool ended_before_release(const PolicyStatus& s, const Bound& end) {
  const Bound& start = s.verdict.timeline.start;
  return end.known() && start.known() && start.low != day_min && end.high < start.low;
}

std::string state_words(std::string_view held, const PolicyStatus& s, const Bound& b, Date on) {
  if (ended_before_release(s, b))
    return fmt::format("never {}: that ended on {}, before its release on {}", held, day_text(b.high),
                       to_text(s.verdict.timeline.start));
  if (s.released == Truth::no) return b.known() ? "to be " + through_words(b, held) : through_words(b, held);
  return until_words(held, b, on);
}

Truth holds(const PolicyStatus& s, std::uint32_t phase) {
  for (const PhaseState& p : s.phases)
    if (p.phase == phase) return p.holds;
  return Truth::no;
}

// Where no phase is told of, or one that patches, the answer is about patches.
bool tells_of_patches(const PolicyStatus& s) { return s.promises || s.told == no_id; }

std::string_view told_phase(const Policies& policies, const PolicyStatus& s) {
  return policies.text(policies.phases(policies.policy(s.verdict.timeline.policy))[s.told].name);
}

constexpr std::string_view no_patches = "gets no security patches";

}  // namespace

std::string verdict_words(const Policies& policies, const PolicyStatus& s, Date on, Paint paint) {
  const std::string phase = phase_words(policies, s);
  if (tells_of_patches(s))
    return fmt::format("{}; {}", paint.truth(s.patched_on, phase),
                       s.ever_patched ? state_words("patched", s, s.patched, on) : std::string(no_patches));
  const std::string state = state_words(told_phase(policies, s), s, s.through, on);
  if (holds(s, s.told) == Truth::yes) return paint.good(state);
  return fmt::format("{}; {}", paint.warn(phase), state);
}

std::string_view held_words(const Policies& policies, const PolicyStatus& s) {
  if ((tells_of_patches(s) && !s.ever_patched) || ended_before_release(s, s.through)) return {};
  return tells_of_patches(s) ? "patched" : told_phase(policies, s);
}

std::string end_words(const Policies& policies, const PolicyStatus& s) {
  if (const std::string_view held = held_words(policies, s); !held.empty())
    return through_words(s.through, held);
  if (tells_of_patches(s)) return std::string(s.ever_patched ? "never patched" : no_patches);
  return fmt::format("never {}", told_phase(policies, s));
}

std::string through_words(const Bound& b, std::string_view held) {
  switch (kind_of(b)) {
    case BoundKind::exact: return fmt::format("{} through {}", held, day_text(b.low));
    case BoundKind::at_least: return fmt::format("{} at least through {}", held, day_text(b.low));
    case BoundKind::at_most: return fmt::format("{} at most through {}", held, day_text(b.high));
    case BoundKind::between:
      return fmt::format("{} through a day from {} to {}", held, day_text(b.low), day_text(b.high));
    case BoundKind::never: return fmt::format("{} without an end", held);
    case BoundKind::unknown: break;
  }
  return b.state == Bound::State::not_yet ? fmt::format("{}; no end is known", held)
                                          : "its end is not recorded";
}

namespace {

// What came out by its last day, if ever, is in its last phase whenever it came out.
bool over_anyhow(const PolicyStatus& s, std::size_t phases) {
  if (!s.through.known() || s.through.high == day_max) return false;
  return std::all_of(s.phases.begin(), s.phases.end(),
                     [&](const PhaseState& p) { return p.holds == Truth::no || p.phase + 1 == phases; });
}

}  // namespace

std::string phase_words(const Policies& policies, const PolicyStatus& s) {
  const Timeline& t = s.verdict.timeline;
  if (s.released == Truth::no)
    return t.start.exact() ? fmt::format("not released before {}", day_text(t.start.low))
                           : "not released yet";
  const auto rows = policies.phases(policies.policy(t.policy));
  std::string out = s.released == Truth::unknown && !over_anyhow(s, rows.size()) ? "not released yet" : "";
  for (const PhaseState& p : s.phases)
    if (p.holds != Truth::no)
      out += (out.empty() ? "" : " or ") + std::string(policies.text(rows[p.phase].name));
  return out.empty() ? "unknown" : out;
}

}  // namespace bestby
