// Every policy of policies/, against examples worked out by hand from its document and the dates of
// the catalogue.
#include <gtest/gtest.h>

#include <cctype>

#include "book.h"
#include "policy/small_world.h"

namespace bestby {
namespace {

using std::string;
using std::string_view;
using testing::Book;
using testing::SmallWorld;

struct Example {
  const char* policy;
  const char* subject;
  const char* says;
};

class Examples : public ::testing::TestWithParam<Example> {};

TEST_P(Examples, AreWhatTheDocumentsSay) {
  EXPECT_EQ(Book::get().says(GetParam().policy, GetParam().subject), GetParam().says);
}

// Where a published date takes the rule's place, that is what is shown here; the rules themselves are
// compared with all published dates in tests/policy_agreement_test.cpp.
constexpr Example examples[] = {
    {"python", "python@3.12", "bugfix 2025-04-02, security 2028-10-31"},
    {"python", "python@3.13", "bugfix 2026-10-01, security 2029-10-31"},
    {"python", "python@3.8", "bugfix 2021-05-03, security 2024-10-07"},
    {"python", "python@2.7", "bugfix at most 2020-01-01, security 2020-01-01"},
    {"ubuntu", "ubuntu@22.04", "standard 2027-04-01, esm 2032-04-09"},
    {"ubuntu", "ubuntu@25.04", "standard 2026-01-17"},
    {"ubuntu", "ubuntu@12.04", "standard 2017-04-28, esm 2019-04-26"},
    {"ubuntu", "ubuntu@8.04", "standard 2013-05-09"},
    {"amazon-linux", "amazon-linux@2023", "standard 2027-06-30, maintenance 2029-06-30"},
    {"amazon-linux", "amazon-linux@2", "standard 2026-06-30, maintenance 2026-06-30"},
    {"amazon-linux", "amazon-linux@2018.03", "standard 2020-12-31, maintenance 2023-12-31"},
    {"debian", "debian@12", "stable 2026-07-11, lts 2028-06-30, elts 2033-06-10"},
    {"debian", "debian@6", "stable 2014-05-31, lts 2016-02-29"},
    {"debian", "debian@5", "stable 2012-02-06"},
    {"kubernetes", "kubernetes@1.33", "supported 2026-04-28, maintenance 2026-06-28"},
    {"kubernetes", "kubernetes@1.18", "supported at most 2021-06-18, maintenance 2021-06-18"},
    {"amazon-eks", "amazon-eks@1.31", "standard 2025-11-26, extended 2026-11-26"},
    {"amazon-eks", "amazon-eks@1.19", "standard 2022-08-01"},
    {"nodejs", "nodejs@22", "current 2024-10-28, active-lts 2025-10-21, maintenance 2027-04-30"},
    {"nodejs", "nodejs@23", "current 2025-04-01, maintenance 2025-06-01"},
    // Of a new-feature branch NVIDIA's rule decides, not the recorder's year.
    {"nvidia-driver", "nvidia-driver@r590-linux", "supported 2026-03-23"},
    {"nvidia-driver", "nvidia-driver@r610-linux", "supported between 2026-08-01 and 2026-08-31"},
    {"nvidia-driver", "nvidia-driver@r580-linux", "supported between 2028-06-01 and 2028-06-30"},
    {"nvidia-driver", "nvidia-driver@r595-linux", "supported 2027-03-24"},
    {"pytorch", "pytorch@1.12", "latest 2022-10-27"},
    {"pytorch", "pytorch@1.12.1", "latest 2022-10-27"},
    // 2.15 is not in the catalogue, and it may have come before 2.16.
    {"tensorflow", "tensorflow@2.14", "latest at most 2024-03-06"},
    {"tensorflow", "tensorflow@2.8", "latest 2022-05-16"},
    {"numpy-endoflife", "numpy@1.24", "supported 2024-12-19"},
    {"numpy-nep-29", "numpy@1.24", "window 2024-12-18"},
    {"numpy-nep-29", "numpy@2.4", "window at least 2027-12-20"},
    {"numpy-nep-29", "python@3.11", "window 2026-04-24"},
    {"rhel", "rhel@9", "full 2027-05-31, maintenance 2032-05-31, extended 2036-05-31"},
    {"rhel", "rhel@4", "full 2009-03-31, maintenance 2012-02-29, extended 2017-03-31"},
    {"almalinux", "almalinux@9", "active 2027-05-31, security 2032-05-31"},
    {"rocky-linux", "rocky-linux@8", "active 2024-05-31, security 2029-05-31"},
    {"centos-stream", "centos-stream@9", "active 2027-05-31, security 2027-05-31"},
    {"openssl", "openssl@3.6", "supported 2026-11-01"},
    {"openssl", "openssl@3.0", "supported 2026-09-07"},
    {"openssl", "openssl@1.0.1", "supported 2016-12-31"},
    {"postgresql", "postgresql@16", "supported 2028-11-09"},
    {"containerd", "containerd@1.7", "active 2025-05-05, extended 2026-09-01"},
    {"linux-kernel", "linux-kernel@6.12", "supported 2028-12-31"},
    // Not ended by the recorder's day, and four months after the release.
    {"linux-kernel", "linux-kernel@7.1", "supported 2026-10-14"},
    {"sles", "sles@15.6", "general 2025-12-31, ltss 2028-12-31"},
    {"apache-spark", "apache-spark@3.5", "supported 2027-11-30"},
    {"docker-engine", "docker-engine@29", "maintained at least 2026-08-22"},
    {"docker-engine", "docker-engine@26.0", "maintained 2024-06-08"},
    {"alpine-linux", "alpine-linux@3.20", "supported 2026-04-01"},
    {"nvidia-gpu", "nvidia-gpu@professional-volta", "supported 2025-10-31, legacy 2028-10-31"},
    {"sagemaker-distribution", "sagemaker-distribution@4.2", "supported 2026-12-02"},
    {"aws-deep-learning-images", "aws/pytorch-inference-graviton@2.4.0-gpu-py311-cu124-ubuntu22.04-ec2",
     "supported 2025-07-24"},
    {"aws-deep-learning-images",
     "aws/huggingface-pytorch-training@1.13.1-transformers4.26.0-gpu-py39-cu117-ubuntu20.04",
     "supported 2024-10-28"},
    // A machine image without a framework, on which containers were tested.
    {"aws-deep-learning-images", "aws/ecs-optimized-ami@2.0.20220822", "it does not speak of it"},
    {"spec-0", "numpy@2.4", "window 2027-12-20"},
    {"spec-0", "python@3.11", "window 2025-10-24"},
};

INSTANTIATE_TEST_SUITE_P(Policies, Examples, ::testing::ValuesIn(examples), [](const auto& tested) {
  string name = string(tested.param.policy) + "_" + tested.param.subject;
  for (char& c : name)
    if (!std::isalnum(static_cast<unsigned char>(c))) c = '_';
  return name;
});

TEST(Policies, APublishersPolicyDecidesBeforeAnInformalOne) {
  EXPECT_EQ(Book::get().decides("pytorch@1.12.1"), "aws-deep-learning-images");
  EXPECT_EQ(Book::get().decides("python@3.11"), "python");
  EXPECT_EQ(Book::get().decides("numpy@1.24"), "numpy-endoflife");
}

// What kind of release it is can be seen in it, whichever day the list that says so was read.
TEST(Policies, ALongTermReleaseIsOneFromItsFirstDayOn) {
  const Book& book = Book::get();
  const auto node = book.node("ubuntu@22.04");
  ASSERT_TRUE(node.has_value());
  const auto all = Evaluator(book.world(), book.policies(), *Date::parse("2024-12-01")).verdicts(*node);
  ASSERT_FALSE(all.empty());
  EXPECT_EQ(to_text(all.front().timeline.phases[0].last), "2027-04-21");
}

// What a clause that `requires` something says of a stack; each part is NAME and LABEL.
string needs(const char* policy, const char* clause, const char* label, const char* name, const char* part) {
  const Book& book = Book::get();
  const auto p = book.policy(policy);
  const auto n = book.node(label), with = book.node(part);
  if (!p || !n || !with) return "no such thing";
  const PolicyRow& row = book.policies().policy(*p);
  for (ClauseId c = row.first_clause; c < row.first_clause + row.clause_count; ++c) {
    if (book.policies().text(book.policies().columns.clauses[c].id) != clause) continue;
    const StackPart stack[] = {{name, *with}};
    const Truth met = Evaluator(book.world(), book.policies()).requirement(*p, c, *n, stack);
    return met == Truth::yes ? "yes" : met == Truth::no ? "no" : "unknown";
  }
  return "no such clause";
}

TEST(Policies, WhatGoesWithWhat) {
  EXPECT_EQ(needs("nvidia-cuda", "cuda-12", "cuda@12.4", "nvidia-driver", "nvidia-driver@r535-linux"), "yes");
  EXPECT_EQ(needs("nvidia-cuda", "cuda-12", "cuda@12.4", "nvidia-driver", "nvidia-driver@r525-linux"), "yes");
  EXPECT_EQ(needs("nvidia-cuda", "cuda-12", "cuda@12.4", "nvidia-driver", "nvidia-driver@r520-linux"), "no");
  EXPECT_EQ(needs("nvidia-cuda", "cuda-11", "cuda@11.8", "nvidia-driver", "nvidia-driver@r450-linux"), "yes");
  EXPECT_EQ(needs("nvidia-cuda", "cuda-13", "cuda@13.0", "nvidia-driver", "nvidia-driver@r570-linux"), "no");
  EXPECT_EQ(needs("nvidia-cuda", "cuda-13", "cuda@12.4", "nvidia-driver", "nvidia-driver@r450-linux"),
            "yes");  // not about 12
  EXPECT_EQ(needs("kubernetes", "kubelet-skew", "kubernetes@1.30", "kubelet", "kubernetes@1.27"), "yes");
  EXPECT_EQ(needs("kubernetes", "kubelet-skew", "kubernetes@1.30", "kubelet", "kubernetes@1.26"), "no");
  EXPECT_EQ(needs("kubernetes", "kubelet-skew", "kubernetes@1.30", "kubelet", "kubernetes@1.31"), "no");
  EXPECT_EQ(needs("kubernetes", "old-kubelet-skew", "kubernetes@1.27", "kubelet", "kubernetes@1.24"), "no");
  EXPECT_EQ(needs("kubernetes", "old-kubelet-skew", "kubernetes@1.26", "kubelet", "kubernetes@1.24"), "yes");
  EXPECT_EQ(needs("pytorch", "python-matrix", "pytorch@2.5", "python", "python@3.12"), "yes");
  EXPECT_EQ(needs("pytorch", "python-matrix", "pytorch@2.5", "python", "python@3.8"), "no");
  EXPECT_EQ(needs("pytorch", "cuda-matrix", "pytorch@2.3", "cuda", "cuda@12.1"), "yes");  // a trial build
  EXPECT_EQ(needs("pytorch", "cuda-matrix", "pytorch@2.3", "cuda", "cuda@12.4"), "no");
  EXPECT_EQ(needs("pytorch", "python-at-release", "pytorch@2.0", "python", "python@3.7"),
            "yes");  // ended 2023-06-27
  EXPECT_EQ(needs("pytorch", "python-at-release", "pytorch@2.1", "python", "python@3.7"), "no");
}

// Policies whose facts the catalogue has none of, or few: with a few that are made up for the purpose.
const char* const made_up[] = {R"(product: nvidia-driver
kind: driver
publisher: nvidia
versions: driver-branch
cycle: none
sources: {made-up: {title: made up}}
source: made-up
cycles:
  r550-linux: {branch_kind: production, os_family: linux, released: 2024-02-23}
  r560-linux: {branch_kind: new-feature, os_family: linux, released: 2024-08-22}
  r560-windows: {branch_kind: new-feature, os_family: windows, released: 2024-07-30}
  r565-linux: {branch_kind: new-feature, os_family: linux, released: 2024-10-29}
)",
                               R"(product: cuda
kind: toolkit
publisher: nvidia
versions: cuda
cycle: major.minor
source: made-up
cycles:
  "12.4": {released: 2024-03-05, driver: nvidia-driver@r550-linux}
  "12.6": {released: 2024-08-23, driver: nvidia-driver@r560-linux}
)",
                               R"(product: nvidia/cuda
kind: container-image
publisher: nvidia
versions: opaque
cycle: none
source: made-up
releases:
  - {release: 12.4.0-base, cuda: cuda@12.4.0, released: 2024-03-05}
  - {release: 12.4.1-base, cuda: cuda@12.4.1, released: 2024-04-15}
)",
                               R"(product: nvidia-ai-enterprise
