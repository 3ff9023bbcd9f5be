// For tests of the lint: a small catalogue, and what one rule finds in it.
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "exchange/lint.h"
#include "policy/small_world.h"

namespace bestby::testing {

inline constexpr std::string_view lint_vocabulary = R"(vocabulary: 1
kinds: [framework, library, language, image, host]
services: [features, security, obtainable]
predicates:
  released: {value: date, event: yes, publishes: yes, of-cycle: first}
  ga: {value: date, out-by: yes}
  built: {value: date, out-by: yes}
  end_of_support: {value: date}
  end_of_patch: {value: date}
  support_ended: {value: date}
  support_end_announced: {value: date, event: yes}
  support_end_published: {value: date, event: yes}
  support_ends_with: {value: release}
  supported: {value: flag}
  framework: {value: release, many: yes, inherent: yes}
  python: {value: release, many: yes, inherent: yes}
  cuda: {value: release, inherent: yes}
  record: {value: text, inherent: yes}
  job: {value: text, many: yes, inherent: yes}
  arch: {value: text, inherent: yes}
  platform: {value: text, many: yes, inherent: yes}
  service: {value: text, many: yes}
  service_supported: {value: flag}
  region: {value: text, many: yes}
  address: {value: text}
  wheel: {value: url, many: yes}
  image: {value: release, many: yes}
  host_image: {value: release, many: yes}
  requires: {value: text, many: yes}
  sdk: {value: release, many: yes}
tag-words:
  always: {record: image}
  "{version}": {framework: "*@{1}"}
  "py{digit}{digits}": {python: "python@{1}.{2}"}
  "cu{digits}{digit}": {cuda: "cuda@{1}.{2}"}
  ec2: {platform: ec2}
  farm: {platform: farm}
  arm64: {arch: arm64}
)";

// A product with cycles, and the source of what follows it.
inline constexpr std::string_view lint_head = R"(product: flux
name: Flux
kind: framework
publisher: acme
versions: pep440
cycle: major.minor
sources:
  list: {title: The list, editions: [2021-01-01, 2024-01-01]}
  page: {title: The page, editions: [2024-01-01]}
  heard: {title: What was heard}
source: list
)";

// "SUBJECT: SAYS", one line a finding.
inline std::string found_by(const SmallWorld& small, std::string_view rule,
                            std::string_view on = "2024-06-01") {
  Evaluator evaluator(small.world(), small.policies());
  const auto report = exchange::lint(
      {.evaluator = evaluator, .on = *Date::parse(on), .rules = {exchange::find_lint_rule(rule)}});
  std::string out;
  for (const exchange::LintFinding& f : report.findings) out += f.subject + ": " + f.says + "\n";
  return out;
}

// Of more of the product of `lint_head`, and of other files.
inline std::string found_in(std::string_view rule, std::string_view rest, std::vector<std::string> more = {},
                            std::vector<std::string> policies = {}) {
  more.insert(more.begin(), std::string(lint_head) + std::string(rest));
  return found_by(SmallWorld(std::move(more), std::move(policies), lint_vocabulary), rule);
}

}  // namespace bestby::testing
