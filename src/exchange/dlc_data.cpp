#include "exchange/dlc_data.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "base/formats/yaml.h"
#include "base/text.h"
#include "exchange/dlc_image.h"
#include "exchange/dlc_words.h"
#include "exchange/sheet_set.h"

namespace bestby::exchange {
namespace {

using dlc::Image;
using yaml::Node;

const SourceHead images_source = {"dlc-data", "AWS Deep Learning Containers, image data",
                                  std::string(dlc::project_url) + "/tree/main/docs/src/data", "aws"};
const SourceHead legacy_source = {
    "dlc-legacy", "AWS Deep Learning Containers, support dates of older frameworks",
    std::string(dlc::project_url) + "/blob/main/docs/src/legacy/legacy_support.yml", "aws"};

// A Hugging Face image stands on the SageMaker image of the repository that its own name names
// behind `huggingface-`: the one that agrees on all of these, if there is exactly one.
using BaseKey =
    std::tuple<std::string, std::string, std::string, std::string, std::string, std::string, std::string>;
BaseKey base_key(const std::string& folder, const Image& image) {
  const auto fact = [&](const char* predicate) { return std::string(image.fact(predicate)); };
  return {folder,       fact("framework"), fact("accelerator"), fact("python"),
          fact("cuda"), fact("os"),        fact("sdk")};
}

void add_base_images(std::vector<Image>& images) {
  std::map<BaseKey, std::vector<std::string>> releases;
  std::map<std::string, std::string> repositories;  // by folder
  for (const Image& image : images) {
    repositories[image.folder] = image.repository;
    if (image.fact("platform") == "sagemaker")
      releases[base_key(image.folder, image)].push_back(image.tags[0]);
  }
  constexpr std::string_view prefix = "huggingface-";
  for (Image& image : images) {
    if (!image.folder.starts_with(prefix)) continue;
    const std::string folder = image.folder.substr(prefix.size());
    const auto repository = repositories.find(folder);
    if (repository == repositories.end()) continue;
    const auto found = releases.find(base_key(folder, image));
    const bool exact = found != releases.end() && found->second.size() == 1;
    image.facts.emplace_back("base_image",
                             "aws/" + repository->second + (exact ? "@" + found->second[0] : std::string()));
  }
}

SheetRow row_of(const Image& image) {
  SheetRow row{RowKind::release, image.tags[0]};
  row.also.insert(image.tags.begin() + 1, image.tags.end());
  for (const auto& [predicate, value] : image.facts) row.facts.push_back({predicate, value, {}, image.place});
  return row;
}

void note_twice(const Image& image, const std::string& other, ImportReport& report) {
  report.skipped.push_back(
      {"data/" + image.place, 0,
       fmt::format("the image {}:{} is already given by {}", image.repository, image.tags[0], other)});
}

void add_images(const std::vector<Image>& images, SheetSet& set, ImportReport& report) {
  std::map<std::pair<std::string, std::string>, std::string> seen;  // to the place
  for (const Image& image : images) {
    const auto [at, fresh] = seen.try_emplace({image.repository, image.tags[0]}, image.place);
    if (!fresh) {
      note_twice(image, at->second, report);
      continue;
    }
    set.rows(fmt::format("aws/dlc/images/{}.yml", image.repository), "aws/" + image.repository)
        .push_back(row_of(image));
  }
}

// A moving tag (`0.20-gpu-py312`) stands in the files of all images that it ever named; it names
// the newest of them. The choice depends on what all editions say together, not on their order.
std::string newest_version(const SheetRow& row) {
  std::string newest;
  for (const SheetFact& fact : row.facts)
    if ((fact.predicate == "framework" || fact.predicate == "cuda") && NaturalLess{}(newest, fact.value))
      newest = fact.value;
  return newest;
}

void settle_moving_tags(const std::string& path, Sheet& sheet, ImportReport& report) {
  std::map<std::string, std::vector<SheetRow*>> owners;
  for (auto& [key, row] : sheet.rows)
    for (const std::string& tag : row.also) owners[tag].push_back(&row);
  for (auto& [tag, rows] : owners) {
    const bool release = sheet.rows.count({RowKind::release, tag}) > 0;
    if (rows.size() == 1 && !release) continue;
    std::sort(rows.begin(), rows.end(), [](const SheetRow* a, const SheetRow* b) {
      const std::string x = newest_version(*a), y = newest_version(*b);
      return x != y ? NaturalLess{}(y, x) : NaturalLess{}(b->name, a->name);
    });
    const std::string winner = release ? tag : rows[0]->name;
    for (SheetRow* row : rows)
      if (row->name != winner) row->also.erase(tag);
    report.notes.push_back(
        {path, 0,
         fmt::format("`{}` names {} images: given to {}", tag, rows.size() + (release ? 1 : 0), winner)});
  }
}

void skip(ImportReport& report, const InputFile& file, int line, std::string reason) {
  report.skipped.push_back({file.path, line, std::move(reason)});
}

// `pytorch: [{version: "2.5", ga: ..., eop: ...}]`: facts of the framework's cycles, which hold
// for what AWS publishes.
void legacy_row(const InputFile& file, const Node& item, std::vector<SheetRow>& rows, ImportReport& report) {
  const Node* version = item.find("version");
  if (version == nullptr || !version->is_scalar())
    return skip(report, file, item.line, "`version` is missing");
  SheetRow row{RowKind::cycle, version->str()};
  for (const auto& [key, value] : item.fields) {
    if (key.text == "version") continue;
    const bool known = key.text == "ga" || key.text == "eop";
    if (!known || !Date::parse(value.text)) {
      skip(report, file, key.line, fmt::format("`{}: {}` is not understood", key.text, value.text));
      continue;
    }
    row.facts.push_back({key.str() == "ga" ? "ga" : "end_of_patch", value.str(), "{publisher: aws}",
                         fmt::format("line {}", version->line)});
  }
  if (row.facts.empty()) return;
  rows.push_back(std::move(row));
}

void add_legacy(const InputFile& file, SheetSet& set, ImportReport& report) {
  const auto document = yaml::read(file.path, file.text, {}, ErrorCode::input);
  if (!document) return report.damage(file, document.error().span.line, document.error().message);
  if (!document->root.is_mapping()) return report.damage(file, 1, "is no mapping of products");
  for (const auto& [key, list] : document->root.fields) {
    std::string_view product;
    for (const char* word : {"PyTorch", "TensorFlow", "MXNet"})
      if (lower(word) == key.text) product = dlc::find_framework(word)->meaning.product;
    if (product.empty() || !list.is_sequence()) {
      skip(report, file, key.line, fmt::format("`{}` is no known framework", key.text));
      continue;
    }
    auto& rows = set.rows(fmt::format("aws/dlc/legacy/{}.yml", product), std::string(product));
    ++report.tables;
    report.rows += list.items.size();
    for (const Node& item : list.items) legacy_row(file, item, rows, report);
  }
}

// `display_names.repositories` of global.yml. What stands in brackets tells the lines of one
// repository apart, and so is no part of the repository's name.
std::map<std::string, std::string> display_names(const ImportOptions& options, ImportReport& report) {
  std::map<std::string, std::string> names;
  for (const InputFile& file : options.inputs) {
    if (!file.path.ends_with("global.yml")) continue;
    const auto document = yaml::read(file.path, file.text, {}, ErrorCode::input);
    if (!document) {
      report.damage(file, document.error().span.line, document.error().message);
      continue;
    }
    const Node* shown = document->root.find("display_names");
    const Node* repositories = shown == nullptr ? nullptr : shown->find("repositories");
    if (repositories == nullptr) continue;
    for (const auto& [key, value] : repositories->fields)
      if (value.is_scalar()) names[key.str()] = value.str().substr(0, value.str().find(" ("));
  }
  return names;
}

bool is_newest(const SheetSet& set, Date edition) {
  return std::all_of(set.sheets().begin(), set.sheets().end(),
                     [&](const auto& sheet) { return is_newest(sheet.second, edition); });
}

// One head a repository, and those of earlier imports, which other importers may need too. A name that an
// older edition gives takes the place of none but the one that is made of the repository's.
void add_heads(const ImportOptions& options, const SheetSet& set,
               const std::map<std::string, std::string>& names, std::vector<CatalogFile>& files) {
  std::map<std::string, std::string> heads;
  const auto file_name = [](std::string_view path) {
    const auto slash = path.rfind('/') + 1;
    return std::string(path.substr(slash, path.rfind('.') - slash));
  };
  const auto head_path = [](const std::string& repository) { return dlc::product_head(repository, "").path; };
  const auto put = [&](const std::string& repository) {
    const auto shown = names.find(repository);
    const CatalogFile head =
        dlc::product_head(repository, shown == names.end() ? dlc::display_name(repository) : shown->second);
    heads.insert_or_assign(head.path, head.text);
  };
  for (const CatalogFile& file : options.existing)
    if (file.path.starts_with("aws/dlc/products/")) {
      const std::string repository = file_name(file.path);
      heads.insert_or_assign(file.path, file.text);
      const bool made_up = file.text == dlc::product_head(repository, dlc::display_name(repository)).text;
      if (names.count(repository) > 0 && (made_up || is_newest(set, options.published))) put(repository);
    }
  for (const auto& [path, sheet] : set.sheets())
    if (path.starts_with("aws/dlc/images/") && heads.count(head_path(file_name(path))) == 0)
      put(file_name(path));
  for (auto& [path, text] : heads) files.push_back({path, std::move(text)});
}

}  // namespace

Result<Imported> import_dlc_data(const ImportOptions& options) {
  Imported imported;
  ImportReport& report = imported.report;
  auto set = SheetSet::read(options.existing, {"aws/dlc/images/"});
  if (!set) return fail(set.error());
  auto legacy = SheetSet::read(options.existing, {"aws/dlc/legacy/"});
  if (!legacy) return fail(legacy.error());
  std::vector<Image> images;
  std::set<std::string> folders;
  for (const InputFile& file : options.inputs) {
    if (file.path.starts_with("legacy/")) add_legacy(file, *legacy, report);
    if (!file.path.starts_with("data/")) continue;
    folders.insert(file.path.substr(0, file.path.rfind('/')));
    ++report.rows;
    if (auto image = dlc::read_image(file, report)) images.push_back(*std::move(image));
  }
  report.tables += folders.size();
  const bool legacy_said = std::any_of(legacy->said().begin(), legacy->said().end(),
                                       [](const auto& file) { return !file.second.empty(); });
  if (images.empty() && !legacy_said && !report.damaged)
    return fail(ErrorCode::input, "there is no image here", {},
                "name the folder that holds `data/`, `legacy/` and `global.yml`");
  add_base_images(images);
  add_images(images, *set, report);
  const std::set<Date> of_images = set->editions(), of_legacy = legacy->editions();
  report.facts = set->merge(images_source, options.published, of_legacy);
  report.facts += legacy->merge(legacy_source, options.published, of_images);
  for (auto& [path, sheet] : set->sheets()) settle_moving_tags(path, sheet, report);
  set->write("dlc-data", imported.files);
  legacy->write("dlc-data", imported.files);
  add_heads(options, *set, display_names(options, report), imported.files);
  std::sort(imported.files.begin(), imported.files.end(),
            [](const CatalogFile& a, const CatalogFile& b) { return a.path < b.path; });
  return imported;
}

}  // namespace bestby::exchange
