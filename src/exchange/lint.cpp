#include "exchange/lint.h"

#include <algorithm>

#include <fmt/format.h>

#include "exchange/lint_context.h"

namespace bestby::exchange {
namespace {

bool asked(const LintReport& report, const LintRule* rule) {
  return std::find(report.rules.begin(), report.rules.end(), rule) != report.rules.end();
}

// Acknowledgements that are in force, on what they acknowledge; whether each acknowledged anything.
std::vector<bool> acknowledge(const LintRequest& request, LintReport& report) {
  std::vector<bool> used(request.acknowledged.size(), false);
  for (LintFinding& finding : report.findings)
    for (std::size_t i = 0; i < used.size(); ++i) {
      const Acknowledgement& a = request.acknowledged[i];
      if (!acknowledges(a, finding.rule->id, finding.subject)) continue;
      used[i] = true;
      if (finding.acknowledged == nullptr && request.on <= a.until) finding.acknowledged = &a;
    }
  return used;
}

void judge_acknowledgements(const LintRequest& request, const std::vector<bool>& used, LintReport& report) {
  const LintRule* expired = find_lint_rule("acknowledgement-expired");
  const LintRule* unused = find_lint_rule("acknowledgement-unused");
  for (std::size_t i = 0; i < used.size(); ++i) {
    const Acknowledgement& a = request.acknowledged[i];
    if (!asked(report, find_lint_rule(a.rule))) continue;
    const std::string subject = fmt::format("{} {}", a.rule, a.subject);
    const std::string place = fmt::format("{}:{}", a.place.file, a.place.line);
    if (!used[i] && asked(report, unused))
      report.findings.push_back(
          {unused, subject, fmt::format("{}: nothing is found that it speaks of", place)});
    else if (used[i] && request.on > a.until && asked(report, expired))
      report.findings.push_back(
          {expired, subject, fmt::format("{}: it held until {}", place, a.until.str())});
  }
}

}  // namespace

std::string_view severity_name(Severity severity) {
  switch (severity) {
    case Severity::error: return "error";
    case Severity::warning: return "warning";
    case Severity::info: return "info";
  }
  return {};
}

std::size_t LintReport::counted(Severity least) const {
  return static_cast<std::size_t>(std::count_if(findings.begin(), findings.end(), [&](const LintFinding& f) {
    return f.acknowledged == nullptr && f.rule->severity >= least;
  }));
}

LintReport lint(const LintRequest& request) {
  LintReport report;
  for (const LintRule& rule : lint_rules())
    if (request.rules.empty() ||
        std::find(request.rules.begin(), request.rules.end(), &rule) != request.rules.end())
      report.rules.push_back(&rule);
  LintContext context(request, report.findings);
  for (const LintRule* rule : report.rules) {
    context.rule = rule;
    if (rule->find != nullptr) rule->find(context);
  }
  judge_acknowledgements(request, acknowledge(request, report), report);
  return report;
}

}  // namespace bestby::exchange
