#include "cli/catalogue.h"

#include <filesystem>

#include <fmt/format.h>

#include "base/files.h"

namespace bestby::cli {
namespace {

namespace fs = std::filesystem;
using Errors = std::vector<Error>;

bool is_folder(const fs::path& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

// The folders of facts and of policies that a path means; empty where there is none.
struct Folders { fs::path facts, policies; };

Folders folders_of(const fs::path& path) {
  if (is_folder(path / "catalog")) return {path / "catalog", path / "policies"};
  if (is_folder(path / "policies")) return {path, path / "policies"};
  return {path, (path / "..").lexically_normal() / "policies"};
}

tl::expected<std::unique_ptr<Catalogue>, Errors> load_folder(const std::string& path) {
  const Folders folders = folders_of(path);
  auto facts = read_folder(folders.facts.string());
  if (!facts) return tl::unexpected(Errors{facts.error()});
  // Policies that stand inside the folder of facts are no facts.
  const std::string inside = folders.policies.string() + "/";
  std::erase_if(*facts, [&](const CatalogFile& f) { return f.path.starts_with(inside); });
  auto out = std::make_unique<Catalogue>();
  auto store = load_catalog(std::move(*facts));
  if (!store) return tl::unexpected(std::move(store.error()));
  out->world_store = std::move(*store);
  out->world = out->world_store.world();
  if (is_folder(folders.policies)) {
    auto policies = read_folder(folders.policies.string());
    if (!policies) return tl::unexpected(Errors{policies.error()});
    auto rules = load_policies(std::move(*policies), out->world);
    if (!rules) return tl::unexpected(std::move(rules.error()));
    out->policy_store = std::move(*rules);
  }
  out->policies = out->policy_store.view();
  return out;
}

}  // namespace

Result<std::vector<CatalogFile>> read_folder(const std::string& folder) {
  std::vector<CatalogFile> out;
  for (const std::string_view suffix : {".yml", ".yaml"}) {
    auto names = list_tree(folder, {.suffix = suffix});
    if (!names) return fail(std::move(names.error()));
    for (const std::string& name : *names) {
      const std::string path = folder + "/" + name;
      auto text = read_file(path);
      if (!text) return fail(std::move(text.error()));
      out.push_back({path, std::move(*text)});
    }
  }
  if (out.empty())
    return fail(ErrorCode::catalog, fmt::format("`{}` holds no catalogue", folder), {}, "a catalogue is a folder of .yml files");
  return out;
}

tl::expected<std::unique_ptr<Catalogue>, Errors> open_catalogue(const std::string& path) {
  if (path.empty()) return load_folder(".");
  return load_folder(path);
}

}  // namespace bestby::cli