kind: tool
publisher: nvidia
versions: opaque
cycle: none
source: made-up
cycles:
  feature-1: {branch_kind: new-feature, released: 2024-01-10}
  feature-2: {branch_kind: new-feature, released: 2024-02-12}
  production-1: {branch_kind: production, released: 2024-05-31}
  long-term-1: {branch_kind: long-term, released: 2021-08-10}
)",
                               R"(product: google/deep-learning-vm
kind: machine-image
publisher: google
versions: opaque
cycle: none
source: made-up
releases:
  - {release: a, cycle: family, released: 2024-05-01}
  - {release: b, cycle: family, released: 2024-07-01}
)",
                               R"(product: google/vertex-prebuilt-training
kind: container-image
publisher: google
versions: opaque
cycle: none
source: made-up
releases:
  - {release: a, end_of_patch: 2024-05-01, end_of_availability: 2025-05-01}
)",
                               R"(product: pytorch
kind: framework
publisher: pytorch
versions: pep440
cycle: major.minor
source: made-up
cycles:
  "1.8": {released: 2021-03-04}
  "1.9": {released: 2021-06-15}
  "1.10": {released: 2021-10-21}
  "1.11": {released: 2022-03-10}
  "1.12": {released: 2022-06-28}
  "1.13": {released: 2022-10-28}
  "2.0": {released: 2023-03-15}
)",
                               R"(product: python
