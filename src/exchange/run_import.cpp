#include "exchange/run_import.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <ostream>

#include "base/files.h"
#include "base/text.h"
#include "exchange/import.h"
#include "report/json_writer.h"

namespace bestby::exchange {
namespace {

namespace fs = std::filesystem;

struct Arguments {
  const Importer* importer = nullptr;
  std::string input;
  std::string catalog = "catalog";
  std::optional<Date> published;
  bool dry_run = false;
  bool json = false;
};

tl::unexpected<Error> wrong(std::string message, std::string help = {}) {
  return fail(ErrorCode::usage, std::move(message), {}, std::move(help));
}

std::string importer_list() {
  std::string text = "importers:\n";
  for (const Importer& importer : importers())
    text += fmt::format("  {:<10} {}; from {}\n", importer.name, importer.says, importer.input);
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

Result<Arguments> parse(std::span<const std::string> args) {
  Arguments parsed;
  std::vector<std::string> positional;
  for (std::size_t i = 0; i < args.size(); ++i) {
    const bool valued = args[i] == "--published" || args[i] == "--catalog" || args[i] == "--format";
    if (valued && i + 1 == args.size()) return wrong(fmt::format("`{}` needs a value", args[i]));
    if (args[i] == "--published") {
      const auto date = Date::parse(args[++i]);
      if (!date) return fail(date.error());
      parsed.published = *date;
    } else if (args[i] == "--catalog") {
      parsed.catalog = args[++i];
    } else if (args[i] == "--format") {
      parsed.json = args[++i] == "json";
    } else if (args[i] == "--dry-run") {
      parsed.dry_run = true;
    } else if (args[i].starts_with("--")) {
      return wrong(fmt::format("there is no option `{}`", args[i]));
    } else {
      positional.push_back(args[i]);
    }
  }
  if (positional.size() != 2)
    return wrong("name an importer and its source",
                 "import NAME PATH --published DATE [--catalog FOLDER] [--dry-run] [--format text|json]\n" +
                     importer_list());
  const auto importer = importer_named(positional[0]);
  if (!importer) return fail(importer.error());
  if (!parsed.published)
    return wrong("`--published` is missing", "the day on which the source stood so: it dates the facts");
  parsed.importer = *importer;
  parsed.input = positional[1];
  return parsed;
}

// The files under a folder, in the order of their paths, as far as `wanted` likes them.
template <class Wanted>
Result<std::vector<InputFile>> read_tree(const std::string& root, const Wanted& wanted) {
  const auto paths = list_tree(root);
  if (!paths) return fail(paths.error());
  std::vector<InputFile> files;
  for (const std::string& path : *paths) {
    if (!wanted(path)) continue;
    auto text = read_file(root + "/" + path);
    if (!text) return fail(text.error());
    files.push_back({path, *std::move(text)});
  }
  return files;
}

Result<std::vector<InputFile>> read_inputs(const Arguments& arguments) {
  if (fs::is_directory(arguments.input)) return read_tree(arguments.input, arguments.importer->reads);
  auto text = read_file(arguments.input);
  if (!text) return fail(text.error());
  return std::vector<InputFile>{{fs::path(arguments.input).filename().string(), *std::move(text)}};
}

Result<std::vector<CatalogFile>> read_owned(const Arguments& arguments) {
  std::vector<CatalogFile> owned;
  if (!fs::exists(arguments.catalog)) return owned;
  const auto& folders = arguments.importer->owns;
  auto files = read_tree(arguments.catalog, [&](std::string_view path) {
    return path.ends_with(".yml") &&
           std::any_of(folders.begin(), folders.end(),
                       [&](std::string_view folder) { return path.starts_with(folder); });
  });
  if (!files) return fail(files.error());
  for (InputFile& file : *files) owned.push_back({std::move(file.path), std::move(file.text)});
  return owned;
}

Result<std::size_t> write_changed(const Arguments& arguments, const Imported& imported,
                                  const std::vector<CatalogFile>& before) {
  std::size_t written = 0;
  for (const CatalogFile& file : imported.files) {
    const auto same = [&](const CatalogFile& old) { return old.path == file.path && old.text == file.text; };
    if (std::any_of(before.begin(), before.end(), same)) continue;
    ++written;
    if (arguments.dry_run) continue;
    const fs::path path = fs::path(arguments.catalog) / file.path;
    std::error_code code;
    fs::create_directories(path.parent_path(), code);
    if (auto done = write_file(path.string(), file.text); !done) return fail(done.error());
  }
  return written;
}

void add_remarks(JsonWriter& json, const char* key, const std::vector<ImportRemark>& remarks) {
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

std::string import_json(const Arguments& arguments, std::size_t written, const ImportReport& report) {
  const auto count = [](std::size_t n) { return static_cast<std::int64_t>(n); };
  JsonWriter json;
  json.begin_object();
  json.field("schema", "bestby/import/1");
  json.field("importer", arguments.importer->name);
  json.field("published", arguments.published);
  json.field("dry_run", arguments.dry_run);
  json.field("changed_files", count(written));
  json.field("tables", count(report.tables));
  json.field("rows", count(report.rows));
  json.begin_object("facts");
  json.field("added", count(report.facts.added));
  json.field("unchanged", count(report.facts.unchanged));
  json.field("withdrawn", count(report.facts.withdrawn));
  json.end();
  add_remarks(json, "skipped", report.skipped);
  add_remarks(json, "notes", report.notes);
  json.end();
  return json.take();
}

Result<int> run(std::span<const std::string> args, std::ostream& out) {
  const auto arguments = parse(args);
  if (!arguments) return fail(arguments.error());
  auto inputs = read_inputs(*arguments);
  if (!inputs) return fail(inputs.error());
  const auto existing = read_owned(*arguments);
  if (!existing) return fail(existing.error());
  const auto imported = arguments->importer->import({*std::move(inputs), *existing, *arguments->published});
  if (!imported) return fail(imported.error());
  const auto written = write_changed(*arguments, *imported, *existing);
  if (!written) return fail(written.error());
  if (arguments->json)
    out << import_json(*arguments, *written, imported->report);
  else
    out << fmt::format("{} {}: {} files {}\n", arguments->importer->name, arguments->published->str(),
                       *written, arguments->dry_run ? "would change" : "written")
        << import_report_text(imported->report);
  return imported->report.skipped.empty() ? 0 : exit_status(ErrorCode::input);
}

}  // namespace

int run_import(std::span<const std::string> args, std::ostream& out, std::ostream& err) {
  const auto status = run(args, out);
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
