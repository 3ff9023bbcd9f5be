#include "exchange/endoflife.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>
#include <set>

#include "base/formats/json_reader.h"
#include "base/formats/yaml.h"
#include "base/text.h"
#include "base/version.h"
#include "exchange/sheet_set.h"

namespace bestby::exchange {
namespace {

using yaml::Node;

constexpr std::string_view folder = "endoflife/";

// Products whose name here is not endoflife.date's.
struct Renamed {
  std::string_view theirs, ours;
};
constexpr std::array renamed = {
    Renamed{"nvidia", "nvidia-driver"},
    Renamed{"linux", "linux-kernel"},
    Renamed{"eks", "amazon-eks"},
    Renamed{"node", "nodejs"},
};

// What a field says, for all products unless a row names one. The first row that fits counts.
enum class Reading { date, flag_or_date, ignored };
struct Meaning {
  std::string_view product, field;
  Reading reading;
  std::string_view predicate;
};
constexpr std::array meanings = {
    // Debian's long-term team is another than its security team, and works for everybody.
    Meaning{"debian", "eoes", Reading::date, "end_of_lts"},
    Meaning{"", "releaseDate", Reading::date, "released"},
    Meaning{"", "eoas", Reading::date, "end_of_features"},
    Meaning{"", "eol", Reading::date, "end_of_support"},
    Meaning{"", "eoes", Reading::date, "end_of_paid_support"},
    Meaning{"", "discontinued", Reading::date, "end_of_availability"},
    Meaning{"", "lts", Reading::flag_or_date, "lts"},
    Meaning{"", "releaseCycle", Reading::ignored, ""},
    Meaning{"", "releaseLabel", Reading::ignored, ""},
    Meaning{"", "codename", Reading::ignored, ""},
    Meaning{"", "latest", Reading::ignored, ""},
    Meaning{"", "latestReleaseDate", Reading::ignored, ""},
    Meaning{"", "link", Reading::ignored, ""},
    Meaning{"", "pep", Reading::ignored, ""},
    Meaning{"", "isMaintained", Reading::ignored, ""},
    Meaning{"", "custom", Reading::ignored, ""},
};

// The names of fields in the API's answers, where they are not those of the project's files. Version 1
// splits a field in two: whether, and from which day, if that is known.
struct ApiField {
  std::string_view theirs, ours;
  bool day = false;
};
constexpr std::array api_fields = {
    ApiField{"cycle", "releaseCycle"},
    ApiField{"support", "eoas"},
    ApiField{"extendedSupport", "eoes"},
    ApiField{"name", "releaseCycle"},
    ApiField{"label", "releaseLabel"},
    ApiField{"isLts", "lts"},
    ApiField{"ltsFrom", "lts", true},
    ApiField{"isEoas", "eoas"},
    ApiField{"eoasFrom", "eoas", true},
    ApiField{"isEol", "eol"},
    ApiField{"eolFrom", "eol", true},
    ApiField{"isDiscontinued", "discontinued"},
    ApiField{"discontinuedFrom", "discontinued", true},
    ApiField{"isEoes", "eoes"},
    ApiField{"eoesFrom", "eoes", true},
};

// The kind of a driver branch, by the abbreviation in its label.
constexpr std::array branch_kinds = {
    Renamed{"(NFB)", "new-feature"},
    Renamed{"(PB)", "production"},
    Renamed{"(LTSB)", "long-term"},
};

std::string product_of(std::string_view path) {
  const auto slash = path.rfind('/') + 1;
  const std::string_view stem = path.substr(slash, path.rfind('.') - slash);
  for (const Renamed& row : renamed)
    if (row.theirs == stem) return std::string(row.ours);
  return std::string(stem);
}

bool is_product(std::string_view name) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789-.";
  return !name.empty() && name[0] != '.' && name.find_first_not_of(allowed) == name.npos;
}

// Blank lines in the place of what is not the front matter, so that lines keep their numbers.
std::string front_matter(std::string_view text) {
  if (!text.starts_with("---")) return std::string(text);
  const auto begin = std::min(text.find('\n'), text.size());
  auto end = text.find("\n---", begin);
  if (end == text.npos) end = text.size();
  return std::string(text.substr(begin, end - begin));
}

std::optional<std::string> truth(std::string_view text) {
  if (text == "true") return "yes";
  if (text == "false") return "no";
  return std::nullopt;
}

// One field of a release: a value that is not null.
struct Cell {
  std::string_view key;
  int line = 0;
  const Node* value = nullptr;
};

class ProductReader {
 public:
  ProductReader(const InputFile& file, const KnownProducts& known, ImportReport& report)
      : file_(file), known_(known), report_(report) {
    name(product_of(file.path));
  }

