#include "observe/registry/registry_store.h"

#include <charconv>

#include <fmt/format.h>

#include "base/formats/yaml.h"

namespace bestby {
namespace {

std::string text_at(const yaml::Node* node, std::string_view key) {
  const yaml::Node* found = node == nullptr ? nullptr : node->find(key);
  return found != nullptr && found->is_scalar() ? found->str() : std::string();
}

std::string blob_name(std::string_view digest) {
  return fmt::format("blobs/sha256/{}", digest.substr(digest.find(':') + 1));
}

}  // namespace

Descriptor read_descriptor(const yaml::Node& node) {
  Descriptor out{
      text_at(&node, "mediaType"), text_at(&node, "digest"), {}, text_at(&node, "artifactType"), 0, {}};
  const std::string size = text_at(&node, "size");
  std::from_chars(size.data(), size.data() + size.size(), out.size);
  if (const yaml::Node* platform = node.find("platform")) {
    const std::string variant = text_at(platform, "variant");
    out.platform = fmt::format("{}/{}{}{}", text_at(platform, "os"), text_at(platform, "architecture"),
                               variant.empty() ? "" : "/", variant);
  }
  if (const yaml::Node* notes = node.find("annotations"))
    for (const auto& [key, value] : notes->fields)
      if (value.is_scalar()) out.annotations.emplace_back(key.str(), value.str());
  return out;
}

void RegistryStore::set_image(const std::string& address, const RegistryDocument& manifest,
                              const std::string& config_digest, std::string config,
                              std::span<const Descriptor> layers) {
  documents_.clear();
  layers_.clear();
  // Digests and addresses hold nothing that JSON would have escaped.
  documents_["index.json"] =
      fmt::format(R"({{"manifests":[{{"digest":"{}","annotations":{{"io.containerd.image.name":"{}"}}}}]}})",
                  manifest.digest, address);
  documents_[blob_name(manifest.digest)] = manifest.text;
  documents_[blob_name(config_digest)] = std::move(config);
  for (const Descriptor& layer : layers)
    if (is_sha256(layer.digest)) layers_[blob_name(layer.digest)] = {layer.digest, layer.size};
}

std::optional<std::string> RegistryStore::document(std::string_view name) {
  const auto found = documents_.find(name);
  return found == documents_.end() ? std::nullopt : std::optional(found->second);
}

std::unique_ptr<ByteFlow> RegistryStore::blob(std::string_view name) {
  const auto found = layers_.find(name);
  if (found == layers_.end()) return nullptr;
  auto flow = client_.blob(ref_, found->second.digest, found->second.size);
  return flow ? *std::move(flow) : nullptr;
}

std::uint64_t RegistryStore::size(std::string_view name) {
  const auto found = layers_.find(name);
  return found == layers_.end() ? 0 : found->second.size;
}

ScannedLayer RegistryStore::layer(const std::string& name, ScanShare& share) {
  const auto found = layers_.find(name);
  if (found == layers_.end()) return {{}, {}, {}, "is named by what cannot be verified: only sha256 is"};
  const Layer& layer = found->second;
  if (!keeps_) return scan(layer, share);
  {
    const std::lock_guard lock(mutex_);
    if (const auto known = scanned_.find(layer.digest); known != scanned_.end()) return known->second;
  }
  ScannedLayer out = scan(layer, share);
  const std::lock_guard lock(mutex_);
  return scanned_[layer.digest] = std::move(out);
}

ScannedLayer RegistryStore::scan(const Layer& layer, ScanShare& share) {
  auto flow = client_.blob(ref_, layer.digest, layer.size);
  if (!flow) return {{}, {}, {}, fmt::format("cannot be fetched: {}", flow.error().message)};
  ScannedLayer out = scan_packed_layer(*std::move(flow), share, true);
  if (out.digest == layer.digest) return out;
  // What could not be verified is not believed.
  std::string why =
      out.record.unread.empty() ? "is not what its manifest says" : out.record.unread.back().reason;
  return {{}, {}, {}, std::move(why)};
}

}  // namespace bestby
