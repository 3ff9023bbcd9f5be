// A check for people: each finding with where it stands and what to write instead, then the counts.
#include <fmt/format.h>

#include "report/check_report.h"
#include "report/check_words.h"

namespace bestby {
namespace {

constexpr std::size_t shown_places = 5;

std::string places_text(const CheckShown& shown, const CheckFinding& finding) {
  std::string out;
  std::size_t count = 0, aside = 0;
  for (const FindingPlace& place : finding.places) {
    if (!place.set_aside.empty() && !shown.all) {
      ++aside;
      continue;
    }
    if (++count > shown_places && !shown.all) continue;
    out += fmt::format("  {}", shown_place(shown.answer, place));
    if (!place.written.empty() && place.written != finding.subject)
      out += shown.paint.faint(fmt::format("  {}", place.written));
    if (!place.where.layer.empty())
      out += shown.paint.faint(fmt::format("  layer {}", place.where.layer.substr(0, 19)));
    if (!place.set_aside.empty()) out += shown.paint.faint(fmt::format("  {}", place.set_aside));
    out += '\n';
  }
  if (count > shown_places && !shown.all)
    out += fmt::format("  and {} more (--all)\n", counted(count - shown_places, "place"));
  if (aside != 0) out += fmt::format("  and {} set aside\n", counted(aside, "place"));
  return out;
}

std::string finding_text(const CheckShown& shown, const CheckFinding& finding) {
  const auto severity = finding_names[static_cast<std::size_t>(finding.severity)];
  std::string out = fmt::format("{:<10}  {}\n", "", "");
  const std::string padded = painted(shown.paint, finding.severity, severity) +
                             std::string(severity.size() < 10 ? 10 - severity.size() : 0, ' ');
  out = fmt::format("{}  {}", padded, shown.paint.strong(finding.subject));
  if (!finding.label.empty() && finding.label != finding.subject) out += fmt::format("  {}", finding.label);
  out += fmt::format("\n  {}\n", shown_why(shown.policies, finding, shown.asked.on, shown.paint));
  out += places_text(shown, finding);
  for (const Instead& i : finding.instead)
    out += fmt::format("  {} {}\n", &i == &finding.instead.front() ? "write" : "or   ", shown_instead(i));
  return out;
}

}  // namespace

std::string check_text(const CheckShown& shown) {
  std::string out;
  if (!shown.summary)
    for (const CheckFinding& f : shown.answer.findings)
      if (shows(shown, f)) out += finding_text(shown, f) + "\n";
  for (const CheckUnread& u : shown.answer.unread)
    out += fmt::format("{}: {}\n", shown.paint.warn(shown_path(shown.answer, u.target, u.path)), u.reason);
  for (const std::string& expired : shown.answer.expired) out += shown.paint.bad(expired) + "\n";
  return out + shown_summary(shown.answer) + "\n";
}

}  // namespace bestby
