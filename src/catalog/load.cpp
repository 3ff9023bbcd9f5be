#include "catalog/load.h"

#include <algorithm>
#include <deque>

#include "base/formats/yaml.h"
#include "catalog/file_reader.h"

namespace bestby {
namespace {

class Loading {
 public:
  std::deque<FileReader> read(std::vector<CatalogFile> files) {
    std::sort(files.begin(), files.end(),
              [](const CatalogFile& a, const CatalogFile& b) { return a.path < b.path; });
    std::deque<FileReader> readers;
    for (CatalogFile& file : files) {
      auto document = yaml::read(file.path, std::move(file.text));
      if (document)
        readers.emplace_back(std::move(*document), builder_, places_, errors_);
      else if (errors_.size() < max_reported)
        errors_.push_back(document.error());
    }
    return readers;
  }

  tl::expected<WorldStore, std::vector<Error>> run(std::vector<CatalogFile> files,
                                                   std::vector<CatalogFile> policy_files) {
    auto readers = read(std::move(files));
    auto policies = read(std::move(policy_files));
    for (auto& reader : readers) reader.keys();
    if (errors_.empty()) {
      for (auto& reader : readers) reader.vocabulary();
      for (auto& reader : readers) reader.sources();
      for (auto& reader : policies) reader.sources();
      for (auto& reader : readers) reader.products();
      for (auto& reader : readers) reader.other_names();
      for (auto& reader : readers) reader.nodes();
      for (auto& reader : readers) reader.problems();
      for (auto& reader : readers) reader.facts();
      for (auto& reader : readers) reader.addresses();
    }
    if (!errors_.empty()) return tl::unexpected(std::move(errors_));
    return builder_.finish([&](std::uint32_t origin) { return places_[origin]; });
  }

 private:
  std::vector<Error> errors_;
  WorldBuilder builder_;
  Places places_;
};

}  // namespace

tl::expected<WorldStore, std::vector<Error>> load_catalog(std::vector<CatalogFile> files,
                                                          std::span<const CatalogFile> policy_files) {
  return Loading().run(std::move(files), {policy_files.begin(), policy_files.end()});
}

}  // namespace bestby
