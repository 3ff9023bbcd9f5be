// Where the catalogue comes from: a folder of YAML, a snapshot file, or the executable itself.
#pragma once

#include <string>
#include <vector>

#include "snapshot/snapshot.h"

namespace bestby::cli {

// `path`: a folder or a snapshot file (snapshot/compile.h); empty: the catalogue inside the
// executable, which costs nothing to open.
tl::expected<Snapshot, std::vector<Error>> open_catalogue(const std::string& path);

}  // namespace bestby::cli
