// The Neuron policy over the catalogue, against days worked out by hand from the announcements.
#include <gtest/gtest.h>

#include <algorithm>
#include <map>

#include "base/files.h"
#include "cited_facts.h"
#include "policy/evaluator.h"
#include "policy/load_policies.h"
#include "report/error_text.h"

namespace bestby {
namespace {

const Policies& rules() {
  static const PolicyStore store = [] {
    std::vector<CatalogFile> files;
    const std::string root = BESTBY_ROOT "/policies/";
    const auto names = list_tree(root, {.suffix = ".yml"}).value();
    for (const auto& name : names) files.push_back({name, read_file(root + name).value()});
    auto out = load_policies(std::move(files), catalogue());
    if (!out)
      for (const Error& error : out.error()) ADD_FAILURE() << error_text(error, false);
    return out ? std::move(*out) : PolicyStore{};
  }();
  static const Policies view = store.view();
  return view;
}

PolicyId neuron() {
  for (PolicyId p = 0; p < rules().size(); ++p)
    if (rules().text(rules().policy(p).id) == "aws-neuron") return p;
  ADD_FAILURE() << "there is no policy aws-neuron";
  return 0;
}

NodeId node(std::string_view label) {
  const auto cut = label.find('@');
  const auto product = catalogue().find_product(label.substr(0, cut));
  if (!product) ADD_FAILURE() << "no product in " << label;
  if (!product) return 0;
  const std::string_view name = label.substr(cut + 1);
  if (const auto release = catalogue().find_release(*product, name)) return *release;
  if (const auto cycle = catalogue().find_cycle(*product, name)) return *cycle;
  ADD_FAILURE() << "no release " << label;
  return *product;
}

std::optional<Date> day(std::string_view text) {
  return text.empty() ? std::nullopt : std::optional(*Date::parse(text));
}

// "ga 2024-10-24, superseded not yet, ended never"
std::string timeline(std::string_view label, std::string_view known = {}) {
  Evaluator e(catalogue(), rules(), day(known));
  const auto verdict = e.verdict(neuron(), node(label));
  if (!verdict) return "not judged";
  std::string out;
  const auto phases = rules().phases(rules().policy(neuron()));
  for (std::uint32_t i = 0; i < verdict->timeline.count; ++i)
    if (const PhaseEnd& p = verdict->timeline.phases[i]; p.entered)
      out += (out.empty() ? "" : ", ") + std::string(rules().text(phases[i].name)) + " " + to_text(p.last);
  return out;
}

// The checks of a release that fail, in the policy's order.
std::string failed(std::string_view label) {
  Evaluator e(catalogue(), rules());
  std::string out;
  for (const ClauseOutcome& c : e.explain(neuron(), node(label)).clauses) {
    const ClauseRow& row = rules().columns.clauses[c.clause];
    if (row.kind == ClauseKind::check && c.outcome == Outcome::stated && c.holds == Truth::no)
      out += (out.empty() ? "" : " ") + std::string(rules().text(row.id));
  }
  return out;
}

const ClauseOutcome& clause(const Explanation& why, std::string_view id) {
  const auto at = std::find_if(why.clauses.begin(), why.clauses.end(), [&](const ClauseOutcome& c) {
    return rules().text(rules().columns.clauses[c.clause].id) == id;
  });
  EXPECT_NE(at, why.clauses.end()) << id;
  return *at;
}

class NeuronPolicy : public testing::Test {
 protected:
  void SetUp() override { ASSERT_NE(rules().size(), 0U) << "the policies do not load"; }
};

TEST_F(NeuronPolicy, OnlyTheNewestSdkIsPatched) {
  // 2.20.0 of 2024-09-16, 2.20.1 of 2024-10-25
  EXPECT_EQ(timeline("neuron-sdk@2.20.0"), "ga 2024-10-24, superseded not yet, ended never");
  // The beta of 2.21.0, 2024-12-03, takes nobody's place; 2.21.0 of 2024-12-20 does.
  EXPECT_EQ(timeline("neuron-sdk@2.20.2"), "ga 2024-12-19, superseded not yet, ended never");
  // 1.20.0 was announced and never came; 2.3.0 is of 2022-10-10.
  EXPECT_EQ(timeline("neuron-sdk@1.19.2"), "ga 2022-10-09, superseded not yet, ended never");
  EXPECT_EQ(timeline("neuron-sdk@2.32.0"), "ga not yet, ended never");
  EXPECT_EQ(timeline("neuron-sdk@2.20.0", "2024-10-01"), "ga not yet, ended never");
}

TEST_F(NeuronPolicy, OnAnyDayExactlyOneSdkIsPatched) {
  Evaluator e(catalogue(), rules());
  std::vector<Timeline> all;
  for (const NodeId n : catalogue().releases_of(*catalogue().find_product("neuron-sdk")))
    if (e.judges(neuron(), n) && e.timeline(neuron(), n).start.exact())
      all.push_back(e.timeline(neuron(), n));
  ASSERT_GT(all.size(), 80U);
  const auto phases = rules().phases(rules().policy(neuron()));
  for (std::int32_t d = Date::parse("2019-12-20")->days(); d <= e.horizon(); ++d) {
    const auto patched = std::count_if(all.begin(), all.end(), [&](const Timeline& t) {
      const PhaseAt at = t.at(d);
      return !at.before && at.certain && rules().text(phases[at.phase].name) == "ga";
    });
    ASSERT_EQ(patched, 1) << Date::from_days(d).str();
  }
}

TEST_F(NeuronPolicy, AFrameworkVersionEndsOnTheDayOfTheFirstSdkWithoutIt) {
  // Announced 2024-12-20: 2.21 is the last with PyTorch 2.1; 2.22.0 came on 2025-04-03.
  EXPECT_EQ(timeline("torch-neuronx@2.1.2.2.4.0"), "ga 2025-04-02, ended never");
  // Known before: its end is announced, but for no day, and six months are promised since PyTorch 2.5 came.
  EXPECT_EQ(timeline("torch-neuronx@2.1.2.2.4.0", "2025-01-01"), "ga at least 2025-06-20, ended never");
  EXPECT_EQ(timeline("torch-neuronx@2.1.2.2.4.0", "2024-12-20"), "ga at least 2025-06-20, ended never");
  EXPECT_EQ(failed("torch-neuronx@2.1.2.2.4.0"), "six-months-kept");
  // In maintenance from 2.20.0 (2024-09-16), ended with 2.21.0 (2024-12-20); a newer 1.9 came 2024-07-03.
  EXPECT_EQ(timeline("torch-neuron@1.9.1.2.9.74.0"),
            "ga 2024-07-02, maintenance 2024-07-02, superseded 2024-12-19, ended never");
}

TEST_F(NeuronPolicy, SixMonthsHaveTwoReadings) {
  Evaluator e(catalogue(), rules());
  const Explanation why = e.explain(neuron(), node("torch-neuronx@2.1.2.2.4.0"));
  const ClauseOutcome& six = clause(why, "six-months");
  EXPECT_EQ(six.outcome, Outcome::floor);
  EXPECT_EQ(to_text(six.last), "at least 2025-06-20");  // since PyTorch 2.5 came, 2024-12-20
  ASSERT_EQ(six.readings.size(), 1U);
  EXPECT_EQ(to_text(six.readings[0].last), "at least 2024-10-01");  // since 2.1 itself came, 2024-04-01
}

TEST_F(NeuronPolicy, APreviewIsSupersededAndNeverSupported) {
  EXPECT_EQ(timeline("torch-neuronx@2.0.0.2.0.0b0"), "beta 2023-11-08, superseded 2024-02-12, ended never");
  EXPECT_EQ(failed("torch-neuronx@2.0.0.2.0.0b0"), "");
}

TEST_F(NeuronPolicy, WhatIsNamedOnceEndsOnce) {
  EXPECT_EQ(timeline("neuron-api@XLA_USE_BF16"),
            "ga 2025-07-30, ended never");  // last in 2.24; 2.25.0 of 2025-07-31
  EXPECT_EQ(timeline("neuron-api@NEURONCORE_GROUP_SIZES"),
            "ga 2022-10-09, ended never");  // with 1.20.0, which never came
  EXPECT_EQ(timeline("neuron-dependency@python-3.8"), "ga 2025-04-02, ended never");
  EXPECT_EQ(timeline("aws-neuron-runtime@1.6.24.0"), "ga 2021-10-26, maintenance 2022-10-09, ended never");
  EXPECT_EQ(timeline("neuron-dlami@multi-ubuntu24.04-sdk2.31.0"),
            "ga 2026-08-11, superseded not yet, ended never");
  // Announced to end and withdrawn: nothing ends it.
  EXPECT_EQ(timeline("neuron-api@nxd-core-training").substr(0, 12), "ga at least ");
}

TEST_F(NeuronPolicy, APostponedEndIsKnownAsItWasAtTheTime) {
  // With 2.29.0, it said in 2025-12; with 2.30.0 (2026-05-21), from 2026-03-31 on.
  EXPECT_EQ(timeline("neuron-tool@neuron-profiler"), "ga 2026-05-20, ended never");
  EXPECT_EQ(timeline("neuron-tool@neuron-profiler", "2026-04-20"), "ga at least 2026-04-20, ended never");
  EXPECT_EQ(failed("neuron-tool@neuron-profiler"), "");  // the first notice counts
}

TEST_F(NeuronPolicy, FindsWhereTheNoticeWasTooShort) {
  EXPECT_EQ(failed("neuron-dependency@python-3.9"), "notice-end-of-support");  // 2025-12-16, ended 2025-12-19
  EXPECT_EQ(failed("neuron-dependency@python-3.10"), "notice-end-of-support");
  EXPECT_EQ(failed("neuron-dependency@python-3.8"), "");    // 2024-12-20, ended 2025-04-03
  EXPECT_EQ(failed("neuron-dependency@ubuntu-18.04"), "");  // first edition: no notice promised
  EXPECT_EQ(failed("neuron-api@nxd-core-training"), "maintenance-types");  // an API has no maintenance
  EXPECT_EQ(failed("jax-neuronx@0.7.0.1.0.8181"), "six-months-kept notice-end-of-a-line");
}

TEST_F(NeuronPolicy, EditionsAreThoseOfTheFirstNotice) {
  Evaluator e(catalogue(), rules());
  const auto edition = [&](std::string_view label) {
    return std::string(rules().text(
        rules().editions(rules().policy(neuron()))[e.explain(neuron(), node(label)).edition].id));
  };
  EXPECT_EQ(edition("neuron-dependency@amazon-linux-2"), "P1");       // 2024-06-28
  EXPECT_EQ(edition("neuron-dependency@python-3.8"), "P2");           // 2024-12-20
  EXPECT_EQ(edition("neuron-extension@neuron-nemo-megatron"), "P3");  // 2025-04-03
  EXPECT_EQ(edition("neuron-dependency@python-3.9"), "P4");           // 2025-12-16
}

TEST_F(NeuronPolicy, KnowsTheOtherWordsForPhases) {
  std::map<std::string, std::string, std::less<>> words;
  for (const AliasRow& alias : rules().columns.aliases)
    if (alias.policy == neuron())
      words[std::string(rules().text(alias.word))] =
          rules().text(rules().phases(rules().policy(neuron()))[alias.phase].name);
  EXPECT_EQ(words["developer preview"], "beta");
  EXPECT_EQ(words["stable"], "ga");
}

}  // namespace
}  // namespace bestby
