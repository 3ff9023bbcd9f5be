// For tests and fuzzers: a small catalogue with every shape of configuration and every section of rules.
#pragma once

#include "catalog/load.h"
#include "find/address_book.h"

namespace bestby::testing {

inline constexpr const char* address_vocabulary = "vocabulary: 1\nkinds: []\nservices: []\npredicates: {}\n";
inline constexpr const char* small_addresses = R"(sources: {s: {title: S}}
source: s
addresses:
  torch:
    edition: 2025-01-02
    registries: {r: {us-east-1: "1", zz: "2"}}
    scopes:
      training:
        processors: [cpu, gpu, trn, c5]
        aliases: {"1": "1.0", "1.1": "1.2"}
        versions:
          "1.0": {repository: t, pythons: [py3], registries: r}
          "1.1": {repository: t, pythons: [py2, py3], registries: r}
          "1.2": {repository: ts, pythons: [py3], tag: x, containers: {gpu: u}, sdks: [s1, s2], registries: r}
      arm: {versions: {"1.0": {repository: t-arm, registries: r}}}
  torch-fast:
    edition: 2025-01-02
    registries: {r: {us-east-1: "1"}}
    scopes:
      training:
        processors: [trn]
        aliases: {"4": "4.0"}
        versions: {"4.0": {aliases: {b1: b1.0}, rows: {b1.0: {repository: hs, containers: {inf: u}, sdks: [s1], registries: r}}}}
  hug: {edition: 2025-01-02, registries: {r: {us-east-1: "1"}}, scopes: {training: {aliases: {}, versions: {"4.0": {aliases: {b1: b1.0}, rows: {b1.0: {repository: h, pythons: [py3], registries: r}}}, "5.x": {rows: {py3: {repository: h, registries: r}}}}}}}
  flat: {edition: 2025-01-02, registries: {r: {us-east-1: "1"}}, serves: [training, arm], versions: {unversioned: {repository: f, registries: r}}}
  bare: {edition: 2025-01-02, registries: {r: {us-east-1: "1"}}, versions: {"1.0": {repository: b, registries: r}}}
address-rules:
  calls: {get: address, train: training-address, python: python-address, check: data-parallel-check, torch: torch-distributed-check}
  texts: {registry: "{account}.{region}.{domain}/", unsupported: "no {what} {value}: {options}", based: "{base}-t{version}", broken: "{{}{", no-machine: which machine, bad-machine: "odd machine {value}", configuration: "no file {name}", unsupported-hardware: "{value} not on {hardware}: {options}", retired: too old, no-region: where, torch-machine: not there}
  domains: {us: d}
  processors: {local: {is: cpu}, "local*": {is: gpu}, "ml.trn*": {is: trn}, "ml.g*": {is: gpu}, "ml.*": {is: cpu}}
  hardware: {T: {text: trn, frameworks: [torch], written: torch}, G: {families: [c7g], frameworks: [torch, hug], written: "[]", scope: arm}}
  accelerators: {arm: {begins: ml.eia, is: local_x}}
  arm64: {families: [a1], letter: g}
  compilers: {torch: torch-fast}
  tools: {torch: {neuron: torch-fast}, hug: {neuron: torch-fast}}
  machine-tools: {inf: neuron}
  default-scopes: {torch: training}
  shared-scopes: {any: [arm, training], latest: [training]}
  bases: {hug: [b]}
  without-python: {flat: "yes"}
  retired: {torch: {p2: "1.1"}}
  repositories: {ts: {sdk: "yes"}, t-arm: {ending: e}, hs: {based-sdk: "yes", version: full}}
  containers: {any: {frameworks: [hug], text: t}}
  completed-for: {any: {families: [p4d], distributions: [smd]}}
  completed-tags: {torch: {1.0-gpu-py3: more}}
  arm64-tags: {flat: {"1.0": arm}}
  stripped-tags: {torch: {gpu: -gpu}}
  python-addresses: {any: {framework: bare, version: "1.0", python: "3", written: "{repository}-{python}:{version}"}}
  model-parallel: {any: {distributions: [td, smd], strategy: mp, framework: hug}, c1: {version: ["1"], machine: [p5]}, c2: always, native: {processors: [cpu, gpu], for: gpu, container: n}}
  data-parallel: {any: {distribution: smd, strategy: dp, strategies: [dp, mp], python: py3}, machines: [ml.p3], versions: {torch: ["1.0"]}}
  torch-distributed: {any: {distribution: td, framework: torch, python: py3}, gpu: {begins: [p, g], machines: [local_gpu], versions: ["1.0"]}}
)";

inline WorldStore small_address_world() {
  return load_catalog({{"v.yml", address_vocabulary}, {"a.yml", small_addresses}}).value();
}

}  // namespace bestby::testing
