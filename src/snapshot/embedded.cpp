#include "snapshot/embedded.h"

#include <stdexcept>

extern "C" {
extern const std::byte bestby_snapshot_begin[];
extern const std::byte bestby_snapshot_end[];
}

namespace bestby {

std::span<const std::byte> embedded_snapshot() { return {bestby_snapshot_begin, bestby_snapshot_end}; }

Snapshot embedded_catalog() {
  auto snapshot = open_snapshot(embedded_snapshot(), Trust::maker);
  if (!snapshot)
    throw std::logic_error("the embedded snapshot is not this program's: " + snapshot.error().message);
  return std::move(*snapshot);
}

}  // namespace bestby
