// Images in registries: what their manifests and configurations say, and with `deep` their layers.
//
//     auto seen = observe_registry("registry.example/team/app:1.2", options);    // target.h declares it
//
// Of an address with a tag or a digest, the image; of one with neither, every tag of the repository up to the
// limit `tags`. Of an index, the image for the platform that is asked for or for this machine. Two requests
// an image, and one or two for its lifecycle (lifecycle.h); layers alone with `settings.deep`.
#pragma once

#include "observe/registry/registry_store.h"

namespace bestby {

// What an address comes to.
struct RegistryImage {
  RegistryDocument top;       // what the registry has under the tag: an index, or the manifest itself
  RegistryDocument manifest;  // of the platform
  Descriptor config;
  std::vector<Descriptor> layers;
};
// Nothing for what is no image, but an artifact of another kind.
// Errors: `input`, also where an index has nothing for the platform that was asked for.
Result<std::optional<RegistryImage>> find_registry_image(RegistryClient& client, const RegistryReference& ref,
                                                         const std::string& by, const std::string& platform,
                                                         const ReadLimits& limits);

}  // namespace bestby
