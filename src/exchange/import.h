// Importers: a foreign source as published becomes files of the catalogue, and a report.
//
//     ImportOptions options;
//     options.inputs = {{"data/pytorch-training/2.6-gpu-ec2.yml", text}};
//     options.existing = files_that_the_importer_owns;   // empty the first time
//     options.published = *Date::parse("2026-08-21");
//     Result<Imported> imported = find_importer("dlc-data")->import(options);
//
// Pure: no file, clock or network is touched. The output holds every file that the importer owns
// for what was read, changed or not. Importing the same edition twice gives the same bytes, and
// editions may be imported in any order (see sheet.h).
//
// Nothing is dropped in silence: what is not understood is in `skipped` with its place and reason.
// `notes` hold what was written as published although it looks wrong, and what was read otherwise
// than it is written. docs/importers.md says how each source is read.
//
// Errors: `usage` when the input is not such a source at all, `catalog` when a file that the
// importer owns holds what it never wrote.
#pragma once

#include <cstddef>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "exchange/sheet.h"

namespace bestby::exchange {

// `path` is relative to the source, with `/`.
struct InputFile {
  std::string path;
  std::string text;
};

struct ImportOptions {
  std::vector<InputFile> inputs;
  std::vector<CatalogFile> existing;
  Date published;
};

struct ImportRemark {
  std::string file;
  int line = 0;  // 0: the file as a whole
  std::string reason;
  bool operator==(const ImportRemark&) const = default;
};

struct ImportReport {
  std::size_t tables = 0;  // catalogue files that hold facts
  std::size_t rows = 0;    // rows of the source that became facts
  FactCount facts;
  std::vector<ImportRemark> skipped;
  std::vector<ImportRemark> notes;
};

struct Imported {
  std::vector<CatalogFile> files;  // in order of their path
  ImportReport report;
};

struct Importer {
  std::string_view name;
  std::string_view says;                 // one line
  std::string_view input;                // what to point it at
  std::vector<std::string_view> owns;    // folders of the catalogue that it writes
  bool (*reads)(std::string_view path);  // whether a file of the source is its input
  Result<Imported> (*import)(const ImportOptions& options);
};

const std::vector<Importer>& importers();
const Importer* find_importer(std::string_view name);  // nullptr when unknown

// One line a remark, `FILE:LINE: REASON`, under a line of counts.
std::string import_report_text(const ImportReport& report);

}  // namespace bestby::exchange
