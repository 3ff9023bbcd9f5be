#include "exchange/import_neuron.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <filesystem>

#include "base/files.h"
#include "exchange/import_testing.h"

namespace bestby::exchange {
namespace {

using ::testing::ElementsAre;

const std::string sdk_days =
    R"({"sdk": "2.20.0", "date": "2024-09-16", "conflicts": {}, "sources": ["git tag v2.20.0", "manifest_date"], "note": ""}
{"sdk": "2.20.1", "date": "2024-10-25", "conflicts": {"2024-10-25": ["manifest_date", "heading release-notes/index.rst"], "2024-10-26": ["git tag v2.20.1"]}, "sources": ["manifest_date"], "note": ""}
{"sdk": "2.21.0.beta", "date": "2024-12-03", "conflicts": {}, "sources": ["git tag v2.21.0.beta"], "note": "beta"}
{"sdk": "2.21.0", "date": "2024-12-20", "conflicts": {}, "sources": ["git tag v2.21.0"], "note": ""}
)";

Imported imported(std::vector<InputFile> inputs, std::vector<CatalogFile> existing = {}) {
  ImportOptions options;
  options.inputs = std::move(inputs);
  options.existing = std::move(existing);
  options.published = *Date::parse("2026-08-21");
  auto out = import_neuron(options);
  EXPECT_TRUE(out) << (out ? "" : out.error().message);
  return out ? std::move(*out) : Imported{};
}

std::string file(const Imported& all, const std::string& name) {
  const std::string path = "aws/neuron/imported/" + name + ".yml";
  const auto at =
      std::find_if(all.files.begin(), all.files.end(), [&](const auto& f) { return f.path == path; });
  return at == all.files.end() ? "(no " + path + ")" : at->text.substr(at->text.find('\n') + 1);
}

std::string announcement(const std::string& source, const std::string& day, const std::string& event,
                         const std::string& subject, const std::string& last, const std::string& effective) {
  const auto text = [](const std::string& s) { return s.empty() ? std::string("null") : "\"" + s + "\""; };
  return R"({"source": ")" + source + R"(", "announced_on": ")" + day +
         R"(", "first_public_commit": null, "event": ")" + event + R"(", "topic": "t", "subjects": [")" +
         subject + R"("], "last_supported_release": )" + text(last) + R"(, "effective_release": )" +
         text(effective) + R"(, "migrate_to": null, "note": null})" + "\n";
}

TEST(ImportNeuron, KeepsTheDaysThatLostBesideTheOneThatIsAgreed) {
  EXPECT_EQ(file(imported({{"release_dates.jsonl", sdk_days}}), "neuron-sdk"),
            R"(extends: neuron-sdk
cycles:
  "2.21": {released: "2024-12-20 @neuron-tags:v2.21.0"}
releases:
  - {release: 2.20.0, released: {is: 2024-09-16, source: [neuron-manifest:2.20.0, neuron-tags:v2.20.0]}}
  - {release: 2.20.1, released: [{is: 2024-10-25, source: [neuron-manifest:2.20.1, neuron-release-notes:index.rst]}, {is: 2024-10-26, source: neuron-tags:v2.20.1, refuted: more of the sources say 2024-10-25}]}
  - {release: 2.21.0, released: "2024-12-20 @neuron-tags:v2.21.0"}
  - {release: 2.21.0.beta, stage: beta @neuron-tags:v2.21.0.beta, released: "2024-12-03 @neuron-tags:v2.21.0.beta"}
)");
}

