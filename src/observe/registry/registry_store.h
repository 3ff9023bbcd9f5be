// An image in a registry, as a store of the files that it would be as an OCI layout.
//
//     RegistryStore store(client, ref);
//     store.set_image(address, manifest, config);          // documents that were verified
//     for (const ImageDescription& image : read_images(store, limits, out)) ...
//
// Layers are fetched when they are read, by several threads, and nothing of a layer is believed that has not
// the digest and the size its manifest says. Of a repository's images what was found in a layer is kept,
// since tags have most of their layers in common.
#pragma once

#include <map>
#include <mutex>
#include <span>

#include "base/formats/yaml.h"
#include "observe/image/image_store.h"
#include "observe/registry/registry_client.h"

namespace bestby {

// A descriptor of a manifest, as far as it is looked at.
struct Descriptor {
  std::string type, digest, platform, artifact;  // its media type; platform: "linux/amd64"
  std::uint64_t size = 0;
  std::vector<std::pair<std::string, std::string>> annotations;
};
Descriptor read_descriptor(const yaml::Node& node);

class RegistryStore : public ImageStore {
 public:
  RegistryStore(RegistryClient& client, const RegistryReference& ref)
      : ImageStore(true), client_(client), ref_(ref), keeps_(ref.wanted().empty()) {}

  void set_image(const std::string& address, const RegistryDocument& manifest,
                 const std::string& config_digest, std::string config, std::span<const Descriptor> layers);

  std::optional<std::string> document(std::string_view name) override;
  std::unique_ptr<ByteFlow> blob(std::string_view name) override;
  std::uint64_t size(std::string_view name) override;
  ScannedLayer layer(const std::string& name, ScanShare& share) override;
  bool untrusted() const override { return true; }

 private:
  struct Layer {
    std::string digest;
    std::uint64_t size;
  };
  ScannedLayer scan(const Layer& layer, ScanShare& share);

  RegistryClient& client_;
  RegistryReference ref_;
  bool keeps_;
  std::map<std::string, std::string, std::less<>> documents_;
  std::map<std::string, Layer, std::less<>> layers_;
  std::mutex mutex_;
  std::map<std::string, ScannedLayer> scanned_;  // by digest
};

}  // namespace bestby
