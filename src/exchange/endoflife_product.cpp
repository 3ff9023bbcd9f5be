#include "exchange/endoflife_product.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

#include "base/formats/json_reader.h"
#include "base/formats/yaml.h"
#include "base/version.h"
#include "exchange/endoflife_fields.h"

namespace bestby::exchange::endoflife {
namespace {

using yaml::Node;

// Blank lines in the place of what is not the front matter, so that lines keep their numbers.
std::string front_matter(std::string_view text) {
  if (!text.starts_with("---")) return std::string(text);
  const auto begin = std::min(text.find('\n'), text.size());
  auto end = text.find("\n---", begin);
  if (end == text.npos) end = text.size();
  return std::string(text.substr(begin, end - begin));
}

bool is_json(const InputFile& file) { return file.path.ends_with(".json"); }

std::string stem_of(std::string_view path) {
  const auto slash = path.rfind('/') + 1;
  return std::string(path.substr(slash, path.rfind('.') - slash));
}

bool names_a_product(std::string_view name) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789-.";
  return !name.empty() && name[0] != '.' && name[0] != '-' && name.find_first_not_of(allowed) == name.npos;
}

bool names_a_release(std::string_view version) {
  return version.find_first_of(" @,") == version.npos && !version.empty() && version[0] >= '0' &&
         version[0] <= '9';
}

std::string text_of(const Node& node, std::string_view key) {
  const Node* value = node.find(key);
  return value != nullptr && value->is_scalar() ? value->str() : std::string();
}

// One field of a release: a value that is not null.
struct Cell {
  std::string_view key;
  int line = 0;
  const Node* value = nullptr;
  bool still = false;  // `true` says that it has not ended
};

class ProductReader {
 public:
  ProductReader(const InputFile& file, const KnownProducts& known, ImportReport& report)
      : file_(file), known_(known), report_(report) {}

  // `name`: the product's, where the document does not say it.
  Product read(const Node& root, const std::string& name) {
    open_ = is_json(file_) && root.is_sequence();
    const Node* releases = open_ ? &root : root.find("releases");
    if (releases == nullptr || !releases->is_sequence())
      return refuse(root.line, "`releases` is no list: this is no product of endoflife.date");
    const std::string own = is_json(file_) ? text_of(root, "name") : std::string();
    identify(own.empty() ? name : own);
    if (!names_a_product(product_.id)) return refuse(own.empty() ? 0 : root.line, "its name is no product's");
    describe(root);
    ++report_.tables;
    report_.rows += releases->items.size();
    for (const Node& release : releases->items)
      if (release.is_mapping())
        cycle(release);
      else
        skip(release.line, "a release is no mapping");
    return std::move(product_);
  }

 private:
  Product refuse(int line, std::string reason) {
    skip(line, std::move(reason));
    return {};
  }
  void skip(int line, std::string reason) { report_.skip(file_, line, std::move(reason)); }

  void identify(std::string_view theirs) {
    const std::string name(ours(theirs));
    const auto at = known_.find(name);
    product_.is_known = at != known_.end();
    product_.id = product_.is_known ? at->second.id : name;
    product_.scheme = product_.is_known ? at->second.scheme : "endoflife";
    scheme_ = find_version_scheme(product_.scheme);
  }

  void describe(const Node& root) {
    product_.label = text_of(root, root.find("title") != nullptr ? "title" : "label");
    if (!is_plain(product_.label)) product_.label.clear();
    product_.category = text_of(root, "category");
    const std::string permalink = text_of(root, "permalink");
    product_.url = "https://endoflife.date" +
                   (permalink.starts_with('/') && is_plain(permalink) ? permalink : "/" + product_.id);
    // `customColumns` with a `property` in older files.
    for (const char* list : {"customFields", "customColumns"})
      if (const Node* custom = root.find(list))
        for (const Node& item : custom->items)
          for (const char* key : {"name", "property"}) custom_.insert(text_of(item, key));
  }

  const Node* find(std::string_view key) const {
    const auto at = std::find_if(cells_.begin(), cells_.end(), [&](const Cell& c) { return c.key == key; });
    return at == cells_.end() ? nullptr : at->value;
  }

  // The fields of a release by the names of the project's files. A day goes before `true` and `false`.
  void gather(const Node& release) {
    cells_.clear();
    for (const auto& [key, value] : release.fields) {
      if (value.is_null() || custom_.count(key.text) > 0) continue;
      if (key.text == "latest" && value.is_mapping()) {
        newest(value);
        continue;
      }
      const OtherName* other = field_named(key.text);
      if (other == nullptr && meaning_of(product_.id, key.text) == nullptr) {
        cells_.push_back({key.text, key.line, &value});  // keys stand once
        continue;
      }
      const bool still = other != nullptr && other->still;
      // There never was any, or it has ended: the answer is the same.
      if (still && other->ours == "eoes" && value.is_scalar() && value.text == "false") continue;
      put({other != nullptr ? other->ours : key.text, key.line, &value, still},
          other != nullptr && other->day);
    }
  }