  const std::string& product() const { return product_; }
  const std::string& title() const { return title_; }
  const std::string& url() const { return url_; }
  const std::string& label() const { return label_; }
  const std::string& category() const { return category_; }
  bool known() const { return is_known_; }

  std::vector<SheetRow> read() {
    const bool json = file_.path.ends_with(".json");
    const auto document = json ? read_json(file_.path, file_.text)
                               : yaml::read(file_.path, front_matter(file_.text), {}, ErrorCode::input);
    if (!document) {
      report_.damage(file_, document.error().span.line, document.error().message);
      return {};
    }
    const Node* root = &document->root;
    if (json && root->find("result") != nullptr) root = root->find("result");
    const Node* releases = json && root->is_sequence() ? root : root->find("releases");
    if (releases == nullptr || !releases->is_sequence())
      return refuse(1, "`releases` is no list: this is no product of endoflife.date");
    describe(*root);
    if (!is_product(product_)) return refuse(0, "its name is no product's");
    ++report_.tables;
    report_.rows += releases->items.size();
    for (const Node& release : releases->items)
      if (release.is_mapping())
        cycle(release);
      else
        skip(release.line, "a release is no mapping");
    return std::move(rows_);
  }

 private:
  std::vector<SheetRow> refuse(int line, std::string reason) {
    skip(line, std::move(reason));
    return {};
  }
  void skip(int line, std::string reason) {
    report_.skipped.push_back({file_.path, line, std::move(reason)});
  }

  void name(std::string product) {
    const auto at = known_.find(product);
    is_known_ = at != known_.end();
    product_ = is_known_ ? at->second.id : std::move(product);
    scheme_ = find_version_scheme(is_known_ ? at->second.scheme : "endoflife");
  }

  static std::string text_of(const Node& root, std::string_view key) {
    const Node* node = root.find(key);
    return node != nullptr && node->is_scalar() ? node->str() : std::string();
  }

  void describe(const Node& root) {
    if (file_.path.ends_with(".json") && root.find("releases") != nullptr)
      if (const std::string own = text_of(root, "name"); !own.empty()) name(product_of(own + ".json"));
    label_ = text_of(root, root.find("title") != nullptr ? "title" : "label");
    category_ = text_of(root, "category");
    const std::string permalink = text_of(root, "permalink");
    title_ = "endoflife.date, " + (label_.empty() ? product_ : label_);
    url_ = "https://endoflife.date" + (permalink.starts_with('/') ? permalink : "/" + product_);
    if (const Node* custom = root.find("customFields"))
      for (const Node& item : custom->items) custom_.insert(text_of(item, "name"));
  }

  const Node* find(std::string_view key) const {
    const auto at = std::find_if(cells_.begin(), cells_.end(), [&](const Cell& c) { return c.key == key; });
    return at == cells_.end() ? nullptr : at->value;
  }

  // The fields of a release by the names of the project's files. A day goes before `true` and `false`.
  void gather(const Node& release) {
    cells_.clear();
    const bool json = file_.path.ends_with(".json");
    for (const auto& [key, value] : release.fields) {
      if (json && key.text == "latest" && value.is_mapping()) {
        for (const auto& [part, content] : value.fields) {
          const std::string_view ours = part.text == "name"   ? "latest"
                                        : part.text == "date" ? "latestReleaseDate"
                                                              : "link";
          if (!content.is_null()) put({ours, part.line, &content}, false);
        }
        continue;
      }
      const auto field = std::find_if(api_fields.begin(), api_fields.end(),
                                      [&](const ApiField& f) { return json && f.theirs == key.text; });
      const bool renamed = field != api_fields.end();
      if (!json || !value.is_null())
        put({renamed ? field->ours : key.text, key.line, &value}, renamed && field->day);
    }
  }

