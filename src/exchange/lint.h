// The lint: what is wrong or odd in a catalogue, found by rules over its facts and its timelines.
//
//     Evaluator evaluator(world, policies);
//     LintReport report = lint({.evaluator = evaluator, .on = on, .acknowledged = acknowledged});
//     for (const LintFinding& f : report.findings) print(f.rule->id, f.subject, f.says);
//
// A rule is a row of `lint_rules()`: what it finds, how grave that is, and what to do about it. A
// finding names what it is about, says what is wrong, and carries the facts that show it. Facts that
// are refuted show nothing: whoever refuted them has acknowledged them. Only what stands on the
// evaluator's day of knowledge counts.
//
// A finding that is known is acknowledged (exchange/lint_acknowledged.h): it stays in the report and
// counts for nothing. An acknowledgement that has expired, or that acknowledges nothing, is a finding
// itself.
//
// Deterministic: the same catalogue, day and acknowledgements give the same report, in the order of
// the rules and then of the catalogue. Cost: some passes over the facts, and the timelines of all that is
// judged.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "catalog/load.h"
#include "exchange/lint_acknowledged.h"
#include "policy/evaluator.h"

namespace bestby::exchange {

std::string_view severity_name(Severity severity);  // "error", "warning", "info"

class LintContext;

struct LintRule {
  std::string_view id;
  Severity severity;
  std::string_view says;          // what it finds, one line
  std::string_view help;          // what to do about it
  void (*find)(LintContext& in);  // nullptr: found by `lint` itself
};
std::span<const LintRule> lint_rules();
const LintRule* find_lint_rule(std::string_view id);  // nullptr when unknown

struct LintFinding {
  const LintRule* rule = nullptr;
  std::string subject;  // "pytorch@1.10"; of a file its path
  std::string says;
  std::vector<FactId> evidence;
  const Acknowledgement* acknowledged = nullptr;  // of the request's
};

struct LintRequest {
  Evaluator& evaluator;
  Date on;  // what has ended, has expired, ...
  std::span<const Acknowledgement> acknowledged = {};
  std::span<const CatalogFile> files = {};  // of the catalogue, by paths inside it, where it is a folder
  std::vector<const LintRule*> rules = {};  // these alone; empty: all
};

struct LintReport {
  std::vector<const LintRule*> rules;  // those that were asked
  std::vector<LintFinding> findings;
  std::size_t counted(Severity least) const;  // that are not acknowledged, and `least` or graver
};

LintReport lint(const LintRequest& request);

}  // namespace bestby::exchange
