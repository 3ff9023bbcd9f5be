#include "exchange/seen_rows.h"

#include <fmt/format.h>

#include <algorithm>
#include <set>

#include "base/formats/yaml.h"

namespace bestby::exchange {
namespace {

using yaml::Node;

constexpr std::string_view document_prefix = "dlc-images-";

// What a row says, one text a fact, so that what it gained and lost can be counted.
std::set<std::string> facts_of(const SeenRow& row) {
  std::set<std::string> out = {"first_seen " + row.first.str(), "last_seen " + row.last.str()};
  for (const auto& [predicate, value] : row.facts) out.insert(predicate + " " + value);
  return out;
}

// What `edition` said before goes, as far as the row does not need it.
bool forget(SeenRow& row, Date edition) {
  if (row.first == edition && row.last == edition) return false;
  if (row.first == edition) row.first = row.last, row.first_place = row.last_place;
  if (row.last == edition) row.last = row.first, row.last_place = row.first_place;
  return true;
}

void lay_over(SeenRow& row, const SeenRow& said) {
  if (said.first <= row.first) {
    row.first = said.first;
    row.first_place = said.first_place;
    row.facts = said.facts;
  }
  if (said.last >= row.last) {
    row.last = said.last;
    row.last_place = said.last_place;
  }
}

// By predicate: `predicate: value` or `predicate: [value, value]`.
std::vector<std::pair<std::string, std::string>> cells_of(const SeenRow& row) {
  std::vector<std::pair<std::string, std::vector<std::string>>> grouped;
  for (const auto& [predicate, value] : row.facts) {
    auto at = std::find_if(grouped.begin(), grouped.end(),
                           [&, &name = predicate](const auto& group) { return group.first == name; });
    if (at == grouped.end()) at = grouped.insert(grouped.end(), {predicate, {}});
    at->second.push_back(yaml::quote(value));
  }
  std::sort(grouped.begin(), grouped.end(),
            [](const auto& a, const auto& b) { return predicate_before(a.first, b.first); });
  std::vector<std::pair<std::string, std::string>> cells;
  for (const auto& [predicate, values] : grouped)
    cells.emplace_back(predicate, values.size() == 1
                                      ? fmt::format("{}: {}", predicate, values[0])
                                      : fmt::format("{}: [{}]", predicate, fmt::join(values, ", ")));
  return cells;
}

using Defaults = std::set<std::pair<std::string, std::string>>;
Defaults defaults_of(const SeenRows& seen) {
  std::map<std::pair<std::string, std::string>, std::size_t> count;
  for (const auto& [tag, row] : seen.rows)
    for (const auto& cell : cells_of(row)) ++count[cell];
  Defaults out;
  for (const auto& [cell, times] : count)
    if (times == seen.rows.size()) out.insert(cell);
  return out;
}

std::string row_text(const std::string& tag, const SeenRow& row, const Defaults& defaults) {
  std::string text = fmt::format("  - {{release: {}", yaml::quote(tag));
  for (const auto& cell : cells_of(row))
    if (defaults.count(cell) == 0) text += ", " + cell.second;
  text += fmt::format(", first_seen: {}, last_seen: ", row.first.str());
  text +=
      row.last == row.first
          ? row.last.str()
          : yaml::quote(fmt::format("{} @{}:{}", row.last.str(), seen_document(row.last), row.last_place));
  return text +
         fmt::format(", source: {}, at: {}}}\n", seen_document(row.first), yaml::quote(row.first_place));
}

class Reader {
 public:
  explicit Reader(const yaml::Document& document) : document_(document) {}

  Result<SeenRows> read() {
    const Node* extends = document_.root.find("extends");
    const Node* releases = document_.root.find("releases");
    if (extends == nullptr || releases == nullptr) return refuse(document_.root);
    seen_.extends = extends->text;
    for (const Node& item : releases->items)
      if (auto done = row(item); !done) return fail(done.error());
    return std::move(seen_);
  }

