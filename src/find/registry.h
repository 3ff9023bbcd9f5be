// Whose image an address names: that of the product whose repository its path ends in, a copy of it,
// or another publisher's with the same last name.
//
//     Origin o = origin_of(world, training_images, *read_image_address("nvcr.io/nvidia/pytorch:24.05-py3"));
//     o.kind == Origin::other                     // nvcr.io holds anybody's images
//
// By the data of the catalogue, in this order:
//     `repository:tag` without a host is the product's own;
//     so is a host where an address of the publisher's images is recorded, and a registry that the
//       vocabulary's `registries` give to the publisher;
//     a registry of which they say `anybody` (and the first of them, where a namespace stands without
//       a host) holds another publisher's, since its namespaces are publishers; and so does a
//       namespace that is called like another publisher of the catalogue;
//     any other host holds a copy: a mirror keeps the repository's name.
// A mirror may keep the first registry's name inside the path (`mirror.example/docker.io/a/b`): what
// follows it counts.
//
// Cost: one pass over the facts that are addresses.
#pragma once

#include <string>
#include <vector>

#include "catalog/world.h"
#include "find/image_address.h"

namespace bestby {

struct Origin {
  enum Kind : std::uint8_t { publisher, copy, other };
  Kind kind = publisher;
  std::string place;     // registry and namespace, as the address names or means them
  std::string recorded;  // a registry of the publisher's; empty where none is recorded
};

// The products whose repository is the longest end of the path that is one.
std::vector<NodeId> repositories_of(const World& world, std::string_view path);

// Registries by which an address is known for one in any text: hosts of the vocabulary's `registries` and of
// recorded addresses; of a host with placeholders, the part of it that stays the same in every region and
// account, with the dots around it (".dkr.ecr."). Sorted. Cost: one pass over the facts that are addresses.
std::vector<std::string> image_hosts(const World& world);

Origin origin_of(const World& world, NodeId product, const ImageAddress& address);

// The product that a registry names by a package URL's identifier: `pkg:docker/library/ubuntu` for
// `ubuntu:22.04` and `docker.io/library/ubuntu:22.04`, and with the host before it of other registries
// (`pkg:docker/nvcr.io/nvidia/cuda`). Elsewhere `.../library/ubuntu` is a copy of the first registry's.
struct AddressedProduct {
  NodeId product = no_id;
  bool copy = false;
};
std::optional<AddressedProduct> product_of_address(const World& world, const ImageAddress& address);

}  // namespace bestby
