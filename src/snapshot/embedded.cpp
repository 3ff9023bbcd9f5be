#include "snapshot/embedded.h"

#include <stdexcept>

extern "C" {
extern const std::byte bestby_snapshot_begin[];
extern const std::byte bestby_snapshot_end[];
extern const char bestby_acknowledged_begin[];
extern const char bestby_acknowledged_end[];
}

namespace bestby {

std::span<const std::byte> embedded_snapshot() { return {bestby_snapshot_begin, bestby_snapshot_end}; }

Snapshot embedded_catalog() {
  auto snapshot = open_snapshot(embedded_snapshot(), Trust::maker);
  if (!snapshot)
    throw std::logic_error("the embedded snapshot is not this program's: " + snapshot.error().message);
  return std::move(*snapshot);
}

std::string_view embedded_acknowledgements() { return {bestby_acknowledged_begin, bestby_acknowledged_end}; }

}  // namespace bestby
