// What the import command reads from disk: a source, by editions, and the catalogue that it goes into.
//
//     auto source = read_source(importer, {"lists/2022-01-24.md", "lists/2022-04-05.md"});
//     for (const SourceEdition& edition : source->editions) ...      // oldest first
//
// A folder is read as far as the importer knows its files. A path is cut to what the importer knows it
// by: `sources/dlc/data/ray/2.yml` is `data/ray/2.yml` to one that reads `data/`.
//
// Errors: `input` for what cannot be read or is larger than the limit, and where nothing is there to read;
// `usage` where the day of an edition is neither given nor said. A file that is no text is in `damaged`, with
// its line.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "exchange/import.h"

namespace bestby::exchange {

// No source that is known comes near it. What an importer makes of a file takes up to a hundred times as
// much.
inline constexpr std::size_t default_input_limit = std::size_t{16} << 20U;

struct SourceEdition {
  Date published;
  std::vector<InputFile> files;
};
struct Source {
  std::vector<SourceEdition> editions;  // by day, ascending; no day twice
  std::size_t files = 0;
  ImportReport damaged;
};
struct SourceOptions {
  std::optional<Date> published = std::nullopt;
  std::size_t most_bytes = default_input_limit;  // of all files together
};
Result<Source> read_source(const Importer& importer, const std::vector<std::string>& paths,
                           const SourceOptions& options = {});

struct CatalogHalves {
  std::vector<CatalogFile> owned, others;
};
// Both are empty where there is no such folder yet.
Result<CatalogHalves> read_catalog(const Importer& importer, const std::string& folder);

// Where bytes stand that are no text. Control characters may: the readers of formats know better.
std::optional<std::size_t> text_fault(std::string_view text);

}  // namespace bestby::exchange