  void newest(const Node& latest) {
    for (const auto& [part, value] : latest.fields) {
      const std::string_view name = part.text == "name"   ? "latest"
                                    : part.text == "date" ? "latestReleaseDate"
                                                          : "link";
      if (!value.is_null()) put({name, part.line, &value}, false);
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
    if (!is_plain(name->text)) return skip(name->line, "`releaseCycle` holds control characters");
    if (scheme_ != nullptr && !parse_cycle(*scheme_, name->text))
      return skip(name->line, fmt::format("`{}` is no cycle of {}, whose versions are {}", name->text,
                                          product_.id, scheme_->name));
    const auto [at, fresh] = seen_.try_emplace(name->str(), name->line);
    if (!fresh) return skip(name->line, fmt::format("the cycle {} stands on line {}", at->first, at->second));
    SheetRow row{RowKind::cycle, name->str()};
    place_ = fmt::format("line {}", name->line);
    for (const Cell& cell : cells_) field(row, cell);
    branch(row, release);
    latest(row);
    if (row.facts.empty()) return skip(name->line, "nothing is said of the cycle");
    product_.rows.push_back(std::move(row));
  }

  void add(SheetRow& row, std::string_view predicate, std::string value) {
    row.facts.push_back({std::string(predicate), std::move(value), {}, place_});
  }

  void field(SheetRow& row, const Cell& cell) {
    const Node& value = *cell.value;
    const Meaning* meaning = meaning_of(product_.id, cell.key);
    if (meaning == nullptr) return unknown(cell);
    if (meaning->reading == Reading::ignored) return;
    if (value.is_scalar() && (value.text == "true" || value.text == "false"))
      return add(row, meaning->predicate, (value.text == "true") != cell.still ? "yes" : "no");
    if (!value.is_scalar() || !Date::parse(value.text))
      return skip(value.line,
                  fmt::format("`{}: {}` is neither a date nor true or false", cell.key, value.text));
    add(row, meaning->reading == Reading::flag_or_date ? "lts_from" : meaning->predicate, value.str());
  }

  void unknown(const Cell& cell) {
    if (!open_) return skip(cell.line, fmt::format("`{}` is no known field", cell.key));
    if (custom_.insert(std::string(cell.key)).second)
      report_.note(
          file_, cell.line,
          fmt::format("`{}` is taken for a field of the product's own, which says nothing of support",
                      cell.key));
  }

  // Only labels of drivers carry such an abbreviation; a long-term branch is marked by `lts`.
  void branch(SheetRow& row, const Node& release) {
    if (product_.id != "nvidia-driver") return;
    const Node* lts = find("lts");
    if (lts != nullptr && lts->text == "true") return add(row, "branch_kind", "long-term");
    const Node* label = find("releaseLabel");
    const std::string_view kind = label == nullptr ? std::string_view() : branch_kind(label->text);
    if (kind.empty()) return skip(release.line, "the label says no kind of branch");
    add(row, "branch_kind", std::string(kind));
  }

  // The newest patch is a release of its own where its date is known.
  void latest(SheetRow& row) {
    const Node* version = find("latest");
    if (version == nullptr) return;
    if (!version->is_scalar() || version->text.empty() || !is_plain(version->text))
      return skip(version->line, "`latest` is no version");
    add(row, "latest", version->str());
    const Node* date = find("latestReleaseDate");
    if (date == nullptr) return;
    if (!Date::parse(date->text)) return skip(date->line, fmt::format("`{}` is no date", date->text));
    if (!names_a_release(version->text) || (scheme_ != nullptr && !parse_version(*scheme_, version->text)))
      return report_.note(
          file_, version->line,
          fmt::format("`{}` names no release: it is only the latest of its cycle", version->text));
    SheetRow patch{RowKind::release, version->str(), row.name};
    patch.facts.push_back({"released", date->str(), {}, fmt::format("line {}", version->line)});
    product_.rows.push_back(std::move(patch));
  }

  const InputFile& file_;
  const KnownProducts& known_;
  ImportReport& report_;
  Product product_;
  const VersionScheme* scheme_ = nullptr;
  bool open_ = false;  // an answer of the first API, which declares no fields of a product's own
  std::string place_;
  std::vector<Cell> cells_;  // of the release that is read
  std::set<std::string, std::less<>> custom_;
  std::map<std::string, int> seen_;
};

}  // namespace

std::vector<Product> read_products(const InputFile& file, const KnownProducts& known, ImportReport& report) {
  const auto document = is_json(file) ? read_json(file.path, file.text)
                                      : yaml::read(file.path, front_matter(file.text), {}, ErrorCode::input);
  if (!document) {
    report.damage(file, document.error().span.line, document.error().message);
    return {};
  }
  const Node* root = &document->root;
  if (is_json(file) && root->find("result") != nullptr) root = root->find("result");
  const bool several = root != &document->root && root->is_sequence();
  std::vector<Product> products;
  const auto read = [&](const Node& product) {
    Product one = ProductReader(file, known, report).read(product, stem_of(file.path));
    if (!one.rows.empty()) products.push_back(std::move(one));
  };
  if (several)
    for (const Node& product : root->items) read(product);
  else
    read(*root);
  return products;
}

}  // namespace bestby::exchange::endoflife
