// Each rule about images and libraries: a catalogue in which it fires, and one in which it does not.
#include <gtest/gtest.h>

#include "exchange/lint_testing.h"

namespace bestby::testing {
namespace {

constexpr std::string_view parts_text = R"(releases:
  1.0.0: {released: 2020-01-01}
  1.1.0: {released: 2021-01-01}
  1.1.1: {released: 2021-02-01}
)";
constexpr const char* python = R"(product: python
kind: language
publisher: python
versions: pep440
cycle: major.minor
source: list
cycles:
  "3.8": {released: 2019-10-14, end_of_support: 2023-10-31}
  "3.9": {released: 2020-10-05, end_of_support: 2025-10-31}
)";
constexpr const char* cuda = R"(product: cuda
kind: library
publisher: cuda
versions: pep440
cycle: major.minor
source: list
cycles: {"11.3": {}, "11.8": {}}
)";
constexpr const char* ends = R"(policy: ends
publisher: python
judges: cycle
applies: self.product = python
phases: {supported: {services: [security]}, ended: {}}
clauses: {end: {says: as published, supported: through end_of_support}}
)";

std::string images(std::string_view rows, std::string_view facts = "") {
  return "product: acme/flux-training\nkind: image\npublisher: acme\nversions: opaque\n"
         "repository: flux-training\nsource: list\n" +
         std::string(facts) + "releases:\n" + std::string(rows);
}

std::string in_images(std::string_view rule, std::string_view rows, std::string_view facts = "") {
  return found_in(rule, parts_text, {python, cuda, images(rows, facts)}, {ends});
}

TEST(LintImages, TagDisagrees) {
  // One image that agrees says whose versions the tags name.
  EXPECT_EQ(
      in_images("tag-disagrees",
                R"(  - {release: 1.0.0-py38-ec2, framework: flux@1.0.0, python: python@3.8, platform: ec2}
  - {release: 1.1.0-py38-cu113-ec2-arm64, framework: flux@1.1.1, python: python@3.9, cuda: cuda@11.8, platform: farm, arch: x86_64}
)"),
      "acme/flux-training@1.1.0-py38-cu113-ec2-arm64: the tag says framework flux@1.1.0, the fact "
      "flux@1.1.1\n"
      "acme/flux-training@1.1.0-py38-cu113-ec2-arm64: the tag says python python@3.8, the fact python@3.9\n"
      "acme/flux-training@1.1.0-py38-cu113-ec2-arm64: the tag says cuda cuda@11.3, the fact cuda@11.8\n"
      "acme/flux-training@1.1.0-py38-cu113-ec2-arm64: the tag says platform ec2, the fact farm\n"
      "acme/flux-training@1.1.0-py38-cu113-ec2-arm64: the tag says arch arm64, the fact x86_64\n");
  EXPECT_EQ(
      in_images(
          "tag-disagrees",
          R"(  - {release: 1.0-py38-ec2, framework: flux@1.0.0, python: python@3.8, platform: [ec2, farm]}
  - {release: something-py39-else, python: python@3.8}
)"),
      "");
}

TEST(LintImages, TagSilent) {
  EXPECT_EQ(in_images("tag-silent", R"(  - {release: 1.0.0-farm, framework: flux@1.0.0, platform: farm}
  - {release: 1.1.0, framework: flux@1.1.0, platform: farm}
)"),
            "acme/flux-training: 1 image for platform farm do not say so in their tags, 1 do\n");
  EXPECT_EQ(in_images("tag-silent", R"(  - {release: 1.0.0-farm, framework: flux@1.0.0, platform: farm}
  - {release: 1.1.0, framework: flux@1.1.0}
)"),
            "");
}

TEST(LintImages, OnEnded) {
  EXPECT_EQ(in_images("image-on-ended",
                      "  - {release: a, python: python@3.8}\n  - {release: b, python: python@3.8}\n"),
            "acme/flux-training: 2 images on python@3.8, which was patched through 2023-10-31, and no end of "
            "their own\n");
  EXPECT_EQ(in_images("image-on-ended", R"(  - {release: a, python: python@3.8, end_of_patch: 2023-10-31}
  - {release: b, python: python@3.9}
  - {release: c, python: python@3.8, record: build}
)"),
            "");
}

TEST(LintImages, Undated) {
  EXPECT_EQ(in_images("image-undated",
                      "  - {release: a, python: python@3.8}\n  - {release: b, released: 2023-01-01}\n"),
            "acme/flux-training: 1 of 2 images of acme bear no date: 1 acme/flux-training\n");
  EXPECT_EQ(in_images("image-undated", "  - {release: b, released: 2023-01-01}\n"), "");
}

