// Policies of products of which the catalogue has few facts or none, on facts that are made up for the
// purpose.
#include <gtest/gtest.h>

#include "book.h"
#include "policy/small_world.h"

namespace bestby {
namespace {

using std::string;
using std::string_view;
using testing::SmallWorld;

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
                               R"(product: google/deep-learning-containers
kind: container-image
publisher: google
)",
                               R"(product: numpy
kind: library
publisher: numpy
)",
                               R"(product: tensorflow
kind: framework
publisher: tensorflow
)",
                               R"(product: nvidia-gpu
kind: gpu
publisher: nvidia
)",
                               R"(product: google/vertex-prebuilt-prediction
kind: container-image
publisher: google
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
  "1.13": {released: 2022-10-28}
  "2.0": {released: 2023-03-15}
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
  - {release: c-1, framework: [pytorch@1.13.0, tensorflow@2.10.0], line: c, released: 2022-11-20}
  - {release: d-1, framework: [pytorch@1.13.0, tensorflow@2.11.0], line: d, released: 2022-12-01}
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
  // TensorFlow 2.9 ages out before PyTorch 1.12, 2.10 after it.
  EXPECT_EQ(w.timeline("aws/several@b-2"), "supported 2023-05-17, ended never");
  EXPECT_EQ(w.timeline("aws/several@a-3"), "supported 2023-07-01, ended never");
  // The last minor of PyTorch's old major lasts up to two years, less if upstream dropped it; of
  // TensorFlow 2.11 no release is recorded.
  EXPECT_EQ(w.timeline("aws/several@c-1"), "supported at most 2023-09-06, ended never");
  EXPECT_EQ(w.timeline("aws/several@d-1"), "supported at most 2024-10-28, ended never");
  EXPECT_EQ(w.timeline("aws/single@first"), "supported 2022-07-24, ended never");
  EXPECT_EQ(w.timeline("aws/single@rebuilt"), "supported 2022-08-24, ended never");
  EXPECT_EQ(w.timeline("aws/single@patched"), "supported 2023-07-01, ended never");
  EXPECT_EQ(w.timeline("aws/single@host"), "nobody speaks of it");
}

TEST(Policies, WindowsOfOtherProjects) {
  const SmallWorld& w = imagined();
  // Two years before 2023-06-08; by the later edition there is no such rule.
  EXPECT_EQ(w.met("transformers", "pytorch-two-years", "transformers@4.30", "pytorch", "pytorch@1.9"),
            Truth::yes);
  EXPECT_EQ(w.met("transformers", "pytorch-two-years", "transformers@4.30", "pytorch", "pytorch@1.8"),
            Truth::no);
  EXPECT_EQ(w.met("transformers", "pytorch-two-years", "transformers@5.0", "pytorch", "pytorch@1.8"),
            Truth::yes);
  EXPECT_EQ(w.met("jax", "python-45-months", "jax@0.4", "python", "python@3.9"), Truth::yes);
  EXPECT_EQ(w.met("jax", "python-45-months", "jax@0.4", "python", "python@3.8"), Truth::no);
  EXPECT_EQ(w.met("bitsandbytes", "six-newest", "bitsandbytes@0.48", "pytorch", "pytorch@1.9"), Truth::yes);
  EXPECT_EQ(w.met("bitsandbytes", "six-newest", "bitsandbytes@0.48", "pytorch", "pytorch@1.8"), Truth::no);
}

}  // namespace
}  // namespace bestby
