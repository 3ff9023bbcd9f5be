#include "base/version.h"

#include <set>

#include <gtest/gtest.h>

#include "base/version/testing.h"

namespace bestby {
namespace {

using namespace testing_versions;
using Numbers = std::vector<std::uint64_t>;

TEST(Version, TheHeadersExampleHolds) {
  const VersionScheme& pep440 = *find_version_scheme("pep440");
  const Version a = *parse_version(pep440, "1.10.2");
  EXPECT_TRUE(a.key < parse_version(pep440, "1.12")->key);
  EXPECT_EQ(cycle_name(a, 2), "1.10");
  EXPECT_TRUE(VersionRange::parse(pep440, ">=1.10,<2")->contains(a));
}

TEST(Version, EverySchemeIsFoundAndReadsItsExample) {
  std::set<std::string_view> names;
  for (const VersionScheme& s : version_schemes()) {
    EXPECT_TRUE(names.insert(s.name).second) << s.name;
    EXPECT_EQ(find_version_scheme(s.name), &s);
    EXPECT_TRUE(parse_version(s, s.example)) << s.name;
  }
  EXPECT_EQ(names.size(), 15U);
  EXPECT_EQ(find_version_scheme("pep441"), nullptr);
}

TEST(Version, ErrorsSayWhatIsWrongAndShowAnExample) {
  const auto wrong = [](std::string_view in, std::string_view text) {
    return parse_version(scheme(in), text).error().message;
  };
  EXPECT_EQ(wrong("pep440", ""), "`` is not a pep440 version: it is empty");
  EXPECT_EQ(wrong("pep440", "one"), "`one` is not a pep440 version: a number is missing");
  EXPECT_EQ(wrong("pep440", "1.0-beta.x"),
            "`1.0-beta.x` is not a pep440 version: only a pre-release, post or dev mark or a local "
            "part may follow the numbers");
  EXPECT_EQ(wrong("semver", "1.2"), "`1.2` is not a semver version: it must have three numbers");
  EXPECT_EQ(wrong("cuda", "11.x"), "`11.x` is not a cuda version: something follows the numbers");
  EXPECT_EQ(wrong("opaque", "a\nb"), "`a?b` is not an opaque version: it holds a control character");
  const Error error = parse_version(scheme("neuron-sdk"), "2").error();
  EXPECT_EQ(error.message, "`2` is not a neuron-sdk version: it must have two or three numbers");
  EXPECT_EQ(error.help, "neuron-sdk (Neuron SDK, A.B.C) is written like 2.20.0");
  EXPECT_EQ(error.code, ErrorCode::usage);
}

TEST(Version, LimitsHold) {
  EXPECT_TRUE(parse_version(scheme("opaque"), std::string(256, 'a')));
  EXPECT_FALSE(parse_version(scheme("opaque"), std::string(257, 'a')));
  EXPECT_EQ(version("pep440", "999999999999999999.1").numbers, (Numbers{999999999999999999, 1}));
  EXPECT_FALSE(parse_version(scheme("pep440"), "1000000000000000000"));
  // Outside of the release segment a number may be of any length.
  expect_ascending("pep440", {"1+999999999999999999", "1+1000000000000000000", "1+9999999999999999999",
                              "1+10000000000000000000"});
}

TEST(Version, CycleNamesFillAndKeepZeros) {
  EXPECT_EQ(cycle_name(version("pep440", "1.12.1rc1"), 2), "1.12");
  EXPECT_EQ(cycle_name(version("pep440", "2"), 2), "2.0");
  EXPECT_EQ(cycle_name(version("pep440", "1.02"), 2), "1.2");
  EXPECT_EQ(cycle_name(version("pep440", "1.2"), 0), "");
  EXPECT_EQ(cycle_name(version("ubuntu", "ubuntu22.04"), 2), "22.04");
  const VersionScheme& semver = *find_version_scheme("semver");
  EXPECT_EQ(parse_cycle(semver, "1.10")->key, version("semver", "1.10.0").key);
  EXPECT_EQ(parse_cycle(semver, "1.10")->numbers, (std::vector<std::uint64_t>{1, 10}));
  EXPECT_EQ(parse_cycle(semver, "2")->key, version("semver", "2.0.0").key);
  EXPECT_EQ(parse_cycle(semver, "1.10.1")->key, version("semver", "1.10.1").key);
  for (const char* none : {"", "1.", "one", "1.2.3.4", "1.x"})
    EXPECT_FALSE(parse_cycle(semver, none)) << none;
  EXPECT_EQ(cycle_name(version("ubuntu", "24.04.4"), 3), "24.04.4");
  EXPECT_EQ(cycle_name(version("dotted", "v2018.03.0.20231218.0"), 2), "2018.03");
  EXPECT_EQ(cycle_name(version("dotted", "2023"), 2), "2023.0");
  EXPECT_EQ(cycle_name(version("driver-branch", "r580-linux"), 1), "580");
  EXPECT_EQ(cycle_name(version("driver-branch", "535.309.01"), 3), "535.309.01");
  EXPECT_EQ(cycle_name(version("cuda", "cu124"), 2), "12.4");
  EXPECT_EQ(cycle_name(version("image-tag", "2.06.0-gpu"), 2), "2.06");
  EXPECT_EQ(cycle_name(version("neuron-extension", "2.1.2.2.3.0"), 3), "2.1.2");
}

TEST(Version, BumpsFollowTheScheme) {
  struct Row {
    const char *scheme, *from, *to;
    Bump bump;
  };
  const Row rows[] = {
      {"pep440", "1.0", "1.0.0", Bump::none},
      {"pep440", "1.0", "1.0+cu124", Bump::build},
      {"pep440", "1.0rc1", "1.0", Bump::build},
      {"pep440", "1.0.1", "1.0.2", Bump::patch},
      {"pep440", "1.0.1.1", "1.0.1.2", Bump::patch},
      {"pep440", "1.13.1", "1.12", Bump::minor},
      {"pep440", "1.13", "2.0", Bump::major},
      {"pep440", "1.13", "1!1.13", Bump::major},
      {"semver", "1.0.0+a", "1.0.0+b", Bump::none},
      {"debian", "1.0-1", "1.0-2", Bump::build},
      {"debian", "1.0-1", "2:1.0-1", Bump::major},
      {"rpm", "1.0.1-1", "1.0.2-1", Bump::patch},
      {"neuron-extension", "2.1.2.2.3.0", "2.1.2.2.3.1", Bump::patch},
      {"neuron-extension", "2.1.2.2.3.0", "2.1.2.2.4.0", Bump::minor},
      {"neuron-extension", "2.1.2.2.3.0", "2.1.2.3.0.0", Bump::major},
      {"neuron-extension", "2.1.2.2.3.0", "2.5.1.2.3.0", Bump::major},
      {"neuron-extension", "1.5.1.1.0.1978.0", "1.5.1.1.0.1978.1", Bump::patch},
      {"neuron-standalone", "2.15.9.0", "2.15.9.1", Bump::patch},
      {"neuron-standalone", "2.15.9.0", "2.15.9.0-dkms", Bump::build},
      {"driver-branch", "580.95.05", "590.1", Bump::major},
      {"image-build", "v1.9", "v1.10", Bump::minor},
      {"ubuntu", "22.04", "22.04.3", Bump::patch},
      {"opaque", "volta", "ampere", Bump::build},
  };
  for (const Row& row : rows) {
    const Version from = version(row.scheme, row.from), to = version(row.scheme, row.to);
    EXPECT_EQ(bump_between(scheme(row.scheme), from, to), row.bump) << row.from << " " << row.to;
    EXPECT_EQ(bump_between(scheme(row.scheme), to, from), row.bump) << row.to << " " << row.from;
  }
}

}  // namespace
}  // namespace bestby
