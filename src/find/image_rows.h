// The images of a World as rows, and what is recorded of each as columns of bits.
//
//     ImageRows rows(world, known, end_of);
//     rows.image(0);                                   // the one that is patched longest
//     const ImageColumn& python = *rows.column(*world.find_predicate("python"));
//     Bits with_312 = python.having_value(cycle_312);
//
// A row is an image that can be had (no dated build of a line) and is out on the day that the caller
// judges by. Its columns are the vocabulary's `attributes`. Each says of a row one of three things: the
// values that are recorded; that there is none; or nothing, which is not the same as none.
//
// The caller gives the end of each image's patches, as `find` knows no policy. Rows stand in the order
// in which they are preferred: patched longest, newest, then by name.
//
// Cost: one pass over the facts of images, and one question to `end_of` for each.
#pragma once

#include <functional>
#include <optional>

#include "catalog/world.h"
#include "find/bits.h"
#include "policy/bound.h"

namespace bestby {

struct ImageEnd {
  Bound patched;                 // the last day of patches
  Truth holds = Truth::unknown;  // whether it is patched on the day asked about
  std::int32_t since = day_min;  // the day on which it came out
};
// Nothing for an image that is not out.
using EndOf = std::function<std::optional<ImageEnd>(NodeId)>;

// Values are node ids, or text ids.
struct ImageColumn {
  AttributeRow attribute;
  bool nodes = false;
  std::vector<std::uint32_t> first, values;  // of row i: values[first[i]] to values[first[i + 1] - 1]
  std::vector<std::uint32_t> distinct;       // ascending
  std::vector<Bits> having;                  // by distinct value
  Bits recorded, none;
  Bits complete;  // rows that are known to have no other value than the recorded ones
  // By distinct value: rows that are known not to have it, where images are told of (find/told.h).
  std::vector<Bits> lacking;
  bool told() const { return !lacking.empty(); }

  std::span<const std::uint32_t> of(std::size_t row) const {
    return std::span(values).subspan(first[row], first[row + 1] - first[row]);
  }
};

class ImageRows {
 public:
  ImageRows(const World& world, std::int32_t known, const EndOf& end_of);

  const World& world() const { return world_; }
  std::int32_t known() const { return known_; }
  std::size_t size() const { return images_.size(); }
  NodeId image(std::size_t row) const { return images_[row]; }
  const ImageEnd& end(std::size_t row) const { return ends_[row]; }
  std::span<const ImageColumn> columns() const { return columns_; }
  const ImageColumn* column(PredicateId predicate) const;  // nullptr: it is no attribute

 private:
  void collect(const EndOf& end_of);
  ImageColumn read(const AttributeRow& attribute) const;
  ImageColumn told(const AttributeRow& attribute, const RelationRow& relation) const;
  void index(ImageColumn& column) const;
  std::vector<std::uint32_t> values(const AttributeRow& attribute, NodeId image) const;
  bool excluded(const AttributeRow& attribute, NodeId image) const;

  const World& world_;
  std::int32_t known_;
  std::vector<NodeId> images_;
  std::vector<ImageEnd> ends_;
  std::vector<ImageColumn> columns_;
  std::vector<std::uint32_t> column_of_;  // by predicate; no_id: it is no attribute
};

// The values that stand for a node or image on the rows' day, the one that decides or all of many.
std::vector<std::uint32_t> values_of(const World& world, std::int32_t known, NodeId node, PredicateId p,
                                     NodeId context);

}  // namespace bestby
