// What the tests of importers share.
#pragma once

#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/files.h"
#include "exchange/import_case.h"

namespace bestby::exchange::testing {

inline std::string shared_sources() {
  const char* given = std::getenv("BESTBY_SHARED");
  return (given != nullptr ? std::string(given) : std::string(BESTBY_ROOT "/../shared")) + "/sources";
}

// The files of a foreign source below the shared folder; nothing when it is absent.
inline std::optional<std::vector<InputFile>> shared_inputs(const Importer& importer,
                                                           const std::string& folder) {
  const std::string root = shared_sources() + "/" + folder;
  const auto paths = list_tree(root);
  if (!paths) return std::nullopt;
  std::vector<InputFile> files;
  for (const std::string& path : *paths)
    if (importer.reads(path)) files.push_back({path, read_file(root + "/" + path).value()});
  return files;
}

// The text of the only file whose path ends so; empty when there is none.
inline std::string file_named(const Imported& imported, std::string_view ending) {
  for (const CatalogFile& file : imported.files)
    if (file.path.ends_with(ending)) return file.text;
  return {};
}

// What stands behind the head of a file: its rows.
inline std::string rows_of(const Imported& imported, std::string_view ending) {
  const std::string text = file_named(imported, ending);
  const auto source = text.find("\nsource: ");
  return source == text.npos ? text : text.substr(text.find('\n', source + 1) + 1);
}

inline std::vector<std::string> remarks(const Remarks& list) {
  std::vector<std::string> lines;
  for (const ImportRemark& remark : list)
    lines.push_back(remark.file + ":" + std::to_string(remark.line) + ": " + remark.reason);
  return lines;
}

inline Result<Imported> import(std::string_view importer, std::vector<InputFile> inputs,
                               std::string_view published, std::vector<CatalogFile> existing = {}) {
  return find_importer(importer)->import({std::move(inputs), std::move(existing), *Date::parse(published)});
}

inline bool same_files(const Imported& a, const Imported& b) {
  if (a.files.size() != b.files.size()) return false;
  for (std::size_t i = 0; i < a.files.size(); ++i)
    if (a.files[i].path != b.files[i].path || a.files[i].text != b.files[i].text) return false;
  return true;
}

// A committed sample of an importer's source: what its fuzzer begins with.
struct ImportSample {
  std::vector<InputFile> files;
};
inline std::vector<ImportSample> samples_of(std::string_view importer) {
  std::string kind(importer);
  std::replace(kind.begin(), kind.end(), '-', '_');
  const std::string folder = BESTBY_ROOT "/fuzz/corpus/import_" + kind;
  std::vector<ImportSample> out;
  const auto names = list_tree(folder).value();
  for (const std::string& name : names)
    out.push_back({read_import_case(read_file(folder + "/" + name).value())});
  return out;
}

// Every file below a folder, by its path.
inline std::map<std::string, std::string> tree_of(const std::string& folder) {
  std::map<std::string, std::string> out;
  const auto paths = list_tree(folder).value();
  for (const std::string& path : paths) out[path] = read_file(folder + "/" + path).value();
  return out;
}

// For tests that every importer must pass.
inline std::vector<std::string_view> importer_names() {
  std::vector<std::string_view> names;
  for (const Importer& importer : importers()) names.push_back(importer.name);
  return names;
}
inline constexpr auto importer_in_words = [](const auto& info) {
  std::string name(info.param);
  std::replace(name.begin(), name.end(), '-', '_');
  return name;
};

}  // namespace bestby::exchange::testing
