#include "exchange/import_neuron.h"

#include <algorithm>
#include <set>

#include "base/formats/yaml.h"
#include "base/text.h"
#include "exchange/import_neuron_announcements.h"
#include "exchange/import_neuron_manifest.h"
#include "exchange/import_neuron_releases.h"
#include "exchange/import_neuron_words.h"

namespace bestby::exchange {
namespace {

using namespace neuron;

constexpr const char* folder = "aws/neuron/imported/";
constexpr std::string_view sources_file = "sources.yml";
constexpr const char* project = "https://github.com/aws-neuron/aws-neuron-sdk/";

// One text a row of a file, so that what a file gained and lost can be counted.
std::multiset<std::string> rows_of(const std::vector<CatalogFile>& files) {
  std::multiset<std::string> out;
  for (const CatalogFile& file : files)
    for (const std::string_view line : split(file.text, '\n'))
      if (line.starts_with("  ")) out.insert(file.path + std::string(line));
  return out;
}

void keep_documents(const CatalogFile& file, Book& book) {
  const auto read = yaml::read(file.path, file.text);
  const yaml::Node* sources = read ? read->root.find("sources") : nullptr;
  if (sources == nullptr) return;
  for (const auto& [id, source] : sources->fields) {
    const auto text = [&source = source](const char* key) {
      const yaml::Node* value = source.find(key);
      return value == nullptr ? std::string() : value->str();
    };
    Document document{text("title"), text("url")};
    if (const yaml::Node* editions = source.find("editions"))
      for (const yaml::Node& day : editions->items) document.editions.push_back(day.str());
    book.documents.try_emplace(id.str(), std::move(document));
  }
}

// Lines replace all that others said before, since they are of no edition: a product of which they say
// nothing keeps a file without facts. Documents stay described, as what people wrote may cite them.
void keep_files(const std::vector<CatalogFile>& before, Book& book) {
  constexpr std::string_view ending = ".yml";
  for (const CatalogFile& file : before) {
    std::string_view name = std::string_view(file.path).substr(std::string_view(folder).size());
    if (name == sources_file) keep_documents(file, book);
    if (name == sources_file || !name.ends_with(ending)) continue;
    name.remove_suffix(ending.size());
    book.node({std::string(name), Level::product});
  }
}

// Counted by rows: the lines were extracted from many documents, each with days of its own.
FactCount changes(const std::vector<CatalogFile>& before, const std::vector<CatalogFile>& after) {
  FactCount count;
  auto old = rows_of(before);
  for (const std::string& row : rows_of(after)) {
    const auto at = old.find(row);
    if (at == old.end()) {
      ++count.added;
    } else {
      ++count.unchanged;
      old.erase(at);
    }
  }
  count.withdrawn = old.size();
  return count;
}

}  // namespace

bool reads_neuron(std::string_view path) { return is_input(path) || is_manifest(path); }

Result<Imported> import_neuron(const ImportOptions& options) {
  Imported out;
  const Input in = read_input(options, out.report);
  const bool manifest = std::any_of(options.inputs.begin(), options.inputs.end(),
                                    [](const InputFile& file) { return is_manifest(file.path); });
  const bool extracted = std::any_of(options.inputs.begin(), options.inputs.end(),
                                     [](const InputFile& file) { return is_input(file.path); });
  std::vector<CatalogFile> facts;
  for (const CatalogFile& file : options.existing)
    if (file.path.starts_with(folder)) facts.push_back(file);
  if (manifest && !extracted) {
    if (auto done = import_manifest(options, facts, out); !done) return fail(done.error());
    if (out.report.rows == 0 && !out.report.damaged)
      return fail(ErrorCode::input, "there is no manifest of Neuron releases here", {},
                  out.report.skipped.empty() ? "" : out.report.skipped[0].reason);
    return out;
  }
  if (in.dates.empty() && !out.report.damaged)
    return fail(ErrorCode::input, "there is no release_dates.jsonl with releases of the SDK", {},
                "point to the folder that holds release_dates.jsonl, releases.jsonl, announcements.jsonl and "
                "the like");
  Book book;
  for (const auto& [id, title] : words_of("documents"))
    book.documents[id] = {title, std::string(project) + std::string(ours("document-paths", id))};
  const SdkDays days = add_sdk_releases(in, book);
  const SdkContents contents = add_packages(in, days, book, out.report);
  add_headings(in, days, contents, book, out.report);
  add_images(in, days, book, out.report);
  add_announcements(in, days, book, out.report);
  add_systems(in, days, contents, book, out.report);
  add_dependencies(in, contents, book, out.report);
  keep_files(facts, book);
  out.files = book.files(folder);
  out.report.facts = changes(facts, out.files);
  if (manifest)
    if (auto done = import_manifest(options, std::vector<CatalogFile>(out.files), out); !done)
      return fail(done.error());
  return out;
}

}  // namespace bestby::exchange
