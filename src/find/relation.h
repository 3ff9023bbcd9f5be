// What is recorded of one part of a stack about another, as the vocabulary's `relations` say.
//
//     relations:
//       arch-of-instance: {of: instance_type, by: arch, limits: arch, as: one-of, world: closed}
//
//     relates(world, known, row, instance_type, image, archs_of_the_image).truth
//
// `by` is the predicate by which the part (`of`) says what the other (`limits`) may be:
//     one-of      it is one of the recorded values, or lies within one
//     at-least    it is the recorded version, or a later one
//     at-most     it is the recorded version, or an earlier one of the same product
//     specifier   it satisfies the recorded requirement (`torch>=2.1`), where that names its product
//     flag        the flag holds in the image's scope; both have the same publisher
// `nothing` is recorded where no fact by that predicate holds in the image's scope. In a closed world
// what is recorded is all there is; in an open one it may be more.
//
// Cost: the part's facts by one predicate.
#pragma once

#include <span>

#include "catalog/world.h"
#include "policy/bound.h"

namespace bestby {

struct Relating {
  bool nothing = true;  // is recorded
  Truth truth = Truth::unknown;
};

// Values of the attribute that the relation limits: nodes, or texts.
struct Limited {
  std::span<const std::uint32_t> values;
  bool nodes = false;
};

Relating relates(const World& world, std::int32_t known, const RelationRow& relation, NodeId of, NodeId image,
                 Limited limited);
// The same, for whoever asks often: `facts` are the node's by the relation's predicate (`facts_for`).
Relating relates(const World& world, std::int32_t known, const RelationRow& relation, NodeId of,
                 std::span<const FactRow> facts, NodeId image, Limited limited);

// Whether a node goes by a text: its name, or another one of it.
bool goes_by(const World& world, NodeId node, std::string_view name);
// Whether a node is another, or lies within it: a release in its cycle or product.
bool lies_within(const World& world, NodeId node, NodeId wider);
// Facts of a node by a predicate, else its cycle's, else its product's.
std::span<const FactRow> facts_for(const World& world, std::int32_t known, NodeId node, PredicateId p);

}  // namespace bestby