kind: language
publisher: python
versions: pep440
cycle: major.minor
source: made-up
cycles:
  "3.8": {released: 2019-10-14}
  "3.9": {released: 2020-10-05}
)",
                               R"(product: transformers
kind: library
publisher: huggingface
versions: pep440
cycle: major.minor
source: made-up
cycles:
  "4.30": {released: 2023-06-08}
  "5.0": {released: 2025-12-01}
)",
                               R"(product: jax
kind: framework
publisher: google
versions: pep440
cycle: major.minor
source: made-up
cycles:
  "0.4": {released: 2024-01-01}
)",
                               R"(product: bitsandbytes
kind: library
publisher: bitsandbytes
versions: pep440
cycle: major.minor
source: made-up
cycles:
  "0.48": {released: 2025-09-30}
)"};

const SmallWorld& imagined() {
  static const SmallWorld world = [] {
    std::vector<string> policies;
    for (const CatalogFile& file : testing::files_of("policies"))
      for (const char* name : {"nvidia-", "google-", "transformers", "jax", "bitsandbytes"})
        if (file.path.find(string("policies/") + name) == 0) policies.push_back(file.text);
    return SmallWorld({std::begin(made_up), std::end(made_up)}, std::move(policies),
                      read_file(BESTBY_ROOT "/catalog/vocabulary.yml").value_or(""));
  }();
  return world;
}