  void put(const Cell& cell, bool day) {
    const auto at =
        std::find_if(cells_.begin(), cells_.end(), [&](const Cell& c) { return c.key == cell.key; });
    if (at == cells_.end())
      cells_.push_back(cell);
    else if (day)
      *at = cell;
  }

  void cycle(const Node& release) {
    gather(release);
    const Node* name = find("releaseCycle");
    if (name == nullptr || !name->is_scalar() || name->text.empty())
      return skip(release.line, "`releaseCycle` is missing");
    if (scheme_ != nullptr && !parse_cycle(*scheme_, name->text))
      return skip(name->line, fmt::format("`{}` is no cycle of {}, whose versions are {}", name->text,
                                          product_, scheme_->name));
    if (!seen_.emplace(name->text, name->line).second)
      return skip(name->line, fmt::format("the cycle {} stands on line {}", name->str(), seen_[name->str()]));
    SheetRow row{RowKind::cycle, name->str()};
    place_ = fmt::format("line {}", name->line);
    for (const Cell& cell : cells_) field(row, cell);
    branch_kind(row, release);
    latest(row);
    if (row.facts.empty()) return skip(name->line, "nothing is said of the cycle");
    rows_.push_back(std::move(row));
  }

  void add(SheetRow& row, std::string_view predicate, std::string value) {
    row.facts.push_back({std::string(predicate), std::move(value), {}, place_});
  }

  void field(SheetRow& row, const Cell& cell) {
    const Node& value = *cell.value;
    const auto at = std::find_if(meanings.begin(), meanings.end(), [&](const Meaning& m) {
      return m.field == cell.key && (m.product.empty() || m.product == product_);
    });
    if (at == meanings.end()) {
      if (custom_.count(cell.key) > 0) return;  // the product's own, which says nothing of support
      return skip(cell.line, fmt::format("`{}` is no known field", cell.key));
    }
    if (at->reading == Reading::ignored) return;
    const auto said = truth(value.text);
    if (value.is_scalar() && said) return add(row, at->predicate, *said);
    if (!value.is_scalar() || !Date::parse(value.text))
      return skip(value.line,
                  fmt::format("`{}: {}` is neither a date nor true or false", cell.key, value.text));
    add(row, at->reading == Reading::flag_or_date ? "lts_from" : at->predicate, value.str());
  }

  // Only labels of drivers carry such an abbreviation; a long-term branch is marked by `lts`.
  void branch_kind(SheetRow& row, const Node& release) {
    if (product_ != "nvidia-driver") return;
    const Node* label = find("releaseLabel");
    const Node* lts = find("lts");
    if (lts != nullptr && lts->text == "true") return add(row, "branch_kind", "long-term");
    for (const Renamed& kind : branch_kinds)
      if (label != nullptr && label->text.find(kind.theirs) != std::string::npos)
        return add(row, "branch_kind", std::string(kind.ours));
    skip(release.line, "the label says no kind of branch");
  }

  // The newest patch is a release of its own where its date is known.
  void latest(SheetRow& row) {
    const Node* version = find("latest");
    if (version == nullptr || version->is_null()) return;
    if (!version->is_scalar()) return skip(version->line, "`latest` is no version");
    add(row, "latest", version->str());
    const Node* date = find("latestReleaseDate");
    if (date == nullptr || date->is_null()) return;
    if (!Date::parse(date->text)) return skip(date->line, fmt::format("`{}` is no date", date->text));
    if (!names_a_release(version->text) || (scheme_ != nullptr && !parse_version(*scheme_, version->text))) {
      report_.notes.push_back(
          {file_.path, version->line,
           fmt::format("`{}` names no release: it is only the latest of its cycle", version->text)});
      return;
    }
    SheetRow patch{RowKind::release, version->str(), row.name};
    patch.facts.push_back({"released", date->str(), {}, fmt::format("line {}", version->line)});
    rows_.push_back(std::move(patch));
  }

  static bool names_a_release(std::string_view version) {
    return version.find_first_of(" @,") == version.npos && !version.empty() && version[0] >= '0' &&
           version[0] <= '9';
  }