TEST(LintImages, OwnFramework) {
  EXPECT_EQ(found_in("own-framework", "releases: {1.0.0: {framework: flux@1.1.0}}\n"),
            "flux@1.0.0: framework flux@1.1.0 is itself\n");
  EXPECT_EQ(in_images("own-framework", "  - {release: a, framework: flux@1.0.0}\n"), "");
}

constexpr std::string_view two_images = R"(  - {release: a, framework: flux@1.0.0, job: training}
  - {release: b, framework: flux@1.1.0, job: training}
  - {release: c, framework: flux@1.1.1, job: training}
  - {release: d, framework: flux@1.1.1, job: serving}
)";

std::string in_table(std::string_view rule, std::string_view rows) {
  return found_in(rule, parts_text,
                  {images(two_images),
                   "product: lib\nkind: library\npublisher: acme\nversions: pep440\n"
                   "cycle: major.minor\nsource: list\nreleases:\n" +
                       std::string(rows)});
}

TEST(LintImages, DisagreesWithRow) {
  EXPECT_EQ(in_table("image-disagrees-with-row",
                     "  1.0.0: {image: {is: acme/flux-training@a, for: {framework: flux@1.1.0}}}\n"),
            "lib@1.0.0: the row of flux@1.1.0 names flux-training:a, which has flux@1.0.0\n");
  EXPECT_EQ(in_table("image-disagrees-with-row",
                     "  1.0.0: {image: {is: acme/flux-training@b, for: {framework: flux@1.1.0}}}\n"),
            "");
}

TEST(LintImages, OfOtherJob) {
  const std::string rows =
      "  1.0.0: {image: [acme/flux-training@a, acme/flux-training@b, acme/flux-training@c";
  EXPECT_EQ(in_table("image-of-other-job", rows + ", acme/flux-training@d]}\n"),
            "lib@1.0.0: flux-training:d is not for training, unlike 3 of the 4 images of its table\n");
  EXPECT_EQ(in_table("image-of-other-job", rows + "]}\n"), "");
}

TEST(LintImages, ServiceContradicted) {
  const auto facts = "facts: {service_supported: {is: no, for: {service: [barn, mill]}}}\n";
  EXPECT_EQ(in_images("service-contradicted", "  - {release: a, service: [barn, farm]}\n", facts),
            "acme/flux-training@a: service barn, which is not supported\n");
  EXPECT_EQ(in_images("service-contradicted", "  - {release: a, service: farm}\n", facts), "");
}

TEST(LintImages, RegionAddress) {
  const auto row = "  - {release: a, address: \"111122223333.registry.<region>.example/flux-training:a\"}\n";
  EXPECT_EQ(in_images("region-address", row,
                      "facts: {region: [here, {is: there, note: from account 444455556666 there}]}\n"),
            "acme/flux-training: one address with account 111122223333 for all regions, and 1 of 2 regions "
            "have another\n");
  EXPECT_EQ(in_images("region-address", row,
                      "facts: {region: [here, {is: there, note: from account 111122223333 too}]}\n"),
            "");
}

TEST(LintLibraries, WheelDisagrees) {
  const auto rows = [](const char* path) {
    return std::string("  1.0.0: {wheel: {is: \"https://x.example/") + path +
           "\", for: {framework: flux@1.1.1}}, cuda: {is: cuda@11.8, for: {framework: flux@1.1.1}}, "
           "python: {is: python@3.9, for: {framework: flux@1.1.1}}}\n";
  };
  const auto in = [&](const char* path) {
    return found_in("wheel-disagrees", parts_text,
                    {python, cuda,
                     "product: lib\nkind: library\npublisher: acme\nversions: pep440\n"
                     "cycle: major.minor\nsource: list\nreleases:\n" +
                         rows(path)});
  };
  EXPECT_EQ(in("flux/1.1.0/cu113/lib-1.0.1-cp38-cp38-linux_x86_64.whl"),
            "lib@1.0.0: its path says flux 1.1.0, the row flux@1.1.1\n"
            "lib@1.0.0: its path says cuda cuda@11.3, the row cuda@11.8\n"
            "lib@1.0.0: its file says 1.0.1, the row lib@1.0.0\n"
            "lib@1.0.0: its path says python python@3.8, the row python@3.9\n");
  EXPECT_EQ(in("flux/1.1.1/cu118/lib-1.0.0-cp39-cp39-linux_x86_64.whl"), "");
}

