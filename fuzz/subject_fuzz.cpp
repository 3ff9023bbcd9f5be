// Subjects, one a line, on a small catalogue of every kind of product: each is found or refused with a
// reason, twice alike; what is found has a label that names it again.
#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <stdexcept>
#include <string>
#include <string_view>

#include "catalog/load.h"
#include "find/subject.h"

namespace {

using namespace bestby;

constexpr const char* files[] = {R"(vocabulary: 1
kinds: [framework, language, driver, container-image, machine-image]
services: [security]
predicates:
  released: {value: date, event: yes, of-cycle: first}
  built: {value: date}
  framework: {value: release, many: yes}
  python: {value: release}
  accelerator: {value: text, many: yes}
  record: {value: text}
  build: {value: version, scheme: image-build}
  address: {value: text}
tag-words:
  always: {record: image}
  "{digits}-{digits}-{digits}": nothing
  "{version}": {framework: "*@{1}"}
  gpu: {accelerator: gpu}
  "py{digit}{digits}": {python: "python@{1}.{2}"}
  "v{version}": {build: "v{1}"}
name-words:
  Deep Thing: nothing
  AMI: {product: machines}
  "Torch {version}": {framework: "torch@{1}"}
  "{digit}{digit}{digit}{digit}{digit}{digit}{digit}{digit}": {built: "{1}{2}{3}{4}-{5}{6}-{7}{8}"}
registries:
  hub.example: anybody
  hub.example/pub: pub
)",
                                 R"(product: torch
kind: framework
publisher: a
versions: pep440
cycle: major.minor
aliases: [pytorch, Torch_Thing]
identifiers: [pkg:pypi/torch]
sources: {s: {title: S, editions: [2023-01-01]}}
source: s
releases: {1.12.0: {released: 2022-07-01}, 1.12.1: {released: 2022-08-05}, 1.13.0: {released: 2022-10-28}}
)",
                                 R"(product: python
kind: language
publisher: b
versions: pep440
cycle: major.minor
identifiers: [pkg:docker/library/python]
source: s
cycles: {"3.8": {released: 2019-10-14, also: [octo]}, "3.10": {released: 2021-10-04}}
)",
                                 R"(product: gpu-driver
kind: driver
publisher: nv
versions: driver-branch
source: s
cycles: {r525-linux: {released: 2022-11-10}, r525-windows: {released: 2022-11-10}}
)",
                                 R"(product: pub/training
kind: container-image
publisher: pub
versions: image-tag
repository: training
source: s
releases:
  - {release: v1.0-t-1.13.0}
  - {release: 1.13.0-gpu-py310, also: [1.13-gpu, "sha256:00ff"], framework: torch@1.13.0, accelerator: gpu, address: "reg.<region>.example/training:1.13.0-gpu-py310"}
)",
                                 R"(product: pub/inference
kind: container-image
publisher: pub
versions: image-tag
repository: inference
source: s
releases:
  - {release: v1.0-t-1.13.0}
)",
                                 R"(product: machines
kind: machine-image
publisher: pub
versions: opaque
source: s
releases:
  - {release: m-1, cycle: line, also: [Deep Thing AMI], released: 2022-01-01}
  - {release: m-2, cycle: line, also: [Deep Thing AMI], released: 2022-02-01}
)"};

WorldStore small_catalogue() {
  std::vector<CatalogFile> all;
  for (const char* text : files) all.push_back({std::to_string(all.size()) + ".yml", text});
  auto store = load_catalog(std::move(all));
  if (!store) throw std::runtime_error(store.error().front().message);
  return std::move(*store);
}

void require(bool holds) {
  if (!holds) std::abort();
}

void check_refusal(const Error& error) {
  require(error.code == ErrorCode::usage && !error.message.empty());
  for (const std::string& name : error.suggestions) require(!name.empty());
}

void check(const World& world, const std::string& typed) {
  const auto found = find_subject(world, typed, day_max - 1), again = find_subject(world, typed, day_max - 1);
  require(found.has_value() == again.has_value());
  if (!found) return check_refusal(found.error());
  require(found->node == again->node && found->note == again->note && found->others == again->others);
  const World own = found->in(world);
  require(found->node < own.columns.nodes.size());
  const std::string label = own.label(found->node);
  if (found->store) return require(!found->note.empty());
  const auto by_label = find_subject(world, label, day_max - 1);
  require(by_label && by_label->node == found->node && by_label->others.empty());
  if (found->others.empty()) return;
  const auto one = find_one_subject(world, typed, day_max - 1);
  require(!one && one.error().suggestions.size() == found->others.size() + 1);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  static const WorldStore store = small_catalogue();
  const auto subjects = read_subjects({reinterpret_cast<const char*>(data), size});
  if (!subjects) return 0;
  for (std::size_t i = 0; i < std::min<std::size_t>(subjects->size(), 16); ++i)
    check(store.world(), (*subjects)[i]);
  return 0;
}
