#include "exchange/facts_lines.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>

#include "base/formats/json_reader.h"
#include "base/text.h"

namespace bestby::exchange {
namespace {

using yaml::Node;

constexpr std::array<std::string_view, 11> head_keys = {"product",  "name",    "kind",       "publisher",
                                                        "versions", "cycle",   "repository", "says",
                                                        "url",      "aliases", "identifiers"};
constexpr std::array<std::string_view, 4> source_texts = {"source", "title", "url", "publisher"};
constexpr std::array<std::string_view, 7> row_keys = {"of",     "release",   "cycle", "also",
                                                      "source", "published", "at"};
// Folders beside those of the documents.
constexpr std::array<std::string_view, 2> taken_names = {"products", "sources"};
constexpr std::string_view no_day = "unknown";

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

bool is_source_id(std::string_view id) {
  return is_id(id) && id.find('/') == id.npos && !is_one_of(taken_names, id);
}

// A value that stands on one line of a catalogue file.
bool is_text(std::string_view text) {
  return !text.empty() && std::none_of(text.begin(), text.end(), [](char c) {
    return static_cast<unsigned char>(c) < 0x20 || c == 0x7f;
  });
}

// `ID`, `ID:PLACE`, `ID[EDITIONS]:PLACE`, as after `@` in a catalogue file.
bool is_citation(std::string_view text) {
  return is_text(text) && is_source_id(text.substr(0, text.find_first_of("[:")));
}

std::string text_of(const Node& object, std::string_view key) {
  const Node* node = object.find(key);
  return node != nullptr && node->is_scalar() ? node->str() : std::string();
}

std::string plain(const Node& value) {
  if (value.quoted) return value.str();
  return value.text == "true" ? "yes" : value.text == "false" ? "no" : value.str();
}

std::string scope_text(const Node& node) {
  std::vector<std::string> pairs;
  for (const auto& [key, value] : node.fields) {
    std::vector<std::string> values;
    for (const Node& item : value.items) values.push_back(yaml::quote(plain(item)));
    pairs.push_back(value.is_sequence() ? fmt::format("{}: [{}]", key.text, fmt::join(values, ", "))
                                        : fmt::format("{}: {}", key.text, yaml::quote(plain(value))));
  }
  return fmt::format("{{{}}}", fmt::join(pairs, ", "));
}

// One part of a fact in long form. False: it is not what such a part can be.
using ReadPart = bool (*)(const Node& part, SheetFact& fact);
struct FactPart {
  std::string_view key;
  ReadPart read;
};

bool into_text(const Node& part, std::string& to) {
  if (part.is_scalar()) to = plain(part);
  return part.is_scalar() && is_text(to);
}

bool read_cited(const Node& part, SheetFact& fact) {
  if (part.is_scalar()) fact.cited.push_back(part.str());
  for (const Node& item : part.items) fact.cited.push_back(item.is_scalar() ? item.str() : std::string());
  return !fact.cited.empty() && std::all_of(fact.cited.begin(), fact.cited.end(), is_citation);
}

bool read_scope(const Node& part, SheetFact& fact) {
  const bool good = part.is_mapping() && !part.fields.empty() &&
                    std::all_of(part.fields.begin(), part.fields.end(), [](const auto& field) {
                      return is_id(field.first.text) && !field.second.is_mapping() && !field.second.is_null();
                    });
  if (good) fact.scope = scope_text(part);
  return good;
}

constexpr std::array<FactPart, 6> fact_parts = {{
    {"is", [](const Node& part, SheetFact& fact) { return into_text(part, fact.value); }},
    {"for", read_scope},
    {"at", [](const Node& part, SheetFact& fact) { return into_text(part, fact.place); }},
    {"source", read_cited},
    {"refuted", [](const Node& part, SheetFact& fact) { return into_text(part, fact.refuted); }},
    {"note", [](const Node& part, SheetFact& fact) { return into_text(part, fact.note); }},
}};

class Reader {
 public:
  Reader(Date given, ImportReport& report, FactsLines& out) : given_(given), report_(report), out_(out) {}

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

