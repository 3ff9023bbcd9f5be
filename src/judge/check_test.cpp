#include "judge/check.h"

#include <gmock/gmock.h>

#include "catalog/load.h"
#include "judge/ignores.h"
#include "policy/load_policies.h"

namespace bestby {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr const char* vocabulary = R"(vocabulary: 1
kinds: [framework, library, language, api, container-image]
services: [security]
predicates:
  released: {value: date, event: yes, says: x}
  last: {value: date, says: x}
  record: {value: text, says: x}
  build: {value: version, scheme: image-build, says: x}
  framework: {value: release, many: yes, says: x}
  library: {value: release, many: yes, says: x}
  python: {value: release, says: x}
  requires: {value: text, many: yes, says: x}
  deprecated_in: {value: release, says: x}
  replaced_by: {value: text, says: x}
attributes:
  framework: {weight: 40}
  library: {weight: 60, partial: yes, part: library}
  python: {weight: 10}
relations:
  framework-of-library: {of: library, by: framework, limits: framework, as: one-of, world: closed, says: "{of} is for {by}"}
  packages-of-library: {of: library, by: requires, limits: framework, as: specifier, world: closed, says: "{of} requires {by}"}
registries:
  hub.example: anybody
  own.example: a
)";

constexpr const char* torch = R"(product: torch
name: Torch
kind: framework
publisher: a
versions: pep440
cycle: major.minor
identifiers: [pkg:pypi/torch]
sources: {s: {title: S, editions: [2020-01-01]}}
source: s
cycles:
  "1.0": {released: 2020-01-01, last: 2021-01-01}
  "1.1": {released: 2021-01-01, last: 2022-01-01}
releases: {1.0.0: {released: 2020-01-01, last: 2021-01-01}, 1.1.0: {released: 2021-01-01, last: 2022-01-01}, 1.1.1: {released: 2021-06-01, last: 2022-01-01}}
)";

constexpr const char* parallel = R"(product: parallel
name: Parallel
kind: library
publisher: a
versions: pep440
cycle: major.minor
identifiers: [pkg:pypi/vendor-parallel]
source: s
releases:
  1.0.0: {released: 2020-01-01, last: 2022-01-01, framework: torch@1.0.0}
  1.4.0: {released: 2021-01-01, last: 2022-01-01, framework: torch@1.1.0, requires: "torch>=1.1"}
)";

constexpr const char* api = R"(product: parallel-api
name: Its own interfaces
kind: api
publisher: a
versions: opaque
source: s
releases:
  vendor.parallel.torch.distributed: {deprecated_in: parallel@1.4.0, replaced_by: torch.distributed}
)";

constexpr const char* python = R"(product: python
name: Python
kind: language
publisher: p
versions: pep440
cycle: major.minor
identifiers: [pkg:docker/library/python]
source: s
cycles: {"3.8": {released: 2019-10-01, last: 2021-03-01}, "3.9": {released: 2020-10-01, last: 2025-10-01}}
)";

constexpr const char* images = R"(product: a/train
name: Training images
kind: container-image
publisher: a
repository: train
versions: opaque
cycle: none
source: s
releases:
  - {release: 1.0-py38, framework: torch@1.0.0, python: python@3.8, record: image, released: 2020-02-01, last: 2021-01-01}
  - {release: 1.1-py38, framework: torch@1.1.0, python: python@3.8, library: parallel@1.4.0, record: image, released: 2021-02-01, last: 2022-01-01}
  - {release: v1.0-a, framework: torch@1.1.0, python: python@3.8, record: build, build: v1.0, released: 2021-02-01, last: 2022-01-01}
  - {release: v1.1-a, framework: torch@1.1.0, python: python@3.8, record: build, build: v1.1, released: 2021-04-01, last: 2022-01-01}
  - {release: v2.0-a, framework: torch@1.1.0, python: python@3.8, record: build, build: v2.0, released: 2021-05-01, last: 2022-01-01}
)";

constexpr const char* policy = R"(policy: p
title: P
publisher: a
source: s
applies: product in [torch, parallel, python, "a/train"]
phases:
  on: {services: [security]}
  off: {services: []}
