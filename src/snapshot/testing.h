// For tests and fuzzers: a small catalogue with every kind of column, and what a question may do.
#pragma once

#include <cstring>
#include <string>
#include <string_view>

#include "policy/evaluator.h"
#include "snapshot/compile.h"
#include "snapshot/format.h"

namespace bestby::testing {

inline constexpr std::string_view snapshot_vocabulary = R"(vocabulary: 1
kinds: [framework, language, container-image]
services: [features, security, obtainable]
predicates:
  released: {value: date, event: yes, publishes: yes, of-cycle: first, says: when it was made public}
  end_of_support: {value: date}
  dropped: {value: date}
  framework: {value: release, many: yes, inherent: yes}
  python: {value: release, inherent: yes}
  platform: {value: text, many: yes, inherent: yes}
  build: {value: version, scheme: image-build, inherent: yes}
  size: {value: number}
  lts: {value: flag}
  page: {value: url}
)";

inline constexpr std::string_view snapshot_products[] = {R"(product: torch
kind: framework
publisher: torch
versions: pep440
cycle: major.minor
aliases: [pytorch]
identifiers: [pkg:pypi/torch]
sources: {site: {title: releases, url: https://example.org, publisher: torch, editions: [2022-01-01, 2023-01-01]}}
source: site
facts: {page: https://example.org}
cycles:
  "1.0": {released: 2020-01-31, dropped: no}
  "1.1": {released: 2021-03-01, lts: yes}
releases:
  1.0.0: {released: 2020-01-31, size: 10, python: "python@3.8"}
  1.0.1: {released: 2020-05}
  1.1.0: {released: "2021-03-01 @site[2023-01-01]:row 1", size: 20}
)",
                                                         R"(product: python
kind: language
publisher: python
versions: pep440
cycle: major.minor
sources: {peps: {title: PEPs}}
source: peps
cycles:
  "3.8": {released: 2019-10-14, end_of_support: [{is: 2024-10-07, for: {publisher: torch}, note: as they say}, 2024-10-31 @peps:row 2, {is: 2025-01-01, refuted: a misprint}]}
)",
                                                         R"(product: image
kind: container-image
publisher: acme
versions: opaque
repository: torch-image
source: site
releases:
  - {release: a, also: [latest], framework: torch@1.0.1, python: python@3.8, platform: [ec2, ecs], build: v1.0, at: row 2}
  - {release: b, framework: torch@1.1.0, platform: ec2, build: v1.1, released: 2021-04-01}
)",
                                                         R"(source: site
addresses:
  torch:
    edition: 2023-01-01
    registries: {a: {east: "1", west: "2"}}
    scopes:
      training:
        processors: [cpu]
        aliases: {"1": "1.0"}
        versions:
          "1.0": {repository: torch-image, pythons: [py3], containers: {cpu: u20}, registries: a}
          "1.1": {aliases: {b: b1}, rows: {b1: {repository: torch-image, tag: t, sdks: [s1], registries: a}}}
  lone: {edition: 2023-01-01, registries: {a: {east: "1"}}, serves: [any], versions: {unversioned: {repository: lone, registries: a}}}
address-rules:
  calls: {get: address}
  texts: {registry: "{account}/{region}/{domain}/"}
  tools: {torch: {fast: torch-fast}}
)"};

inline constexpr std::string_view snapshot_policies[] = {R"y(policy: images
publisher: acme
source: site
judges: release
applies: kind = container-image and recorded(framework)
speaks-for: [framework]
phases:
  supported: {services: [features, security, obtainable], says: all is well, source: Words}
  maintenance: {services: [security], when: "platform in [ec2, ecs]"}
  ended: {services: [obtainable]}
aliases: {stable: supported}
editions: {E1: {from: 2019-01-01, says: the first}, E2: {from: 2022-01-01, published: 2022-02-01}}
judged-at: either(released, released(framework))
tables:
  lasting: {closed: yes, columns: [platform, build, lasts], rows: [[ec2, any, yes], [ecs, v1.0, no]]}
clauses:
  year:
    says: a year
    supported: through earliest(released(framework.cycle) + 365 days, end(python, security))
    readings: {practised: "through snap(released(framework) + 1 year, month-end)"}
    published: end_of_support(framework.cycle)
  next:
    says: until the next build
    when: lookup(lasting, platform=platform) = yes and build >= "v1.0" and major(build) = 1
    replaces: year
    since: E2
    judged-at: released(framework)
    maintenance: from released(next(self, by=build, same=[platform], where=exists(it)))
  notice: {says: in time, check: "released(framework) < end_of_support(python) or number-of(framework) > 1", severity: error}
  needs: {says: a Python, requires: "with(python) in \"<4\" and framework >= 1.0", until: E2, advice: look}
)y",
                                                         R"y(policy: pythons
publisher: python
judges: cycle
standing: informal
applies: self.product = python
phases: {supported: {services: [security]}, ended: {}}
clauses:
  five: {says: five years, supported: at least through released + 5 years}
  published: {says: as published, supported: "through if lts then end_of_support else snap-forward(end_of_support, 31 October)"}
)y"};

inline Compiled small_snapshot() {
  std::vector<CatalogFile> catalog = {{"vocabulary.yml", std::string(snapshot_vocabulary)}}, policies;
  for (const auto text : snapshot_products)
    catalog.push_back({std::to_string(catalog.size()) + ".yml", std::string(text)});
  for (const auto text : snapshot_policies)
    policies.push_back({"policies/" + std::to_string(policies.size()) + ".yml", std::string(text)});
  auto compiled = compile_files(std::move(catalog), std::move(policies));
  if (!compiled)
    throw std::logic_error(compiled.error().front().message + " in " + compiled.error().front().span.file);
  return std::move(*compiled);
}

// Puts the right checksum into bytes that were changed.
inline void repair_checksum(std::string& bytes) {
  if (bytes.size() < sizeof(SnapshotHeader)) return;
  const std::uint32_t right = snapshot_checksum(bytes);
  std::memcpy(bytes.data() + offsetof(SnapshotHeader, checksum), &right, sizeof right);
}

// Everything that can be asked about up to `most` nodes, known at once and as of a day. The number of
// verdicts.
inline std::size_t ask_everything(const World& world, const Policies& policies, NodeId most) {
  std::size_t verdicts = 0;
  for (const auto known : {std::optional<Date>(), std::optional(Date::from_days(19'000))}) {
    Evaluator evaluator(world, policies, known);
    for (NodeId n = 0; n < world.columns.nodes.size() && n < most; ++n) {
      (void)world.label(n);
      (void)evaluator.exists(n);
      for (const Verdict& v : evaluator.verdicts(n)) {
        ++verdicts;
        (void)v.timeline.at(19'000);
        (void)evaluator.explain(v.timeline.policy, v.timeline.node);
        const PolicyRow& p = policies.policy(v.timeline.policy);
        const StackPart part{"python", n};
        for (ClauseId c = p.first_clause; c < p.first_clause + p.clause_count; ++c)
          (void)evaluator.requirement(v.timeline.policy, c, v.timeline.node, {&part, 1});
      }
    }
  }
  return verdicts;
}

}  // namespace bestby::testing
