#include "judge/check_answer.h"

#include <algorithm>

namespace bestby {

bool is_told(const CheckFinding& finding) {
  return finding.severity != Finding::ok && !std::holds_alternative<NotListed>(finding.cause);
}

CheckSummary summary_of(const CheckAnswer& answer) {
  CheckSummary out;
  for (const CheckFinding& f : answer.findings) {
    if (std::holds_alternative<NotListed>(f.cause)) continue;
    if (f.open()) ++out.open[static_cast<std::size_t>(f.severity)];
    out.set_aside += static_cast<std::size_t>(std::count_if(
        f.places.begin(), f.places.end(), [](const FindingPlace& p) { return !p.set_aside.empty(); }));
  }
  return out;
}

bool fails(const CheckAnswer& answer, Finding limit) {
  return !answer.expired.empty() ||
         std::any_of(answer.findings.begin(), answer.findings.end(), [&](const CheckFinding& f) {
           return f.severity <= limit && f.open() && !std::holds_alternative<NotListed>(f.cause);
         });
}

}  // namespace bestby
