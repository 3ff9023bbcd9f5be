#include "exchange/facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>
#include <span>

#include "base/formats/yaml.h"
#include "exchange/facts_lines.h"
#include "exchange/sheet_set.h"

namespace bestby::exchange {
namespace {

constexpr std::string_view folder = "facts/";
constexpr std::string_view heads_folder = "facts/products/";
constexpr std::string_view sources_folder = "facts/sources/";
// Each file of a document lists its editions: of all of them together, so many days.
constexpr std::size_t most_listed = 1'000'000;

// The files of the importer while lines are laid over them.
class FactsFiles {
 public:
  FactsFiles(const std::vector<CatalogFile>& existing, ImportReport& report) : report_(report) {
    for (const CatalogFile& file : existing) files_.insert_or_assign(file.path, file.text);
  }

  void head(const std::string& product, const std::string& text) {
    files_.insert_or_assign(fmt::format("{}{}.yml", heads_folder, product), text);
  }

  // All that the lines say of one document, and how they describe it if they do.
  Result<void> document(const std::string& id, const DescribedSource* described,
                        const std::map<Date, FactsLines::Rows>& said) {
    const std::string own = fmt::format("{}{}/", folder, id);
    auto set = SheetSet::read(below(own), {own});
    if (!set) return fail(set.error());
    SourceHead head{id, id, "", ""};
    const std::set<Date> known = editions_of(id, *set);
    std::set<Date> editions = known;
    if (!set->sheets().empty()) head = set->sheets().begin()->second.source;
    if (described != nullptr) {
      head = described->head;
      editions.insert(described->editions.begin(), described->editions.end());
    }
    std::set<Date> merged;
    for (const auto& [day, rows] : said) merged.insert(day);
    editions.insert(merged.begin(), merged.end());
    if (editions.count(undated) > 0 && editions.size() > 1)
      return fail(ErrorCode::input, fmt::format("`{}` has states with a day and one without", id), {},
                  "give each of its lines `published`, or call the undated document otherwise");
    std::map<std::string, std::map<Date, std::span<const SheetRow>>> by_path;
    for (const auto& [day, rows] : said)
      for (const auto& [product, list] : rows) {
        const std::string path = fmt::format("{}{}.yml", own, product);
        set->rows(path, product);
        by_path[path][day] = list;
      }
    if (set->sheets().size() * editions.size() > most_listed)
      return fail(ErrorCode::input,
                  fmt::format("`{}` has {} editions of {} products each: more than {} in all", id,
                              editions.size(), set->sheets().size(), most_listed),
                  {}, "give its parts sources of their own");
    for (auto& [path, sheet] : set->sheets()) {
      sheet.source = head;
      add_editions(sheet, known);
      report_.facts += merge_editions(sheet, merged, by_path[path]);
      add_editions(sheet, editions);
    }
    std::vector<CatalogFile> written;
    set->write("facts", written);
    for (CatalogFile& file : written) files_.insert_or_assign(std::move(file.path), std::move(file.text));
    const std::string alone = fmt::format("{}{}.yml", sources_folder, id);
    if (described != nullptr || files_.count(alone) > 0)  // whichever edition comes first
      files_.insert_or_assign(alone, source_text(head, editions));
    return {};
  }

  std::vector<CatalogFile> all() const { return below(""); }

 private:
  std::vector<CatalogFile> below(const std::string& path) const {
    std::vector<CatalogFile> out;
    for (auto file = files_.lower_bound(path); file != files_.end() && file->first.starts_with(path); ++file)
      out.push_back({file->first, file->second});
    return out;
  }

  std::set<Date> editions_of(const std::string& id, const SheetSet& set) const {
    std::set<Date> days;
    for (const auto& [path, sheet] : set.sheets()) days.insert(sheet.editions.begin(), sheet.editions.end());
    const auto alone = files_.find(fmt::format("{}{}.yml", sources_folder, id));
    if (alone == files_.end()) return days;
    const auto document = yaml::read(alone->first, alone->second);
    const yaml::Node* sources = document ? document->root.find("sources") : nullptr;
    const yaml::Node* source = sources == nullptr ? nullptr : sources->find(id);
    const yaml::Node* list = source == nullptr ? nullptr : source->find("editions");
    if (list == nullptr) return days;
    for (const yaml::Node& item : list->items)
      if (const auto day = Date::parse(item.text)) days.insert(*day);
    return days;
  }

  // A document that a line describes, whether or not an edition has facts of it.
  static std::string source_text(const SourceHead& head, const std::set<Date>& editions) {
    std::vector<std::string> days;
    for (const Date& day : editions)
      if (day != undated) days.push_back(day.str());
    return fmt::format(
               "# Written by the importer facts.\nsources:\n  {}:\n    title: {}\n    url: {}\n    "
               "publisher: {}\n",
               yaml::quote(head.id), yaml::quote(head.title), yaml::quote(head.url),
               yaml::quote(head.publisher)) +
           (days.empty() ? "" : fmt::format("    editions: [{}]\n", fmt::join(days, ", ")));
  }

  ImportReport& report_;
  std::map<std::string, std::string> files_;  // text, by path
};

}  // namespace

// Documents are sources of their own: one of which no line speaks keeps what it says.
Result<Imported> import_facts(const ImportOptions& options) {
  Imported imported;
  const FactsLines lines = read_facts_lines(options.inputs, options.published, imported.report);
  if (imported.report.damaged) return imported;
  if (lines.empty())
    return fail(
        ErrorCode::input, "there is no fact here", {},
        imported.report.skipped.empty()
            ? "a line reads {\"of\": \"PRODUCT\", \"release\": \"VERSION\", \"source\": \"DOCUMENT\", ...}"
            : imported.report.skipped[0].reason);
  FactsFiles files(options.existing, imported.report);
  for (const auto& [product, text] : lines.heads) files.head(product, text);
  std::set<std::string> ids;
  for (const auto& [id, source] : lines.sources) ids.insert(id);
  for (const auto& [id, editions] : lines.said) ids.insert(id);
  for (const std::string& id : ids) {
    const auto described = lines.sources.find(id);
    const auto said = lines.said.find(id);
    const std::map<Date, FactsLines::Rows> nothing;
    const auto done = files.document(id, described == lines.sources.end() ? nullptr : &described->second,
                                     said == lines.said.end() ? nothing : said->second);
    if (!done) return fail(done.error());
  }
  imported.files = files.all();
  return imported;
}

}  // namespace bestby::exchange
