#include "catalog/load.h"

#include <algorithm>
#include <deque>

#include "base/formats/yaml.h"
#include "catalog/file_reader.h"

namespace bestby {
namespace {

// The folder of the whole catalogue is the one whose vocabulary all others use; what lies outside it is
// somebody's own beside it. Names without folders are of one catalogue.
class Whole {
 public:
  explicit Whole(const std::deque<FileReader>& readers) {
    for (const FileReader& reader : readers) {
      const std::string_view path = reader.path();
      if (!reader.is_vocabulary()) continue;
      catalog_ = path.substr(0, path.rfind('/') + 1);
      constexpr std::string_view usual = "catalog/";
      if (catalog_.ends_with(usual))
        policies_ = std::string(catalog_, 0, catalog_.size() - usual.size()) + "policies/";
      return;
    }
  }
  bool holds(std::string_view path) const {
    return path.starts_with(catalog_) || (!policies_.empty() && path.starts_with(policies_));
  }

 private:
  std::string catalog_, policies_;
};

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
    const Whole whole(readers);
    for (auto* some : {&readers, &policies})
      for (auto& reader : *some) reader.beside(!whole.holds(reader.path()));
    for (auto& reader : readers) reader.keys();
    if (errors_.empty()) {
      for (auto& reader : readers) reader.vocabulary();
      for (const bool beside : {false, true}) {  // what the whole catalogue says goes before
        for (auto& reader : readers)
          if (reader.is_beside() == beside) reader.sources();
        for (auto& reader : policies)
          if (reader.is_beside() == beside) reader.sources();
      }
      for (const bool beside : {false, true})
        for (auto& reader : readers)
          if (reader.is_beside() == beside) reader.products();
      for (auto& reader : readers) reader.other_names();
      for (auto& reader : readers) reader.nodes();
      for (auto& reader : readers) reader.problems();
      for (auto& reader : readers) reader.facts();
      for (const bool beside : {false, true})
        for (auto& reader : readers)
          if (reader.is_beside() == beside) reader.addresses();
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
