#include "find/image_rows.h"

#include <algorithm>
#include <tuple>

#include "find/told.h"

namespace bestby {
namespace {

constexpr std::string_view image_kind = "-image";

bool is_image(const World& world, const Product& product) {
  const std::string_view kind = world.text(product.kind);
  return kind.size() > image_kind.size() && kind.substr(kind.size() - image_kind.size()) == image_kind;
}

std::int32_t sure(const Bound& bound) { return bound.known() ? bound.low : day_min; }

// Patched for sure before perhaps, before not; what is patched longest for sure first.
auto rank_of(const World& world, NodeId image, const ImageEnd& end) {
  const int state = end.holds == Truth::yes ? 0 : end.holds == Truth::unknown ? 1 : 2;
  const bool never = end.patched.state == Bound::State::never;
  const bool before = end.patched.known() && end.patched.high < end.since;  // it was never patched
  const std::int64_t until = never ? day_max : before ? day_min : sure(end.patched);
  return std::tuple(state, -until, -std::int64_t{end.since}, world.label(image));
}

}  // namespace

std::vector<std::uint32_t> values_of(const World& world, std::int32_t known, NodeId node, PredicateId p,
                                     NodeId context) {
  std::vector<std::uint32_t> out;
  for (const FactRow& f : world.facts(node, p, known)) {
    if (f.refuted != no_id || !world.visible(f, known)) continue;
    if (f.scope_count != 0 && !world.in_scope(f, context, known)) continue;
    out.push_back(static_cast<std::uint32_t>(f.low));
    if (world.predicate(p).many == 0) break;
  }
  std::sort(out.begin(), out.end());
  out.erase(std::unique(out.begin(), out.end()), out.end());
  return out;
}

ImageRows::ImageRows(const World& world, std::int32_t known, const EndOf& end_of)
    : world_(world), known_(known) {
  collect(end_of);
  column_of_.assign(world.columns.predicates.size(), no_id);
  for (const AttributeRow& attribute : world.columns.attributes) {
    column_of_[attribute.predicate] = static_cast<std::uint32_t>(columns_.size());
    const RelationRow* tells = telling_relation(world, attribute.predicate);
    columns_.push_back(tells == nullptr ? read(attribute) : told(attribute, *tells));
  }
}

void ImageRows::collect(const EndOf& end_of) {
  const auto record = world_.find_predicate("record");
  std::vector<std::pair<NodeId, ImageEnd>> found;
  for (const Product& product : world_.columns.products) {
    if (!is_image(world_, product)) continue;
    for (const NodeId release : world_.releases_of(product.node)) {
      if (world_.node(release).recorded == 0) continue;
      const FactRow* kind = record ? world_.fact(release, *record, known_, release) : nullptr;
      const bool build = kind != nullptr && world_.text(static_cast<TextId>(kind->low)) == "build";
      if (build) continue;
      if (const auto end = end_of(release)) found.emplace_back(release, *end);
    }
  }
  std::sort(found.begin(), found.end(), [&](const auto& a, const auto& b) {
    return rank_of(world_, a.first, a.second) < rank_of(world_, b.first, b.second);
  });
  for (const auto& [image, end] : found) {
    images_.push_back(image);
    ends_.push_back(end);
  }
}

std::vector<std::uint32_t> ImageRows::values(const AttributeRow& attribute, NodeId image) const {
  auto out = values_of(world_, known_, image, attribute.predicate, image);
  if (attribute.through == no_id) return out;
  for (const std::uint32_t base : values_of(world_, known_, image, attribute.through, image))
    for (const std::uint32_t value : values_of(world_, known_, base, attribute.predicate, base))
      if (!std::binary_search(out.begin(), out.end(), value))
        out.insert(std::upper_bound(out.begin(), out.end(), value), value);
  return out;
}

bool ImageRows::excluded(const AttributeRow& attribute, NodeId image) const {
  if (attribute.with == no_id) return false;
  const auto with = values_of(world_, known_, image, attribute.with, image);
  return !with.empty() && std::find(with.begin(), with.end(), attribute.with_value) == with.end();
}

ImageColumn ImageRows::read(const AttributeRow& attribute) const {
  ImageColumn out{.attribute = attribute,
                  .nodes = world_.predicate(attribute.predicate).type == ValueType::release};
  out.recorded = out.none = Bits(images_.size());
  for (std::size_t row = 0; row < images_.size(); ++row) {
    out.first.push_back(static_cast<std::uint32_t>(out.values.size()));
    const auto found = values(attribute, images_[row]);
    out.values.insert(out.values.end(), found.begin(), found.end());
    if (!found.empty())
      out.recorded.set(row);
    else if (excluded(attribute, images_[row]))
      out.none.set(row);
  }
  out.first.push_back(static_cast<std::uint32_t>(out.values.size()));
  out.distinct = out.values;
  index(out);
  out.complete = out.none;
  if (attribute.partial == 0) out.complete |= out.recorded;
  return out;
}

// What nobody says anything about is not known.
ImageColumn ImageRows::told(const AttributeRow& attribute, const RelationRow& relation) const {
  ImageColumn out{.attribute = attribute,
                  .nodes = world_.predicate(attribute.predicate).type == ValueType::release};
  out.recorded = out.none = out.complete = Bits(images_.size());
  std::vector<std::pair<std::size_t, std::uint32_t>> denied;
  for (std::size_t row = 0; row < images_.size(); ++row) {
    out.first.push_back(static_cast<std::uint32_t>(out.values.size()));
    for (const Telling& t : told_of(world_, known_, relation, images_[row])) {
      out.distinct.push_back(t.value);
      if (t.holds)
        out.values.push_back(t.value);
      else
        denied.emplace_back(row, t.value);
    }
    if (out.values.size() > out.first.back()) out.recorded.set(row);
  }
  out.first.push_back(static_cast<std::uint32_t>(out.values.size()));
  index(out);
  out.lacking.assign(out.distinct.size(), Bits(images_.size()));
  for (const auto& [row, value] : denied)
    out.lacking[static_cast<std::size_t>(std::lower_bound(out.distinct.begin(), out.distinct.end(), value) -
                                         out.distinct.begin())]
        .set(row);
  return out;
}

void ImageRows::index(ImageColumn& out) const {
  std::sort(out.distinct.begin(), out.distinct.end());
  out.distinct.erase(std::unique(out.distinct.begin(), out.distinct.end()), out.distinct.end());
  out.having.assign(out.distinct.size(), Bits(images_.size()));
  for (std::size_t row = 0; row < images_.size(); ++row)
    for (const std::uint32_t value : out.of(row))
      out.having[static_cast<std::size_t>(std::lower_bound(out.distinct.begin(), out.distinct.end(), value) -
                                          out.distinct.begin())]
          .set(row);
}

const ImageColumn* ImageRows::column(PredicateId predicate) const {
  const std::uint32_t at = column_of_[predicate];
  return at == no_id ? nullptr : &columns_[at];
}

}  // namespace bestby