clauses:
  end: {says: x, on: through last(self)}
  channels: {says: x, in: off, when: "product = \"a/train\"", advice: "Anaconda's packages are under its licence"}
)";

// A finding, as short as it can be told: severity, subject, then what to write instead.
std::string told(const CheckFinding& f) {
  std::string out(finding_names[static_cast<std::size_t>(f.severity)]);
  out += " " + f.subject;
  if (const auto* unfit = std::get_if<Unfit>(&f.cause)) out += ": " + unfit->says;
  for (const Instead& i : f.instead) out += " -> " + i.text;
  if (f.places.size() > 1) out += " x" + std::to_string(f.places.size());
  return out;
}

class CheckTest : public testing::Test {
 protected:
  CheckTest() {
    auto facts = load_catalog({{"v.yml", vocabulary},
                               {"t.yml", torch},
                               {"l.yml", parallel},
                               {"a.yml", api},
                               {"p.yml", python},
                               {"i.yml", images}});
    if (!facts) throw std::runtime_error(facts.error().front().message);
    facts_ = std::move(*facts);
    world_ = facts_.world();
    auto rules = load_policies({{"p.yml", policy}}, world_);
    if (!rules) throw std::runtime_error(rules.error().front().message);
    rules_ = std::move(*rules);
    policies_ = rules_.view();
  }

  std::vector<CheckFinding> findings(const Observed& seen, const char* on, int within = 90) const {
    return check(world_, policies_, {seen}, {*Date::parse(on), {}, within});
  }
  std::vector<std::string> all(const Observed& seen, const char* on, int within = 90) const {
    std::vector<std::string> out;
    for (const CheckFinding& f : findings(seen, on, within)) out.push_back(told(f));
    return out;
  }

  static Place at(const char* path, std::uint32_t line) { return {.path = path, .line = line, .column = 1}; }

  WorldStore facts_;
  World world_;
  PolicyStore rules_;
  Policies policies_;
};

TEST_F(CheckTest, SaysWhatEndsAndWhatToWriteInstead) {
  Observed seen;
  seen.see(SeenPackage{"pypi", "torch", "1.0.0", {}}, at("r.txt", 1), 0);
  EXPECT_THAT(all(seen, "2020-06-01"), ElementsAre("ok torch==1.0.0"));
  EXPECT_THAT(all(seen, "2020-12-01"), ElementsAre("ending torch==1.0.0"));
  EXPECT_THAT(all(seen, "2020-12-01", 30), ElementsAre("ok torch==1.0.0"));
  EXPECT_THAT(all(seen, "2021-01-01"), ElementsAre("ending torch==1.0.0 -> torch==1.1.0"))
      << "the last day is included";
  EXPECT_THAT(all(seen, "2021-01-02"), ElementsAre("ended torch==1.0.0 -> torch==1.1.0"));
  EXPECT_THAT(all(seen, "2021-07-01"), ElementsAre("ended torch==1.0.0 -> torch==1.1.1"))
      << "the newest patch";
}

TEST_F(CheckTest, WhatHasOneCauseIsOneFinding) {
  Observed seen;
  for (const char* path : {"b", "a", "b"})
    seen.see(SeenImage{"own.example/train:1.0-py38", {}, {}, {}}, at(path, 2), 0);
  seen.see(SeenImage{"mirror.example/x/train:1.0-py38", {}, {}, {}}, at("c", 1), 0);
  const auto out = findings(seen, "2021-06-01");
  ASSERT_EQ(out.size(), 1U);
  EXPECT_EQ(out[0].id, "ended/a/train@1.0-py38");
  EXPECT_EQ(told(out[0]), "ended own.example/train:1.0-py38 -> own.example/train:1.1-py38 x3");
  EXPECT_EQ(out[0].places[0].where.path, "a");
  EXPECT_EQ(out[0].places[2].written, "mirror.example/x/train:1.0-py38");
  EXPECT_EQ(out[0].instead[0].from, "1.0-py38");
  EXPECT_EQ(out[0].instead[0].to, "1.1-py38");
}