TEST(Policies, OfProductsWithFewFacts) {
  const SmallWorld& w = imagined();
  EXPECT_EQ(w.timeline("nvidia-driver@r560-linux"), "supported 2024-10-28, ended never");
  EXPECT_EQ(w.timeline("nvidia-driver@r560-windows"), "supported not yet, ended never");
  EXPECT_EQ(w.timeline("cuda@12.4"), "supported 2025-02-23, ended never");  // a production branch: a year
  EXPECT_EQ(w.timeline("cuda@12.6"), "supported 2024-10-28, ended never");
  EXPECT_EQ(w.timeline("nvidia/cuda@12.4.0-base"),
            "supported 2024-04-14, unsupported 2025-08-23, deleted never");
  EXPECT_EQ(w.timeline("nvidia/cuda@12.4.1-base"),
            "supported 2025-02-23, unsupported 2025-08-23, deleted never");
  EXPECT_EQ(w.timeline("nvidia-ai-enterprise@feature-1"), "supported 2024-02-11, ended never");
  EXPECT_EQ(w.timeline("nvidia-ai-enterprise@feature-2"), "supported not yet, ended never");
  EXPECT_EQ(w.timeline("nvidia-ai-enterprise@production-1"), "supported 2025-02-28, ended never");
  EXPECT_EQ(w.timeline("nvidia-ai-enterprise@long-term-1"), "supported 2024-08-10, ended never");
  EXPECT_EQ(w.timeline("google/deep-learning-vm@a"),
            "supported 2024-06-30, superseded 2026-05-01, ended never");
  EXPECT_EQ(w.timeline("google/deep-learning-vm@b"),
            "supported 2026-05-01, superseded 2026-05-01, ended never");
  EXPECT_EQ(w.timeline("google/vertex-prebuilt-training@a"),
            "supported 2024-05-01, available 2025-05-01, gone never");
}