TEST(ImportNeuron, MergesAPackageVersionOverTheReleasesThatCarryIt) {
  const std::string rows =
      R"({"package": "torch-neuronx", "version": "2.1.2.2.3.0", "sdk": "2.20.1", "instances": ["trn1", "inf2"], "python": ["3.8", "3.9"]}
{"package": "torch-neuronx", "version": "2.1.2.2.3.0", "sdk": "2.20.0", "instances": ["trn1", "inf."], "python": ["3.10,"]}
{"package": "torch-neuronx", "version": "2.1.1.2.0.0b0", "sdk": "2.20.0", "instances": [], "python": []}
{"package": "efa-installer", "version": "na", "sdk": "2.20.0", "instances": [], "python": []}
{"package": null, "version": "2.20", "sdk": null, "instances": [], "python": []}
not json
{"package": "aws-neuronx-tools", "version": "14.09.x", "sdk": "2.20.0", "instances": [], "python": []}
{"package": "aws-neuronx-tools", "version": "odd", "sdk": "2.20.0", "instances": [], "python": []}
)";
  const Imported all = imported({{"release_dates.jsonl", sdk_days}, {"releases.jsonl", rows}});
  EXPECT_EQ(file(all, "torch-neuronx"), R"(extends: torch-neuronx
releases:
  - {release: 2.1.1.2.0.0b0, released: 2024-09-16, sdk: neuron-sdk@2.20.0, framework: pytorch@2.1.1, stage: beta, source: neuron-contents-2.20.0}
  - {release: 2.1.2.2.3.0, released: 2024-09-16, sdk: [neuron-sdk@2.20.0, neuron-sdk@2.20.1 @neuron-contents-2.20.1], framework: pytorch@2.1.2, python: [python@3.8, python@3.9, python@3.10], instance_family: [inf2, trn1], source: neuron-contents-2.20.0}
)");
  EXPECT_EQ(file(all, "efa-installer"), "(no aws/neuron/imported/efa-installer.yml)");
  const std::vector<ImportRemark> skipped = {
      {"releases.jsonl", 6, "is no JSON object"},
      {"releases.jsonl", 8, "`odd` is no version of `aws-neuronx-tools`"}};
  EXPECT_EQ(all.report.skipped, skipped);
  const std::vector<ImportRemark> notes = {
      {"releases.jsonl", 7, "`14.09.x` of `aws-neuronx-tools` names a line of versions: read as 14.09"},
      {"releases.jsonl", 4, "`efa-installer` is listed without a version: `na`"},
      {"releases.jsonl", 2, "`inf.` is no instance family"}};
  EXPECT_EQ(all.report.notes, notes);
  EXPECT_EQ(file(all, "aws-neuronx-tools"),
            "extends: aws-neuronx-tools\nreleases:\n  - {release: \"14.09\", also: 14.09.x, released: "
            "2024-09-16, sdk: neuron-sdk@2.20.0, source: neuron-contents-2.20.0}\n");
}

// A version that a heading alone names came with the first heading that has it; what packages carry is
// known better from them.
TEST(ImportNeuron, HeadingsOfReleaseNotes) {
  const auto heading = [](const char* page, const char* version, const char* day, const char* title) {
    return std::string(R"({"component": ")") + page + R"(", "package": null, "version": ")" + version +
           R"(", "sdk": null, "date": ")" + day + R"(", "instances": [], "python": [], "title": ")" + title +
           R"(", "source": "release-notes/)" + page + ".md@v1\"}\n";
  };
  const std::string rows =
      R"({"package": "neuron-cc", "version": "1.19.0.0", "sdk": "2.20.0", "instances": [], "python": []}
)" + heading("neuron-cc", "1.0.5.0", "2020-02-01", "") +
      heading("neuron-cc", "1.0.5.0", "2020-01-01", "Neuron Compiler") +
      heading("conda-neuron-cc", "1.0.6.0", "2020-03-01", "") +
      heading("neuron-cc", "1.19.0.0", "2024-10-01", "") + heading("neuron-cc", "2.20.0", "2024-09-16", "") +
      heading("neuron-cc", "1.0.7.0", "2020-04-01", "* needs") +
      heading("other", "1.0.8.0", "2020-04-01", "") + heading("neuron-cc", "1.0", "2020-04-01", "") +
      heading("neuron-cc", "1.20.3.0", "2024-09-16", "") +  // that SDK lists 1.19.0.0
      heading("neuron-cc", "1.19.4.0", "2024-09-16", "") +  // of the same line, so both may be
      heading("neuron-cc", "2.20.0.0", "2024-09-16", "") +  // the SDK itself
      heading("neuron-cc", "1.0.9.0", "2020-04-01", "[neuron_cc-") +
      heading("neuron-cc", "0.9", "2020-04-01", "") +
      R"({"component": "index", "package": null, "version": "1.0.10.0", "sdk": null, "date": "2020-05-01", )"
      R"("instances": [], "python": [], "title": "", "source": "release-notes/a/neuron-cc/index.rst@v1"})"
      "\n";
  const Imported all = imported({{"release_dates.jsonl", sdk_days}, {"releases.jsonl", rows}});
  EXPECT_EQ(file(all, "neuron-cc"), R"(extends: neuron-cc
releases:
  - {release: 1.0.5.0, released: "2020-01-01 @neuron-release-notes:neuron-cc.md"}
  - {release: 1.0.6.0, released: "2020-03-01 @neuron-release-notes:conda-neuron-cc.md"}
  - {release: 1.0.10.0, released: "2020-05-01 @neuron-release-notes:a/neuron-cc/index.rst"}
  - {release: 1.19.0.0, released: 2024-09-16, sdk: neuron-sdk@2.20.0, source: neuron-contents-2.20.0}
  - {release: 1.19.4.0, released: "2024-09-16 @neuron-release-notes:neuron-cc.md"}
)");
  EXPECT_THAT(testing::remarks(all.report.skipped),
              ElementsAre("releases.jsonl:10: `1.20.3.0` of `neuron-cc`: the SDK of that day lists 1.19.0.0",
                          "releases.jsonl:14: a part of a version of `neuron-cc`, of no known one",
                          "releases.jsonl:8: a version in the notes of `other`, which is no one package",
                          "releases.jsonl:13: a version of `neuron-cc` in a list, beside which the day is "
                          "another heading's"));
  EXPECT_THAT(
      testing::remarks(all.report.notes),
      ElementsAre("releases.jsonl:7: an item of a list in the notes of `neuron-cc` that names no known "
                  "package"));
}