TEST_F(CheckTest, ARangeIsJudgedByWhatAnInstallerTakes) {
  Observed seen;
  seen.see(SeenPackage{"pypi", "torch", {}, ">=1.0,<2"}, at("r.txt", 1), 0);
  EXPECT_THAT(all(seen, "2020-06-01"), ElementsAre("ok torch>=1.0,<2"));
  EXPECT_THAT(all(seen, "2021-06-02"), ElementsAre("ok torch>=1.0,<2")) << "1.1.1 is taken";
  EXPECT_THAT(all(seen, "2022-06-01"), ElementsAre("ended torch>=1.0,<2"));
}

TEST_F(CheckTest, TellsWhatItDoesNotKnowApart) {
  Observed seen;
  seen.see(SeenPackage{"pypi", "requests", "2.0", {}}, at("r.txt", 1), 0);
  seen.see(SeenPackage{"pypi", "torch", {}, {}}, at("r.txt", 2), 0);
  seen.see(SeenPackage{"pypi", "torch", "7.0", {}}, at("r.txt", 3), 0);
  seen.see(SeenImage{"hub.example/somebody/train:1.0-py38", {}, {}, {}}, at("d", 1), 0);
  const auto out = findings(seen, "2021-06-01");
  ASSERT_EQ(out.size(), 4U);
  std::vector<std::size_t> causes;
  for (const CheckFinding& f : out) {
    EXPECT_EQ(f.severity, Finding::unknown);
    causes.push_back(f.cause.index());
  }
  constexpr std::size_t not_recorded = 1, no_version = 2, not_listed = 3;
  EXPECT_THAT(causes, testing::UnorderedElementsAre(not_listed, no_version, not_recorded, not_listed));
}

TEST_F(CheckTest, PartsOfOneStackAreHeldAgainstOneAnother) {
  Observed seen;
  const auto one = seen.new_stack(), other = seen.new_stack();
  seen.see(SeenPackage{"pypi", "vendor-parallel", "1.4.0", {}}, at("r.txt", 1), one);
  seen.see(SeenPackage{"pypi", "torch", "1.0.0", {}}, at("r.txt", 2), one);
  seen.see(SeenPackage{"pypi", "torch", "1.1.0", {}}, at("s.txt", 1), other);
  EXPECT_THAT(
      all(seen, "2020-06-01"),
      testing::IsSupersetOf({"mismatch parallel@1.4.0: parallel@1.4.0 is for torch@1.1.0; here it is with "
                             "torch@1.0.0 x2",
                             "mismatch parallel@1.4.0: parallel@1.4.0 requires torch>=1.1; here it is with "
                             "torch@1.0.0 x2"}));
  Observed fits;
  const auto stack = fits.new_stack();
  fits.see(SeenPackage{"pypi", "vendor-parallel", "1.4.0", {}}, at("r.txt", 1), stack);
  fits.see(SeenPackage{"pypi", "torch", "1.1.0", {}}, at("r.txt", 2), stack);
  for (const std::string& line : all(fits, "2021-06-01")) EXPECT_FALSE(line.starts_with("mismatch")) << line;
}

TEST_F(CheckTest, WhatAnImageHoldsIsInItsStack) {
  Observed seen;
  const auto stack = seen.new_stack();
  seen.see(SeenImage{"own.example/train:1.1-py38", {}, {}, {}}, at("Dockerfile", 1), stack, true);
  seen.see(SeenPackage{"pypi", "torch", "1.0.0", {}}, at("Dockerfile", 2), stack);
  EXPECT_THAT(
      all(seen, "2020-06-01"),
      testing::Contains(
          "mismatch parallel@1.4.0: parallel@1.4.0 is for torch@1.1.0; here it is with torch@1.0.0 x2"));
}

