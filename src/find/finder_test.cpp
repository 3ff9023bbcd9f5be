// Small catalogues as data: what is asked, found and refused; and for every query over a small world that
// the finder's answers and fixes are those that trying everything gives.
#include "find/finder.h"

#include <gmock/gmock.h>

#include "catalog/load.h"

namespace bestby {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

constexpr std::string_view vocabulary = R"y(vocabulary: 1
kinds: [framework, language, kernel, library, region, container-image]
services: [security]
predicates:
  framework: {value: release, many: yes, says: x}
  python: {value: release, says: x}
  library: {value: release, many: yes, says: x}
  kernel: {value: release, says: x}
  kernel_min: {value: release, says: x}
  chip: {value: text, many: yes, says: x}
  job: {value: text, says: x}
  place: {value: text, many: yes, says: x}
  available: {value: flag, says: x}
  for_job: {value: text, many: yes, says: x}
attributes:
  framework: {weight: 40}
  python: {weight: 10}
  library: {weight: 60, partial: yes, part: library}
  kernel: {weight: 15, part: kernel}
  chip: {weight: 50, words: yes}
  job: {weight: 90, words: yes, covers: any}
  place: {weight: 80, words: yes, part: region, noun: region}
relations:
  framework-of-library: {of: library, by: framework, limits: framework, as: one-of, world: closed}
  kernel-for-framework: {of: framework, by: kernel_min, limits: kernel, as: at-least, world: open}
  place-of-images: {of: place, by: available, limits: job, as: flag, world: open}
)y";

constexpr std::string_view torch = R"y(product: torch
name: Torch
kind: framework
publisher: a
versions: pep440
cycle: major.minor
sources: {s: {title: S, editions: [2020-01-01]}}
source: s
cycles:
  "1.0": {kernel_min: kernel@4}
  "2.0": {kernel_min: kernel@6}
releases: {1.0.0: {}, 1.0.1: {}, 2.0.0: {}}
)y";
constexpr std::string_view other = R"y(product: flow
kind: framework
publisher: a
versions: pep440
cycle: major.minor
releases: {}
)y";
constexpr std::string_view python = R"y(product: python
name: Python
kind: language
publisher: p
versions: pep440
cycle: major.minor
)y";
constexpr std::string_view kernel = R"y(product: kernel
kind: kernel
publisher: k
versions: dotted
cycle: major
releases: {4.1: {}, 5.1: {}, 6.1: {}}
)y";
constexpr std::string_view split_model = R"y(product: splitter
kind: library
publisher: a
versions: pep440
cycle: major.minor
source: s
releases:
  1.0.0: {framework: torch@1.0.0}
  1.1.0: {framework: [torch@1.0.0, torch@1.0.1]}
)y";
constexpr std::string_view regions = R"y(product: place
kind: region
publisher: a
versions: opaque
source: s
releases:
  north: {available: [{is: yes, for: {job: train}}, {is: no, for: {job: serve}}]}
  south: {available: yes}
)y";
constexpr std::string_view images = R"y(product: image
kind: container-image
publisher: a
versions: opaque
repository: image
source: s
releases:
  - {release: t10-train, framework: torch@1.0.0, python: python@3.8, chip: fast, job: train, library: splitter@1.0.0}
  - {release: t10-serve, framework: torch@1.0.0, python: python@3.8, chip: slow, job: serve}
  - {release: t11-train, framework: torch@1.0.1, python: python@3.9, chip: fast, job: train, library: splitter@1.1.0}
  - {release: t20-train, framework: torch@2.0.0, python: python@3.10, chip: fast, job: train}
  - {release: t20-serve, framework: torch@2.0.0, chip: slow, job: serve}
  - {release: t20-any, framework: torch@2.0.0, python: python@3.10, chip: slow, job: any}
  - {release: flow, framework: flow@1.0, python: python@3.10, chip: [slow, fast], job: train}
)y";

class Catalogue {
 public:
  explicit Catalogue(std::vector<std::string_view> files) {
    std::vector<CatalogFile> all;
    for (const std::string_view file : files)
      all.push_back({"f" + std::to_string(all.size()), std::string(file)});
    auto loaded = load_catalog(std::move(all));
    if (!loaded) throw std::runtime_error(loaded.error().front().message);
    store_ = std::move(*loaded);
    world_ = store_.world();
    // patched as long as the image's place in the catalogue says
    rows_.emplace(world_, day_max - 1, [](NodeId n) {
      return ImageEnd{Bound::exactly(20000 + static_cast<std::int32_t>(n)), Truth::yes, 0};
    });
    words_.emplace(*rows_);
  }

