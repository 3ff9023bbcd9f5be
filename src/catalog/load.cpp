#include "catalog/load.h"

#include <algorithm>

#include "base/formats/yaml.h"
#include "catalog/file_reader.h"

namespace bestby {

tl::expected<WorldStore, std::vector<Error>> load_catalog(std::vector<CatalogFile> files) {
  std::sort(files.begin(), files.end(),
            [](const CatalogFile& a, const CatalogFile& b) { return a.path < b.path; });
  std::vector<Error> errors;
  WorldBuilder builder;
  std::vector<FileReader> readers;
  readers.reserve(files.size());
  for (CatalogFile& file : files) {
    auto document = yaml::read(file.path, std::move(file.text));
    if (document) readers.emplace_back(std::move(*document), builder, errors);
    else if (errors.size() < max_reported) errors.push_back(document.error());
  }
  for (auto& reader : readers) reader.keys();
  if (errors.empty()) {
    for (auto& reader : readers) reader.vocabulary();
    for (auto& reader : readers) reader.sources();
    for (auto& reader : readers) reader.products();
    for (auto& reader : readers) reader.nodes();
    for (auto& reader : readers) reader.facts();
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  auto store = builder.finish();
  if (!store) return tl::unexpected(std::vector<Error>{store.error()});
  return std::move(*store);
}

}  // namespace bestby