TEST_F(CheckTest, InterfacesAreDeprecatedFromTheReleaseOnThatDoes) {
  Observed seen;
  seen.see(SeenInterface{"vendor.parallel.torch.distributed.init"}, at("train.py", 1), 0);
  EXPECT_THAT(all(seen, "2021-06-01"),
              ElementsAre("deprecated vendor.parallel.torch.distributed.init -> torch.distributed"));
  seen.see(SeenPackage{"pypi", "vendor-parallel", "1.0.0", {}}, at("r.txt", 1), 0);
  for (const std::string& line : all(seen, "2021-06-01"))
    EXPECT_FALSE(line.starts_with("deprecated")) << line;
}

TEST_F(CheckTest, AnOlderBuildBehindAName) {
  const auto built = [&](const char* day) {
    Observed seen;
    seen.see(SeenImage{"own.example/train:1.1-py38", {}, {}, std::string(day) + "T10:00:00Z"}, at("", 0), 0);
    std::vector<std::string> out;
    for (const CheckFinding& f : findings(seen, "2021-06-01"))
      if (const auto* older = std::get_if<OlderBuild>(&f.cause))
        out.push_back(older->newest + " " + older->newest_built);
    return out;
  };
  EXPECT_THAT(built("2021-01-30"), ElementsAre("v1.1-a 2021-04-01")) << "v2.0 may live beside it";
  EXPECT_THAT(built("2021-03-30"), IsEmpty()) << "it is the newest of its line";
  EXPECT_THAT(built("2021-05-30"), IsEmpty());
  EXPECT_THAT(built("yesterday"), IsEmpty());
}

TEST_F(CheckTest, APublishersLifecycleCountsBesideTheCatalogue) {
  const auto said = [&](const char* ends) {
    Observed seen;
    seen.see(SeenLifecycle{"own.example/other:1", ends}, at("", 0), seen.new_stack());
    return all(seen, "2021-06-01");
  };
  EXPECT_THAT(said("2021-05-31T23:59:59Z"), ElementsAre("ended own.example/other:1"));
  EXPECT_THAT(said("2021-06-01T00:00:00Z"), ElementsAre("ended own.example/other:1"));
  EXPECT_THAT(said("2021-06-01T00:00:01Z"), ElementsAre("ending own.example/other:1"));
  EXPECT_THAT(said("2021-08-30"), ElementsAre("ending own.example/other:1"));
  EXPECT_THAT(said("2021-08-31"), ElementsAre("ok own.example/other:1"));
  EXPECT_THAT(said("soon"), IsEmpty());
}

TEST_F(CheckTest, ChannelsUnderSomebodysLicenceInWhatIsNoLongerMaintained) {
  Observed seen;
  const auto stack = seen.new_stack();
  seen.see(SeenImage{"own.example/train:1.0-py38", {}, {}, {}}, at("Dockerfile", 1), stack, true);
  seen.see(SeenChannel{"defaults"}, at("Dockerfile", 2), stack);
  seen.see(SeenChannel{"conda-forge"}, at("Dockerfile", 3), stack);
  EXPECT_THAT(all(seen, "2021-06-01"), testing::Contains("licence a/train@1.0-py38"));
  for (const std::string& line : all(seen, "2020-06-01")) EXPECT_FALSE(line.starts_with("licence")) << line;
}

TEST_F(CheckTest, FindingsComeWorstFirst) {
  Observed seen;
  seen.see(SeenPackage{"pypi", "torch", {}, {}}, at("r.txt", 1), 0);
  seen.see(SeenPart{"python", "3.9", "x"}, at("x", 1), 0);
  seen.see(SeenPart{"python", "3.8.10", "x"}, at("x", 2), 0);
  EXPECT_THAT(all(seen, "2021-04-01"),
              ElementsAre("ended python@3.8.10 -> python@3.9", "unknown torch", "ok python@3.9"));
}

// --- setting aside --------------------------------------------------------------------------

class SetAside : public CheckTest {
 protected:
  CheckAnswer answer() const {
    Observed seen;
    seen.see(SeenPackage{"pypi", "torch", "1.0.0", {}}, at("old/r.txt", 4), 0);
    seen.see(SeenPackage{"pypi", "torch", "1.0.0", {}}, at("new/r.txt", 5), 0);
    CheckAnswer out;
    out.targets = {"."};
    out.findings = findings(seen, "2021-06-01");
    return out;
  }
  static std::vector<Ignore> ignores(const char* text) {
    auto read = read_ignores("i.yml", text);
    if (!read) throw std::runtime_error(read.error().front().message);
    return std::move(*read);
  }
};

