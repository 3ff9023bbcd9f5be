// Each rule about days and sources: a catalogue in which it fires, and one in which it does not.
#include <gtest/gtest.h>

#include "exchange/lint_testing.h"

namespace bestby::testing {
namespace {

TEST(LintDates, ReleaseAfterSuccessor) {
  EXPECT_EQ(found_in("release-after-successor", R"(cycles:
  "1.0": {released: 2022-10-21}
  "1.1": {released: 2022-03-10}
releases:
  1.1.0: {released: 2022-04-01}
  1.1.1: {released: 2022-03-15}
)"),
            "flux@1.0: released 2022-10-21, but flux@1.1 is of 2022-03-10\n"
            "flux@1.1.0: released 2022-04-01, but flux@1.1.1 is of 2022-03-15\n");
  // A patch of an older cycle comes after a newer cycle; what is refuted is no matter.
  EXPECT_EQ(found_in("release-after-successor", R"(cycles:
  "1.0": {released: {is: 2022-10-21, refuted: a slip of the pen}}
  "1.1": {released: 2022-03-10}
releases:
  1.0.9: {released: 2023-01-01}
  1.1.0: {released: 2022-03-10}
)"),
            "");
}

TEST(LintDates, EndBeforeStart) {
  EXPECT_EQ(
      found_in("end-before-start", "cycles: {\"1.0\": {released: 2022-01-01, end_of_support: 2021-12-31}}\n"),
      "flux@1.0: end_of_support 2021-12-31 is before released 2022-01-01\n");
  EXPECT_EQ(
      found_in("end-before-start", "cycles: {\"1.0\": {released: 2022-01-01, end_of_support: 2022-01-01}}\n"),
      "");
}

constexpr const char* serpent = R"(product: python
kind: language
publisher: python
versions: pep440
cycle: major.minor
source: list
cycles:
  "3.8": {released: 2019-10-14, end_of_support: 2023-10-31}
  "3.9": {released: 2020-10-05, end_of_support: 2025-10-31}
)";

TEST(LintDates, OutBeforeItsParts) {
  EXPECT_EQ(found_in("out-before-its-parts", "releases: {1.0.0: {built: 2020-10-04, python: python@3.9}}\n",
                     {serpent}),
            "flux@1.0.0: built 2020-10-04, but python@3.9 came out 2020-10-05\n");
  EXPECT_EQ(found_in("out-before-its-parts", "releases: {1.0.0: {built: 2020-10-05, python: python@3.9}}\n",
                     {serpent}),
            "");
}

constexpr const char* years = R"(policy: years
publisher: acme
judges: cycle
applies: recorded(released)
phases: {supported: {services: [security]}, ended: {}}
clauses:
  year: {says: a year, supported: through released + 1 year, published: end_of_support}
  notice: {says: told a month before, check: support_end_announced + 1 month <= support_ended}
)";

TEST(LintDates, SupportedAfterEnd) {
  const std::string yes = "cycles: {\"1.0\": {released: 2022-01-01, supported: yes}}\n";
  EXPECT_EQ(found_in("supported-after-end", yes, {}, {years}),
            "flux@1.0: it is said to be supported on 2024-01-01, and was patched through 2023-01-01\n");
  EXPECT_EQ(found_in("supported-after-end", "cycles: {\"1.0\": {released: 2023-02-01, supported: yes}}\n", {},
                     {years}),
            "");
}

TEST(LintDates, EndDiffersFromRule) {
  const std::string head = "cycles: {\"1.0\": {released: 2022-01-01, end_of_support: ";
  EXPECT_EQ(found_in("end-differs-from-rule", head + "2023-01-31}}\n", {}, {years}),
            "flux@1.0: published 2023-01-31, the rule years#year gives 2023-01-01\n");
  EXPECT_EQ(found_in("end-differs-from-rule", head + "2023-01-01}}\n", {}, {years}), "");
  EXPECT_EQ(found_in("end-differs-from-rule",
                     head + "2023-01-31}, \"1.1\": {released: 2022-02-01, end_of_support: 2023-01-31}}\n", {},
                     {years}),
            "flux: 2 published ends are not those of the rule years#year: 1.0, 1.1; the first: published "
            "2023-01-31, the rule years#year gives 2023-01-01\n");
}