// A smaller extraction takes the place of a larger one: what it lacks is withdrawn once. Files and documents
// stay, since others may name them.
TEST(ImportNeuron, AnExtractionTakesThePlaceOfTheOneBefore) {
  const std::string cc =
      R"({"package": "neuron-cc", "version": "1.19.0.0", "sdk": "2.20.0", "instances": [], "python": []})"
      "\n";
  const std::string tools =
      R"({"package": "aws-neuron-tools", "version": "2.1.0.0", "sdk": "2.20.1", "instances": [], "python": []})"
      "\n";
  const Imported large = imported({{"release_dates.jsonl", sdk_days}, {"releases.jsonl", cc + tools}});
  const Imported small = imported({{"release_dates.jsonl", sdk_days}, {"releases.jsonl", cc}}, large.files);
  EXPECT_EQ(small.files.size(), large.files.size());
  EXPECT_EQ(file(small, "aws-neuron-tools"), "extends: aws-neuron-tools\n");
  EXPECT_EQ(file(small, "sources"), file(large, "sources"));
  EXPECT_EQ(small.report.facts.added, 0U);
  EXPECT_EQ(small.report.facts.withdrawn, 1U);
  const Imported again = imported({{"release_dates.jsonl", sdk_days}, {"releases.jsonl", cc}}, small.files);
  EXPECT_EQ(again.report.facts.withdrawn, 0U);
  EXPECT_TRUE(testing::same_files(small, again));
}