// Whether a clause of a policy is met by a stack of one part.
Truth met(const SmallWorld& w, string_view policy, string_view clause, const char* of, const char* name,
          const char* part) {
  const Policies& policies = w.policies();
  const StackPart stack[] = {{name, w.node(part)}};
  for (PolicyId p = 0; p < policies.size(); ++p) {
    const PolicyRow& row = policies.policy(p);
    if (policies.text(row.id) != policy) continue;
    for (ClauseId c = row.first_clause; c < row.first_clause + row.clause_count; ++c)
      if (policies.text(policies.columns.clauses[c].id) == clause)
        return Evaluator(w.world(), policies).requirement(p, c, w.node(of), stack);
  }
  throw std::runtime_error("no such clause");
}

// AWS's machine images, of which the catalogue has no dated one with a framework.
const char* const machine_images[] = {R"(product: pytorch
kind: framework
publisher: pytorch
versions: pep440
cycle: major.minor
sources: {aws-framework-policy: {title: made up}}
source: aws-framework-policy
cycles:
  "1.12": {released: 2022-07-01}
)",
                                      R"(product: tensorflow
kind: framework
publisher: tensorflow
versions: pep440
cycle: major.minor
source: aws-framework-policy
cycles:
  "2.9": {released: 2022-05-17}
  "2.10": {released: 2022-09-06}
)",
                                      R"(product: aws/several
kind: machine-image
publisher: aws
versions: opaque
cycle: none
source: aws-framework-policy
releases:
  - {release: a-1, framework: [pytorch@1.12.0, tensorflow@2.9.1], line: a, released: 2022-08-01}
  - {release: a-2, framework: [pytorch@1.12.0, tensorflow@2.9.1], line: a, released: 2022-08-25}
  - {release: a-3, framework: [pytorch@1.12.0, tensorflow@2.10.0], line: a, released: 2022-09-26}
  - {release: b-1, framework: [pytorch@1.12.0, tensorflow@2.9.1], line: b, released: 2022-08-01}
  - {release: b-2, framework: [pytorch@1.12.1, tensorflow@2.9.1], line: b, released: 2022-08-20}
)",
                                      R"(product: aws/single
kind: machine-image
publisher: aws
versions: opaque
cycle: none
source: aws-framework-policy
releases:
  - {release: first, framework: pytorch@1.12.0, released: 2022-07-05}
  - {release: rebuilt, framework: pytorch@1.12.0, released: 2022-07-25}
  - {release: patched, framework: pytorch@1.12.1, released: 2022-08-25}
  - {release: host, released: 2022-07-05}
)"};

