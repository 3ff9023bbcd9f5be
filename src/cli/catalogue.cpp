#include "cli/catalogue.h"

#include "snapshot/compile.h"
#include "snapshot/embedded.h"

namespace bestby::cli {

tl::expected<Snapshot, std::vector<Error>> open_catalogue(const std::string& path) {
  if (path.empty()) return embedded_catalog();
  return use_catalog(path);
}

}  // namespace bestby::cli
