#include "report/check_report.h"

#include <algorithm>
#include <array>

namespace bestby {
namespace {

constexpr std::array<CheckFormat, 11> formats = {{
    {"text", "for people: grouped, in colours on a terminal", check_text},
    {"json", "one answer, bestby/check/1", check_json},
    {"jsonl", "a finding a line, for streams", check_json_lines},
    {"sarif", "SARIF 2.1.0, for code scanning: a result a place", check_sarif, true},
    {"junit", "JUnit's XML, for test reports: a case a finding", check_junit},
    {"github", "annotations of a GitHub workflow: a line a place", check_github},
    {"gitlab", "GitLab's code quality report: an issue a place", check_gitlab},
    {"markdown", "for the comment on a pull request: tables by severity", check_markdown},
    {"html", "one page, with the timeline of what was found", check_html},
    {"cyclonedx", "a bill of materials with the dates of each part's life, CycloneDX 1.6", check_cyclonedx},
    {"spdx", "a bill of materials with the ends that are known, SPDX 2.3", check_spdx},
}};

}  // namespace

std::span<const CheckFormat> check_formats() { return formats; }

const CheckFormat* check_format(std::string_view name) {
  const auto* at =
      std::find_if(formats.begin(), formats.end(), [&](const CheckFormat& f) { return f.name == name; });
  return at == formats.end() ? nullptr : &*at;
}

bool shows_set_aside(const CheckShown& shown, const CheckFinding& finding) {
  const bool listed = !std::holds_alternative<NotListed>(finding.cause);
  if (shown.only.empty()) return shown.all || is_told(finding);
  return std::find(shown.only.begin(), shown.only.end(), finding.severity) != shown.only.end() &&
         (shown.all || listed);
}

bool shows(const CheckShown& shown, const CheckFinding& finding) {
  return shows_set_aside(shown, finding) && (shown.all || !shown.only.empty() || finding.open());
}

}  // namespace bestby
