#include "exchange/dlc_images.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/formats/yaml.h"
#include "exchange/dlc_list.h"
#include "exchange/dlc_words.h"
#include "exchange/image_heads.h"
#include "exchange/seen_rows.h"
#include "exchange/sheet_set.h"

namespace bestby::exchange {
namespace {

constexpr std::string_view folder = "aws/dlc/lists/";
constexpr std::string_view regions_folder = "aws/dlc/regions/";
constexpr std::string_view sources_file = "aws/dlc/lists/sources.yml";

const SourceHead regions_source = {"dlc-regions",
                                   "AWS Deep Learning Containers, regions of the list of images",
                                   std::string(dlc::project_url) + "/blob/master/available_images.md", "aws"};

using Said = std::map<std::string, SeenRow, NaturalLess>;

std::string place_of(int line) { return fmt::format("line {}", line); }

// The days of all lists that were read, as `sources.yml` tells.
Result<std::set<Date>> known_lists(const std::vector<CatalogFile>& existing) {
  std::set<Date> days;
  for (const CatalogFile& file : existing) {
    if (file.path != sources_file) continue;
    const auto document = yaml::read(file.path, file.text);
    if (!document) return fail(document.error());
    const yaml::Node* sources = document->root.find("sources");
    if (sources == nullptr) continue;
    for (const auto& [id, fields] : sources->fields)
      if (const auto day =
              Date::parse(id.text.substr(id.text.size() - std::min<std::size_t>(id.text.size(), 10))))
        days.insert(*day);
  }
  return days;
}

std::string sources_text(const std::set<Date>& days) {
  std::string text = "# Written by the importer dlc-images.\nsources:\n";
  for (const Date day : days)
    text += fmt::format(
        "  {}: {{title: \"AWS Deep Learning Containers, list of images of {}\", url: "
        "{}/blob/master/available_images.md, publisher: aws, editions: [{}]}}\n",
        seen_document(day), day.str(), dlc::project_url, day.str());
  return text;
}

SheetRow region_row(const dlc::ListedRegion& region) {
  SheetRow row{RowKind::release, region.code, {}, {region.code}};
  if (!region.name.empty()) row.also.insert(region.name);
  const auto add = [&](std::string predicate, std::string value, std::string scope = {}) {
    row.facts.push_back({std::move(predicate), std::move(value), std::move(scope), place_of(region.line)});
  };
  add("registry", region.registry);
  add("domain", region.domain);
  for (const auto& [scope, available] : region.available) add("available", available ? "yes" : "no", scope);
  return row;
}

class ImagesImport {
 public:
  explicit ImagesImport(const ImportOptions& options) : options_(options) {}

  Result<Imported> run() {
    for (const InputFile& file : options_.inputs) {
      dlc::List list = dlc::read_list(file, report());
      if (list.empty_but_titled) report().note(file, 0, "the page lists no image");
      understood_ = understood_ || list.empty_but_titled || !list.images.empty() || !list.regions.empty();
      for (const dlc::ListedImage& image : list.images) add(image);
      regions_.insert(regions_.end(), list.regions.begin(), list.regions.end());
    }
    if (report().damaged) return std::move(imported_);
    if (!understood_)
      return fail(ErrorCode::input, "there is no list of images here", {},
                  "name the file available_images.md, or one with its day as its name");
    if (auto done = images(); !done) return fail(done.error());
    if (auto done = regions(); !done) return fail(done.error());
    ImageHeads heads(options_);
    for (const auto& [repository, rows] : said_)
      heads.add(repository, "AWS Deep Learning Containers, " + dlc::display_name(repository),
                std::string(dlc::project_url));
    heads.add_regions();
    heads.write(imported_.files);
    return std::move(imported_);
  }

 private:
  ImportReport& report() { return imported_.report; }

  void add(const dlc::ListedImage& image) {
    const Date day = options_.published;
    said_[image.repository].try_emplace(
        image.tag, SeenRow{day, day, place_of(image.line), place_of(image.line), image.facts});
  }

  Result<void> images() {
    auto days = known_lists(options_.existing);
    if (!days) return fail(days.error());
    days->insert(options_.published);
    std::map<std::string, SeenRows> files;
    for (const CatalogFile& file : options_.existing) {
      if (!file.path.starts_with(folder) || file.path == sources_file) continue;
      auto seen = read_seen(file);
      if (!seen) return fail(seen.error());
      files.emplace(file.path, *std::move(seen));
    }
    for (const auto& [repository, rows] : said_)
      files[fmt::format("{}{}.yml", folder, repository)].extends = "aws/" + repository;
    for (auto& [path, seen] : files) {
      const auto said = said_.find(seen.extends.substr(seen.extends.find('/') + 1));
      report().facts += merge_seen(seen, options_.published, said == said_.end() ? Said{} : said->second);
      imported_.files.push_back({path, write_seen(seen)});
    }
    imported_.files.push_back({std::string(sources_file), sources_text(*days)});
    return {};
  }

  // Lists without regions say nothing of them.
  Result<void> regions() {
    auto set = SheetSet::read(options_.existing, {regions_folder});
    if (!set) return fail(set.error());
    if (!regions_.empty()) {
      auto& rows = set->rows(fmt::format("{}regions.yml", regions_folder), std::string(regions_product));
      for (const dlc::ListedRegion& region : regions_) rows.push_back(region_row(region));
      report().facts += set->merge(regions_source, options_.published);
    }
    set->write("dlc-images", imported_.files);
    return {};
  }

  const ImportOptions& options_;
  Imported imported_;
  bool understood_ = false;
  std::map<std::string, Said> said_;  // by repository
  std::vector<dlc::ListedRegion> regions_;
};

}  // namespace

Result<Imported> import_dlc_images(const ImportOptions& options) { return ImagesImport(options).run(); }

std::optional<Date> dlc_images_day(const InputFile& file) {
  std::string_view name = file.path;
  name = name.substr(name.rfind('/') + 1);
  const auto day = Date::parse(name.substr(0, name.rfind('.')));
  return day ? std::optional(*day) : std::nullopt;
}

}  // namespace bestby::exchange
