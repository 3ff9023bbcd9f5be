// What bills of materials, and other formats that name packages, write alike.
//
//     component_type("language")          // "platform": CycloneDX's word for a kind of the catalogue's
//     product_purl(world, node)           // "pkg:pypi/torch"
//     versioned_purl(world, node)         // "pkg:pypi/torch@1.12.1"
#pragma once

#include <string>
#include <string_view>

#include "base/date.h"
#include "catalog/world.h"

namespace bestby {

// "2024-01-31T00:00:00Z": the first moment of a day.
std::string day_start(Date day);
// "2024-01-31T23:59:59Z": its last second.
std::string day_end(Date day);

std::string_view component_type(std::string_view kind);

// Percent-encoded as package URLs ask for.
std::string purl_version(std::string_view version);
// The scheme by which `vers` compares a package's versions: "pypi" of "pkg:pypi/torch", or "generic".
std::string range_scheme(std::string_view purl);

// The product's package URL without a version: the first that is recorded, of a type whose versions can
// be compared if there is one, and of no image unless the product is one; else `pkg:generic/PRODUCT`.
std::string product_purl(const World& world, NodeId node);
// With the node's version.
std::string versioned_purl(const World& world, NodeId node);

}  // namespace bestby
