#include "policy/timeline.h"

namespace bestby {

Truth Timeline::released_by(std::int32_t day) const {
  if (!start.known()) return Truth::yes;
  if (day < start.low) return Truth::no;
  return day < start.high && start.high != day_max ? Truth::unknown : Truth::yes;
}

PhaseAt Timeline::at(std::int32_t day) const {
  PhaseAt out;
  const Truth released = released_by(day);
  out.before = released == Truth::no;
  out.certain = released == Truth::yes;
  for (std::uint32_t i = 0; i < count; ++i) {
    const PhaseEnd& p = phases[i];
    if (!p.entered) continue;
    out.phase = i;
    if (p.last.state == Bound::State::never || i + 1 == count) return out;
    if (out.before) return out;
    if (p.last.state == Bound::State::not_recorded) {
      out.certain = false;
      return out;
    }
    if (day <= p.last.high) {
      out.certain = out.certain && day <= p.last.low;
      return out;
    }
  }
  return out;
}

std::uint32_t Timeline::last_phase_with(const Policies& policies, std::uint32_t bit) const {
  const auto rows = policies.phases(policies.policy(policy));
  std::uint32_t found = no_id;
  for (std::uint32_t i = 0; i < count; ++i) {
    if (!phases[i].entered || (rows[i].services >> bit & 1U) == 0) continue;
    // One that is over before an earlier one is takes no day: it is passed over.
    const bool over = found != no_id && i + 1 != count && phases[found].last.known() &&
                      phases[i].last.known() && phases[i].last.high < phases[found].last.low;
    if (!over) found = i;
  }
  return found;
}

Bound Timeline::end_of_service(const Policies& policies, std::uint32_t bit) const {
  const std::uint32_t i = last_phase_with(policies, bit);
  if (i == no_id) return Bound::not_recorded();
  return i + 1 == count ? Bound::never() : phases[i].last;
}

}  // namespace bestby
