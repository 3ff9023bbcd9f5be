// What is wrong or odd in the catalogue itself, and in files that are to go beside it.
#include <filesystem>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "exchange/lint.h"
#include "exchange/lint_beside.h"
#include "exchange/lint_report.h"
#include "snapshot/embedded.h"

namespace bestby::cli {
namespace {

using namespace exchange;
namespace fs = std::filesystem;

constexpr std::string_view acknowledged_name = "acknowledged.yml";

Result<std::vector<const LintRule*>> asked_rules(const Session& session) {
  std::vector<const LintRule*> out;
  for (const std::string& id : session.options[static_cast<std::size_t>(Opt::rule)]) {
    out.push_back(find_lint_rule(id));
    if (out.back() != nullptr) continue;
    std::vector<std::string> names;
    for (const LintRule& r : lint_rules()) names.emplace_back(r.id);
    return fail(Error{ErrorCode::usage,
                      fmt::format("there is no rule `{}`", id),
                      {},
                      fmt::format("one of: {}", fmt::join(names, ", ")),
                      nearest(id, names)});
  }
  return out;
}

// Of --acknowledged; else those of the catalogue that is asked about: beside its folder `catalog`, or
// inside the executable.
Result<CatalogFile> acknowledged_file(const Session& session) {
  std::string path(session.value(Opt::acknowledged));
  const std::string catalogue = session.catalogue_path();
  if (path.empty() && catalogue.empty())
    return CatalogFile{std::string(acknowledged_name), std::string(embedded_acknowledgements())};
  if (path.empty()) {
    path = catalogue + "/" + std::string(acknowledged_name);
    std::error_code ignored;
    if (!fs::is_directory(catalogue + "/catalog", ignored) || !fs::exists(path, ignored))
      return CatalogFile{};
  }
  auto text = read_file(path);
  if (!text) return fail(std::move(text.error()));
  return CatalogFile{std::move(path), std::move(*text)};
}

// The files of the catalogue, by their paths inside it; none where it is no folder.
Result<std::vector<CatalogFile>> catalogue_files(const Session& session) {
  std::vector<CatalogFile> out;
  std::error_code ignored;
  std::string folder = session.catalogue_path();
  if (folder.empty() || !fs::is_directory(folder, ignored)) return out;
  if (fs::is_directory(folder + "/catalog", ignored)) folder += "/catalog";
  const auto paths = list_tree(folder, {.suffix = ".yml"});
  if (!paths) return fail(paths.error());
  for (const std::string& path : *paths) {
    auto text = read_file(fmt::format("{}/{}", folder, path));
    if (!text) return fail(std::move(text.error()));
    out.push_back({path, std::move(*text)});
  }
  return out;
}

Severity limit(const Session& session) {
  for (const Severity s : {Severity::error, Severity::info})
    if (session.value(Opt::fail_at) == severity_name(s)) return s;
  return Severity::warning;
}

// The files of the arguments, compiled with the folder of the catalogue.
tl::expected<Compiled, std::vector<Error>> with_arguments(const Session& session) {
  const auto refuse = [](Error error) { return tl::unexpected(std::vector<Error>{std::move(error)}); };
  std::error_code ignored;
  if (!fs::is_directory(session.catalogue_path(), ignored))
    return refuse({ErrorCode::usage,
                   "files are read beside a catalogue that is a folder",
                   {},
                   "name it: bestby lint --catalog FOLDER FILE...",
                   {}});
  std::vector<CatalogFile> more;
  for (const std::string& path : session.arguments) {
    auto text = read_file(path);
    if (!text) return refuse(std::move(text.error()));
    more.push_back({path, std::move(*text)});
  }
  return compile_beside(session.catalogue_path(), std::move(more));
}

// What the catalogue is asked about, and by what.
LintReport lint_of(const Session& session, const Snapshot& snapshot, const std::vector<CatalogFile>& files,
                   const std::vector<Acknowledgement>& known, const std::vector<const LintRule*>& rules) {
  Evaluator evaluator(snapshot.world, snapshot.policies, session.known());
  return lint({evaluator, session.on(), known, files, rules});
}

}  // namespace

Result<int> run_lint(Session& session) {
  const auto rules = asked_rules(session);
  if (!rules) return fail(rules.error());
  auto file = acknowledged_file(session);
  if (!file) return fail(std::move(file.error()));
  auto known = read_acknowledgements(std::move(file->path), std::move(file->text));
  if (!known) return session.all_of(std::move(known.error()));
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  const auto files = catalogue_files(session);
  if (!files) return fail(files.error());
  const Snapshot own{session.world(), session.policies(), {}};
  LintReport report = lint_of(session, own, *files, *known, *rules);
  Snapshot shown = own;
  if (!session.arguments.empty()) {
    auto more = with_arguments(session);
    if (!more) return session.all_of(std::move(more.error()));
    shown = more->snapshot;
    LintReport with = lint_of(session, shown, *files, *known, *rules);
    keep_new(with, report);
    report = std::move(with);
  }
  session.out = session.json() ? lint_json(shown.world, report, session.asked())
                               : lint_text(shown.world, report, {session.has(Opt::all), session.paint()});
  return report.counted(limit(session)) > 0 ? 1 : 0;
}

}  // namespace bestby::cli
