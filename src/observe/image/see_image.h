// What an image's description and its layers, put on one another, let be observed.
#pragma once

#include <span>

#include "observe/image/image_manifest.h"
#include "observe/image/overlay.h"
#include "observe/target.h"

namespace bestby {

// The image is one stack; with `all_layers`, what later layers hide is a stack of its own for each layer.
void see_image(const ImageDescription& image, std::span<const LayerRecord* const> records, ImageStore& store,
               const ObserveOptions& options, Observed& out);

// The namespace under which package URLs have the packages of a system, by what its os-release said.
std::string system_namespace(std::span<const Observation> seen);
// Gives packages of a system that have none the namespace.
void name_packages(Seen& seen, std::string_view space);

}  // namespace bestby
