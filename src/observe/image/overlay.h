// Puts the layers of an image on one another, and says which findings are left to be seen.
//
//     const OverlayView view = squash(records);          // the oldest first
//     for (const SeenFinding& f : view.visible) use(f.path, records[f.layer]->findings[f.finding]);
//
// The rules (OCI image specification, "Applying changesets"): an entry replaces what stood at its path, but
// a folder a folder; what is no folder takes away what was below its path; `.wh.NAME` takes NAME away with
// all below it, an opaque marker all that is in its folder, both only of layers below, wherever they stand
// in their layer. Folders on the way that are links are followed, inside the image (an absolute link begins
// at its root, `..` does not lead above it), at most `link_hops` for one path; an entry behind a loop of
// links is left out. Of equal entries of a layer the last counts.
//
// Only what may still matter is kept: files with findings, links, and the folders on the way to them. Linear
// in the entries, but for paths through links.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "observe/image/layer_scan.h"

namespace bestby {

inline constexpr int link_hops = 40;

struct SeenFinding {
  std::string path;  // in the image, links in it followed
  std::uint32_t layer = 0, finding = 0;
  bool operator==(const SeenFinding&) const = default;
};

// A link of interest to a file that is none: to read it, its body must be fetched.
struct WantedBody {
  SeenFinding link;
  std::uint32_t layer = 0;    // where the body is
  std::uint64_t ordinal = 0;  // which of the layer's recorded entries, from 0
};

struct OverlayView {
  std::vector<SeenFinding> visible;  // sorted by path
  std::vector<SeenFinding> hidden;   // what later layers replaced or took away, in the order of that
  std::vector<WantedBody> wanted;
  std::vector<Unread> unread;
};

OverlayView squash(std::span<const LayerRecord* const> layers);

}  // namespace bestby
