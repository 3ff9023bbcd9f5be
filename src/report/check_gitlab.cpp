// A check as GitLab's code quality report.
// Format: https://docs.gitlab.com/ci/testing/code_quality/#code-quality-report-format
#include <algorithm>

#include <fmt/format.h>

#include "base/content_hash.h"
#include "report/check_places.h"
#include "report/check_report.h"
#include "report/check_severities.h"
#include "report/check_words.h"
#include "report/json_writer.h"

namespace bestby {
namespace {

struct Issue {
  std::string description;
  std::string_view check, severity;
  std::string path, fingerprint;
  std::uint32_t line = 0;
};

void issue_json(JsonWriter& json, const Issue& issue) {
  json.begin_object();
  json.field("description", issue.description);
  json.field("check_name", fmt::format("bestby/{}", issue.check));
  json.field("fingerprint", issue.fingerprint);
  json.field("severity", issue.severity);
  json.begin_object("location");
  json.field("path", issue.path);
  json.begin_object("lines");
  json.field("begin", std::int64_t{std::max(issue.line, 1U)});
  json.end();
  json.end();
  json.end();
}

}  // namespace

std::string check_gitlab(const CheckShown& shown) {
  JsonWriter json;
  json.begin_array();
  PlaceNames names;
  for (const CheckFinding& f : shown.answer.findings) {
    if (!shows(shown, f)) continue;
    const std::string line = shown_line(shown.policies, f, shown.asked.on);
    for (const FindingPlace& place : f.places) {
      const std::string path = relative_path(shown.answer, place.target, place.where.path);
      const std::string name = names.of(f, path);
      if (place.set_aside.empty())
        issue_json(json, {line, finding_names[static_cast<std::size_t>(f.severity)],
                          severity_row(f.severity).gitlab, path, name, place.where.line});
    }
  }
  for (const CheckUnread& u : shown.answer.unread) {
    const std::string path = relative_path(shown.answer, u.target, u.path);
    issue_json(json, {"not read: " + u.reason, "unread", "minor", path,
                      content_hash(fmt::format("unread\n{}\n{}", path, u.reason)), 0});
  }
  json.end();
  return json.take();
}

}  // namespace bestby