TEST(Policies, OfMachineImages) {
  const SmallWorld w({std::begin(machine_images), std::end(machine_images)},
                     {read_file(BESTBY_ROOT "/policies/aws-deep-learning-images.yml").value_or("")},
                     read_file(BESTBY_ROOT "/catalog/vocabulary.yml").value_or(""));
  EXPECT_EQ(w.timeline("aws/several@a-1"), "supported 2022-08-24, ended never");  // rebuilt
  EXPECT_EQ(w.timeline("aws/several@a-2"), "supported 2022-09-25, ended never");  // a newer TensorFlow
  EXPECT_EQ(w.timeline("aws/several@b-1"), "supported 2022-08-19, ended never");  // a newer PyTorch
  EXPECT_EQ(w.timeline("aws/single@first"), "supported 2022-07-24, ended never");
  EXPECT_EQ(w.timeline("aws/single@rebuilt"), "supported 2022-08-24, ended never");
  EXPECT_EQ(w.timeline("aws/single@patched"), "supported 2023-07-01, ended never");
  EXPECT_EQ(w.timeline("aws/single@host"), "nobody speaks of it");
}

TEST(Policies, WindowsOfOtherProjects) {
  const SmallWorld& w = imagined();
  // Two years before 2023-06-08; by the later edition there is no such rule.
  EXPECT_EQ(met(w, "transformers", "pytorch-two-years", "transformers@4.30", "pytorch", "pytorch@1.9"),
            Truth::yes);
  EXPECT_EQ(met(w, "transformers", "pytorch-two-years", "transformers@4.30", "pytorch", "pytorch@1.8"),
            Truth::no);
  EXPECT_EQ(met(w, "transformers", "pytorch-two-years", "transformers@5.0", "pytorch", "pytorch@1.8"),
            Truth::yes);
  EXPECT_EQ(met(w, "jax", "python-45-months", "jax@0.4", "python", "python@3.9"), Truth::yes);
  EXPECT_EQ(met(w, "jax", "python-45-months", "jax@0.4", "python", "python@3.8"), Truth::no);
  EXPECT_EQ(met(w, "bitsandbytes", "six-newest", "bitsandbytes@0.48", "pytorch", "pytorch@1.9"), Truth::yes);
  EXPECT_EQ(met(w, "bitsandbytes", "six-newest", "bitsandbytes@0.48", "pytorch", "pytorch@1.8"), Truth::no);
}

// A vendor that nobody has heard of, its vocabulary, its facts and its policy as text alone.
const char* const acme_vocabulary = R"(vocabulary: 1
kinds: [gadget, engine]
services: [sparkle, security]
predicates:
  released: {value: date, event: yes, publishes: yes}
  heralded: {value: date, event: yes}
  stopped: {value: date}
  motor: {value: release, inherent: yes}
  style: {value: text, inherent: yes}
  power: {value: number, inherent: yes}
)";
const char* const acme_engine = R"(product: engine
kind: engine
publisher: acme
versions: dotted
sources: {book: {title: the book of Acme, editions: [2023-01-01]}}
source: book
releases:
  - {release: "1.0", released: 2019-01-01, stopped: 2022-02-02}
  - {release: "2.0", released: 2021-01-01}
  - {release: "3.0", released: 2022-01-01}
)";
const char* const acme_gadget = R"(product: gadget
kind: gadget
publisher: acme
versions: dotted
source: book
releases:
  - {release: "1.0", style: days, released: 2021-01-31}
  - {release: "1.1", style: month, released: 2021-01-31}
  - {release: "1.2", style: weeks, released: 2021-03-01}
  - {release: "1.3", style: month-end, released: 2021-03-10}
  - {release: "1.4", style: day-of-month, released: 2021-03-10}
  - {release: "1.5", style: day-of-year, released: 2021-03-10}
  - {release: "1.6", style: forward, released: 2021-03-10}
  - {release: "2.0", style: earlier, released: 2021-05-05, heralded: 2021-08-31}
  - {release: "2.1", style: later, released: 2021-05-05, heralded: 2021-08-31}
  - {release: "2.2", style: later, released: 2021-06-06}
  - {release: "3.0", style: line, released: 2020-01-01}
  - {release: "3.1", style: line, released: 2020-07-01}
  - {release: "3.2", style: line, released: 2021-01-01}
  - {release: "3.3", style: line, released: 2021-07-01}
  - {release: "4.0", style: driven, released: 2021-01-01, motor: engine@1.0}
  - {release: "5.0", style: powered, released: 2021-01-01, power: 9}
  - {release: "5.1", style: powered, released: 2021-01-01, power: 3}
  - {release: "6.0", style: edited, released: 2021-01-01, heralded: 2021-06-01}
  - {release: "6.1", style: edited, released: 2021-01-01, heralded: 2022-06-01}
  - {release: "7.0", style: least, released: 2021-01-01}
  - {release: "7.1", style: most, released: 2021-01-01}
  - {release: "7.2", style: both, released: 2021-01-01}
  - {release: "7.3", style: may, released: 2021-01-01}
  - {release: "8.0", style: stated, released: 2021-01-01, stopped: 2022-03-03}
  - {release: "8.1", style: stated, released: 2021-01-01}
  - {release: "9.0", style: kept, released: 2021-01-01}
  - {release: "9.1", style: unkept, released: 2021-01-01}
  - {release: "9.2", style: open, released: 2021-01-01}
  - {release: "10.0", style: dated, released: 2021-12-01, motor: engine@1.0}
  - {release: "10.1", style: dated, released: 2022-03-01, motor: engine@1.0}
)";
const char* const acme_engine_policy = R"(policy: engines
publisher: acme
applies: product = engine
phases: {running: {services: [sparkle, security]}, still: {}}
clauses: {stop: {says: it runs until it is stopped, running: through stopped}}
)";
const char* const acme_policy = R"yaml(policy: gadgets
publisher: acme
applies: product = gadget
phases: {fresh: {services: [sparkle, security]}, cared: {services: [security]}, over: {}}
editions: {A: {from: 2020-01-01}, B: {from: 2022-01-01}}
judged-at: heralded
tables:
  care: {says: which styles are kept, closed: yes, columns: [style, kept], rows: [[kept, yes]]}
  odd: {says: not all of it is known, columns: [style, kept], rows: [[kept, yes]]}
