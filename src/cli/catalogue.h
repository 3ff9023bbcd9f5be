// Where the catalogue comes from: a folder of YAML, a snapshot file, or the executable itself.
#pragma once

#include <memory>
#include <string>

#include "catalog/load.h"
#include "policy/load_policies.h"

namespace bestby::cli {

struct Catalogue {
  World world;
  Policies policies;
  WorldStore world_store;        // of a folder
  PolicyStore policy_store;
};

// `path`: a folder that holds `catalog/` and `policies/`, or one of facts with its policies in it or
// beside it; or a snapshot file. Empty: the catalogue inside the executable.
// Errors: all that were found, `catalog` for invalid files, `input` for those that cannot be read.
tl::expected<std::unique_ptr<Catalogue>, std::vector<Error>> open_catalogue(const std::string& path);

// The files of a folder of facts or policies.
Result<std::vector<CatalogFile>> read_folder(const std::string& folder);

}  // namespace bestby::cli
