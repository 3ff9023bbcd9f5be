// Whether a part of a stack goes with an image, by the vocabulary's relations and what is recorded.
//
//     PartKind library = {rows.column(library_predicate), smddp};
//     goes_with(rows, library, release, row)       // yes, no, or unknown: nobody recorded it
//
// A library goes with an image that carries it. With an image that carries no release of it, it goes if
// everything that is recorded of it agrees, and it can be installed: by a wheel for such an image, or as
// a package, where it is none of those that come by wheel or image.
//
// `goes_with` says it of one pair, and is what find/part_fits.h works out for all pairs by parts.
#pragma once

#include "find/image_rows.h"
#include "find/relation.h"

namespace bestby {

struct PartKind {
  const ImageColumn* column = nullptr;
  NodeId product = no_id;  // of a library; no_id: any of the attribute

  PredicateId attribute() const { return column->attribute.predicate; }
};

Truth both(Truth a, Truth b);

// Relations that say of a part what images it goes with, and of images which of the part they need.
bool speaks_of_part(const ImageRows& rows, const RelationRow& relation, const PartKind& part);
bool speaks_of_image(const ImageRows& rows, const RelationRow& relation, const PartKind& part);

// What such a relation says of both. Nothing: nothing is recorded.
std::optional<Truth> by_part(const ImageRows& rows, const RelationRow& relation, NodeId node,
                             std::size_t image);
// The same, with the node's facts (find/relation.h).
std::optional<Truth> by_part(const ImageRows& rows, const RelationRow& relation, NodeId node,
                             std::span<const FactRow> facts, std::size_t image);
Truth by_image(const ImageRows& rows, const RelationRow& relation, NodeId node, std::size_t image);

// What the image itself says of the part: that it carries it, or another release of the same product.
std::optional<Truth> carried(const ImageRows& rows, const PartKind& part, NodeId node, std::size_t image);

// The fact by which a library is a file for one kind of container.
std::optional<PredicateId> file_predicate(const World& world);
bool comes_as_file(const World& world, NodeId product);
// Whether releases of the product can be installed without such a file.
bool comes_as_package(const World& world, NodeId product);
bool has_file(const ImageRows& rows, PredicateId file, NodeId node, std::size_t image);

// The file by which a library that goes with an image is installed in a container like it. no_id: none.
TextId fitting_file(const ImageRows& rows, const PartKind& part, NodeId node, std::size_t image);

// By all relations that speak of the part.
Truth by_part(const ImageRows& rows, const PartKind& part, NodeId node, std::size_t image);
Truth goes_with(const ImageRows& rows, const PartKind& part, NodeId node, std::size_t image);

// Of two parts: nothing recorded about them is unknown.
bool limit_each_other(const World& world, PredicateId a, PredicateId b);
Truth beside(const ImageRows& rows, PredicateId a, NodeId of_a, PredicateId b, NodeId of_b);

}  // namespace bestby
