// Images: what is in them, from archives of any size, without unpacking them.
//
// The problem. An image is a stack of archives, each saying what it adds to and takes away from those
// below it: 10 to 20 GB inflated, of which a few thousand files say what software it holds. Unpacking it
// costs minutes and a disk. Which files are there in the end is decided by all layers together, and which
// layers there are, and in which order, an archive says at its end.
//
// The formulation. Each layer is read once, on its own, into a record (layer_scan.h): the paths of all its
// entries in their order, and what its files of interest say, read while they pass. A record needs nothing
// of other layers, so layers are read in any order, two at a time, and also out of a packed archive that can
// be read from begin to end alone. The records are then put on one another, the oldest first (overlay.h):
// that is the definition of what a stack of layers means, run over paths instead of files, so there is
// nothing to prove about orders and sets of whiteouts. Bodies are never kept: a database of packages becomes
// its names and versions at once.
//
// Newest first, with sets of what is already decided, would read fewer bodies of files that are replaced
// later, but saves nothing that costs: inflating is the price of a packed layer, and cannot be left out; of
// an unpacked one bodies of interest are a thousandth. And it cannot do exactly what links to folders on the
// way ask for, which are only known when the layers below are.
//
// Worked example. Layer 1 holds `usr/lib/os-release`, `lib -> usr/lib` and `opt/x/a.dist-info/METADATA`;
// layer 2 holds `opt/.wh.x` and `lib/b.dist-info/METADATA`. Records: {os-release: debian 12; link; a 1.0} and
// {whiteout opt/x; b 2.0}. Put on one another: the whiteout takes a 1.0 away, and b 2.0 is seen at
// `usr/lib/b.dist-info/METADATA`, for lib is a link. Seen are debian 12 and b 2.0; a 1.0 is what
// `all_layers` tells besides.
//
// Cost. Of a packed layer: inflating, plus its digest. Of an unpacked one in a file: a read of some kilobytes
// for each entry's header, since bodies are jumped over. Memory: two windows of inflating, about twenty
// bytes an entry, and what was found. Limits are those of read_limits.h; what passes one is said, and the
// rest goes on.
#include <fmt/format.h>

#include "observe/image/image_manifest.h"
#include "observe/image/image_store.h"
#include "observe/image/stored_images.h"
#include "observe/image/utf8_texts.h"
#include "observe/target.h"

namespace bestby {

Result<Observed> observe_image(const std::string& path, const ObserveOptions& options) {
  ScanShare share(options.limits);
  const auto store = ImageStore::open(path, share, options.verify);
  if (!store) return fail(store.error());
  Observed out;
  if (!(*store)->cut.empty()) out.skip(path, (*store)->cut);
  const auto images = read_images(**store, options.limits, out);
  if (images.empty() && out.unread.empty())
    return fail(ErrorCode::input, fmt::format("`{}` holds no image", path), {},
                "an image is an OCI layout, or an archive that `docker save` or `skopeo copy` wrote");
  see_images(**store, images, share, options, out);
  make_utf8(out);
  return out;
}

}  // namespace bestby
