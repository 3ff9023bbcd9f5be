#include "exchange/lint_beside.h"

#include <algorithm>
#include <filesystem>
#include <set>
#include <tuple>

#include "base/files.h"

namespace bestby::exchange {
namespace {

namespace fs = std::filesystem;

bool is_folder(const std::string& path) {
  std::error_code ignored;
  return fs::is_directory(path, ignored);
}

bool is_policy(const CatalogFile& file) {
  return file.text.starts_with("policy:") || file.text.find("\npolicy:") != std::string::npos;
}

Result<void> read_into(const std::string& folder, std::string_view but, std::vector<CatalogFile>& out) {
  const auto names = list_tree(folder);
  if (!names) return fail(names.error());
  for (const std::string& name : *names) {
    const bool yaml = name.ends_with(".yml") || name.ends_with(".yaml");
    if (!yaml || (!but.empty() && name.starts_with(but))) continue;
    std::string path = folder + "/" + name;
    auto text = read_file(path);
    if (!text) return fail(std::move(text.error()));
    out.push_back({std::move(path), std::move(*text)});
  }
  return {};
}

bool same_file(const std::string& a, const std::string& b) {
  std::error_code ignored;
  return fs::equivalent(a, b, ignored);
}

}  // namespace

CompileResult compile_beside(const std::string& folder, std::vector<CatalogFile> more) {
  std::vector<CatalogFile> facts, policies;
  const bool whole = is_folder(folder + "/catalog");
  auto read = read_into(whole ? folder + "/catalog" : folder, whole ? "" : "policies/", facts);
  if (read && is_folder(folder + "/policies")) read = read_into(folder + "/policies", "", policies);
  if (!read) return tl::unexpected(std::vector<Error>{std::move(read.error())});
  for (CatalogFile& file : more) {
    auto& all = is_policy(file) ? policies : facts;
    if (std::none_of(all.begin(), all.end(), [&](const auto& f) { return same_file(f.path, file.path); }))
      all.push_back(std::move(file));
  }
  return compile_files(std::move(facts), std::move(policies));
}

void keep_new(LintReport& report, const LintReport& before) {
  using Key = std::tuple<const LintRule*, std::string, std::string>;
  std::set<Key> known;
  for (const LintFinding& f : before.findings) known.insert({f.rule, f.subject, f.says});
  std::erase_if(report.findings,
                [&](const LintFinding& f) { return known.contains({f.rule, f.subject, f.says}); });
}

}  // namespace bestby::exchange