TEST(LintDates, PromiseNotKept) {
  const std::string head =
      "cycles: {\"1.0\": {released: 2022-01-01, support_ended: 2023-01-01, support_end_announced: ";
  EXPECT_EQ(found_in("promise-not-kept", head + "2022-12-15}}\n", {}, {years}),
            "flux@1.0: years#notice: told a month before\n");
  EXPECT_EQ(found_in("promise-not-kept", head + "2022-11-15}}\n", {}, {years}), "");
}

TEST(LintDates, SourcesDiffer) {
  EXPECT_EQ(found_in("ends-differ", "cycles: {\"1.0\": {end_of_support: [2023-01-01, 2023-01-31 @page]}}\n"),
            "flux@1.0: end_of_support is 2023-01-31 and 2023-01-01\n");
  EXPECT_EQ(found_in("ends-differ", "cycles: {\"1.0\": {end_of_support: [2023-01-01, 2023-01 @page]}}\n"),
            "");
  EXPECT_EQ(found_in("dates-differ", "cycles: {\"1.0\": {ga: [2023-01-01, 2023-01-31 @page]}}\n"),
            "flux@1.0: ga is 2023-01-31 and 2023-01-01\n");
  EXPECT_EQ(
      found_in(
          "dates-differ",
          "cycles: {\"1.0\": {ga: [2023-01-01, {is: 2023-01-31, for: {platform: farm}, source: page}]}}\n"),
      "");
  EXPECT_EQ(found_in("values-differ", "releases: {1.0.0: {arch: [arm64, riscv @page]}}\n"),
            "flux@1.0.0: arch is riscv and arm64\n");
  EXPECT_EQ(found_in("values-differ", "releases: {1.0.0: {platform: [farm, ec2 @page]}}\n"), "");
}

TEST(LintDates, SourceUndated) {
  EXPECT_EQ(found_in("source-undated", "cycles: {\"1.0\": {end_of_support: 2023-01-01 @heard}}\n"),
            "heard: 1 fact rest on it alone, and nothing says when it was published\n");
  EXPECT_EQ(found_in("source-undated", "cycles: {\"1.0\": {end_of_support: 2023-01-01}}\n"), "");
}

TEST(LintDates, Announcements) {
  EXPECT_EQ(found_in("announced-late",
                     "cycles: {\"1.0\": {support_end_announced: 2023-02-01, support_ended: 2023-01-01}}\n"),
            "flux@1.0: announced on 2023-02-01, and it had come on 2023-01-01\n");
  EXPECT_EQ(found_in("announced-late",
                     R"(cycles: {"1.0": {support_end_announced: 2023-02-01, support_ends_with: flux@1.1}}
releases: {1.1.0: {released: 2023-01-15}}
)"),
            "flux@1.0: announced on 2023-02-01, and it had come on 2023-01-15\n");
  EXPECT_EQ(found_in("announced-late",
                     "cycles: {\"1.0\": {support_end_announced: 2023-01-01, support_ended: 2023-01-01}}\n"),
            "");
  const std::string said = "cycles: {\"1.0\": {support_end_announced: 2023-01-01, support_end_published: ";
  EXPECT_EQ(found_in("announcement-redated", said + "2023-01-05}}\n"),
            "flux@1.0: it bears the date 2023-01-01, and could first be read on 2023-01-05\n");
  EXPECT_EQ(
      found_in("announcement-redated",
               said + "2023-01-05}, \"1.1\": {support_end_announced: 2023-01-01, support_end_published: "
                      "2023-01-05}}\n"),
      "flux@1.0: it bears the date 2023-01-01, and could first be read on 2023-01-05; so do 1 more\n");
  EXPECT_EQ(found_in("announcement-redated", said + "2023-01-01}}\n"), "");
}

TEST(LintDates, TestedOnOldHost) {
  const auto host = [](const char* day) {
    return std::string(
               "product: host\nkind: host\npublisher: acme\nversions: opaque\nsource: list\n"
               "releases: {linux: {built: ") +
           day + "}}\n";
  };
  const std::string tested = "releases: {1.0.0: {released: 2023-01-01, host_image: host@linux}}\n";
  EXPECT_EQ(found_in("tested-on-old-host", tested, {host("2021-12-31")}),
            "flux@1.0.0: it came out 2023-01-01, and was tested on host@linux of 2021-12-31\n");
  EXPECT_EQ(found_in("tested-on-old-host", tested, {host("2022-06-01")}), "");
}

}  // namespace
}  // namespace bestby::testing