 private:
  tl::unexpected<Error> refuse(const Node& node) const {
    return fail(ErrorCode::catalog, "this is nothing that the importer writes", document_.span(node),
                "this file is an importer's: move what is not its own to another file");
  }

  Result<void> row(const Node& item) {
    const Node *name = item.find("release"), *at = item.find("at"), *first = item.find("first_seen"),
               *last = item.find("last_seen");
    if (name == nullptr || at == nullptr || first == nullptr || last == nullptr) return refuse(item);
    SeenRow row;
    const auto first_day = Date::parse(first->text), last_day = Date::parse(last->text.substr(0, 10));
    if (!first_day || !last_day) return refuse(item);
    row.first = *first_day;
    row.last = *last_day;
    row.first_place = row.last_place = at->text;
    if (const auto colon = last->text.find(':'); colon != last->text.npos)
      row.last_place = last->text.substr(colon + 1);
    if (const Node* defaults = document_.root.find("defaults"))
      for (const auto& [key, value] : defaults->fields) facts(row, key.str(), value);
    constexpr std::string_view other_keys[] = {"release", "at", "source", "first_seen", "last_seen"};
    for (const auto& [key, value] : item.fields)
      if (std::find(std::begin(other_keys), std::end(other_keys), key.text) == std::end(other_keys))
        facts(row, key.str(), value);
    seen_.rows.insert_or_assign(name->str(), std::move(row));
    return {};
  }

  static void facts(SeenRow& row, const std::string& predicate, const Node& value) {
    if (value.is_scalar()) row.facts.emplace_back(predicate, value.text);
    for (const Node& item : value.items) row.facts.emplace_back(predicate, item.text);
  }

  const yaml::Document& document_;
  SeenRows seen_;
};

}  // namespace

std::string seen_document(Date edition) { return std::string(document_prefix) + edition.str(); }

FactCount merge_seen(SeenRows& seen, Date edition, const std::map<std::string, SeenRow, NaturalLess>& said) {
  FactCount count;
  const auto before = seen.rows;
  for (auto at = seen.rows.begin(); at != seen.rows.end();)
    at = forget(at->second, edition) ? std::next(at) : seen.rows.erase(at);
  for (const auto& [tag, row] : said) {
    const auto [at, added] = seen.rows.try_emplace(tag, row);
    if (!added) lay_over(at->second, row);
  }
  for (const auto& [tag, row] : seen.rows) {
    const auto old = before.find(tag);
    if (old == before.end() || said.count(tag) > 0) {
      const std::set<std::string> now = facts_of(row);
      const std::set<std::string> then =
          old == before.end() ? std::set<std::string>{} : facts_of(old->second);
      for (const std::string& fact : now) ++(then.count(fact) > 0 ? count.unchanged : count.added);
      for (const std::string& fact : then) count.withdrawn += now.count(fact) == 0 ? 1 : 0;
    }
  }
  for (const auto& [tag, row] : before)
    if (seen.rows.count(tag) == 0) count.withdrawn += facts_of(row).size();
  return count;
}

Result<SeenRows> read_seen(const CatalogFile& file) {
  const auto document = yaml::read(file.path, file.text);
  if (!document) return fail(document.error());
  return Reader(*document).read();
}

std::string write_seen(const SeenRows& seen) {
  std::string text = fmt::format(
      "# Written by the importer dlc-images: what people add stands in another file.\nextends: {}\n",
      yaml::quote(seen.extends));
  const Defaults defaults = defaults_of(seen);
  if (!defaults.empty()) {
    std::vector<std::string> cells;
    for (const auto& [predicate, cell] : defaults) cells.push_back(cell);
    text += fmt::format("defaults: {{{}}}\n", fmt::join(cells, ", "));
  }
  text += "releases:\n";
  for (const auto& [tag, row] : seen.rows) text += row_text(tag, row, defaults);
  return text;
}

}  // namespace bestby::exchange
