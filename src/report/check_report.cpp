#include "report/check_report.h"

#include <algorithm>
#include <array>

namespace bestby {
namespace {

constexpr std::array<CheckFormat, 3> formats = {{
    {"text", "for people: grouped, in colours on a terminal", check_text},
    {"json", "one answer, bestby/check/1", check_json},
    {"jsonl", "a finding a line, for streams", check_json_lines},
}};

}  // namespace

std::span<const CheckFormat> check_formats() { return formats; }

bool shows(const CheckShown& shown, const CheckFinding& finding) {
  if (!shown.only.empty())
    return std::find(shown.only.begin(), shown.only.end(), finding.severity) != shown.only.end() &&
           (shown.all || !std::holds_alternative<NotListed>(finding.cause));
  return shown.all || (is_told(finding) && finding.open());
}

}  // namespace bestby
