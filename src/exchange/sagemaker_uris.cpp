#include "exchange/sagemaker_uris.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/text.h"
#include "exchange/dlc_words.h"
#include "exchange/image_heads.h"
#include "exchange/image_tag.h"
#include "exchange/recorded_images.h"
#include "exchange/sagemaker_addresses.h"
#include "exchange/sagemaker_config.h"
#include "exchange/sheet_set.h"

namespace bestby::exchange {
namespace {

using sagemaker::Offer;

constexpr std::string_view folder = "aws/sagemaker/";
constexpr std::string_view platform = "sagemaker";
constexpr std::string_view project = "https://github.com/aws/sagemaker-python-sdk";

const SourceHead source = {"sagemaker-sdk", "SageMaker Python SDK, image configurations",
                           std::string(project) + "/tree/master/src/sagemaker/image_uri_config", "aws"};

// What the SDK's code adds to some addresses, beyond its configurations: for the instance types with
// A100 and later GPUs, and for arm64 ones. `{}` stands for the tag.
struct Added {
  std::string_view repository, tag, added;
};
constexpr std::array additions = {
    Added{"tensorflow-training", "2.3-gpu-py37", "{}-cu110-ubuntu18.04-v3"},
    Added{"tensorflow-training", "2.3.1-gpu-py37", "{}-cu110-ubuntu18.04"},
    Added{"tensorflow-training", "2.3.2-gpu-py37", "{}-cu110-ubuntu18.04"},
    Added{"tensorflow-training", "1.15-gpu-py37", "{}-cu110-ubuntu18.04-v8"},
    Added{"tensorflow-training", "1.15.4-gpu-py37", "{}-cu110-ubuntu18.04"},
    Added{"tensorflow-training", "1.15.5-gpu-py37", "{}-cu110-ubuntu18.04"},
    Added{"mxnet-training", "1.8-gpu-py37", "{}-cu110-ubuntu16.04-v1"},
    Added{"mxnet-training", "1.8.0-gpu-py37", "{}-cu110-ubuntu16.04"},
    Added{"pytorch-training", "1.6-gpu-py36", "{}-cu110-ubuntu18.04-v3"},
    Added{"pytorch-training", "1.6.0-gpu-py36", "{}-cu110-ubuntu18.04"},
    Added{"pytorch-training", "1.6-gpu-py3", "{}-cu110-ubuntu18.04-v3"},
    Added{"pytorch-training", "1.6.0-gpu-py3", "{}-cu110-ubuntu18.04"},
    Added{"sagemaker-xgboost", "1.5-1", "{}-arm64"},
    Added{"sagemaker-xgboost", "1.3-1", "{}-arm64"},
    Added{"sagemaker-scikit-learn", "1.0-1-cpu-py3", "1.0-1-arm64-cpu-py3"},
};

// Of the model parallel library's images the CUDA in the tag depends on the instance type and the
// version, by its beginning; the first row that fits counts.
constexpr std::string_view cuda_chosen = "smdistributed-modelparallel";
struct Chosen {
  std::string_view version, cuda;
};
constexpr std::array chosen_cuda = {
    Chosen{"2.0", "cu118 cu121"}, Chosen{"2.5", "cu124"}, Chosen{"2.7", "cu118 cu121"},
    Chosen{"2.8", "cu118 cu121"}, Chosen{"", "cu121"},
};

// A repository for each Python, `REPOSITORY-38`.
constexpr std::string_view python_in_name = "sagemaker-base-python";
constexpr std::array<std::string_view, 2> named_pythons = {"38", "310"};

constexpr std::array<Chosen, 6> domains = {{
    {"cn-", "amazonaws.com.cn"},
    {"us-iso-", "c2s.ic.gov"},
    {"us-isob-", "sc2s.sgov.gov"},
    {"us-isof-", "csp.hci.ic.gov"},
    {"eu-isoe-", "cloud.adc-e.uk"},
    {"eusc-", "amazonaws.eu"},
}};

std::string_view domain_of(std::string_view region) {
  for (const Chosen& row : domains)
    if (region.starts_with(row.version)) return row.cuda;
  return "amazonaws.com";
}

std::string joined(std::initializer_list<std::string_view> parts) {
  std::string out;
  for (const std::string_view part : parts)
    if (!part.empty()) out += (out.empty() ? "" : "-") + std::string(part);
  return out;
}

// What stands before the processor: the version as it is asked for, or a prefix of the configuration.
std::vector<std::string> prefixes(const Offer& offer) {
  if (offer.prefixed) return {offer.tag_prefix};
  if (offer.bases.empty()) return offer.versions;
  std::vector<std::string> out;
  for (const std::string& base : offer.bases)
    for (const std::string& version : offer.versions) out.push_back(base + "-transformers" + version);
  return out;
}

// A configuration names the chips' families; addresses name the software for them.
std::string processor_word(const Offer& offer, const std::string& processor) {
  if (offer.repository.ends_with("-tritonserver") && processor == "gpu") return {};
  if (offer.sdks.empty()) return processor;
  if (processor == "trn" || offer.repository.ends_with("-neuronx")) return "neuronx";
  return processor == "inf" ? "neuron" : processor;
}

// The tags of one image: as its full versions give it, then as aliases do.
using Names = std::vector<std::string>;
Names names_of(const Offer& offer, const std::string& processor, const std::string& python,
               const std::string& sdk) {
  // Some configurations name one container under a processor that they do not list.
  auto container = offer.container_versions.find(processor);
  if (container == offer.container_versions.end() && offer.container_versions.size() == 1)
    container = offer.container_versions.begin();
  const std::string given = container == offer.container_versions.end() ? "" : container->second;
  const bool graviton = offer.repository.ends_with("-inference-graviton");
  Names names;
  for (const std::string& prefix : prefixes(offer))
    names.push_back(joined({prefix, processor_word(offer, processor), python, sdk, given,
                            graviton ? std::string_view("sagemaker") : std::string_view()}));
  return names;
}

std::vector<std::string> or_none(const std::vector<std::string>& list) {
  return list.empty() ? std::vector<std::string>{""} : list;
}

std::vector<Names> images_of(const Offer& offer) {
  std::vector<Names> out;
  for (const std::string& processor : or_none(offer.processors))
    for (const std::string& python : or_none(offer.pythons))
      for (const std::string& sdk : or_none(offer.sdks)) {
        const Names names = names_of(offer, processor, python, sdk);
        out.push_back(names);
        for (const std::string& name : names) {
          for (const Added& row : additions)
            if (row.repository == offer.repository && row.tag == name)
              out.push_back({fmt::format(fmt::runtime(row.added), name)});
          if (offer.repository != cuda_chosen) continue;
          const auto cuda = std::find_if(chosen_cuda.begin(), chosen_cuda.end(),
                                         [&](const Chosen& c) { return name.starts_with(c.version); });
          for (const std::string_view word : split(cuda->cuda, ' ')) out.push_back({joined({name, word})});
        }
      }
  return out;
}

std::vector<std::string> jobs_of(const Offer& offer) {
  if (offer.scope.empty()) return offer.scopes;
  if (offer.scope == "eia" || offer.scope.starts_with("inference")) return {"inference"};
  return {offer.scope};
}

using Registries = std::map<std::string, std::string>;

class UriImport {
 public:
  UriImport(SheetSet& set, std::span<const CatalogFile> others, ImportReport& report)
      : set_(set), recorded_(others), report_(report) {}

