// A container image, by its address.
//
//     find_image(world, "pytorch-training:2.6.0-gpu-py312", *read_image_address(...), known)
//
// By its digest, else by its tag: an image of the repository that the path ends in, where it is that
// product's or a copy (registry.h); a tag that is not recorded is read by its parts (tag_words.h). What
// a registry calls by a product's name (`ubuntu:22.04`) is answered for that product.
//
// Errors: `usage`, with the nearest tags or repositories.
#pragma once

#include "find/image_address.h"
#include "find/subject.h"

namespace bestby {

Result<Subject> find_image(const World& world, std::string_view typed, const ImageAddress& address,
                           std::int32_t known);

// An image of the product by its tag.
Result<Subject> find_tag(const World& world, std::string_view typed, NodeId product, std::string_view tag,
                         std::int32_t known);

}  // namespace bestby