TEST_F(SetAside, ByAFileAndItsPaths) {
  CheckAnswer a = answer();
  set_aside(a, ignores("- {finding: \"ended/torch@1.0*\", path: \"old/*\", because: old, until: 2021-12-31}"),
            *Date::parse("2021-06-01"));
  EXPECT_TRUE(fails(a, Finding::ended)) << "the other place counts";
  EXPECT_EQ(summary_of(a).set_aside, 1U);
  set_aside(a, ignores("- {finding: \"*\", because: all, until: 2021-06-01}"), *Date::parse("2021-06-01"));
  EXPECT_FALSE(fails(a, Finding::unknown)) << "the last day is included";
  EXPECT_EQ(a.findings[0].places[1].set_aside, "ignored until 2021-12-31: old")
      << "the first one that matched";
}

TEST_F(SetAside, AnExpiredIgnoreFailsWhereItWouldBeUsed) {
  CheckAnswer a = answer();
  set_aside(a, ignores("- {finding: \"ended/other*\", because: x, until: 2020-01-01}"),
            *Date::parse("2021-06-01"));
  EXPECT_THAT(a.expired, IsEmpty());
  set_aside(a, ignores("- {finding: \"ended/torch*\", because: x, until: 2021-05-31}"),
            *Date::parse("2021-06-01"));
  ASSERT_EQ(a.expired.size(), 1U);
  EXPECT_TRUE(a.findings[0].open());
  a.findings.clear();
  EXPECT_TRUE(fails(a, Finding::ended));
}

TEST_F(SetAside, ByACommentBesideIt) {
  CheckAnswer a = answer();
  set_aside(a, 0,
            {{"old/r.txt", 4, "2021-12-31", "kept"},
             {"new/r.txt", 5, "2021-13-31", "no day"},
             {"new/r.txt", 5, "2021-12-31", ""}},
            *Date::parse("2021-06-01"));
  EXPECT_EQ(summary_of(a).set_aside, 1U);
  EXPECT_EQ(a.unread.size(), 2U);
  EXPECT_TRUE(a.findings[0].open());
}

TEST_F(SetAside, ByAnEarlierAnswer) {
  CheckAnswer a = answer();
  const auto baseline = read_baseline(
      "b.json",
      R"({"schema": "bestby/check/1", "findings": [{"id": "ended/torch@1.0.0", "where": [{"path": "old/r.txt"}]}]})");
  ASSERT_TRUE(baseline);
  set_aside(a, *baseline);
  EXPECT_EQ(summary_of(a).set_aside, 1U);
  EXPECT_TRUE(fails(a, Finding::ended)) << "the other path is new";
  EXPECT_FALSE(read_baseline("b.json", "{}"));
  EXPECT_FALSE(read_baseline("b.json", R"({"schema": "bestby/status/1", "findings": []})"));
}

TEST_F(SetAside, ErrorsOfAnIgnoreFileHaveAPlace) {
  const auto first = [](const char* text) {
    const auto read = read_ignores("i.yml", text);
    if (read) return std::string("read");
    const Error& e = read.error().front();
    return e.span.file + ":" + std::to_string(e.span.line) + " " + e.message;
  };
  EXPECT_EQ(first("- {finding: x, because: y}"), "i.yml:1 `until` is missing");
  EXPECT_EQ(first("- {finding: x, until: 2021-02-29, because: y}"), "i.yml:1 `2021-02-29` is no day");
  EXPECT_EQ(first("- {findng: x, until: 2021-02-28, because: y}"), "i.yml:1 there is no key `findng`");
  EXPECT_EQ(first("finding: x"), "i.yml:1 a list of ignores is wanted");
  EXPECT_EQ(first(""), "read");
}

}  // namespace
}  // namespace bestby