TEST(LintLibraries, NotMonotonic) {
  EXPECT_EQ(in_table("library-not-monotonic",
                     "  1.2.0: {framework: flux@1.1.0}\n  1.2.3: {framework: flux@1.0.0}\n"),
            "lib@1.2.0: it is for flux@1.1.0, and lib@1.2.3 is for the older flux@1.0.0\n");
  EXPECT_EQ(in_table("library-not-monotonic",
                     "  1.2.0: {framework: [flux@1.0.0, flux@1.1.0]}\n  1.2.3: {framework: flux@1.1.0}\n"),
            "");
}

TEST(LintLibraries, Ranges) {
  const auto pin = [](const char* range) { return std::string("  1.0.0: {requires: \"") + range + "\"}\n"; };
  EXPECT_EQ(in_table("range-empty", pin("flux>=1.2,<1.1")),
            "lib@1.0.0: no version can be `flux>=1.2,<1.1`\n");
  EXPECT_EQ(in_table("range-empty", pin("flux>=1.0,<1.1")), "");
  EXPECT_EQ(in_table("pin-matches-nothing", pin("flux>=2")),
            "lib@1.0.0: `flux>=2` matches no recorded version of flux\n");
  EXPECT_EQ(in_table("pin-matches-nothing", pin("flux==1.1.*")), "");
  EXPECT_NE(in_table("range-unreadable", pin("flux>=one")), "");
  EXPECT_EQ(in_table("range-unreadable", pin("flux>=1.0")), "");
}

// A policy's own example of a pin is looked at too.
TEST(LintRanges, PinsOfTables) {
  const auto pins = [](const char* cell) {
    return std::string(
               "policy: pins\npublisher: acme\njudges: cycle\napplies: self.product = flux\n"
               "phases: {supported: {services: [security]}, ended: {}}\n"
               "tables:\n  pins:\n    says: how to pin\n    source: a page\n    columns: [what, example]\n"
               "    rows:\n      - [library, ") +
           cell + "]\nclauses: {end: {says: never, supported: through end_of_support}}\n";
  };
  const char* rows = "releases: {1.0.0: {arch: a}, 1.1.0: {arch: a}}\n";
  EXPECT_EQ(found_in("pin-matches-nothing", rows, {}, {pins("flux==1.2.*")}),
            "pins: `flux==1.2.*` of the table `pins` matches no recorded version of flux\n");
  for (const char* cell : {"flux==1.1.*", "flux=1.*", "nothing==1.2.*", "a text = with blanks"})
    EXPECT_EQ(found_in("pin-matches-nothing", rows, {}, {pins(cell)}), "") << cell;
}

TEST(LintBundles, ImagesDiffer) {
  const std::string shown =
      R"(  - {release: a-py38, record: image, framework: flux@1.0.0, python: python@3.8, platform: farm}
  - {release: b-py39, record: image, framework: flux@1.0.0, python: python@3.9 @page, platform: farm}
)";
  EXPECT_EQ(in_images("images-differ", shown),
            "acme/flux-training@a-py38: `list` has it for flux@1.0.0 with python@3.8, `page` has b-py39 with "
            "python@3.9\n");
  EXPECT_EQ(in_images("images-differ",
                      shown + "  - {release: c-py39, record: image, framework: flux@1.0.0, python: "
                              "python@3.9, platform: farm}\n"),
            "");
  EXPECT_EQ(
      in_images("images-differ",
                R"(  - {release: a, record: image, framework: flux@1.0.0, python: python@3.8, platform: farm}
  - {release: b, record: image, framework: flux@1.0.0, python: python@3.9 @page, platform: ec2}
)"),
      "");
}

TEST(LintBundles, CarriedTwice) {
  const char* kit = "product: kit\nkind: library\npublisher: acme\nversions: pep440\nsource: list\n";
  EXPECT_EQ(
      found_in("carried-twice",
               "releases: {1.0.0: {sdk: kit@2.0}, 1.1.0: {sdk: [kit@2.0, kit@2.1]}, 1.2.0: {sdk: kit@2.2}}\n",
               {kit}),
      "flux: kit@2.0 carries 1.0.0 and 1.1.0\n");
  EXPECT_EQ(
      found_in(
          "carried-twice",
          "releases: {1.0.0: {sdk: kit@2.0, framework: kit@1}, 1.1.0: {sdk: kit@2.0, framework: kit@2}}\n",
          {kit}),
      "");
}

}  // namespace
}  // namespace bestby::testing
