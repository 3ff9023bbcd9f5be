// What was seen, as bills of materials list it: a component for each thing as it is written, with the
// dates of its life.
//
//     for (const BillComponent& c : bill_of(shown)) write(c.ref, c.purl, c.milestones);
//
// Everything that was seen is listed, the healthy and the unknown too, whatever findings are shown. The
// milestones are those that `bestby export cyclonedx` writes, by the same names. Linear, but for sorting.
#pragma once

#include <optional>
#include <string>
#include <utility>
#include <vector>

#include "report/check_report.h"

namespace bestby {

struct BillComponent {
  const CheckFinding* finding = nullptr;
  std::string ref;  // of its own in the bill
  std::string type, group, name, version, purl;
  std::vector<std::pair<std::string, std::string>> properties;
  std::optional<Date> until;  // the last day of its patches, where that is known to the day
  std::vector<const FindingPlace*> places;
};

std::vector<BillComponent> bill_of(const CheckShown& shown);

}  // namespace bestby
