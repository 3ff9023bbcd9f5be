#include "cited_facts.h"

#include <gtest/gtest.h>

#include <cstdlib>

#include "base/files.h"
#include "catalog/load.h"
#include "report/error_text.h"

namespace bestby {
namespace {

using std::string;
using Lines = std::set<string>;

const WorldStore& store() {
  static const WorldStore loaded = [] {
    std::vector<CatalogFile> files;
    const string root = BESTBY_ROOT "/catalog/";
    const auto names = list_tree(root, {.suffix = ".yml"}).value();
    for (const auto& name : names) files.push_back({name, read_file(root + name).value()});
    auto out = load_catalog(std::move(files));
    if (!out)
      for (const Error& error : out.error()) ADD_FAILURE() << error_text(error, false);
    return out ? std::move(*out) : WorldStore{};
  }();
  return loaded;
}

string value_text(const World& world, const FactRow& fact) {
  switch (world.predicate(fact.predicate).type) {
    case ValueType::date: return Date::from_days(fact.low).str();
    case ValueType::number: return std::to_string(fact.low);
    case ValueType::flag: return fact.low != 0 ? "yes" : "no";
    case ValueType::release: return world.label(static_cast<NodeId>(fact.low));
    default: return string(world.text(static_cast<TextId>(fact.low)));
  }
}

string scope_text(const World& world, const FactRow& fact) {
  Lines items;
  for (const ScopeRow& s : world.columns.scopes.subspan(fact.first_scope, fact.scope_count))
    items.insert(
        (s.predicate == no_id ? "publisher" : string(world.text(world.predicate(s.predicate).name))) + "=" +
        (s.is_node != 0 ? world.label(s.value) : string(world.text(s.value))));
  string out;
  for (const string& item : items) out += (out.empty() ? "" : " ") + item;
  return out.empty() ? out : " [" + out + "]";
}

string line_of(const World& world, const FactRow& fact) {
  return world.label(fact.subject) + " " + string(world.text(world.predicate(fact.predicate).name)) + " " +
         value_text(world, fact) + scope_text(world, fact) + (fact.refuted != no_id ? " refuted" : "");
}

bool stands_at(std::string_view cited, const string& place) {
  return place.empty() || cited == place || cited.starts_with(place + " ");
}

}  // namespace

const World& catalogue() {
  static const World world = store().world();
  return world;
}

Lines cited_facts(const string& source, const string& place) {
  const World& world = catalogue();
  Lines out;
  for (const FactRow& fact : world.columns.facts)
    for (const auto& cited : world.columns.citations.subspan(fact.first_citation, fact.citation_count))
      if (world.text(world.columns.sources[cited.source].id) == source &&
          stands_at(world.text(cited.place), place))
        out.insert(line_of(world, fact));
  return out;
}

string joined(const Lines& lines) {
  string out;
  for (const string& line : lines) out += line + "\n";
  return out;
}

std::filesystem::path shared_folder() {
  const char* given = std::getenv("BESTBY_SHARED");
  return given != nullptr ? given : BESTBY_ROOT "/../shared";
}

}  // namespace bestby
