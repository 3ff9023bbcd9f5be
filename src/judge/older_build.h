// Whether an image is an older build behind a name that has a newer one.
//
//     if (const auto newer = newer_build(world, known, image, "2025-03-02T10:00:00Z", on))
//       use(newer->node, newer->released);
//
// Publishers build an image of one name again and again, and record the builds with their days (the
// predicate `record` says which releases are builds). A build is published on the day on which it was made
// or later, so an image that was made on a day is, at the newest, the first build that was published from
// then on; it is an older one where a second build of the same line follows by the day asked about. Builds
// are of one line where they agree on all that both record, and on the first number of their build version.
//
// Cost: the product's releases once.
#pragma once

#include <optional>
#include <string_view>

#include "base/date.h"
#include "catalog/world.h"

namespace bestby {

struct NewerBuild {
  NodeId node = no_id;
  Date released;
};

// `created`: when the image was made, RFC 3339 (the day is what counts).
std::optional<NewerBuild> newer_build(const World& world, std::int32_t known, NodeId image,
                                      std::string_view created, Date on);

}  // namespace bestby
