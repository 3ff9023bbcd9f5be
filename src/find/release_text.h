// The release or cycle of a product that a text names.
//
//     find_version(world, torch, "1.12", Prefer::cycle)    // the cycle 1.12
//     find_version(world, torch, "1.12", Prefer::release)  // 1.12.0: equal under PEP 440
//     find_version(world, torch, "1.12.1+cu113")           // 1.12.1, and a note
//     find_version(world, python, "3.8.10")                // the cycle 3.8, and a note
//     find_version(world, driver, "580.65.06")             // r580-linux, as r580-windows has 580.88
//     find_version(world, driver, "576.02")                // r575-windows, whose newest is 576.57
//
// A name that the catalogue spells so comes first, then what the product's version scheme calls
// equal, then the cycle of a release that is not recorded, then what alone begins with the same
// numbers. Where several lines do, or none, the newest version that is recorded of a line (`latest`)
// tells: the line whose versions have as many numbers, and reach that far. A `v` before the version is
// dropped.
//
// Errors: `usage`, with the recorded versions nearest to it, or with all that it may be: of `Several::all`
// only where it may be many, or releases. Linear in the product's releases.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"
#include "catalog/world.h"

namespace bestby {

enum class Prefer : std::uint8_t { cycle, release };
enum class Several : std::uint8_t { refused, all };

struct FoundVersion {
  NodeId node = no_id;
  std::string note;                 // how it differs from what was typed; empty when it does not
  std::vector<NodeId> others = {};  // cycles that it may be as well, the newer ones first
};

Result<FoundVersion> find_version(const World& world, NodeId product, std::string_view text,
                                  Prefer prefer = Prefer::cycle, Several several = Several::refused);

}  // namespace bestby
