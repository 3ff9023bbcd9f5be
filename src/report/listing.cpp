#include "report/listing.h"

#include <array>

#include "base/version.h"
#include "report/json_writer.h"
#include "report/text_columns.h"

namespace bestby {
namespace {

using Rows = std::vector<std::vector<std::string>>;

constexpr std::array<const char*, 7> type_names = {"date", "text",    "url",    "number",
                                                   "flag", "release", "version"};

Rows products(const World& world, const Policies&) {
  Rows out;
  for (const Product& p : world.columns.products)
    out.push_back({std::string(world.text(p.id)), std::string(world.text(p.kind)),
                   std::string(world.text(p.publisher)), std::to_string(p.cycle_count),
                   std::to_string(p.release_count), std::string(world.text(p.name))});
  return out;
}

Rows policies(const World&, const Policies& policies) {
  Rows out;
  for (const PolicyRow& p : policies.columns.policies)
    out.push_back({std::string(policies.text(p.id)), std::string(policies.text(p.publisher)),
                   std::string(name_of(p.standing)), std::to_string(p.clause_count),
                   std::string(policies.text(p.title))});
  return out;
}

Rows predicates(const World& world, const Policies&) {
  Rows out;
  for (const PredicateRow& p : world.columns.predicates)
    out.push_back({std::string(world.text(p.name)), type_names[static_cast<std::size_t>(p.type)],
                   p.many != 0 ? "many" : "one", std::string(world.text(p.says))});
  return out;
}

Rows schemes(const World&, const Policies&) {
  Rows out;
  for (const VersionScheme& s : version_schemes())
    out.push_back({std::string(s.name), std::string(s.example), std::string(s.says)});
  return out;
}

Rows words(const World& world, ColumnView<TextId> column) {
  Rows out;
  for (const TextId id : column) out.push_back({std::string(world.text(id))});
  return out;
}
Rows kinds(const World& world, const Policies&) { return words(world, world.columns.kinds); }
Rows services(const World& world, const Policies&) { return words(world, world.columns.services); }

Rows sources(const World& world, const Policies&) {
  Rows out;
  for (const SourceRow& s : world.columns.sources) {
    const auto editions = world.columns.editions.subspan(s.first_edition, s.edition_count);
    out.push_back({std::string(world.text(s.id)),
                   editions.empty() ? "undated" : Date::from_days(editions.back()).str(),
                   std::string(world.text(s.title)), std::string(world.text(s.url))});
  }
  return out;
}

Rows problems(const World& world, const Policies&) {
  Rows out;
  for (const ProblemRow& p : world.columns.problems)
    out.push_back({std::string(world.text(p.id)), std::string(world.text(p.says))});
  return out;
}

const std::array<Listing, 8> all = {{
    {"products", {"product", "kind", "publisher", "cycles", "releases", "name"}, products},
    {"policies", {"policy", "publisher", "standing", "clauses", "title"}, policies},
    {"predicates", {"predicate", "type", "values", "says"}, predicates},
    {"schemes", {"scheme", "example", "says"}, schemes},
    {"kinds", {"kind"}, kinds},
    {"services", {"service"}, services},
    {"sources", {"source", "edition", "title", "url"}, sources},
    {"problems", {"problem", "says"}, problems},
}};

}  // namespace

std::span<const Listing> listings() { return all; }

const Listing* find_listing(std::string_view name) {
  for (const Listing& listing : all)
    if (listing.name == name) return &listing;
  return nullptr;
}

std::string listing_text(const Listing& listing, const World& world, const Policies& policies) {
  TextColumns table;
  for (auto& row : listing.rows(world, policies)) table.row(std::move(row));
  return table.text();
}

std::string listing_json(const Listing& listing, const World& world, const Policies& policies,
                         const Asked& asked) {
  JsonWriter json;
  begin_answer(json, "bestby/list/1", asked);
  json.field("list", listing.name);
  json.begin_array("rows");
  for (const auto& row : listing.rows(world, policies)) {
    json.begin_object();
    for (std::size_t i = 0; i < row.size(); ++i) json.field(listing.columns[i], row[i]);
    json.end();
  }
  json.end();
  json.end();
  return json.take();
}

}  // namespace bestby
