#include "exchange/facts.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <set>

#include "base/formats/json_reader.h"
#include "base/text.h"
#include "exchange/sheet_set.h"

namespace bestby::exchange {
namespace {

using yaml::Node;

constexpr std::string_view folder = "facts/";
constexpr std::string_view heads_folder = "facts/products/";
constexpr std::array<std::string_view, 10> head_keys = {
    "product", "name", "kind", "publisher", "versions", "cycle", "repository", "says", "url", "aliases"};
constexpr std::array<std::string_view, 4> source_keys = {"source", "title", "url", "publisher"};
constexpr std::array<std::string_view, 7> row_keys = {"of",     "release",   "cycle", "also",
                                                      "source", "published", "at"};

template <class Keys>
bool is_one_of(const Keys& keys, std::string_view key) {
  return std::find(keys.begin(), keys.end(), key) != keys.end();
}

bool is_id(std::string_view id) {
  constexpr std::string_view allowed = "abcdefghijklmnopqrstuvwxyz0123456789-_./";
  return !id.empty() && id.size() <= 128 && id.find_first_not_of(allowed) == id.npos && id.front() != '/' &&
         id.back() != '/' && id.find("..") == id.npos && id.find("//") == id.npos && id.front() != '.' &&
         id.find("/.") == id.npos;
}

// A value that stands on one line of a catalogue file.
bool is_text(std::string_view text) {
  return !text.empty() && std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
}

// What one document says in one edition, by the product that it says it of.
struct Edition {
  std::map<std::string, std::vector<SheetRow>> rows;
};

class FactsReader {
 public:
  FactsReader(const ImportOptions& options, ImportReport& report) : options_(options), report_(report) {}

  void read(const InputFile& file) {
    file_ = &file;
    line_ = 0;
    ++report_.tables;
    for (const std::string_view raw : split(file.text, '\n')) {
      ++line_;
      const std::string_view text = trim(raw);
      if (text.empty()) continue;
      ++report_.rows;
      constexpr std::size_t longest = 65536;
      if (text.size() > longest) {
        skip("the line is too long");
        continue;
      }
      const auto json = read_json(file.path, std::string(text));
      if (!json)
        report_.damage(file, line_, json.error().message);
      else if (!json->root.is_mapping())
        skip("is no object");
      else
        object(json->root);
    }
  }

  bool understood() const { return !heads.empty() || !said.empty() || !sources.empty(); }

  std::map<std::string, std::string> heads;             // text, by product
  std::map<std::string, SourceHead> sources;            // by id
  std::map<std::string, std::map<Date, Edition>> said;  // by source

 private:
  void skip(std::string reason) { report_.skip(*file_, line_, std::move(reason)); }
  static std::string text(const Node& object, std::string_view key) {
    const Node* node = object.find(key);
    return node != nullptr && node->is_scalar() ? node->str() : std::string();
  }

  void object(const Node& root) {
    if (root.find("product") != nullptr)
      head(root);
    else if (root.find("of") != nullptr)
      row(root);
    else if (root.find("source") != nullptr)
      source(root);
    else
      skip("says neither `of`, `product` nor `source`");
  }

  void source(const Node& root) {
    const std::string id = text(root, "source");
    if (!is_id(id) || id.find('/') != id.npos) return skip(fmt::format("`{}` cannot be a source's name", id));
    for (const auto& [key, value] : root.fields)
      if (!is_one_of(source_keys, key.text) || !value.is_scalar() || !is_text(value.text))
        return skip(fmt::format("`{}` says nothing of a source", key.text));
    sources[id] = {id, text(root, "title"), text(root, "url"), text(root, "publisher")};
  }

  void head(const Node& root) {
    const std::string id = text(root, "product");
    if (!is_id(id)) return skip(fmt::format("`{}` cannot be a product's name", id));
    for (const std::string_view needed : {"kind", "publisher"})
      if (text(root, needed).empty()) return skip(fmt::format("the product has no `{}`", needed));
    std::string head = "# Written by the importer facts.\n";
    for (const std::string_view key : head_keys) {
      const Node* value = root.find(key);
      if (value == nullptr) continue;
      if (value->is_scalar() && is_text(value->text)) {
        head += fmt::format("{}: {}\n", key, yaml::quote(value->text));
        continue;
      }
      std::vector<std::string> names;
      for (const Node& item : value->items) names.push_back(yaml::quote(item.text));
      if (names.empty()) return skip(fmt::format("`{}` is no text", key));
      head += fmt::format("{}: [{}]\n", key, fmt::join(names, ", "));
    }
    for (const auto& [key, value] : root.fields)
      if (!is_one_of(head_keys, key.text))
        return skip(fmt::format("`{}` says nothing of a product", key.text));
    heads[id] = std::move(head);
  }

