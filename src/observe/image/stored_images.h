// The images of a store with their layers: each layer is read once, two at a time, and put on one another.
//
//     see_images(*store, read_images(*store, limits, out), share, options, out);
#pragma once

#include <vector>

#include "observe/image/image_manifest.h"
#include "observe/image/image_store.h"
#include "observe/target.h"

namespace bestby {

void see_images(ImageStore& store, const std::vector<ImageDescription>& images, ScanShare& share,
                const ObserveOptions& options, Observed& out);

}  // namespace bestby