TEST(ImportNeuron, NotesMayNameAVersionThatTheManifestDoesNot) {
  const std::string packages =
      R"({"package": "aws-neuronx-runtime-lib", "version": "2.30.51.0", "sdk": "2.20.0", "instances": [], "python": []})";
  const auto line = [](const char* component, const char* version) {
    return std::string(R"({"component": ")") + component + R"(", "version": ")" + version +
           R"(", "sdk": "2.20.0", "os": "Ubuntu", "os_version": "U24", "kernel": "6.8", "glibc": "2.39"})" +
           "\n";
  };
  const Imported all = imported(
      {{"release_dates.jsonl", sdk_days},
       {"releases.jsonl", packages},
       {"os_matrix.jsonl", line("Neuron Runtime Library", "2.30.50.0") +
                               line("Neuron Runtime Library", "2.30.51") + line("Neuron Radio", "1.0")}});
  EXPECT_EQ(file(all, "aws-neuronx-runtime-lib"), R"(extends: aws-neuronx-runtime-lib
releases:
  - {release: 2.30.50.0, sdk: neuron-sdk@2.20.0 @neuron-component-notes:runtime.rst, released: "2024-09-16 @neuron-component-notes:runtime.rst", runs_on: ubuntu@24.04 @neuron-component-notes:runtime.rst, runs_with: "ubuntu@24.04 kernel 6.8, glibc 2.39 @neuron-component-notes:runtime.rst"}
  - {release: 2.30.51.0, released: 2024-09-16, sdk: neuron-sdk@2.20.0, runs_on: ubuntu@24.04 @neuron-component-notes:runtime.rst, runs_with: "ubuntu@24.04 kernel 6.8, glibc 2.39 @neuron-component-notes:runtime.rst", source: neuron-contents-2.20.0}
)");
  const std::vector<ImportRemark> skipped = {{"os_matrix.jsonl", 3, "`Neuron Radio` is no known component"}};
  EXPECT_EQ(all.report.skipped, skipped);
  ASSERT_EQ(all.report.notes.size(), 1U);
  EXPECT_EQ(all.report.notes[0].reason,
            "SDK 2.20.0 lists no aws-neuronx-runtime-lib 2.30.50.0: its notes alone name it");
}

TEST(ImportNeuron, ReadsMachineImagesByLine) {
  const std::string rows = R"x({"sdk": "2.20.0", "dlami": "Deep Learning AMI Neuron (Ubuntu 22.04)"}
{"sdk": "2.20.0", "dlami": "Deep Learning Base Neuron AMI (Amazon Linux 2023)"}
{"sdk": "2.20.1", "dlami": "Deep Learning AMI Neuron PyTorch 1.13 Inf1 (Ubuntu 22.04)"}
{"sdk": "HEAD", "dlami": "Deep Learning AMI Neuron PyTorch 1.13 Inf1 (Ubuntu 22.04)"}
{"sdk": "HEAD", "dlami": "Deep Learning AMI Neuron (Ubuntu 22.04)"}
)x";
  // What repeats the newest images says nothing new.
  const Imported all = imported({{"release_dates.jsonl", sdk_days}, {"dlami.jsonl", rows}});
  const std::vector<ImportRemark> skipped = {{"dlami.jsonl", 5, "`HEAD` is no dated SDK release"}};
  EXPECT_EQ(all.report.skipped, skipped);
  EXPECT_EQ(file(all, "neuron-dlami"),
            R"x(extends: neuron-dlami
cycles:
  base-al2023: {also: Deep Learning Base Neuron AMI (Amazon Linux 2023)}
  multi-ubuntu22.04: {also: Deep Learning AMI Neuron (Ubuntu 22.04)}
  pytorch-1.13-inf1-ubuntu22.04: {also: Deep Learning AMI Neuron PyTorch 1.13 Inf1 (Ubuntu 22.04)}
releases:
  - {release: base-al2023-sdk2.20.0, cycle: base-al2023, first_seen: "2024-09-16 @neuron-dlami-guide-2.20.0:Deep Learning Base Neuron AMI (Amazon Linux 2023)", sdk: neuron-sdk@2.20.0, os: amazon-linux@2023, form: base-machine-image, source: neuron-dlami-guide-2.20.0}
  - {release: multi-ubuntu22.04-sdk2.20.0, cycle: multi-ubuntu22.04, first_seen: "2024-09-16 @neuron-dlami-guide-2.20.0:Deep Learning AMI Neuron (Ubuntu 22.04)", sdk: neuron-sdk@2.20.0, os: ubuntu@22.04, form: multi-framework-machine-image, source: neuron-dlami-guide-2.20.0}
  - {release: pytorch-1.13-inf1-ubuntu22.04-sdk2.20.1, cycle: pytorch-1.13-inf1-ubuntu22.04, first_seen: "2024-10-25 @neuron-dlami-guide-2.20.1:Deep Learning AMI Neuron PyTorch 1.13 Inf1 (Ubuntu 22.04)", sdk: neuron-sdk@2.20.1, os: ubuntu@22.04, form: single-framework-machine-image, framework: pytorch@1.13, instance_family: inf1, source: neuron-dlami-guide-2.20.1}
)x");
}

