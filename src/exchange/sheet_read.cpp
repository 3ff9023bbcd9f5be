// Reads back what `write_sheet` wrote.
#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "base/formats/yaml.h"
#include "base/text.h"
#include "exchange/sheet.h"

namespace bestby::exchange {
namespace {

using yaml::Node;

class Reader {
 public:
  explicit Reader(const yaml::Document& document) : document_(document) {}

  Result<Sheet> read() {
    const std::array required = {"extends", "sources", "source"};
    for (const char* key : required)
      if (document_.root.find(key) == nullptr)
        return refuse(document_.root, fmt::format("`{}` is missing", key));
    sheet_.extends = document_.root.find("extends")->text;
    if (auto done = head(*document_.root.find("sources")); !done) return fail(done.error());
    for (const auto& [key, value] : document_.root.fields) {
      if (key.text == "extends" || key.text == "sources" || key.text == "source" || key.text == "defaults")
        continue;
      Result<void> done = key.text == "facts"      ? own(value)
                          : key.text == "cycles"   ? cycles(value)
                          : key.text == "releases" ? releases(value)
                                                   : refuse(key, unexpected(key));
      if (!done) return fail(done.error());
    }
    return std::move(sheet_);
  }

 private:
  tl::unexpected<Error> refuse(const Node& node, std::string message) const {
    return fail(ErrorCode::catalog, std::move(message), document_.span(node),
                "this file is an importer's: move what is not its own to another file");
  }
  static std::string unexpected(const Node& node) {
    return fmt::format("`{}` is nothing that the importer writes", node.text);
  }

  Result<void> head(const Node& sources) {
    if (sources.fields.size() != 1) return refuse(sources, "`sources` names not exactly one");
    const auto& [id, node] = sources.fields[0];
    const auto text = [&node = node](const char* key) {
      const Node* value = node.find(key);
      return value == nullptr ? std::string() : value->str();
    };
    sheet_.source = {id.str(), text("title"), text("url"), text("publisher")};
    const Node* editions = node.find("editions");
    if (editions == nullptr) add_edition(sheet_, undated);
    if (editions == nullptr) return {};
    if (!editions->is_sequence()) return refuse(node, "`editions` is no list of dates");
    for (const Node& item : editions->items) {
      const auto date = Date::parse(item.text);
      if (!date) return refuse(item, date.error().message);
      add_edition(sheet_, *date);
    }
    return {};
  }

  Result<void> own(const Node& fields) {
    SheetRow row{RowKind::product, ""};
    return this->row(row, fields);
  }

  Result<void> cycles(const Node& node) {
    for (const auto& [name, fields] : node.fields) {
      SheetRow row{RowKind::cycle, name.str()};
      if (auto done = this->row(row, fields); !done) return done;
    }
    return {};
  }

  Result<void> releases(const Node& node) {
    for (const Node& item : node.items) {
      const Node* name = item.find("release");
      if (name == nullptr) return refuse(item, "`release` is missing");
      SheetRow row{RowKind::release, name->str()};
      if (auto done = this->row(row, item, document_.root.find("defaults")); !done) return done;
    }
    return {};
  }

  Result<void> row(SheetRow& row, const Node& fields, const Node* defaults = nullptr) {
    const Node* at = fields.find("at");
    place_ = at == nullptr ? std::string() : at->text;
    for (const auto& [key, value] : fields.fields) {
      if (key.text == "at" || key.text == "release") continue;
      if (key.text == "cycle") {
        row.cycle = value.text;
      } else if (key.text == "also") {
        for (const Node& name : value.items) row.also.insert(name.str());
      } else if (auto done = facts(row, key.str(), value); !done) {
        return done;
      }
    }
    if (defaults != nullptr)
      for (const auto& [key, value] : defaults->fields)
        if (fields.find(key.text) == nullptr)
          if (auto done = facts(row, key.str(), value); !done) return done;
    sheet_.rows.insert_or_assign(std::pair{row.kind, row.name}, row);
    return {};
  }

  Result<void> facts(SheetRow& row, const std::string& predicate, const Node& value) {
    if (!value.is_sequence()) return fact(row, predicate, value);
    for (const Node& item : value.items)
      if (auto done = fact(row, predicate, item); !done) return done;
    return {};
  }