clauses:
  days: {says: x, when: style = days, fresh: through released + 100 days}
  month: {says: x, when: style = month, fresh: through released + 1 month}
  weeks: {says: x, when: style = weeks, fresh: until released + 3 weeks}
  month-end: {says: x, when: style = month-end, fresh: "through snap(released + 11 months, month-end)"}
  day-of-month: {says: x, when: style = day-of-month, fresh: "through snap(released + 14 months, day 28)"}
  day-of-year: {says: x, when: style = day-of-year, fresh: "through snap(released + 3 years, 30 April)"}
  forward: {says: x, when: style = forward, fresh: "through snap-forward(released + 2 years, 1 March)"}
  earlier: {says: x, when: style = earlier, fresh: "through earliest(released + 1 year, heralded + 6 months)"}
  later: {says: x, when: style = later, fresh: "through latest(released + 1 year, heralded + 6 months)"}
  line: {says: x, when: style = line, fresh: "until released(newer(2, self, same=[style]))"}
  driven: {says: x, when: style = driven, fresh: "through end(motor, sparkle)"}
  powered: {says: x, when: style = powered, fresh: through if power > 5 then released + 1 year else released + 2 years}
  edition-a: {says: x, until: A, when: style = edited, fresh: through heralded + 1 year}
  edition-b: {says: x, since: B, when: style = edited, fresh: through heralded + 3 months}
  least: {says: x, when: "style in [least, both]", fresh: at least through released + 6 months}
  most: {says: x, when: "style in [most, both]", fresh: at most through released + 2 years}
  may: {says: x, when: style = may, cared: may from released + 6 months}
  stated: {says: x, when: style = stated, fresh: through released + 1 year, published: stopped}
  table: {says: x, when: "style in [kept, unkept]", fresh: "through if lookup(care, style=style) then released + 2 years else released + 1 year"}
  open: {says: x, when: style = open, fresh: "through if lookup(odd, style=style) then released + 2 years else released + 1 year"}
  dated: {says: x, when: style = dated, fresh: "through if holds(motor, sparkle, released) then released + 1 year else released + 1 month"}
  range: {says: x, requires: "with(engine) in \">=2,<3\""}
  skew: {says: x, requires: "minor(with(gadget)) - minor(self) in -2..0"}
)yaml";

