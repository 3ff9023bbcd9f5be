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
// A file that is broken (cut short, no JSON, no text) is `damaged`: then the files of the answer must
// not be written, since what is missing from them may not be missing from the source.
//
// Errors: `input` when the input is not such a source at all, `catalog` when a file that the
// importer owns holds what it never wrote.
#pragma once

#include <cstddef>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
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

// Products by their names and aliases: what a catalogue calls them, and how it reads their versions.
struct KnownProduct {
  std::string id, scheme;
};
using KnownProducts = std::map<std::string, KnownProduct>;

struct ImportOptions {
  std::vector<InputFile> inputs;
  std::vector<CatalogFile> existing;         // of those that the importer owns
  Date published;                            // unused by importers whose facts have days of their own
  std::span<const CatalogFile> others = {};  // the rest of the catalogue
  KnownProducts beside = {};                 // of a whole catalogue that a part of one is to go beside
};

struct ImportRemark {
  std::string file;
  int line = 0;  // 0: the file as a whole
  std::string reason;
  bool operator==(const ImportRemark&) const = default;
};

// The first of them in full; of hostile files there may be millions, of which only the number is kept.
class Remarks {
 public:
  static constexpr std::size_t most_listed = 10'000;

  void push_back(ImportRemark remark) {
    if (listed_.size() < most_listed)
      listed_.push_back(std::move(remark));
    else
      ++unlisted_;
  }
  Remarks& operator+=(const Remarks& more) {
    for (const ImportRemark& remark : more.listed_) push_back(remark);
    unlisted_ += more.unlisted_;
    return *this;
  }
  std::size_t size() const { return listed_.size() + unlisted_; }
  std::size_t unlisted() const { return unlisted_; }
  bool empty() const { return listed_.empty(); }
  auto begin() const { return listed_.begin(); }
  auto end() const { return listed_.end(); }
  const ImportRemark& operator[](std::size_t i) const { return listed_[i]; }
  bool operator==(const std::vector<ImportRemark>& all) const { return unlisted_ == 0 && listed_ == all; }

 private:
  std::vector<ImportRemark> listed_;
  std::size_t unlisted_ = 0;
};

struct ImportReport {
  std::size_t tables = 0;  // of the source: pipe tables of a document, else files or lists of rows
  std::size_t rows = 0;    // of the source, understood or not
  FactCount facts;
  Remarks skipped, notes;
  bool damaged = false;

  void skip(const InputFile& file, int line, std::string reason) {
    skipped.push_back({file.path, line, std::move(reason)});
  }
  void note(const InputFile& file, int line, std::string reason) {
    notes.push_back({file.path, line, std::move(reason)});
  }
  void damage(const InputFile& file, int line, std::string reason) {
    skip(file, line, std::move(reason));
    damaged = true;
  }
  ImportReport& operator+=(const ImportReport& more);
};

struct Imported {
  std::vector<CatalogFile> files;  // in order of their path
  ImportReport report;
};

// Which edition a file belongs to: `given` by whoever imports it, `said` by the file where it can be
// (nothing where it is not), or none, since the facts have `own` days.
enum class Dating : std::uint8_t { given, said, own };

struct Importer {
  std::string_view name;
  std::string_view says;                 // one line
  std::string_view input;                // what to point it at
  std::vector<std::string_view> owns;    // folders of the catalogue that it writes
  bool (*reads)(std::string_view path);  // whether a file of the source is its input
  Result<Imported> (*import)(const ImportOptions& options);
  Dating dating = Dating::given;
  std::optional<Date> (*dated)(const InputFile& file) = nullptr;  // when `said`
};

const std::vector<Importer>& importers();
const Importer* find_importer(std::string_view name);  // nullptr when unknown

// Those that files of a catalogue define, and those of a compiled one.
KnownProducts known_products(std::span<const CatalogFile> files);
KnownProducts known_products(const World& world);

// Whether a text may stand in a file of a catalogue: no control characters, which escapes of JSON may stand
// for.
bool is_plain(std::string_view text);

// Whether what an importer gives can be written and read again: a name that it takes over may hold what has
// no place in a file of a catalogue, or in its name. Error: `input`.
Result<void> check_readable(std::span<const CatalogFile> files);

// One line a remark, `FILE:LINE: REASON`, under a line of counts.
std::string import_report_text(const ImportReport& report);

}  // namespace bestby::exchange
