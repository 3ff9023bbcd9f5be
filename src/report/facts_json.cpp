#include "report/facts_json.h"

#include "report/words.h"

namespace bestby {
namespace {

void citations_field(JsonWriter& json, const World& world, const FactRow& f) {
  json.begin_array("sources");
  for (std::uint32_t i = 0; i < f.citation_count; ++i) {
    const CitationRow& c = world.columns.citations[f.first_citation + i];
    const SourceRow& source = world.columns.sources[c.source];
    json.begin_object();
    json.field("source", world.text(source.id));
    json.field("title", world.text(source.title));
    if (!world.text(source.url).empty()) json.field("url", world.text(source.url));
    if (!world.text(c.place).empty()) json.field("place", world.text(c.place));
    json.begin_array("editions");
    const bool own = c.edition_count > 0;
    const auto editions = world.columns.editions.subspan(own ? c.first_edition : source.first_edition,
                                                         own ? c.edition_count : source.edition_count);
    for (const std::int32_t day : editions) json.item(Date::from_days(day).str());
    json.end();
    json.end();
  }
  json.end();
}

// Pairs of a predicate stand together; any of its values agrees.
void scope_field(JsonWriter& json, const World& world, const FactRow& f) {
  json.begin_array("scope");
  const auto items = world.columns.scopes.subspan(f.first_scope, f.scope_count);
  for (std::size_t i = 0; i < items.size();) {
    const PredicateId p = items[i].predicate;
    json.begin_object();
    json.field("predicate", p == no_id ? "publisher" : world.text(world.predicate(p).name));
    json.begin_array("values");
    for (; i < items.size() && items[i].predicate == p; ++i)
      json.item(items[i].is_node != 0 ? world.label(items[i].value)
                                      : std::string(world.text(items[i].value)));
    json.end();
    json.end();
  }
  json.end();
  json.field("scope_text", scope_words(world, f));
}

}  // namespace

void fact_fields(JsonWriter& json, const World& world, const FactRow& f) {
  json.field("of", world.label(f.subject));
  json.field("predicate", world.text(world.predicate(f.predicate).name));
  json.field("is", fact_words(world, f));
  if (f.scope_count > 0) scope_field(json, world, f);
  json.field("known_from", f.known == day_min ? std::nullopt : std::optional(Date::from_days(f.known)));
  if (f.gone != day_max) json.field("withdrawn", std::optional(Date::from_days(f.gone)));
  if (f.refuted != no_id) json.field("refuted", world.text(f.refuted));
  if (f.note != no_id) json.field("note", world.text(f.note));
  citations_field(json, world, f);
}

}  // namespace bestby