  const InputFile& file_;
  const KnownProducts& known_;
  ImportReport& report_;
  std::string product_, title_, url_, place_, label_, category_;
  bool is_known_ = false;
  const VersionScheme* scheme_ = nullptr;
  std::vector<Cell> cells_;  // of the release that is read
  std::set<std::string, std::less<>> custom_;
  std::map<std::string, int> seen_;
  std::vector<SheetRow> rows_;
};

// What a category of endoflife.date is among our kinds; other categories are tools.
constexpr std::array kinds = {
    Renamed{"os", "operating-system"}, Renamed{"lang", "language"},   Renamed{"framework", "framework"},
    Renamed{"service", "service"},     Renamed{"library", "library"},
};

// How the cycles of a product are named: 3.12 is major.minor. Names of another form group nothing.
std::string_view depth_of(const std::vector<SheetRow>& rows) {
  constexpr std::array<std::string_view, 4> depths = {"none", "major", "major.minor", "major.minor.patch"};
  std::ptrdiff_t parts = -1;
  for (const SheetRow& row : rows) {
    if (row.kind != RowKind::cycle) continue;
    const std::ptrdiff_t own = 1 + std::count(row.name.begin(), row.name.end(), '.');
    if (row.name.find_first_not_of("0123456789.") != std::string::npos || (parts >= 0 && own != parts))
      return "none";
    parts = own;
  }
  return depths[parts < 0 || parts > 3 ? 0 : static_cast<std::size_t>(parts)];
}

// A head for a product that nobody has written one for.
std::string head_text(const ProductReader& product, const std::vector<SheetRow>& rows) {
  const auto kind = std::find_if(kinds.begin(), kinds.end(),
                                 [&](const Renamed& k) { return k.theirs == product.category(); });
  return fmt::format(
      "# Written by the importer endoflife: nobody else has written a head for it.\n"
      "product: {0}\n"
      "name: {1}\n"
      "kind: {2}\n"
      "publisher: {0}\n"
      "versions: endoflife\n"
      "cycle: {3}\n"
      "url: {4}\n",
      product.product(), yaml::quote(product.label().empty() ? product.product() : product.label()),
      kind == kinds.end() ? "tool" : kind->ours, depth_of(rows), yaml::quote(product.url()));
}

}  // namespace

std::optional<Date> endoflife_day(const InputFile& file) {
  if (!file.path.ends_with(".json")) return std::nullopt;
  for (const std::string_view key : {"\"generated_at\"", "\"last_modified\""}) {
    const auto at = file.text.find(key);
    const auto quote = at == file.text.npos ? at : file.text.find('"', at + key.size());
    if (quote == file.text.npos) continue;
    if (const auto day = Date::parse(std::string_view(file.text).substr(quote + 1, 10))) return *day;
  }
  return std::nullopt;
}

// Products are sources of their own: one that is not imported now keeps what it says.
Result<Imported> import_endoflife(const ImportOptions& options) {
  Imported imported;
  ImportReport& report = imported.report;
  bool understood = false;
  std::map<std::string, std::string> files;
  const KnownProducts known = known_products(options.others);
  for (const CatalogFile& file : options.existing)
    if (file.path.starts_with(folder)) files.insert_or_assign(file.path, file.text);
  for (const InputFile& file : options.inputs) {
    ProductReader reader(file, known, report);
    const std::vector<SheetRow> rows = reader.read();
    if (rows.empty()) continue;
    const std::string path = fmt::format("{}{}.yml", folder, reader.product());
    Sheet sheet;
    if (const auto at = files.find(path); at != files.end()) {
      auto existing = read_sheet({path, at->second});
      if (!existing) return fail(existing.error());
      sheet = *std::move(existing);
    }
    sheet.extends = reader.product();
    sheet.source = {"endoflife-" + reader.product(), reader.title(), reader.url(), "endoflife"};
    report.facts += merge_edition(sheet, options.published, rows);
    files.insert_or_assign(path, write_sheet(sheet, "endoflife"));
    if (!reader.known() && !options.others.empty())  // into a catalogue, which must know the product
      files.try_emplace(fmt::format("{}products/{}.yml", folder, reader.product()), head_text(reader, rows));
    understood = true;
  }
  if (!understood && !report.damaged)
    return fail(
        ErrorCode::input, "there is no product of endoflife.date here", {},
        report.skipped.empty() ? "name a product file, or a folder of them" : report.skipped[0].reason);
  for (auto& [path, text] : files) imported.files.push_back({path, std::move(text)});
  return imported;
}

}  // namespace bestby::exchange