  void read(const InputFile& file) {
    for (Offer& offer : sagemaker::read_offers(file, report_)) {
      for (const auto& [region, account] : offer.registries)
        regions_[offer.repository].emplace(region, account).first->second = account;
      offers_.push_back(std::move(offer));
    }
  }
  bool understood() const { return !offers_.empty(); }

  void finish() {
    for (const Offer& offer : offers_)
      for (const Names& names : images_of(offer)) said_[offer.repository].insert(names.begin(), names.end());
    for (const Offer& offer : offers_)
      if (offer.repository != python_in_name)
        images(offer, offer.repository);
      else
        for (const std::string_view python : named_pythons)
          images(offer, fmt::format("{}-{}", offer.repository, python));
    for (auto& [path, rows] : rows_) drop_taken_names(rows);
    for (auto& [repository, rows] : rows_) {
      const std::string path = fmt::format("{}{}.yml", folder, repository);
      set_.rows(path, "aws/" + repository) = std::move(rows);
    }
    add_regions();
  }
  std::vector<std::string> repositories() const {
    std::vector<std::string> out;
    for (const auto& [repository, rows] : rows_) out.push_back(repository);
    return out;
  }

 private:
  static std::string place_of(const Offer& offer) {
    return fmt::format("{}.json line {}", offer.config, offer.line);
  }

