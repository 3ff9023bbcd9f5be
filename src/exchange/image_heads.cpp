#include "exchange/image_heads.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/formats/yaml.h"

namespace bestby::exchange {

ImageHeads::ImageHeads(const ImportOptions& options) : elsewhere_(known_products(options.others)) {
  elsewhere_.insert(options.beside.begin(), options.beside.end());
  for (const CatalogFile& file : options.existing)
    if (file.path.starts_with(heads_folder)) heads_.insert_or_assign(file.path, file.text);
}

void ImageHeads::add(const std::string& repository, const std::string& name, const std::string& url) {
  if (elsewhere_.count("aws/" + repository) > 0) return;
  heads_.try_emplace(fmt::format("{}{}.yml", heads_folder, repository),
                     fmt::format("# Written by the importers of images.\n"
                                 "product: aws/{0}\n"
                                 "name: {1}\n"
                                 "kind: container-image\n"
                                 "publisher: aws\n"
                                 "versions: image-tag\n"
                                 "cycle: none\n"
                                 "repository: {0}\n"
                                 "url: {2}\n",
                                 repository, yaml::quote(name), url));
}

void ImageHeads::add_regions() {
  if (elsewhere_.count(std::string(regions_product)) > 0) return;
  heads_.try_emplace(fmt::format("{}region.yml", heads_folder),
                     fmt::format("# Written by the importers of images.\n"
                                 "product: {}\n"
                                 "name: AWS Region\n"
                                 "kind: region\n"
                                 "publisher: aws\n"
                                 "versions: opaque\n"
                                 "cycle: none\n"
                                 "says: a region, and the registries and services that are recorded there\n"
                                 "url: https://docs.aws.amazon.com/global-infrastructure/latest/regions/\n",
                                 regions_product));
}

void ImageHeads::write(std::vector<CatalogFile>& files) const {
  for (const auto& [path, text] : heads_) files.push_back({path, text});
  std::sort(files.begin(), files.end(),
            [](const CatalogFile& a, const CatalogFile& b) { return a.path < b.path; });
}

}  // namespace bestby::exchange
