// What each severity means, and what the formats of others call it.
//
//     severity_row(Finding::ended).sarif      // "error"
//
// A format has fewer words than there are severities; the table says which of its words is taken.
#pragma once

#include <span>
#include <string_view>

#include "judge/finding.h"

namespace bestby {

struct SeverityRow {
  Finding finding;
  std::string_view title, says, help;
  std::string_view sarif;   // error, warning, note
  std::string_view github;  // error, warning, notice
  std::string_view gitlab;  // blocker, critical, major, minor, info
};

std::span<const SeverityRow> severity_table();  // in the order of `Finding`
const SeverityRow& severity_row(Finding finding);

}  // namespace bestby
