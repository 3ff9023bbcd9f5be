// A check as annotations of a GitHub workflow: commands that the runner takes from standard output.
// Formats: https://docs.github.com/actions/reference/workflow-commands-for-github-actions
#include <fmt/format.h>

#include "report/check_places.h"
#include "report/check_report.h"
#include "report/check_severities.h"
#include "report/check_words.h"

namespace bestby {
namespace {

// In a message %, CR and LF; in a property also what ends one.
std::string command_text(std::string_view text, bool property) {
  std::string out;
  for (const char c : text) {
    if (c == '%' || c == '\r' || c == '\n' || (property && (c == ':' || c == ',')))
      out += fmt::format("%{:02X}", static_cast<unsigned>(c));
    else
      out += c;
  }
  return out;
}

std::string position(const Place& where) {
  if (where.line == 0) return {};
  std::string out = fmt::format(",line={0},endLine={0}", where.line);
  if (where.column == 0) return out;
  out += fmt::format(",col={}", where.column);
  if (where.length != 0) out += fmt::format(",endColumn={}", where.column + where.length);
  return out;
}

std::string annotation(std::string_view level, const std::string& file, const Place& where,
                       std::string_view title, std::string_view message) {
  return fmt::format("::{} file={}{},title={}::{}\n", level, command_text(file, true), position(where),
                     command_text(title, true), command_text(message, false));
}

}  // namespace

std::string check_github(const CheckShown& shown) {
  std::string out;
  for (const CheckFinding& f : shown.answer.findings) {
    if (!shows(shown, f)) continue;
    const SeverityRow& severity = severity_row(f.severity);
    const std::string title = fmt::format("{}: {}", severity.title, f.label.empty() ? f.subject : f.label);
    const std::string message = shown_line(shown.policies, f, shown.asked.on);
    for (const FindingPlace& place : f.places)
      if (place.set_aside.empty())
        out += annotation(severity.github, relative_path(shown.answer, place.target, place.where.path),
                          place.where, title, message);
  }
  for (const CheckUnread& u : shown.answer.unread)
    out += annotation("warning", relative_path(shown.answer, u.target, u.path), {}, "Not read", u.reason);
  for (const std::string& expired : shown.answer.expired)
    out += fmt::format("::error title=An ignore has expired::{}\n", command_text(expired, false));
  return out;
}

}  // namespace bestby