  Result<void> fact(SheetRow& row, const std::string& predicate, const Node& node) {
    SheetFact fact{predicate, node.str()};
    std::vector<std::string> cited;
    if (node.is_mapping()) {
      for (const auto& [key, value] : node.fields) {
        if (key.text == "is")
          fact.value = value.text;
        else if (key.text == "for")
          fact.scope = scope(value);
        else if (key.text == "source")
          cited = texts_of(value);
        else if (key.text == "refuted")
          fact.refuted = value.text;
        else if (key.text == "note")
          fact.note = value.text;
        else
          return refuse(key, unexpected(key));
      }
    } else if (const auto at = node.text.rfind(" @" + sheet_.source.id); at != std::string::npos) {
      fact.value = node.text.substr(0, at);
      cited = {std::string(node.text.substr(at + 2))};
    }
    fact.place = place_;
    const auto others = std::stable_partition(cited.begin(), cited.end(),
                                              [&](const std::string& text) { return is_own(text); });
    fact.cited.assign(others, cited.end());
    cited.erase(others, cited.end());
    if (cited.empty() && !fact.cited.empty()) return refuse(node, "cites other documents alone");
    for (std::size_t i = 0; i < cited.size(); ++i) {
      const std::string before = i == 0 ? "" : fact.place + "; ";
      if (auto done = cite(fact, cited[i], node); !done) return done;
      fact.place = before + fact.place;
    }
    if (fact.editions.empty()) fact.editions = sheet_.editions;
    row.facts.push_back(std::move(fact));
    return {};
  }

  static std::vector<std::string> texts_of(const Node& node) {
    if (!node.is_sequence()) return {node.str()};
    std::vector<std::string> texts;
    for (const Node& item : node.items) texts.push_back(item.str());
    return texts;
  }

  static std::string scope(const Node& node) {
    std::vector<std::string> pairs;
    for (const auto& [key, value] : node.fields) {
      std::vector<std::string> values;
      for (const Node& item : value.items) values.push_back(yaml::quote(item.text));
      pairs.push_back(value.is_sequence() ? fmt::format("{}: [{}]", key.text, fmt::join(values, ", "))
                                          : fmt::format("{}: {}", key.text, yaml::quote(value.text)));
    }
    return fmt::format("{{{}}}", fmt::join(pairs, ", "));
  }

  bool is_own(std::string_view cited) const {
    return cited.substr(0, cited.find_first_of("[:")) == sheet_.source.id;
  }

  // `ID`, `ID[EDITIONS]`, `ID[EDITIONS]:PLACE` of the sheet's document.
  Result<void> cite(SheetFact& fact, std::string_view cited, const Node& node) {
    cited.remove_prefix(sheet_.source.id.size());
    if (cited.starts_with('[')) {
      const auto end = std::min(cited.find(']'), cited.size());
      if (auto done = editions(fact, cited.substr(1, end - 1), node); !done) return done;
      cited.remove_prefix(std::min(end + 1, cited.size()));
    }
    fact.place = cited.starts_with(':') ? std::string(cited.substr(1)) : std::string();
    return {};
  }

  Result<void> editions(SheetFact& fact, std::string_view list, const Node& node) {
    fact.editions.clear();
    for (const std::string_view part : split(list, ',')) {
      const std::string_view range = trim(part);
      const auto dots = range.find("..");
      const auto from = Date::parse(range.substr(0, dots));
      const auto to = dots == range.npos ? from : Date::parse(range.substr(dots + 2));
      if (!from || !to) return refuse(node, fmt::format("`{}` is no edition", range));
      const auto& all = sheet_.editions;
      for (auto at = std::lower_bound(all.begin(), all.end(), *from); at != all.end() && *at <= *to; ++at)
        fact.editions.push_back(*at);
    }
    if (fact.editions.empty()) return refuse(node, "cites no edition of its source");
    return {};
  }

  const yaml::Document& document_;
  Sheet sheet_;
  std::string place_;
};

}  // namespace

Result<Sheet> read_sheet(const CatalogFile& file) {
  const auto document = yaml::read(file.path, file.text);
  if (!document) return fail(document.error());
  return Reader(*document).read();
}

}  // namespace bestby::exchange
