#include "judge/image_life.h"

#include <algorithm>

namespace bestby {
namespace {

std::optional<Date> day_of(const Bound& through) {
  if (!through.known()) return std::nullopt;
  if (through.low != day_min && through.high != day_max) return Date::from_days(through.low);
  if (through.high != day_max) return Date::from_days(through.high);
  return std::nullopt;
}

}  // namespace

std::optional<ImageLife> image_life(const std::vector<CheckFinding>& findings, const std::string& address) {
  std::optional<ImageLife> out;
  for (const CheckFinding& f : findings) {
    const auto* by = std::get_if<ByPolicy>(&f.cause);
    const auto day = by == nullptr ? std::nullopt : day_of(by->status.through);
    if (!day) continue;
    const bool whole = std::any_of(f.places.begin(), f.places.end(),
                                   [&](const FindingPlace& p) { return p.written == address; });
    if (!out || (whole && !out->whole) || (whole == out->whole && *day < out->day))
      out = ImageLife{*day, f.label, whole};
  }
  return out;
}

}  // namespace bestby
