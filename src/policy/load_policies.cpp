#include "policy/load_policies.h"

#include <algorithm>

#include "base/formats/yaml.h"
#include "catalog/file_reader.h"
#include "policy/policy_reader.h"

namespace bestby {

tl::expected<PolicyStore, std::vector<Error>> load_policies(std::vector<CatalogFile> files,
                                                            const World& world) {
  std::sort(files.begin(), files.end(),
            [](const CatalogFile& a, const CatalogFile& b) { return a.path < b.path; });
  std::vector<Error> errors;
  PolicyStore store;
  for (CatalogFile& file : files) {
    const auto document = yaml::read(file.path, std::move(file.text));
    if (document)
      PolicyReader(*document, store, world, errors).read();
    else if (errors.size() < max_reported)
      errors.push_back(document.error());
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  return store;
}

}  // namespace bestby
