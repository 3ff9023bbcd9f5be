#include "report/milestones.h"

#include <array>

#include "base/text.h"

namespace bestby {
namespace {

constexpr std::array<MilestoneRow, static_cast<std::size_t>(Milestone::count)> table = {{
    {Milestone::released, "the day it came out", "", "released", "general_availability",
     "generalAvailability", "releaseDate", "releaseDate"},
    {Milestone::development, "the last day of new features or regular updates", "features updates",
     "endOfDevelopment", "", "endOfDevelopment", "support", "eoasFrom"},
    {Milestone::security, "the last day of security patches for everybody", "security", "endOfSupport",
     "end_of_security_support", "endOfGuaranteedSupport", "eol", "eolFrom"},
    {Milestone::paid_security, "the last day of security patches for those who pay or enrol", "paid-security",
     "endOfSupport", "", "", "extendedSupport", "eoesFrom"},
    {Milestone::support, "the last day of any support, paid or not",
     "features updates bugs security paid-security", "", "end_of_life", "endOfSupport", "", ""},
    {Milestone::obtainable, "the last day on which it can be had", "obtainable", "endOfDistribution", "", "",
     "", ""},
    {Milestone::everything, "the last day of anything: support, and being had",
     "features updates bugs security paid-security obtainable", "endOfLife", "", "", "", ""},
}};

}  // namespace

std::span<const MilestoneRow> milestone_table() { return table; }

Milestones::Milestones(const World& world, const Policies& policies, const PolicyStatus& status)
    : world_(world), policies_(policies), timeline_(status.verdict.timeline) {}

std::uint32_t Milestones::bits(Milestone m) const {
  std::uint32_t out = 0;
  for (const auto name : split(table[static_cast<std::size_t>(m)].services, ' '))
    if (const std::uint32_t service = service_named(world_, name); service != no_id) out |= 1U << service;
  return out;
}

bool Milestones::promised(Milestone m) const {
  const std::uint32_t wanted = bits(m);
  for (const PhaseRow& p : policies_.phases(policies_.policy(timeline_.policy)))
    if ((p.services & wanted) != 0) return true;
  return false;
}

bool Milestones::apart(Milestone m, Milestone later) const {
  if (!promised(m)) return false;
  const std::uint32_t without = bits(m), with = bits(later);
  for (const PhaseRow& p : policies_.phases(policies_.policy(timeline_.policy)))
    if ((p.services & with) != 0 && (p.services & without) == 0) return true;
  return false;
}

std::string_view Milestones::phase_name(const Policies& policies, Milestone m) const {
  const std::uint32_t phase = last_phase(m);
  if (phase == no_id) return {};
  return policies.text(policies.phases(policies.policy(timeline_.policy))[phase].name);
}

std::uint32_t Milestones::last_phase(Milestone m) const {
  const std::uint32_t wanted = bits(m);
  const auto phases = policies_.phases(policies_.policy(timeline_.policy));
  for (std::uint32_t i = timeline_.count; i-- > 0;)
    if (timeline_.phases[i].entered && (phases[i].services & wanted) != 0) return i;
  return no_id;
}

Bound Milestones::bound(Milestone m) const {
  if (m == Milestone::released) return timeline_.start;
  const std::uint32_t phase = last_phase(m);
  if (phase == no_id) return Bound::not_recorded();
  return phase + 1 == timeline_.count ? Bound::never() : timeline_.phases[phase].last;
}

std::optional<Date> Milestones::day(Milestone m) const {
  const Bound b = bound(m);
  if (!b.exact()) return std::nullopt;
  return Date::from_days(b.low);
}

Truth Milestones::ended(Milestone m, Date on) const {
  // Who only records what others promise may not have recorded that there is any.
  const bool at_first_hand = policies_.policy(timeline_.policy).standing != Standing::second_hand;
  if (last_phase(m) == no_id) return promised(m) && at_first_hand ? Truth::yes : Truth::unknown;
  const Bound b = bound(m);
  if (b.state == Bound::State::never) return Truth::no;
  if (b.state == Bound::State::not_yet) return on.days() <= b.low ? Truth::no : Truth::unknown;
  if (!b.known()) return Truth::unknown;
  return on.days() <= b.low ? Truth::no : on.days() > b.high ? Truth::yes : Truth::unknown;
}

std::string Milestones::words(Milestone m) const { return to_text(bound(m)); }

}  // namespace bestby
