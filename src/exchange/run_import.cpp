#include "exchange/run_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <ostream>

#include "base/replace_files.h"
#include "base/size_text.h"
#include "base/text.h"
#include "catalog/load.h"
#include "exchange/import.h"
#include "exchange/import_source.h"
#include "report/json_writer.h"

namespace bestby::exchange {
namespace {

constexpr std::size_t most_files = 10'000;  // that one import changes: each is flushed to the disk

struct Arguments {
  const Importer* importer = nullptr;
  std::vector<std::string> inputs;
  std::string catalog = "catalog";
  SourceOptions source;
  bool dry_run = false;
  bool json = false;
};

// What an import did, beside the report of the importer.
struct Outcome {
  std::vector<Date> editions;
  std::size_t read = 0, written = 0, kept = 0;  // files
  ImportReport report;
};

tl::unexpected<Error> wrong(std::string message, std::string help = {}) {
  return fail(ErrorCode::usage, std::move(message), {}, std::move(help));
}

std::string importer_list() {
  std::string text = "kinds:\n";
  for (const Importer& importer : importers())
    text += fmt::format("  {:<14} {}; from {}{}\n", importer.name, importer.says, importer.input,
                        importer.dating == Dating::given ? "; --published is needed" : "");
  return text;
}

Result<const Importer*> importer_named(const std::string& name) {
  if (const Importer* importer = find_importer(name)) return importer;
  std::vector<std::string> names;
  for (const Importer& importer : importers()) names.emplace_back(importer.name);
  Error error{ErrorCode::usage, fmt::format("there is no importer `{}`", name), {}, {}, {}};
  error.suggestions = nearest(name, names);
  error.help = importer_list();
  return fail(std::move(error));
}

constexpr std::array<std::string_view, 4> valued_options = {"--published", "--catalog", "--input-limit",
                                                            "--format"};

Result<void> valued_option(Arguments& parsed, const std::string& name, const std::string& value) {
  if (name == "--published") {
    const auto date = value == "unknown" ? undated : Date::parse(value);
    if (!date) return fail(date.error());
    parsed.source.published = *date;
  } else if (name == "--catalog") {
    parsed.catalog = value;
  } else if (name == "--input-limit") {
    const auto limit = parse_size(value);
    if (!limit) return wrong(fmt::format("`{}` is no size", value), "a number of bytes: 500000, 64M, 2G");
    parsed.source.most_bytes = *limit;
  } else if (value != "json" && value != "text") {
    return wrong(fmt::format("there is no format `{}`", value), "one of: text, json");
  } else {
    parsed.json = value == "json";
  }
  return {};
}

Result<Arguments> parse(std::span<const std::string> args) {
  Arguments parsed;
  std::vector<std::string> positional;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const bool valued =
        std::find(valued_options.begin(), valued_options.end(), args[i]) != valued_options.end();
    if (valued && i + 1 == args.size()) return wrong(fmt::format("`{}` needs a value", args[i]));
    if (valued) {
      if (auto done = valued_option(parsed, args[i], args[i + 1]); !done) return fail(done.error());
      ++i;
    } else if (args[i] == "--dry-run") {
      parsed.dry_run = true;
    } else if (args[i].starts_with("--")) {
      return wrong(fmt::format("there is no option `{}`", args[i]));
    } else {
      positional.push_back(args[i]);
    }
  }
  if (positional.size() == 1) {
    const auto known = importer_named(positional[0]);
    if (!known) return fail(known.error());
  }
  if (positional.size() < 2)
    return wrong("name a kind of source, and where it is",
                 "import KIND PATH... [--published DATE] [--catalog FOLDER] [--dry-run] [--input-limit SIZE] "
                 "[--format text|json]\n" +
                     importer_list());
  const auto importer = importer_named(positional[0]);
  if (!importer) return fail(importer.error());
  parsed.importer = *importer;
  parsed.inputs.assign(positional.begin() + 1, positional.end());
  return parsed;
}

// Lays one edition over the files that the importer owns.
Result<void> import_edition(const Importer& importer, SourceEdition edition, CatalogHalves& catalog,
                            const KnownProducts& beside, ImportReport& report) {
  auto imported =
      importer.import({std::move(edition.files), catalog.owned, edition.published, catalog.others, beside});
  if (!imported) return fail(imported.error());
  report += imported->report;
  std::map<std::string, std::string> files;
  for (CatalogFile& file : catalog.owned) files.insert_or_assign(std::move(file.path), std::move(file.text));
  for (CatalogFile& file : imported->files) {
    const auto old = files.find(file.path);
    if (old != files.end() && old->second == file.text) continue;
    if (auto readable = check_readable({&file, 1}); !readable) {
      Error refused = readable.error();
      refused.message = "what the source says cannot stand in a catalogue: " + refused.message;
      return fail(std::move(refused));
    }
    files.insert_or_assign(std::move(file.path), std::move(file.text));
  }
  catalog.owned.clear();
  for (auto& [path, text] : files) catalog.owned.push_back({path, std::move(text)});
  return {};
}

std::vector<NewFile> changed(const std::vector<CatalogFile>& before, std::vector<CatalogFile>& after) {
  std::map<std::string_view, std::string_view> old;
  for (const CatalogFile& file : before) old.emplace(file.path, file.text);
  std::vector<NewFile> files;
  for (CatalogFile& file : after) {
    const auto at = old.find(file.path);
    if (at == old.end() || at->second != file.text) files.push_back({file.path, std::move(file.text)});
  }
  return files;
}

// Whether it holds a vocabulary, by which it can be checked; otherwise it is to go beside one that does.
bool is_whole(const std::vector<CatalogFile>& others) {
  return std::any_of(others.begin(), others.end(), [](const CatalogFile& file) {
    return file.text.starts_with("vocabulary:") || file.text.find("\nvocabulary:") != std::string::npos;
  });
}

// What is wrong with a whole catalogue, by message.
std::map<std::string, Error> faults(const std::vector<CatalogFile>& others,
                                    const std::vector<CatalogFile>& owned) {
  std::map<std::string, Error> found;
  if (!is_whole(others)) return found;
  std::vector<CatalogFile> files = others;
  files.insert(files.end(), owned.begin(), owned.end());
  const auto world = load_catalog(std::move(files));
  if (!world)
    for (const Error& error : world.error()) found.emplace(error.message, error);
  return found;
}

// An import must not leave a catalogue that cannot be read, whatever the source says.
Result<void> check(const CatalogHalves& catalog, const std::vector<CatalogFile>& before) {
  const auto after = faults(catalog.others, catalog.owned);
  if (after.empty()) return {};
  const auto old = faults(catalog.others, before);
  for (const auto& [message, error] : after) {
    if (old.count(message) > 0) continue;
    Error refused = error;
    refused.code = ErrorCode::input;
    refused.message = "the catalogue could not be read with it, so nothing is written: " + message;
    return fail(std::move(refused));
  }
  return {};
}

Result<Outcome> import_all(const Arguments& arguments, const World* whole) {
  auto source = read_source(*arguments.importer, arguments.inputs, arguments.source);
  if (!source) return fail(source.error());
  if (auto finished = finish_replacing(arguments.catalog); !finished) return fail(finished.error());
  const FolderLock lock(arguments.catalog, FolderLock::For::writing);
  auto catalog = read_catalog(*arguments.importer, arguments.catalog);
  if (!catalog) return fail(catalog.error());
  const std::vector<CatalogFile> before = catalog->owned;
  KnownProducts beside;
  if (whole != nullptr && !is_whole(catalog->others)) beside = known_products(*whole);
  Outcome outcome;
  outcome.read = source->files;
  outcome.report = std::move(source->damaged);
  for (SourceEdition& edition : source->editions) {
    outcome.editions.push_back(edition.published);
    if (auto done = import_edition(*arguments.importer, std::move(edition), *catalog, beside, outcome.report);
        !done)
      return fail(done.error());
  }
  if (outcome.report.damaged) {
    outcome.report.facts = {};
    outcome.kept = before.size();
    return outcome;
  }
  const bool same = before.size() == catalog->owned.size() &&
                    std::equal(before.begin(), before.end(), catalog->owned.begin(),
                               [](const CatalogFile& a, const CatalogFile& b) {
                                 return a.path == b.path && a.text == b.text;
                               });
  if (!same)
    if (auto good = check(*catalog, before); !good) return fail(good.error());
  const std::vector<NewFile> files = changed(before, catalog->owned);
  outcome.written = files.size();
  outcome.kept = catalog->owned.size() - files.size();
  if (files.size() > most_files)
    return fail(ErrorCode::input,
                fmt::format("the source would change {} files, more than {}, so nothing is written",
                            files.size(), most_files),
                {}, "import its parts one after the other, if it is what it should be");
  if (!arguments.dry_run)
    if (auto done = replace_files(arguments.catalog, files, {.locked = true}); !done)
      return fail(done.error());
  return outcome;
}

void add_remarks(JsonWriter& json, const char* key, const Remarks& remarks) {
  json.begin_array(key);
  for (const ImportRemark& remark : remarks) {
    json.begin_object();
    json.field("file", remark.file);
    json.field("line", std::int64_t{remark.line});
    json.field("reason", remark.reason);
    json.end();
  }
  json.end();
}

bool has_days(const Arguments& arguments, const Outcome& outcome) {
  return arguments.importer->dating != Dating::own && !outcome.editions.empty() &&
         outcome.editions.back() != undated;
}

std::string import_json(const Arguments& arguments, const Outcome& outcome) {
  const auto count = [](std::size_t n) { return static_cast<std::int64_t>(n); };
  const ImportReport& report = outcome.report;
  const bool dated = has_days(arguments, outcome);
  JsonWriter json;
  json.begin_object();
  json.field("schema", "bestby/import/1");
  json.field("importer", arguments.importer->name);
  if (dated)
    json.field("published", outcome.editions.back());
  else
    json.null("published");
  json.field("editions", count(dated ? outcome.editions.size() : 0));
  json.field("dry_run", arguments.dry_run);
  json.field("files_read", count(outcome.read));
  json.field("changed_files", count(outcome.written));
  json.field("kept_files", count(outcome.kept));
  json.field("tables", count(report.tables));
  json.field("rows", count(report.rows));
  json.begin_object("facts");
  json.field("added", count(report.facts.added));
  json.field("unchanged", count(report.facts.unchanged));
  json.field("withdrawn", count(report.facts.withdrawn));
  json.end();
  add_remarks(json, "skipped", report.skipped);
  add_remarks(json, "notes", report.notes);
  json.begin_object("unlisted");
  json.field("skipped", count(report.skipped.unlisted()));
  json.field("notes", count(report.notes.unlisted()));
  json.end();
  json.end();
  return json.take();
}

std::string import_text(const Arguments& arguments, const Outcome& outcome) {
  std::string when;
  if (has_days(arguments, outcome)) {
    when = " " + outcome.editions.front().str();
    if (outcome.editions.size() > 1)
      when += fmt::format("..{} ({} editions)", outcome.editions.back().str(), outcome.editions.size());
  }
  const char* done = outcome.report.damaged ? "written, since a file is damaged"
                     : arguments.dry_run    ? "would change"
                                            : "written";
  return fmt::format("{}{}: {} files read, {} {}, {} kept as they were\n", arguments.importer->name, when,
                     outcome.read, outcome.written, done, outcome.kept) +
         import_report_text(outcome.report);
}

Result<int> run(std::span<const std::string> args, std::ostream& out, const World* whole) {
  const auto arguments = parse(args);
  if (!arguments) return fail(arguments.error());
  const auto outcome = import_all(*arguments, whole);
  if (!outcome) return fail(outcome.error());
  out << (arguments->json ? import_json(*arguments, *outcome) : import_text(*arguments, *outcome));
  return outcome->report.skipped.empty() ? 0 : exit_status(ErrorCode::input);
}

}  // namespace

int run_import(std::span<const std::string> args, std::ostream& out, std::ostream& err, const World* whole) {
  const auto status = run(args, out, whole);
  if (status) return *status;
  const Error& error = status.error();
  err << "error: ";
  if (!error.span.file.empty()) err << error.span.file << ':' << error.span.line << ": ";
  err << error.message << '\n';
  for (const std::string& name : error.suggestions) err << "did you mean `" << name << "`?\n";
  if (!error.help.empty()) err << "help: " << error.help << '\n';
  return exit_status(error.code);
}

}  // namespace bestby::exchange
