#include "find/image_projections.h"

#include "find/relation.h"

namespace bestby {

ImageProjections::ImageProjections(const ImageRows& rows)
    : rows_(rows), has_images_(rows.world().columns.products.size()) {
  for (std::size_t row = 0; row < rows.size(); ++row)
    has_images_[rows.world().node(rows.image(row)).product] = true;
}

template <class Values>
const RowClasses& ImageProjections::once(std::optional<RowClasses>& place, Values&& values_of_row) {
  if (place) return *place;
  place.emplace(rows_.size());
  place->fold(values_of_row);
  place->number();
  return *place;
}

const RowClasses& ImageProjections::column(const ImageColumn& column) {
  return once(columns_[&column], [&](std::size_t row, auto&& value) {
    for (const std::uint32_t v : column.of(row)) value(v);
  });
}

const RowClasses& ImageProjections::complete(const ImageColumn& column) {
  return once(complete_[&column],
              [&](std::size_t row, auto&& value) { value(column.complete.test(row) ? 1 : 0); });
}

// As World::in_scope looks at them.
const RowClasses& ImageProjections::facts(PredicateId predicate) {
  const World& world = rows_.world();
  return once(facts_[predicate], [&](std::size_t row, auto&& value) {
    for (const FactRow& f : world.facts(rows_.image(row), predicate, rows_.known()))
      if (f.refuted == no_id && world.visible(f, rows_.known())) value(static_cast<std::uint32_t>(f.low));
  });
}

const RowClasses& ImageProjections::publisher() {
  return once(publisher_, [&](std::size_t row, auto&& value) {
    value(rows_.world().product(rows_.image(row)).publisher);
  });
}

const RowClasses& ImageProjections::within(NodeId node) {
  return once(within_[node], [&](std::size_t row, auto&& value) {
    value(lies_within(rows_.world(), rows_.image(row), node) ? 1 : 0);
  });
}

}  // namespace bestby
