// What an image's documents say of it: OCI's index, manifest and configuration, and docker's manifest.json.
//
//     for (const ImageDescription& image : read_images(*store, limits, out)) ...
#pragma once

#include <string>
#include <utility>
#include <vector>

#include "observe/image/image_store.h"
#include "observe/observation.h"

namespace bestby {

struct LayerDescription {
  std::string name;     // in the store
  std::string digest;   // of the archive, where a manifest says it
  std::string diff_id;  // of what it holds, as the configuration says
};

struct ImageDescription {
  std::vector<std::string> addresses;
  std::string digest, created, platform;
  std::vector<std::pair<std::string, std::string>> environment, labels;
  std::vector<std::string> bases;  // addresses that the history or labels name as what it was made from
  std::vector<LayerDescription> layers;
  std::string config;  // its digest
};

// What cannot be read is said in `out`.
std::vector<ImageDescription> read_images(ImageStore& store, const ReadLimits& limits, Observed& out);

}  // namespace bestby
