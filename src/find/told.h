// Attributes that images do not record, but are told of: a flag of the image, or of its product, whose scope
// names the value.
//
//     attributes: {service: {weight: 60, words: yes}}
//     relations:
//       service-of-images: {of: service, by: service_supported, limits: service, as: flag, world: open}
//
//     facts: {service_supported: {is: no, for: {accelerator: gpu, service: eks}}}
//
// Then an image with accelerator gpu is known not to have the service `eks`; of services that no such flag
// names, nothing is known. Of two flags of one value the one decides that stands first: the narrower one,
// then the one that is known later.
//
// Cost: the facts of the image, or its product, by one predicate.
#pragma once

#include <vector>

#include "catalog/world.h"

namespace bestby {

// A value of the attribute, and whether the image has it.
struct Telling {
  std::uint32_t value = no_id;
  bool holds = false;
  const FactRow* fact = nullptr;
};

// A flag by which images are told of an attribute: the relation is of it and limits it. nullptr: none.
const RelationRow* telling_relation(const World& world, PredicateId attribute);
// In the order of values.
std::vector<Telling> told_of(const World& world, std::int32_t known, const RelationRow& relation,
                             NodeId image);

}  // namespace bestby
