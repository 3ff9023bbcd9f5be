// Every policy of policies/, against examples worked out by hand from its document and the dates of
// the catalogue.
#include <gtest/gtest.h>

#include <cctype>

#include "book.h"

namespace bestby {
namespace {

using std::string;
using std::string_view;
using testing::Book;

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

}  // namespace
}  // namespace bestby
