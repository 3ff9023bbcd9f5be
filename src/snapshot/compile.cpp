#include "snapshot/compile.h"

#include <algorithm>
#include <filesystem>
#include <iterator>

#include <fmt/format.h>

#include "base/replace_files.h"
#include "policy/load_policies.h"
#include "policy/timeline_cache.h"

namespace bestby {
namespace {

tl::unexpected<std::vector<Error>> refuse(Error error) {
  return tl::unexpected(std::vector<Error>{std::move(error)});
}

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return std::filesystem::is_directory(path, ignored);
}

std::string inside(const std::string& folder, std::string_view name) {
  return fmt::format("{}{}{}", folder, folder.ends_with('/') ? "" : "/", name);
}

struct Sources {
  std::vector<CatalogFile> catalog, policies;
};

class Folders {
 public:
  tl::expected<Sources, std::vector<Error>> read(const std::string& folder) {
    const bool whole = is_folder(inside(folder, "catalog"));
    const std::string catalog = whole ? inside(folder, "catalog") : folder;
    (void)finish_replacing(catalog);  // a folder that cannot be written is read as it is
    const FolderLock lock(catalog, FolderLock::For::reading);
    const std::string policies = inside(folder, "policies");
    Sources out;
    out.catalog = files(catalog, whole ? "" : "policies/");
    if (is_folder(policies)) out.policies = files(policies, "");
    if (errors_.empty() && out.catalog.empty() && out.policies.empty())
      note({ErrorCode::catalog,
            fmt::format("`{}` holds no catalogue: there is no `.yml` file in it", folder),
            {},
            "give the folder that holds `catalog/` and `policies/`, or a catalogue folder",
            {}});
    if (!errors_.empty()) return tl::unexpected(std::move(errors_));
    return out;
  }

 private:
  void note(Error error) {
    if (errors_.size() < max_reported) errors_.push_back(std::move(error));
  }

  std::vector<CatalogFile> files(const std::string& folder, std::string_view but) {
    std::vector<CatalogFile> out;
    auto names = list_tree(folder);
    if (!names) return note(std::move(names.error())), out;
    for (const std::string& name : *names) {
      if (!name.ends_with(".yml") && !name.ends_with(".yaml")) continue;
      if (!but.empty() && name.starts_with(but)) continue;
      std::string path = inside(folder, name);
      auto text = read_file(path);
      if (text)
        out.push_back({std::move(path), std::move(*text)});
      else
        note(std::move(text.error()));
    }
    return out;
  }

  std::vector<Error> errors_;
};

}  // namespace

CompileResult compile_files(std::vector<CatalogFile> catalog, std::vector<CatalogFile> policy_files) {
  const auto store = load_catalog(std::move(catalog), policy_files);
  if (!store) return tl::unexpected(store.error());
  const World world = store->world();
  auto policies = load_policies(std::move(policy_files), world);
  if (!policies) return tl::unexpected(policies.error());
  // Every policy is asked about every node, so that what no question may meet is met here.
  std::vector<Error> faults;
  for (const Fault& fault : remember_timelines(*policies, world))
    faults.push_back(fault_error(*policies, fault));
  if (!faults.empty()) return tl::unexpected(std::move(faults));
  auto bytes = write_snapshot(world, policies->view());
  if (!bytes) return refuse(std::move(bytes.error()));
  Compiled out;
  out.bytes = std::make_shared<const std::string>(std::move(*bytes));
  auto snapshot = open_snapshot(std::as_bytes(std::span(*out.bytes)), Trust::maker);
  if (!snapshot) return refuse(std::move(snapshot.error()));
  out.snapshot = std::move(*snapshot);
  out.snapshot.owner = out.bytes;
  return out;
}

CompileResult compile_catalog(const std::string& folder) { return compile_catalogs({folder}); }

namespace {

// A folder of what importers wrote, and of no vocabulary, is a part, which says nothing alone.
bool is_part(const std::vector<CatalogFile>& catalog) {
  const auto any = [&](auto&& holds) { return std::any_of(catalog.begin(), catalog.end(), holds); };
  return any([](const CatalogFile& file) { return file.text.starts_with("# Written by the importer"); }) &&
         !any([](const CatalogFile& file) {
           return file.text.starts_with("vocabulary:") ||
                  file.text.find("\nvocabulary:") != std::string::npos;
         });
}

}  // namespace

CompileResult compile_catalogs(const std::vector<std::string>& folders) {
  Sources all;
  for (const std::string& folder : folders) {
    auto sources = Folders().read(folder);
    if (!sources) return tl::unexpected(std::move(sources.error()));
    std::move(sources->catalog.begin(), sources->catalog.end(), std::back_inserter(all.catalog));
    std::move(sources->policies.begin(), sources->policies.end(), std::back_inserter(all.policies));
  }
  if (is_part(all.catalog))
    return refuse({ErrorCode::catalog,
                   fmt::format("`{}` is a part of a catalogue: it has no vocabulary", folders.front()),
                   {},
                   fmt::format("put it beside a whole one, and use what is made of both: bestby compile "
                               "WHOLE-FOLDER {} -o FILE",
                               fmt::join(folders, " ")),
                   {}});
  return compile_files(std::move(all.catalog), std::move(all.policies));
}

tl::expected<Snapshot, std::vector<Error>> use_catalog(const std::string& path) {
  if (is_folder(path))
    return compile_catalog(path).map([](Compiled&& compiled) { return std::move(compiled.snapshot); });
  auto snapshot = read_snapshot(path);
  if (!snapshot) return refuse(std::move(snapshot.error()));
  return std::move(*snapshot);
}

}  // namespace bestby