  void images(const Offer& offer, const std::string& repository) {
    auto& rows = rows_[repository];
    if (rows.empty()) rows.push_back(product_row(offer, repository));
    for (Names names : images_of(offer)) {
      if (names[0].empty()) names = {"latest"};  // what registries take an address without a tag for
      if (!std::all_of(names.begin(), names.end(), is_image_tag)) {
        report_.skipped.push_back(
            {offer.config + ".json", offer.line, fmt::format("`{}` is no tag", names[0])});
        continue;
      }
      const std::string said = names[0];
      take_whole_tag(offer, repository, names);
      rows.push_back(image_row(offer, repository, names, said));
    }
  }

  // An image that is recorded under a longer tag is that image, and the names here are its other names.
  // An alias that is recorded says by itself whose it is; of several images, one that the SDK calls by its
  // whole tag is another.
  void take_whole_tag(const Offer& offer, const std::string& repository, Names& names) {
    names.erase(std::remove_if(names.begin() + 1, names.end(),
                               [&](const std::string& name) { return recorded_.has(repository, name); }),
                names.end());
    if (recorded_.has(repository, names[0])) return;
    std::set<std::string> whole;
    for (const std::string& name : names)
      for (std::string& tag : recorded_.whole_tags(repository, name, platform)) whole.insert(std::move(tag));
    if (whole.size() > 1)
      std::erase_if(whole, [&](const std::string& tag) { return said_[repository].count(tag) > 0; });
    if (whole.size() == 1) names.insert(names.begin(), *whole.begin());
    if (whole.size() > 1)
      report_.notes.push_back(
          {offer.config + ".json", offer.line,
           fmt::format("`{}` may be any of {}: it stands for itself", names[0], fmt::join(whole, ", "))});
  }

  static std::string regions_scope(const std::vector<std::string>& regions) {
    return fmt::format("{{region: [{}]}}", fmt::join(regions, ", "));
  }

  // The address of the product, one for each account and the regions that it serves.
  SheetRow product_row(const Offer& offer, const std::string& repository) const {
    SheetRow row{RowKind::product, ""};
    std::map<std::string, std::vector<std::string>> addresses;
    for (const auto& [region, account] : regions_.at(offer.repository))
      addresses[fmt::format("{}.dkr.ecr.<region>.{}/{}", account, domain_of(region), repository)].push_back(
          region);
    for (const auto& [address, regions] : addresses)
      row.facts.push_back({"address", address, regions_scope(regions), place_of(offer)});
    return row;
  }