  Result<std::vector<Constraint>> read(const std::vector<std::string>& typed) const {
    return words_->read_all(typed, 20000);
  }
  Found ask(const std::vector<std::string>& typed, std::size_t most = 9) const {
    auto constraints = read(typed);
    if (!constraints) throw std::runtime_error(constraints.error().message);
    return Finder(*rows_, *words_).find(std::move(*constraints), most);
  }
  std::vector<std::string> images(const std::vector<std::string>& typed) const {
    std::vector<std::string> out;
    for (const Answer& a : ask(typed).answers) out.emplace_back(world_.name(a.image));
    std::sort(out.begin(), out.end());
    return out;
  }
  // Of each conflict its fixes, each as its changes.
  std::vector<std::vector<std::string>> fixes(const std::vector<std::string>& typed) const {
    std::vector<std::vector<std::string>> out;
    const Found found = ask(typed);
    if (!found.refusal) return out;
    for (const Conflict& c : found.refusal->conflicts) {
      out.emplace_back();
      for (const Fix& f : c.fixes) {
        std::string text;
        for (const Change& change : f.changes)
          text += (text.empty() ? "" : " ") + (change.to.empty() ? "-" : change.to);
        out.back().push_back(text);
      }
    }
    return out;
  }
  const World& world() const { return world_; }
  const ImageRows& rows() const { return *rows_; }
  const FindWords& words() const { return *words_; }

 private:
  WorldStore store_;
  World world_;
  std::optional<ImageRows> rows_;
  std::optional<FindWords> words_;
};

Catalogue small() {
  return Catalogue({vocabulary, torch, other, python, kernel, split_model, regions, images});
}

TEST(Finder, AnswersWhatHasAll) {
  const Catalogue c = small();
  EXPECT_THAT(c.images({"torch=1.0", "fast"}), ElementsAre("t10-train", "t11-train"));
  EXPECT_THAT(c.images({"torch==1.0"}), ElementsAre("t10-serve", "t10-train"));
  EXPECT_THAT(c.images({"torch>=1.0.1", "python>=3.9"}), ElementsAre("t11-train", "t20-any", "t20-train"));
  EXPECT_THAT(c.images({"splitter"}), ElementsAre("t10-serve", "t10-train", "t11-train"))
      << "it can be installed";
  EXPECT_THAT(c.images({"splitter>=1.1"}), ElementsAre("t10-serve", "t11-train")) << "t10-train has another";
  EXPECT_EQ(c.world().name(c.ask({"splitter"}).answers[0].image), "t11-train")
      << "what carries it comes first";
  EXPECT_THAT(c.images({"fast", "slow"}), ElementsAre("flow"));
  EXPECT_THAT(c.images({"serve", "torch"}), ElementsAre("t10-serve", "t20-any", "t20-serve"));
}

TEST(Finder, ThatIsPatchedLongestComesFirstAndWhatIsMeantForTheJobBeforeWhatIsForAll) {
  const Catalogue c = small();
  EXPECT_EQ(c.world().name(c.ask({"torch", "fast"}).answers[0].image), "t20-train");
  EXPECT_EQ(c.world().name(c.ask({"torch=2.0", "serve"}).answers[0].image), "t20-serve");
  EXPECT_EQ(c.world().name(c.ask({"torch", "fast", "prefer:python=3.8"}).answers[0].image), "t10-train");
}

TEST(Finder, PartsGoWithImagesByRelationsThatAreData) {
  const Catalogue c = small();
  EXPECT_THAT(c.images({"kernel=5", "torch"}), ElementsAre("t10-serve", "t10-train", "t11-train"));
  EXPECT_THAT(c.images({"north", "torch=1.0"}), ElementsAre("t10-train", "t11-train"));
  EXPECT_THAT(c.images({"south", "torch=1.0"}), ElementsAre("t10-serve", "t10-train", "t11-train"));
  EXPECT_THAT(c.fixes({"kernel=5", "torch=2"}), ElementsAre(ElementsAre("kernel>=6.1", "torch=1.0")));
  EXPECT_THAT(c.fixes({"north", "serve", "torch==1.0"}),
              ElementsAre(ElementsAre("place=south", "job=train")));
}

TEST(Finder, RefusesWithOneConflictAndItsFixes) {
  const Catalogue c = small();
  EXPECT_THAT(c.fixes({"splitter", "torch=2.0"}), ElementsAre(ElementsAre("torch=1.0", "-")));
  EXPECT_THAT(c.fixes({"python=3.8", "torch=2.0"}),
              ElementsAre(ElementsAre("python=3.10")));  // the other is far dearer
  EXPECT_THAT(c.fixes({"torch=1.0", "flow"}), ElementsAre(ElementsAre("-", "-")));
}

TEST(Finder, ConflictsThatAreIndependentHaveMenusOfTheirOwn) {
  const Catalogue c = small();
  const Found found = c.ask({"splitter", "torch=2.0", "north", "south"});
  ASSERT_TRUE(found.refusal);
  EXPECT_EQ(found.refusal->conflicts.size(), 2U);
  EXPECT_EQ(found.refusal->conflicts[0].members, 0b0011U);
  EXPECT_EQ(found.refusal->conflicts[1].members, 0b1100U);
}

