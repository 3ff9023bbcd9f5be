#include "exchange/endoflife.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <map>
#include <optional>

#include "base/formats/yaml.h"
#include "base/text.h"
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

class ProductReader {
 public:
  ProductReader(const InputFile& file, ImportReport& report)
      : file_(file), report_(report), product_(product_of(file.path)) {}

  const std::string& product() const { return product_; }
  const std::string& title() const { return title_; }
  const std::string& url() const { return url_; }

  std::vector<SheetRow> read() {
    if (!is_product(product_)) return refuse(0, "its name is no product's");
    const auto document = yaml::read(file_.path, front_matter(file_.text), {}, ErrorCode::input);
    if (!document) {
      report_.damage(file_, document.error().span.line, document.error().message);
      return {};
    }
    const Node* releases = document->root.find("releases");
    if (releases == nullptr || !releases->is_sequence())
      return refuse(1, "`releases` is no list: this is no product of endoflife.date");
    describe(document->root);
    ++report_.tables;
    report_.rows += releases->items.size();
    for (const Node& release : releases->items) cycle(release);
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

  void describe(const Node& root) {
    const Node* title = root.find("title");
    const Node* permalink = root.find("permalink");
    title_ = "endoflife.date, " + (title != nullptr && title->is_scalar() ? title->str() : product_);
    url_ = "https://endoflife.date" +
           (permalink != nullptr && permalink->text.starts_with('/') ? permalink->str() : "/" + product_);
  }

  void cycle(const Node& release) {
    const Node* name = release.find("releaseCycle");
    if (name == nullptr || !name->is_scalar() || name->text.empty())
      return skip(release.line, "`releaseCycle` is missing");
    if (!seen_.emplace(name->text, name->line).second)
      return skip(name->line, fmt::format("the cycle {} stands on line {}", name->str(), seen_[name->str()]));
    SheetRow row{RowKind::cycle, name->str()};
    place_ = fmt::format("line {}", name->line);
    for (const auto& [key, value] : release.fields) field(row, key, value);
    branch_kind(row, release);
    latest(row, release);
    if (row.facts.empty()) return skip(name->line, "nothing is said of the cycle");
    rows_.push_back(std::move(row));
  }

  void add(SheetRow& row, std::string_view predicate, std::string value) {
    row.facts.push_back({std::string(predicate), std::move(value), {}, place_});
  }

  void field(SheetRow& row, const Node& key, const Node& value) {
    const auto at = std::find_if(meanings.begin(), meanings.end(), [&](const Meaning& m) {
      return m.field == key.text && (m.product.empty() || m.product == product_);
    });
    if (at == meanings.end()) return skip(key.line, fmt::format("`{}` is no known field", key.text));
    if (at->reading == Reading::ignored) return;
    const auto said = truth(value.text);
    if (value.is_scalar() && said) return add(row, at->predicate, *said);
    if (!value.is_scalar() || !Date::parse(value.text))
      return skip(value.line,
                  fmt::format("`{}: {}` is neither a date nor true or false", key.text, value.text));
    add(row, at->reading == Reading::flag_or_date ? "lts_from" : at->predicate, value.str());
  }

  // Only labels of drivers carry such an abbreviation; a long-term branch is marked by `lts`.
  void branch_kind(SheetRow& row, const Node& release) {
    if (product_ != "nvidia-driver") return;
    const Node* label = release.find("releaseLabel");
    const Node* lts = release.find("lts");
    if (lts != nullptr && lts->text == "true") return add(row, "branch_kind", "long-term");
    for (const Renamed& kind : branch_kinds)
      if (label != nullptr && label->text.find(kind.theirs) != std::string::npos)
        return add(row, "branch_kind", std::string(kind.ours));
    skip(release.line, "the label says no kind of branch");
  }

  // The newest patch is a release of its own where its date is known.
  void latest(SheetRow& row, const Node& release) {
    const Node* version = release.find("latest");
    if (version == nullptr || version->is_null()) return;
    if (!version->is_scalar()) return skip(version->line, "`latest` is no version");
    add(row, "latest", version->str());
    const Node* date = release.find("latestReleaseDate");
    if (date == nullptr || date->is_null()) return;
    if (!Date::parse(date->text)) return skip(date->line, fmt::format("`{}` is no date", date->text));
    if (!names_a_release(version->text)) {
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
  ImportReport& report_;
  std::string product_, title_, url_, place_;
  std::map<std::string, int> seen_;
  std::vector<SheetRow> rows_;
};

}  // namespace

// Products are sources of their own: one that is not imported now keeps what it says.
Result<Imported> import_endoflife(const ImportOptions& options) {
  Imported imported;
  ImportReport& report = imported.report;
  bool understood = false;
  std::map<std::string, std::string> files;
  for (const CatalogFile& file : options.existing)
    if (file.path.starts_with(folder)) files.insert_or_assign(file.path, file.text);
  for (const InputFile& file : options.inputs) {
    ProductReader reader(file, report);
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