TEST(ImportNeuron, CountsTheFirstNoticeAndKeepsEveryPlannedEnd) {
  const std::string rows =
      announcement("about-neuron/announcements/neuron2.x/announce-eos-neuron-profiler.rst", "2025-12-16",
                   "eos", "Neuron Profiler and Profiler 2.0", "", "2.29.0") +
      announcement("about-neuron/announcements/neuron2.x/announce-no-longer.rst", "2026-05-20", "eos",
                   "Neuron Profiler and Profiler 2.0", "", "2.30.0") +
      announcement("about-neuron/announcements/neuron2.x/announce-pt-1-9.rst", "2023-08-28", "eos",
                   "torch-neuron 1.9", "2.13.0", "2.14.0") +
      announcement("about-neuron/announcements/neuron2.x/announce-later.rst", "2024-12-20", "eos",
                   "Python 3.8", "", "") +
      announcement("about-neuron/announcements/neuron2.x/announce-odd.rst", "2024-12-20", "eos",
                   "no such thing", "", "");
  const Imported all = imported({{"release_dates.jsonl", sdk_days}, {"announcements.jsonl", rows}});
  EXPECT_EQ(file(all, "neuron-tool"), R"(extends: neuron-tool
releases:
  - {release: neuron-profiler, support_end_announced: "2025-12-16 @neuron-announce-eos-neuron-profiler", support_ends_with: [neuron-sdk@2.29.0 @neuron-announce-eos-neuron-profiler, neuron-sdk@2.30.0 @neuron-announce-no-longer]}
)");
  EXPECT_EQ(file(all, "torch-neuron"), R"(extends: torch-neuron
cycles:
  "1.9": {support_end_announced: "2023-08-28 @neuron-announce-pt-1-9", support_last_in: neuron-sdk@2.13.0 @neuron-announce-pt-1-9}
)");
  // An intention has no end; a dependency's end holds within Neuron only.
  EXPECT_EQ(file(all, "neuron-dependency"), R"(extends: neuron-dependency
releases:
  - {release: python-3.8, support_end_announced: "2024-12-20 @neuron-announce-later"}
)");
  EXPECT_EQ(file(all, "python"), R"(extends: python
cycles:
  "3.8": {support_end_announced: {is: 2024-12-20, for: {publisher: aws, accelerator: neuron}, source: neuron-announce-later}}
)");
  const std::vector<ImportRemark> skipped = {
      {"announcements.jsonl", 5, "`no such thing` is no known subject"}};
  EXPECT_EQ(all.report.skipped, skipped);
}

TEST(ImportNeuron, AnAnnouncementWrittenAnewStandsInItsOwnStateOnly) {
  const std::string early = "announce-eos-block-dimension-nki.rst@v2.23.0";
  const std::string late = "about-neuron/announcements/neuron2.x/announce-eos-block-dimension-nki.rst";
  const std::string rows =
      announcement(early, "2025-05-15", "eos", "NKI block dimension", "2.23.0", "2.24.0") +
      announcement(late, "2025-06-24", "eos", "NKI block dimension", "2.24.0", "2.25.0");
  EXPECT_EQ(file(imported({{"release_dates.jsonl", sdk_days}, {"announcements.jsonl", rows}}), "neuron-api"),
            R"(extends: neuron-api
releases:
  - {release: nki-block-dimension, support_end_announced: "2025-05-15 @neuron-announce-eos-block-dimension-nki[2025-05-15..2025-06-24]", support_last_in: ["neuron-sdk@2.23.0 @neuron-announce-eos-block-dimension-nki[2025-05-15]", "neuron-sdk@2.24.0 @neuron-announce-eos-block-dimension-nki[2025-06-24]"]}
)");
}

