// Which nodes of a part go with which images: find/goes_with.h for all pairs, worked out by parts.
//
// The problem. There are thousands of images and dozens of nodes (instance types, releases of a library),
// and a pair is decided by up to a dozen relations; but each relation looks at little of the image: its
// processor, its framework, what the scopes of a few facts name. Asking about every pair, or about every
// image with another combination of all that matters, does the same work hundreds of times.
//
// The formulation. Each relation is one aspect. The images are projected on what the aspect looks at
// (find/image_projections.h), and it is asked about one image of each class, for all nodes: an answer is
// three bit sets of nodes (yes, perhaps, no). Aspects are combined a word of bits at a time, once for each
// combination of classes that images have; combinations with the same outcome become one class.
//
//     ImageProjections seen(rows);
//     PartFits fits(rows, part, nodes, seen);
//     fits.of(fits.class_of(row)).yes.test(i)     // nodes[i] goes with the image of the row
//
// Why it is right. An aspect's classes agree in all that the relation can see: the values of the column
// that it limits, and of each predicate in a scope of a fact that it may look at. part_fits_test.cpp
// compares it with `goes_with` for every pair of small worlds, and of a sample of the shipped catalogue.
//
// PartMemo keeps what was worked out for the questions that are asked again within one: none of it depends
// on what is asked for.
//
// Cost: images times what aspects look at; for each aspect its classes times the nodes; for each
// combination a few operations on words.
#pragma once

#include <map>
#include <memory>

#include "find/goes_with.h"
#include "find/image_projections.h"

namespace bestby {

struct TruthBits {
  Bits yes, perhaps;  // neither: no
};

class PartFits {
 public:
  PartFits(const ImageRows& rows, const PartKind& part, std::vector<NodeId> nodes, ImageProjections& seen);
  const std::vector<NodeId>& nodes() const { return nodes_; }
  std::size_t classes() const { return fits_.size(); }
  std::uint32_t class_of(std::size_t row) const { return rows_.of(row); }
  const RowClasses& rows() const { return rows_; }
  const TruthBits& of(std::uint32_t number) const { return fits_[number]; }

 private:
  std::vector<NodeId> nodes_;
  RowClasses rows_;
  std::vector<TruthBits> fits_;
};

class PartMemo {
 public:
  explicit PartMemo(const ImageRows& rows) : rows_(rows), seen_(rows) {}
  // `nodes` are the part's, in an order that is the same whenever the part is.
  const PartFits& fits(const PartKind& part, std::vector<NodeId> nodes);
  // By node of `a`: the nodes of `b` that go with it.
  const std::vector<TruthBits>& beside(const PartKind& a, const PartFits& nodes_a, const PartKind& b,
                                       const PartFits& nodes_b);

 private:
  using Key = std::pair<PredicateId, NodeId>;
  const ImageRows& rows_;
  ImageProjections seen_;
  std::map<Key, std::unique_ptr<PartFits>> fits_;
  std::map<std::pair<Key, Key>, std::vector<TruthBits>> beside_;
};

}  // namespace bestby