  // `said` is the tag as the configuration gives it: what it is made of is read from that.
  SheetRow image_row(const Offer& offer, const std::string& repository, const Names& names,
                     const std::string& said) const {
    SheetRow row{RowKind::release, names[0]};
    row.also.insert(names.begin() + 1, names.end());
    const std::string place = place_of(offer);
    const auto add = [&](std::string predicate, std::string value, std::string scope = {}) {
      row.facts.push_back({std::move(predicate), std::move(value), std::move(scope), place});
    };
    add("record", "image");
    const TagFacts read = read_image_tag(repository, said);
    for (const auto& [predicate, value] : read.facts)
      if (predicate != "platform" && !(predicate == "accelerator" && offer.scope == "eia"))
        add(predicate, value);
    if (offer.scope == "eia") add("accelerator", "eia");
    if (offer.repository == python_in_name)
      add("python", fmt::format("python@3.{}", repository.substr(offer.repository.size() + 2)));
    add("platform", std::string(platform));
    if (read.fact("arch").empty()) add("arch", std::string(dlc::arch_of(repository)));
    for (const std::string& job : jobs_of(offer)) add("job", job);
    std::vector<std::string> absent;
    for (const auto& [region, account] : regions_.at(offer.repository))
      if (offer.registries.count(region) == 0) absent.push_back(region);
    if (!absent.empty()) add("available", "no", regions_scope(absent));
    return row;
  }

  // An alias may be the name of another version, to which it then belongs.
  static void drop_taken_names(std::vector<SheetRow>& rows) {
    std::set<std::string> names;
    for (const SheetRow& row : rows) names.insert(row.name);
    for (SheetRow& row : rows)
      std::erase_if(row.also, [&](const auto& name) { return names.count(name) > 0; });
  }

  void add_regions() {
    std::map<std::string, std::string> places;
    for (const Offer& offer : offers_)
      for (const auto& [region, account] : offer.registries) places.emplace(region, place_of(offer));
    auto& rows = set_.rows(std::string(folder) + "regions.yml", std::string(regions_product));
    for (const auto& [region, place] : places) {
      SheetRow row{RowKind::release, region, {}, {region}};
      row.facts.push_back({"service", "sagemaker", {}, place});
      row.facts.push_back({"domain", std::string(domain_of(region)), {}, place});
      rows.push_back(std::move(row));
    }
  }

  SheetSet& set_;
  RecordedImages recorded_;
  ImportReport& report_;
  std::vector<Offer> offers_;
  std::map<std::string, Registries> regions_;          // by repository, of all its offers
  std::map<std::string, std::set<std::string>> said_;  // the tags of all images, by repository
  std::map<std::string, std::vector<SheetRow>> rows_;  // by repository
};

}  // namespace

Result<Imported> import_sagemaker_uris(const ImportOptions& options) {
  Imported imported;
  auto set = SheetSet::read(options.existing, {folder});
  if (!set) return fail(set.error());
  UriImport reader(*set, options.others, imported.report);
  for (const InputFile& file : options.inputs) reader.read(file);
  if (!reader.understood()) {
    if (imported.report.damaged) return imported;
    return fail(ErrorCode::input, "there is no image configuration here", {},
                "name the folder of the SDK that holds xgboost.json and the like");
  }
  reader.finish();
  imported.report.facts = set->merge(source, options.published);
  set->write("sagemaker-uris", imported.files);
  const auto later = [&](const CatalogFile& made) {
    return std::find_if(options.existing.begin(), options.existing.end(), [&](const CatalogFile& file) {
      return file.path == made.path && sagemaker::is_later(file, options.published);
    });
  };
  for (const InputFile& file : options.inputs) {
    auto made = sagemaker::address_file(file, source, options.published);
    if (!made) continue;
    const auto stays = later(*made);
    imported.files.push_back(stays == options.existing.end() ? std::move(*made) : *stays);
  }
  ImageHeads heads(options);
  for (const std::string& repository : reader.repositories())
    heads.add(repository, "Amazon SageMaker, " + dlc::display_name(repository), std::string(project));
  heads.add_regions();
  heads.write(imported.files);
  return imported;
}

}  // namespace bestby::exchange