TEST(ImportNeuron, ReadsRangesAsTheyAreWritten) {
  const std::string packages =
      R"({"package": "torch-neuronx", "version": "2.1.2.2.3.0", "sdk": "2.20.0", "instances": [], "python": []})";
  const auto line = [](const std::string& package, const std::string& dependency, const std::string& range) {
    return R"({"sdk": "2.20.0", "package": ")" + package + R"(", "dependency": ")" + dependency +
           R"(", "range": ")" + range + R"(", "source": "release-notes/prev/content.rst@HEAD"})" + "\n";
  };
  const std::string rows =
      line("torch-neuronx", "transformers", "< 4.35 and >=4.37.2") +
      line("torch-neuronx", "protobuf", ">= 3.20") + line("torch-neuronx", "numpy", "any") +
      line("*", "numpy", "Neuron supports versions >= 1.21.6 and <= 1.22.2") +
      line("*", "vllm", "Neuron currently supports vLLM version 0.16.0.") +
      line("vllm", "transformers", ">= 4.56.0, < 5") + line("jax-neuronx", "protobuf", ">= 3.20");
  const Imported all =
      imported({{"release_dates.jsonl", sdk_days}, {"releases.jsonl", packages}, {"deps.jsonl", rows}});
  EXPECT_NE(
      file(all, "torch-neuronx")
          .find(
              R"(requires: ["transformers<4.35,>=4.37.2 @neuron-release-notes:prev/content.rst", protobuf>=3.20 @neuron-release-notes:prev/content.rst])"),
      std::string::npos)
      << file(all, "torch-neuronx");
  EXPECT_NE(
      file(all, "neuron-sdk")
          .find(
              R"(requires: ["numpy>=1.21.6,<=1.22.2 @neuron-release-notes:prev/content.rst", vllm==0.16.0 @neuron-release-notes:prev/content.rst])"),
      std::string::npos)
      << file(all, "neuron-sdk");
  // Of the software that the SDK supports in one version, within Neuron; of a package that it does not
  // carry, nothing.
  EXPECT_EQ(
      file(all, "vllm"),
      "extends: vllm\nreleases:\n  - {release: 0.16.0, requires: {is: \"transformers>=4.56.0,<5\", for: "
      "{publisher: aws, accelerator: neuron}, source: neuron-release-notes:prev/content.rst}}\n");
  const std::vector<ImportRemark> skipped = {{"deps.jsonl", 3, "`any` is no range"}};
  EXPECT_EQ(all.report.skipped, skipped);
  const std::vector<ImportRemark> notes = {
      {"deps.jsonl", 7, "SDK 2.20.0 carries no jax-neuronx: what its notes say of it is of no release"}};
  EXPECT_EQ(all.report.notes, notes);
}

TEST(ImportNeuron, RefusesAFolderOfSomethingElse) {
  EXPECT_EQ(import_neuron({{{"other.jsonl", "{}"}}, {}, {}}).error().code, ErrorCode::input);
}

// The catalogue holds what the importer writes, and writing it again changes nothing.
TEST(ImportNeuron, TheCatalogueIsWhatTheSourcesGive) {
  const char* given = std::getenv("BESTBY_SHARED");
  const std::filesystem::path folder =
      std::filesystem::path(given != nullptr ? given : BESTBY_ROOT "/../shared") / "sources/neuron";
  if (!std::filesystem::exists(folder)) GTEST_SKIP() << folder << " is absent";
  std::vector<InputFile> inputs;
  const auto lines = list_tree(folder.string(), {.suffix = ".jsonl"}).value();
  for (const auto& name : lines) inputs.push_back({name, read_file((folder / name).string()).value()});
  const std::string catalog = BESTBY_ROOT "/catalog/";
  std::vector<CatalogFile> existing;
  const auto written = list_tree(catalog + "aws/neuron/imported", {.suffix = ".yml"}).value();
  for (const auto& name : written)
    existing.push_back(
        {"aws/neuron/imported/" + name, read_file(catalog + "aws/neuron/imported/" + name).value()});
  const Imported all = imported(inputs, existing);
  ASSERT_EQ(all.files.size(), existing.size());
  for (std::size_t i = 0; i < existing.size(); ++i) {
    EXPECT_EQ(all.files[i].path, existing[i].path);
    EXPECT_TRUE(all.files[i].text == existing[i].text)
        << existing[i].path << " is not what the importer writes";
  }
  EXPECT_EQ(all.report.facts.added, 0U);
  EXPECT_EQ(all.report.facts.withdrawn, 0U);
}

}  // namespace
}  // namespace bestby::exchange
