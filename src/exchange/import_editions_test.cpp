// Importing twice changes nothing, and editions may come in any order: for every importer, on editions made
// of the committed samples and, where they are at hand, of the published sources.
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <nlohmann/json.hpp>
#include <random>

#include "base/text.h"
#include "exchange/import_testing.h"

namespace bestby::exchange {
namespace {

namespace fs = std::filesystem;
using Json = nlohmann::ordered_json;
using Random = std::mt19937;
using Tree = std::map<std::string, std::string>;

struct MadeEdition {
  Date published;
  std::vector<InputFile> files;
};

bool once_in(int n, Random& random) { return std::uniform_int_distribution(1, n)(random) == 1; }

// Other days, so that dates move from edition to edition: `2026-03-11` becomes `2026-03-05`.
std::string other_days(std::string text, Random& random) {
  for (std::size_t at = 0; at + 10 <= text.size(); ++at) {
    const bool day = all_digits(std::string_view(text).substr(at, 4)) && text[at + 4] == '-' &&
                     all_digits(std::string_view(text).substr(at + 5, 2)) && text[at + 7] == '-' &&
                     all_digits(std::string_view(text).substr(at + 8, 2));
    if (!day || !once_in(6, random)) continue;
    text[at + 8] = static_cast<char>('0' + std::uniform_int_distribution(0, 2)(random));
    text[at + 9] = static_cast<char>('1' + std::uniform_int_distribution(0, 7)(random));
  }
  return text;
}

void thin(Json& json, Random& random) {
  if (json.is_array()) {
    Json kept = Json::array();
    for (Json& item : json)
      if (!once_in(5, random)) kept.push_back(std::move(item));
    json = std::move(kept);
  }
  if (json.is_object() && json.size() > 2) {
    std::vector<std::string> keys;
    for (const auto& [key, value] : json.items())
      if ((value.is_object() || value.is_array()) && once_in(10, random)) keys.push_back(key);
    for (const std::string& key : keys) json.erase(key);
  }
  if (json.is_structured())
    for (Json& item : json) thin(item, random);
}

std::size_t indent_of(std::string_view line) { return std::min(line.find_first_not_of(' '), line.size()); }

// Leaves out items of the list of a YAML file, each with the lines that are indented below it.
std::string thin_list(std::string_view text, Random& random) {
  std::string out;
  std::size_t list = std::string::npos;  // how far its items are indented
  bool skipping = false, releases = false;
  for (const std::string_view line : split(text, '\n')) {
    releases = releases || line.starts_with("releases:");
    const bool item = releases && line.substr(indent_of(line)).starts_with('-') && !line.starts_with("---");
    if (item && list == std::string::npos) list = indent_of(line);
    if (item && indent_of(line) == list)
      skipping = once_in(5, random);
    else if (!line.empty() && indent_of(line) <= list && list != std::string::npos)
      skipping = false;
    if (!skipping) (out += line) += '\n';
  }
  return out;
}

// Leaves out lines: rows of a table, or objects.
std::string thin_lines(std::string_view text, std::string_view first, Random& random) {
  std::string out;
  for (const std::string_view line : split(text, '\n')) {
    const bool row = line.starts_with(first) && line.find_first_of("0123456789") != line.npos;
    if (!row || !once_in(5, random)) (out += line) += '\n';
  }
  return out;
}

std::string other_text(const InputFile& file, Random& random) {
  const std::string text = other_days(file.text, random);
  if (file.path.ends_with(".jsonl")) return thin_lines(text, "{", random);
  if (file.path.ends_with(".yml")) return thin_list(text, random);
  if (!file.path.ends_with(".json")) return thin_lines(thin_list(text, random), "|", random);
  Json json = Json::parse(text, nullptr, false);
  if (json.is_discarded()) return text;
  thin(json, random);
  return json.dump(1);
}

// Lines and manifests that say their day themselves say the edition's.
std::string dated(std::string text, Date day) {
  const std::string iso = day.str();
  const std::string us = iso.substr(5, 2) + "/" + iso.substr(8, 2) + "/" + iso.substr(0, 4);
  for (const auto& [key, value] : {std::pair{"\"published\": \"", iso}, {"\"manifest_date\": \"", us}})
    for (std::size_t at = 0; (at = text.find(key, at)) != std::string::npos;) {
      at += std::string_view(key).size();
      text.replace(at, value.size(), value);
    }
  return text;
}

std::vector<MadeEdition> editions_of(const std::vector<InputFile>& source, int count, Random& random) {
  std::vector<MadeEdition> out;
  for (int i = 0; i < count; ++i) {
    MadeEdition edition{*Date::parse("2026-01-01") + Days{31 * i}, {}};
    for (const InputFile& file : source)
      if (source.size() < 3 || !once_in(6, random))
        edition.files.push_back({file.path, dated(other_text(file, random), edition.published)});
    out.push_back(std::move(edition));
  }
  return out;
}

// A file that no importer owns, so that they write heads.
const std::vector<CatalogFile> others = {{"other.yml", "product: other\nkind: tool\npublisher: other\n"}};

// Lays an edition over the tree and counts what changed; not where it is none any more.
FactCount lay(const Importer& importer, const MadeEdition& edition, Tree& tree) {
  std::vector<CatalogFile> existing;
  for (const auto& [path, text] : tree) existing.push_back({path, text});
  auto imported = importer.import({edition.files, std::move(existing), edition.published, others});
  if (!imported) {
    EXPECT_EQ(imported.error().code, ErrorCode::input) << imported.error().message;
    return {};
  }
  if (imported->report.damaged) return {};
  for (CatalogFile& file : imported->files) tree.insert_or_assign(std::move(file.path), std::move(file.text));
  return imported->report.facts;
}

void expect_same(const Tree& a, const Tree& b, const std::string& what) {
  for (const auto& [path, text] : a) {
    const auto at = b.find(path);
    ASSERT_TRUE(at != b.end()) << what << ": only one has " << path;
    ASSERT_EQ(text, at->second) << what << ": " << path;
  }
  for (const auto& [path, text] : b)
    ASSERT_TRUE(a.contains(path)) << what << ": only the other has " << path << ":\n" << text;
}

void any_order_gives_the_same(const Importer& importer, std::vector<MadeEdition> editions, int orders,
                              Random& random, const std::string& what) {
  Tree wanted;
  for (const MadeEdition& edition : editions) lay(importer, edition, wanted);
  Tree again = wanted;
  for (const MadeEdition& edition : editions) {
    const FactCount count = lay(importer, edition, again);
    ASSERT_EQ(count, (FactCount{0, count.unchanged, 0})) << what << ", imported again";
  }
  ASSERT_NO_FATAL_FAILURE(expect_same(wanted, again, what + ", imported again"));
  for (int i = 0; i < orders; ++i) {
    if (i == 0)
      std::reverse(editions.begin(), editions.end());
    else
      std::shuffle(editions.begin(), editions.end(), random);
    Tree tree;
    std::string order = what + ", in the order";
    for (const MadeEdition& edition : editions) {
      lay(importer, edition, tree);
      order += " " + edition.published.str();
    }
    ASSERT_NO_FATAL_FAILURE(expect_same(wanted, tree, order));
  }
}

class ImportEditions : public ::testing::TestWithParam<std::string_view> {
 protected:
  // What lines were extracted from documents have days of their own; one extraction replaces another.
  static bool has_editions(const std::vector<InputFile>& files) {
    return std::none_of(files.begin(), files.end(),
                        [](const InputFile& file) { return file.path == "release_dates.jsonl"; });
  }
};

TEST_P(ImportEditions, OfSamplesComeInAnyOrder) {
  const Importer& importer = *find_importer(GetParam());
  const auto samples = testing::samples_of(importer.name);
  EXPECT_FALSE(samples.empty()) << "there is no sample of " << importer.name;
  for (const testing::ImportSample& sample : samples)
    for (unsigned seed = 0; seed < 40 && has_editions(sample.files); ++seed) {
      Random random(seed);
      ASSERT_NO_FATAL_FAILURE(
          any_order_gives_the_same(importer, editions_of(sample.files, 4, random), 4, random,
                                   sample.files[0].path + ", seed " + std::to_string(seed)));
    }
}

// Where the source of each importer lies below the published ones.
const std::map<std::string_view, std::string> published = {{"dlc-data", "dlc"},
                                                           {"dlc-tags", "dlc"},
                                                           {"dlc-images", "dlc/available_images"},
                                                           {"sagemaker-uris", "sagemaker-image-uris/config"},
                                                           {"endoflife", "endoflife"},
                                                           {"neuron", "neuron"}};

TEST_P(ImportEditions, OfPublishedSourcesComeInAnyOrder) {
  const Importer& importer = *find_importer(GetParam());
  const auto where = published.find(importer.name);
  if (where == published.end()) return;  // nobody published one that is at hand
  auto inputs = testing::shared_inputs(importer, where->second);
  if (!inputs) GTEST_SKIP() << "the published sources are not here";
  std::erase_if(*inputs, [&](const InputFile& file) {
    return importer.name == "neuron" && file.path.ends_with(".jsonl");  // see has_editions
  });
  Random random(7);
  std::vector<MadeEdition> editions;
  if (importer.dating == Dating::said && importer.dated((*inputs)[0]))
    for (const InputFile& file : *inputs) editions.push_back({*importer.dated(file), {file}});
  else
    editions = editions_of(*inputs, 3, random);
  any_order_gives_the_same(importer, editions, 2, random, std::string(importer.name));
}

INSTANTIATE_TEST_SUITE_P(Kinds, ImportEditions, ::testing::ValuesIn(testing::importer_names()),
                         testing::importer_in_words);

}  // namespace
}  // namespace bestby::exchange
