#include "exchange/lint_report.h"

#include <array>

#include <fmt/format.h>

#include "report/facts_json.h"
#include "report/json_writer.h"

namespace bestby::exchange {
namespace {

constexpr std::size_t shown_findings = 5, shown_facts = 6;
constexpr Severity severities[] = {Severity::error, Severity::warning, Severity::info};

std::string painted(Paint paint, Severity severity, std::string_view text) {
  if (severity == Severity::error) return paint.bad(text);
  return severity == Severity::warning ? paint.warn(text) : paint.faint(text);
}

std::string evidence_line(const World& world, const FactRow& fact, Paint paint) {
  const std::string scope = scope_words(world, fact);
  return fmt::format("      {} {}: {}{}{}\n", world.label(fact.subject),
                     world.text(world.predicate(fact.predicate).name), fact_words(world, fact),
                     scope.empty() ? "" : " " + scope, paint.faint(" (" + citation_words(world, fact) + ")"));
}

std::string finding_text(const World& world, const LintFinding& finding, const LintShown& shown) {
  std::string out = fmt::format("    {}: {}\n", shown.paint.strong(finding.subject), finding.says);
  if (finding.acknowledged != nullptr)
    out += fmt::format("      acknowledged until {}: {}\n", finding.acknowledged->until.str(),
                       finding.acknowledged->because);
  for (std::size_t i = 0; i < finding.evidence.size() && (shown.all || i < shown_facts); ++i)
    out += evidence_line(world, world.columns.facts[finding.evidence[i]], shown.paint);
  return out;
}

struct Group {
  std::vector<const LintFinding*> open, known;
};

Group group_of(const LintReport& report, const LintRule* rule) {
  Group out;
  for (const LintFinding& f : report.findings)
    if (f.rule == rule) (f.acknowledged != nullptr ? out.known : out.open).push_back(&f);
  return out;
}

std::string group_text(const World& world, const LintRule& rule, const Group& group, const LintShown& shown) {
  std::string known = group.known.empty() ? "" : fmt::format(", {} acknowledged", group.known.size());
  std::string out =
      fmt::format("{} {}: {}{}\n", painted(shown.paint, rule.severity, severity_name(rule.severity)),
                  shown.paint.strong(rule.id), counted(group.open.size(), "finding"), known);
  out += fmt::format("  {}\n", rule.says);
  for (std::size_t i = 0; i < group.open.size() && (shown.all || i < shown_findings); ++i)
    out += finding_text(world, *group.open[i], shown);
  if (!shown.all && group.open.size() > shown_findings)
    out += fmt::format("    and {} more (--all)\n", group.open.size() - shown_findings);
  if (shown.all)
    for (const LintFinding* f : group.known) out += finding_text(world, *f, shown);
  if (!group.open.empty()) out += fmt::format("  help: {}\n", rule.help);
  return out;
}

std::string summary(const LintReport& report) {
  std::size_t known = 0;
  std::array<std::size_t, 3> open = {};
  for (const LintFinding& f : report.findings)
    ++(f.acknowledged != nullptr ? known : open[static_cast<std::size_t>(f.rule->severity)]);
  return fmt::format("{}, {}, {}; {} acknowledged; {} asked\n",
                     counted(open[static_cast<std::size_t>(Severity::error)], "error"),
                     counted(open[static_cast<std::size_t>(Severity::warning)], "warning"),
                     counted(open[static_cast<std::size_t>(Severity::info)], "remark"), known,
                     counted(report.rules.size(), "rule"));
}

void rule_json(JsonWriter& json, const LintRule& rule, const Group& group) {
  json.begin_object();
  json.field("id", rule.id);
  json.field("severity", severity_name(rule.severity));
  json.field("says", rule.says);
  json.field("help", rule.help);
  json.field("findings", static_cast<std::int64_t>(group.open.size()));
  json.field("acknowledged", static_cast<std::int64_t>(group.known.size()));
  json.end();
}

void finding_json(JsonWriter& json, const World& world, const LintFinding& finding) {
  json.begin_object();
  json.field("rule", finding.rule->id);
  json.field("severity", severity_name(finding.rule->severity));
  json.field("subject", finding.subject);
  json.field("says", finding.says);
  json.field("help", finding.rule->help);
  json.begin_array("evidence");
  for (const FactId id : finding.evidence) {
    json.begin_object();
    fact_fields(json, world, world.columns.facts[id]);
    json.end();
  }
  json.end();
  if (finding.acknowledged != nullptr) {
    json.begin_object("acknowledged");
    json.field("because", finding.acknowledged->because);
    json.field("until", std::optional(finding.acknowledged->until));
    json.end();
  } else {
    json.null("acknowledged");
  }
  json.end();
}

}  // namespace

std::string lint_text(const World& world, const LintReport& report, const LintShown& shown) {
  std::string out;
  for (const LintRule* rule : report.rules) {
    const Group group = group_of(report, rule);
    if (group.open.empty() && (group.known.empty() || !shown.all)) continue;
    out += group_text(world, *rule, group, shown);
  }
  return out + summary(report);
}

std::string lint_json(const World& world, const LintReport& report, const Asked& asked) {
  JsonWriter json;
  begin_answer(json, "bestby/lint/1", asked);
  json.begin_object("counts");
  std::int64_t known = 0;
  for (const LintFinding& f : report.findings) known += f.acknowledged != nullptr ? 1 : 0;
  std::size_t graver = 0;
  for (const Severity s : severities) {
    const std::size_t now = report.counted(s);
    json.field(severity_name(s), static_cast<std::int64_t>(now - graver));
    graver = now;
  }
  json.field("acknowledged", known);
  json.end();
  json.begin_array("rules");
  for (const LintRule* rule : report.rules) rule_json(json, *rule, group_of(report, rule));
  json.end();
  json.begin_array("findings");
  for (const LintFinding& finding : report.findings) finding_json(json, world, finding);
  json.end();
  json.end();
  return json.take();
}

}  // namespace bestby::exchange