TEST(Finder, WhatIsFirmIsBlockedAndWhatIsNotRecordedIsPossible) {
  const Catalogue c = small();
  const Found found = c.ask({"firm:splitter", "torch=2.0"});
  ASSERT_TRUE(found.refusal);
  ASSERT_EQ(found.refusal->conflicts.size(), 1U);
  ASSERT_EQ(found.refusal->conflicts[0].fixes.size(), 1U);
  EXPECT_EQ(found.refusal->conflicts[0].fixes[0].changes[0].to, "torch=1.0");
  EXPECT_EQ(found.refusal->blocked.size(), 1U);
  const Found python = c.ask({"torch=2.0", "python=3.8"});
  ASSERT_EQ(python.refusal->possible.size(), 1U);
  EXPECT_EQ(c.world().name(python.refusal->possible[0].answer.image), "t20-serve");
  EXPECT_EQ(python.refusal->possible[0].unknown, 1U);
}

// A relation that the program has never heard of.
TEST(Finder, ANewRelationIsDataAlone) {
  std::string more(vocabulary);
  more += "  job-of-library: {of: library, by: for_job, limits: job, as: one-of, world: closed}\n";
  std::string library(split_model);
  const std::string before = "1.1.0: {";
  library.replace(library.find(before), before.size(), "1.1.0: {for_job: train, ");
  const Catalogue c({more, torch, other, python, kernel, library, regions, images});
  const std::vector<std::string> query = {"splitter=1.1", "torch==1.0", "serve"};
  EXPECT_THAT(small().images(query), ElementsAre("t10-serve"));
  EXPECT_THAT(c.images(query), IsEmpty());
  EXPECT_THAT(c.fixes(query), ElementsAre(ElementsAre("splitter=1.0", "torch=1.0 job=train")));
}

// Of all queries of up to three of these, what is answered has all of it by the naive reading of facts,
// and every fix, asked again, gives its witness first.
TEST(Finder, EveryFixIsAskedAgainAndGivesItsWitness) {
  const Catalogue c = small();
  const std::vector<std::string> terms = {
      "torch=1.0", "torch==2.0.0", "flow",  "python=3.8", "python=3.10",
      "splitter",  "splitter=1.0", "fast",  "slow",       "train",
      "serve",     "kernel=4",     "north", "south",      "until>=2024-10-01"};
  int refused = 0, fixed = 0;
  for (std::size_t i = 0; i < terms.size(); ++i)
    for (std::size_t j = 0; j < terms.size(); ++j)
      for (std::size_t k = 0; k < terms.size(); ++k) {
        const std::vector<std::string> query = {terms[i], terms[j], terms[k]};
        if (!c.read(query)) continue;  // two versions of one product
        const Found found = c.ask(query);
        EXPECT_EQ(found.refusal.has_value(), found.answers.empty());
        if (!found.refusal) continue;
        ++refused;
        for (const Conflict& conflict : found.refusal->conflicts) {
          EXPECT_NE(conflict.members, 0U);
          for (const Fix& fix : conflict.fixes) {
            ++fixed;
            const Found again = c.ask(fix.query);
            ASSERT_FALSE(again.refusal) << testing::PrintToString(query) << testing::PrintToString(fix.query);
            EXPECT_EQ(again.answers.front().image, fix.witness.image);
          }
        }
        // a conflict alone is refused, and without any one of its members it is not
        for (const Conflict& conflict : found.refusal->conflicts) {
          std::vector<std::string> alone;
          for (unsigned b = 0; b < found.constraints.size(); ++b)
            if ((conflict.members >> b & 1U) != 0) alone.push_back(found.constraints[b].text);
          EXPECT_TRUE(c.ask(alone).refusal) << testing::PrintToString(alone);
          for (std::size_t without = 0; alone.size() > 1 && without < alone.size(); ++without) {
            auto rest = alone;
            rest.erase(rest.begin() + static_cast<std::ptrdiff_t>(without));
            EXPECT_FALSE(c.ask(rest).refusal) << testing::PrintToString(rest);
          }
        }
      }
  EXPECT_GT(refused, 500);
  EXPECT_GT(fixed, 500);
}

TEST(Finder, TheOrderOfConstraintsChangesNoAnswer) {
  const Catalogue c = small();
  EXPECT_EQ(c.images({"torch=1.0", "fast", "north"}), c.images({"north", "fast", "torch=1.0"}));
  EXPECT_EQ(c.fixes({"splitter", "torch=2.0"}), c.fixes({"torch=2.0", "splitter"}));
}

TEST(Finder, UnknownWordsAreToldBeforeAnythingIsAsked) {
  const Catalogue c = small();
  EXPECT_EQ(c.read({"torhc"}).error().suggestions, std::vector<std::string>{"torch"});
  EXPECT_EQ(c.read({"torch=3"}).error().message, "`torch=3` matches no recorded release of torch");
  EXPECT_FALSE(c.read({"chip=fats"}));
  EXPECT_FALSE(c.read({""}));
  EXPECT_FALSE(c.read({std::string(5000, 'x')}));
  EXPECT_THAT(c.ask({"torch>=1", "torch<2"}).constraints.size(), 1U) << "one product is one constraint";
}

}  // namespace
}  // namespace bestby