const SmallWorld& acme() {
  static const SmallWorld world({acme_engine, acme_gadget}, {acme_policy, acme_engine_policy},
                                acme_vocabulary);
  return world;
}

struct GadgetDay {
  const char* gadget;
  const char* fresh;
};

TEST(UnseenVendor, EveryPrimitiveGivesTheDayWorkedOutByHand) {
  constexpr GadgetDay days[] = {{"1.0", "2021-05-11"},
                                {"1.1", "2021-02-28"},
                                {"1.2", "2021-03-21"},
                                {"1.3", "2022-02-28"},
                                {"1.4", "2022-05-28"},
                                {"1.5", "2024-04-30"},
                                {"1.6", "2024-03-01"},
                                {"2.0", "2022-02-28"},
                                {"2.1", "2022-05-05"},
                                {"2.2", "at least 2022-06-06"},
                                {"3.0", "2020-12-31"},
                                {"3.1", "2021-06-30"},
                                {"3.2", "not yet"},
                                {"4.0", "2022-02-02"},
                                {"5.0", "2022-01-01"},
                                {"5.1", "2023-01-01"},
                                {"6.0", "2022-06-01"},
                                {"6.1", "2022-09-01"},
                                {"7.0", "at least 2021-07-01"},
                                {"7.1", "at most 2023-01-01"},
                                {"7.2", "between 2021-07-01 and 2023-01-01"},
                                {"7.3", "at least 2021-06-30"},
                                {"8.0", "2022-03-03"},
                                {"8.1", "2022-01-01"},
                                {"9.0", "2023-01-01"},
                                {"9.1", "2022-01-01"},
                                {"9.2", "not recorded"},
                                {"10.0", "2022-12-01"},
                                {"10.1", "2022-04-01"}};
  Evaluator e(acme().world(), acme().policies());
  for (const GadgetDay& d : days) {
    const auto all = e.verdicts(acme().node(string("gadget@") + d.gadget));
    ASSERT_EQ(all.size(), 1U) << d.gadget;
    EXPECT_EQ(to_text(all.front().timeline.phases[0].last), d.fresh) << "gadget@" << d.gadget;
  }
  EXPECT_TRUE(e.faults().empty());
}

TEST(UnseenVendor, AnOverriddenRuleIsKept) {
  Evaluator e(acme().world(), acme().policies());
  const Explanation why = e.explain(0, acme().node("gadget@8.0"));
  for (const ClauseOutcome& clause : why.clauses) {
    if (acme().policies().text(acme().policies().columns.clauses[clause.clause].id) != "stated") continue;
    EXPECT_TRUE(clause.published);
    EXPECT_EQ(to_text(clause.last), "2022-03-03");
    EXPECT_EQ(to_text(clause.rule), "2022-01-01");
  }
  // Before the book came out nobody knew of the stated day.
  EXPECT_EQ(acme().timeline("gadget@8.0", "2022-06-01"), "fresh 2022-01-01, over never");
}

TEST(UnseenVendor, NeedsAreRangesAndSkews) {
  const auto needs_met = [](string_view clause, const char* of, const char* name, const char* part) {
    return met(acme(), "gadgets", clause, of, name, part);
  };
  EXPECT_EQ(needs_met("range", "gadget@1.0", "engine", "engine@2.0"), Truth::yes);
  EXPECT_EQ(needs_met("range", "gadget@1.0", "engine", "engine@3.0"), Truth::no);
  EXPECT_EQ(needs_met("range", "gadget@1.0", "gadget", "gadget@1.0"),
            Truth::unknown);  // no engine in the stack
  EXPECT_EQ(needs_met("skew", "gadget@1.4", "gadget", "gadget@1.2"), Truth::yes);
  EXPECT_EQ(needs_met("skew", "gadget@1.4", "gadget", "gadget@1.1"), Truth::no);
  EXPECT_EQ(needs_met("skew", "gadget@1.4", "gadget", "gadget@1.5"), Truth::no);
}

}  // namespace
}  // namespace bestby