 private:
  void skip(std::string reason) { report_.skip(*file_, line_, std::move(reason)); }

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
    const std::string id = text_of(root, "source");
    if (!is_source_id(id)) return skip(fmt::format("`{}` cannot be a source's name", id));
    DescribedSource source{{id, text_of(root, "title"), text_of(root, "url"), text_of(root, "publisher")}};
    for (const auto& [key, value] : root.fields) {
      const bool good = key.text == "editions"
                            ? editions(value, source.editions)
                            : is_one_of(source_texts, key.text) && value.is_scalar() && is_text(value.text);
      if (!good) return skip(fmt::format("`{}` says nothing of a source", key.text));
    }
    out_.sources[id] = std::move(source);
  }

  static bool editions(const Node& list, std::vector<Date>& days) {
    for (const Node& item : list.items) {
      const auto day = Date::parse(item.text);
      if (!day) return false;
      days.push_back(*day);
    }
    return list.is_sequence();
  }

  void head(const Node& root) {
    const std::string id = text_of(root, "product");
    if (!is_id(id)) return skip(fmt::format("`{}` cannot be a product's name", id));
    for (const std::string_view needed : {"kind", "publisher"})
      if (text_of(root, needed).empty()) return skip(fmt::format("the product has no `{}`", needed));
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
    out_.heads[id] = std::move(head);
  }

  // What the line says of it, and else what was given for all; a day that cannot be is none.
  std::optional<Date> day_of(const Node& root) const {
    const Node* said = root.find("published");
    if (said == nullptr) return given_ == Date{} ? std::nullopt : std::optional(given_);
    if (said->text == no_day) return undated;
    const auto day = Date::parse(said->text);
    return day ? std::optional(*day) : std::nullopt;
  }

  void row(const Node& root) {
    const std::string product = text_of(root, "of"), release = text_of(root, "release"),
                      cycle = text_of(root, "cycle"), source = text_of(root, "source");
    if (!is_id(product)) return skip(fmt::format("`{}` cannot be a product's name", product));
    if (!is_source_id(source)) return skip("names no `source`");
    const auto day = day_of(root);
    if (!day) return skip("names no day: give `published` as YYYY-MM-DD, or --published for all lines");
    SheetRow row{!release.empty() ? RowKind::release
                 : !cycle.empty() ? RowKind::cycle
                                  : RowKind::product,
                 !release.empty() ? release : cycle};
    if (!release.empty()) row.cycle = cycle;
    if (!row.name.empty() && !is_text(row.name)) return skip("the release's name is no text of one line");
    if (const Node* also = root.find("also"))
      for (const Node& name : also->items) row.also.insert(name.str());
    const std::string at = text_of(root, "at");
    source_ = source;
    place_ = at.empty() ? fmt::format("{} line {}", file_->path, line_) : at;
    const std::size_t before = report_.skipped.size();
    for (const auto& [key, value] : root.fields)
      if (!is_one_of(row_keys, key.text)) values(row, key.str(), value);
    if (row.facts.empty() && report_.skipped.size() == before) skip("says nothing");
    if (row.facts.empty()) return;
    out_.said[source][*day][product].push_back(std::move(row));
  }

  void values(SheetRow& row, const std::string& predicate, const Node& value) {
    if (!value.is_sequence()) return fact(row, predicate, value);
    for (const Node& item : value.items) fact(row, predicate, item);
  }

  void fact(SheetRow& row, const std::string& predicate, const Node& value) {
    SheetFact fact{predicate, value.is_scalar() ? plain(value) : std::string(), {}, place_};
    for (const auto& [key, part] : value.fields) {
      const auto known = std::find_if(fact_parts.begin(), fact_parts.end(),
                                      [&name = key](const FactPart& p) { return p.key == name.text; });
      if (known == fact_parts.end() || !known->read(part, fact))
        return skip(fmt::format("`{}` in `{}` is not understood", key.text, predicate));
    }
    for (const std::string& cited : fact.cited)
      if (cited.substr(0, cited.find_first_of("[:")) == source_)
        return skip(
            fmt::format("`{}` in `{}` is the line's own document: `at` is its place", cited, predicate));
    if (!is_text(fact.value) || !is_id(predicate)) return skip(fmt::format("`{}` holds no value", predicate));
    row.facts.push_back(std::move(fact));
  }

  Date given_;
  ImportReport& report_;
  FactsLines& out_;
  const InputFile* file_ = nullptr;
  int line_ = 0;
  std::string source_, place_;
};

}  // namespace

FactsLines read_facts_lines(const std::vector<InputFile>& files, Date given, ImportReport& report) {
  FactsLines out;
  Reader reader(given, report, out);
  for (const InputFile& file : files) reader.read(file);
  return out;
}

}  // namespace bestby::exchange