  void row(const Node& root) {
    const std::string product = text(root, "of"), release = text(root, "release"),
                      cycle = text(root, "cycle");
    const std::string source = text(root, "source");
    if (!is_id(product)) return skip(fmt::format("`{}` cannot be a product's name", product));
    if (!is_id(source) || source.find('/') != source.npos) return skip("names no `source`");
    auto day = Date::parse(text(root, "published"));
    if (!day && options_.published != Date{}) day = options_.published;
    if (!day) return skip("names no day: give `published`, or --published for all lines");
    SheetRow row{!release.empty() ? RowKind::release
                 : !cycle.empty() ? RowKind::cycle
                                  : RowKind::product,
                 !release.empty() ? release : cycle};
    if (!release.empty()) row.cycle = cycle;
    if (!release.empty() && !is_text(release)) return skip("the release's name is no text of one line");
    if (const Node* also = root.find("also"))
      for (const Node& name : also->items) row.also.insert(name.str());
    const std::string at = text(root, "at");
    place_ = at.empty() ? fmt::format("{} line {}", file_->path, line_) : at;
    const std::size_t before = report_.skipped.size();
    for (const auto& [key, value] : root.fields)
      if (!is_one_of(row_keys, key.text)) values(row, key.str(), value);
    if (row.facts.empty() && report_.skipped.size() == before) skip("says nothing");
    if (row.facts.empty()) return;
    sources.try_emplace(source, SourceHead{source, source, "", ""});
    said[source][*day].rows[product].push_back(std::move(row));
  }

  void values(SheetRow& row, const std::string& predicate, const Node& value) {
    if (!value.is_sequence()) return fact(row, predicate, value);
    for (const Node& item : value.items) fact(row, predicate, item);
  }

  static std::string plain(const Node& value) {
    if (value.quoted) return value.str();
    return value.text == "true" ? "yes" : value.text == "false" ? "no" : value.str();
  }

  void fact(SheetRow& row, const std::string& predicate, const Node& value) {
    SheetFact fact{predicate, plain(value), {}, place_};
    if (value.is_mapping()) {
      for (const auto& [key, part] : value.fields) {
        if (key.text == "is" && part.is_scalar())
          fact.value = plain(part);
        else if (key.text == "for" && part.is_mapping())
          fact.scope = scope(part);
        else
          return skip(fmt::format("`{}` in `{}` is not understood", key.text, predicate));
      }
    }
    const bool good = (value.is_scalar() || value.is_mapping()) && is_text(fact.value) && is_id(predicate);
    if (!good) return skip(fmt::format("`{}` holds no value", predicate));
    row.facts.push_back(std::move(fact));
  }

  static std::string scope(const Node& node) {
    std::vector<std::string> pairs;
    for (const auto& [key, value] : node.fields) {
      std::vector<std::string> values;
      for (const Node& item : value.items) values.push_back(yaml::quote(item.text));
      pairs.push_back(value.is_sequence() ? fmt::format("{}: [{}]", key.text, fmt::join(values, ", "))
                                          : fmt::format("{}: {}", key.text, yaml::quote(plain(value))));
    }
    return fmt::format("{{{}}}", fmt::join(pairs, ", "));
  }

  const ImportOptions& options_;
  ImportReport& report_;
  const InputFile* file_ = nullptr;
  int line_ = 0;
  std::string place_;
};

}  // namespace

// Documents are sources of their own: one of which no line speaks keeps what it says.
Result<Imported> import_facts(const ImportOptions& options) {
  Imported imported;
  FactsReader reader(options, imported.report);
  for (const InputFile& file : options.inputs) reader.read(file);
  if (imported.report.damaged) return imported;
  if (!reader.understood())
    return fail(
        ErrorCode::input, "there is no fact here", {},
        imported.report.skipped.empty()
            ? "a line reads {\"of\": \"PRODUCT\", \"release\": \"VERSION\", \"source\": \"DOCUMENT\", ...}"
            : imported.report.skipped[0].reason);
  std::map<std::string, std::string> files;
  for (const CatalogFile& file : options.existing) files.insert_or_assign(file.path, file.text);
  for (const auto& [product, text] : reader.heads)
    files.insert_or_assign(fmt::format("{}{}.yml", heads_folder, product), text);
  for (auto& [id, editions] : reader.said) {
    const std::string own = fmt::format("{}{}/", folder, id);
    std::vector<CatalogFile> existing;
    for (const auto& [path, text] : files) existing.push_back({path, text});
    for (auto& [day, edition] : editions) {
      auto set = SheetSet::read(existing, {own});
      if (!set) return fail(set.error());
      for (auto& [product, rows] : edition.rows)
        set->rows(fmt::format("{}{}.yml", own, product), product) = std::move(rows);
      imported.report.facts += set->merge(reader.sources.at(id), day);
      existing.clear();
      set->write("facts", existing);
    }
    for (CatalogFile& file : existing) files.insert_or_assign(file.path, std::move(file.text));
  }
  for (auto& [path, text] : files) imported.files.push_back({path, std::move(text)});
  return imported;
}

}  // namespace bestby::exchange
