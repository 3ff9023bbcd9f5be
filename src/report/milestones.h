// Milestones of a subject by meaning, and the word of each foreign format for them.
//
//     const Milestones m(world, policies, status);
//     m.day(Milestone::security)          // the last day of security patches, where it is one day
//     m.ended(Milestone::security, on)    // whether it is over
//
// Vendors and standards use the same words for different things, so an end is found by what a phase
// promises, never by what it is called: the last day of `security` is the last day of the last phase that
// promises security patches for everybody. The table `milestone_table()` says which word of a format
// means it; docs/exchange.md shows the same table, and a test keeps the two equal.
#pragma once

#include <optional>
#include <span>
#include <string_view>

#include "judge/status.h"

namespace bestby {

enum class Milestone : unsigned char {
  released,
  development,
  security,
  paid_security,
  support,
  obtainable,
  everything,
  count
};

struct MilestoneRow {
  Milestone id;
  std::string_view says;
  std::string_view services;  // any of these; empty: it is the first day
  // What the formats call it; empty: they have no word that means it.
  std::string_view cle, openeox, cyclonedx, endoflife_v0, endoflife_v1;
};

std::span<const MilestoneRow> milestone_table();

class Milestones {
 public:
  // `status` must outlive this.
  Milestones(const World& world, const Policies& policies, const PolicyStatus& status);

  // Whether a phase of the policy promises it, entered or not.
  bool promised(Milestone m) const;
  // Whether some phase promises the second and not the first.
  bool apart(Milestone m, Milestone later) const;
  // The vendor's name of the phase that ends with it; empty where no phase that is entered has it.
  std::string_view phase_name(const Policies& policies, Milestone m) const;
  // Its last day (of `released`: the day), by the phases that are entered.
  Bound bound(Milestone m) const;
  // Where that is known to the day.
  std::optional<Date> day(Milestone m) const;
  // Whether it is over on a day: its last day has passed, or no phase that is entered has it; unknown then by
  // the word of one who only records what others promise.
  Truth ended(Milestone m, Date on) const;
  // What is known of it where it is not a day: "at least 2026-01-01", "not recorded".
  std::string words(Milestone m) const;

 private:
  std::uint32_t bits(Milestone m) const;
  std::uint32_t last_phase(Milestone m) const;  // no_id: none that is entered

  const World& world_;
  const Policies& policies_;
  const Timeline& timeline_;
};

}  // namespace bestby
