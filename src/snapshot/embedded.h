// The snapshot that is linked into the executable: the catalogue as it was when this was built.
//
//     const Snapshot snapshot = embedded_catalog();    // costs one page and no check
//
// cmake/snapshot.cmake compiles `catalog/` and `policies/` and links the result; whoever uses this
// links `bestby_embedded`.
#pragma once

#include <cstddef>
#include <span>
#include <string_view>

#include "snapshot/snapshot.h"

namespace bestby {

std::span<const std::byte> embedded_snapshot();

// Trusted; a test checks the bytes.
Snapshot embedded_catalog();

// The text of `acknowledged.yml`: what the lint of that catalogue finds and is known.
std::string_view embedded_acknowledgements();

}  // namespace bestby
