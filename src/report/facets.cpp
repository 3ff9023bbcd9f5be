#include "report/facets.h"

#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "report/json_writer.h"

namespace bestby {
namespace {

struct FacetValue {
  std::string text;
  std::size_t images;
};

// Cycles where releases have them, in their order; texts by how many images have them.
std::vector<FacetValue> values_in(const ImageRows& rows, const ImageColumn& column, const Bits& images) {
  const World& world = rows.world();
  std::map<std::uint32_t, Bits> having;
  for (std::size_t i = 0; i < column.distinct.size(); ++i) {
    std::uint32_t value = column.distinct[i];
    if (column.nodes && world.cycle_of(value) != no_id) value = world.cycle_of(value);
    Bits here = column.having[i];
    here &= images;
    if (!here.any()) continue;
    const auto [at, fresh] = having.try_emplace(value, here);
    if (!fresh) at->second |= here;
  }
  std::vector<FacetValue> out;
  for (const auto& [value, bits] : having)
    out.push_back({column.nodes ? world.label(value) : std::string(world.text(value)), bits.count()});
  if (!column.nodes)
    std::stable_sort(out.begin(), out.end(),
                     [](const FacetValue& a, const FacetValue& b) { return a.images > b.images; });
  return out;
}

template <class Visit>
void each_facet(const ImageRows& rows, const Bits& images, Visit&& visit) {
  for (const ImageColumn& column : rows.columns()) {
    const auto values = values_in(rows, column, images);
    if (!values.empty())
      visit(rows.world().text(rows.world().predicate(column.attribute.predicate).name), values);
  }
}

}  // namespace

std::string facets_text(const ImageRows& rows, const Bits& images, Paint paint) {
  std::string out = counted(images.count(), "image") + "\n";
  each_facet(rows, images, [&](std::string_view name, const std::vector<FacetValue>& values) {
    std::vector<std::string> words;
    for (const FacetValue& v : values) words.push_back(fmt::format("{} ({})", v.text, v.images));
    out += fmt::format("{}\n  {}\n", paint.strong(name), fmt::join(words, ", "));
  });
  return out;
}

std::string facets_json(const ImageRows& rows, const Bits& images, const Asked& asked) {
  JsonWriter json;
  begin_answer(json, "bestby/facets/1", asked);
  json.field("count", static_cast<std::int64_t>(images.count()));
  json.begin_array("attributes");
  each_facet(rows, images, [&](std::string_view name, const std::vector<FacetValue>& values) {
    json.begin_object();
    json.field("attribute", name);
    json.begin_array("values");
    for (const FacetValue& v : values) {
      json.begin_object();
      json.field("value", v.text);
      json.field("images", static_cast<std::int64_t>(v.images));
      json.end();
    }
    json.end();
    json.end();
  });
  json.end();
  json.end();
  return json.take();
}

}  // namespace bestby
