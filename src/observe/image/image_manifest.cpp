#include "observe/image/image_manifest.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/formats/json_reader.h"
#include "base/text.h"
#include "observe/image/sha256.h"

namespace bestby {
namespace {

std::string text_at(const yaml::Node* node, std::string_view key) {
  const yaml::Node* found = node == nullptr ? nullptr : node->find(key);
  return found != nullptr && found->is_scalar() ? found->str() : std::string();
}

const yaml::Node* at(const yaml::Node* node, std::string_view key) {
  return node == nullptr ? nullptr : node->find(key);
}

// The file of a blob in an OCI layout; empty for what is no digest.
std::string blob_name(std::string_view digest) {
  const auto colon = digest.find(':');
  if (colon == std::string_view::npos) return {};
  const std::string_view kind = digest.substr(0, colon), hex = digest.substr(colon + 1);
  const auto plain = [](char c) { return is_digit(c) || (c >= 'a' && c <= 'z'); };
  if (kind.empty() || hex.size() < 32 || !std::all_of(kind.begin(), kind.end(), plain) ||
      !std::all_of(hex.begin(), hex.end(), plain))
    return {};
  return fmt::format("blobs/{}/{}", kind, hex);
}

class ImageReader {
 public:
  ImageReader(ImageStore& store, const ReadLimits& limits, Observed& out)
      : store_(store), limits_(limits), out_(out) {}

  std::vector<ImageDescription> run() {
    if (const auto index = document("index.json")) read_index(index->root, 0);
    if (const auto manifest = document("manifest.json")) {
      if (manifest->root.is_sequence())
        read_docker(manifest->root);
      else if (images_.empty())
        read_manifest(manifest->root, {}, {}, "");
    }
    return std::move(images_);
  }

 private:
  std::optional<yaml::Document> document(const std::string& name, std::string_view digest = {}) {
    auto text = store_.document(name);
    if (!text) return std::nullopt;
    if (digest.starts_with("sha256:") && sha256_digest(*text) != digest)
      out_.skip(name, fmt::format("has another digest than `{}`, which it goes by", digest));
    yaml::Limits limits;
    limits.depth = static_cast<std::size_t>(limits_[Limit::depth]);
    limits.empty_keys = true;
    auto read = read_json(name, *std::move(text), limits);
    if (read) return *std::move(read);
    out_.skip(name, fmt::format("cannot be read: {}", read.error().message));
    return std::nullopt;
  }

  void read_index(const yaml::Node& index, std::uint64_t nesting) {
    const yaml::Node* manifests = index.find("manifests");
    if (manifests == nullptr) return;
    for (const yaml::Node& row : manifests->items) {
      const yaml::Node* notes = row.find("annotations");
      if (text_at(notes, "vnd.docker.reference.type") == "attestation-manifest") continue;
      const std::string digest = text_at(&row, "digest"), name = blob_name(digest);
      if (name.empty()) {
        out_.skip("index.json", "names a manifest by what is no digest");
        continue;
      }
      const auto manifest = document(name, digest);
      if (!manifest) {
        out_.skip(name, "is named as a manifest, and cannot be read or is not there");
        continue;
      }
      if (manifest->root.find("manifests") != nullptr) {
        if (nesting >= limits_[Limit::nesting])
          out_.skip(name, limits_.passed(Limit::nesting));
        else
          read_index(manifest->root, nesting + 1);
        continue;
      }
      read_manifest(manifest->root, digest, address_of(notes), "oci");
    }
  }

  static std::string address_of(const yaml::Node* notes) {
    if (auto full = text_at(notes, "io.containerd.image.name"); !full.empty()) return full;
    const std::string name = text_at(notes, "org.opencontainers.image.ref.name");
    // A tag alone says nothing of what image it is.
    return name.find_first_of("/:") == std::string::npos ? std::string() : name;
  }

  // `form`: "oci" for blobs/KIND/HEX, else files are called by their digest's digits.
  void read_manifest(const yaml::Node& manifest, std::string digest, std::string address,
                     std::string_view form) {
    const auto file = [&](const std::string& of) {
      const std::string name = blob_name(of);
      return form == "oci" || name.empty() ? name : name.substr(name.rfind('/') + 1);
    };
    const std::string config = text_at(manifest.find("config"), "digest");
    if (file(config).empty() || manifest.find("layers") == nullptr) return;
    const std::string type = text_at(manifest.find("config"), "mediaType");
    if (type.find("image") == std::string::npos) return;  // an artifact of another kind
    ImageDescription image;
    image.digest = std::move(digest);
    image.config = config;
    if (!address.empty()) image.addresses.push_back(std::move(address));
    for (const yaml::Node& layer : manifest.find("layers")->items) {
      const std::string of = text_at(&layer, "digest");
      image.layers.push_back({file(of), of, {}});
    }
    read_config(file(config), config, image);
    images_.push_back(std::move(image));
  }

  void read_docker(const yaml::Node& rows) {
    for (const yaml::Node& row : rows.items) {
      const std::string config = text_at(&row, "Config");
      std::vector<std::string> tags;
      if (const yaml::Node* all = row.find("RepoTags"))
        for (const yaml::Node& tag : all->items) tags.push_back(tag.str());
      const auto known = std::find_if(images_.begin(), images_.end(), [&](const ImageDescription& i) {
        const std::string name = blob_name(i.config);
        return !name.empty() && config.find(name.substr(name.rfind('/') + 1)) != std::string::npos;
      });
      if (known != images_.end()) {
        // The short names are those that people use.
        if (!tags.empty()) known->addresses = tags;
        continue;
      }
      ImageDescription image;
      image.addresses = std::move(tags);
      if (const yaml::Node* layers = row.find("Layers"))
        for (const yaml::Node& layer : layers->items) image.layers.push_back({layer.str(), {}, {}});
      read_config(config, {}, image);
      images_.push_back(std::move(image));
    }
  }

  void read_config(const std::string& name, std::string_view digest, ImageDescription& image) {
    const auto config = document(name, digest);
    if (!config) {
      out_.skip(name, "is named as the image's configuration, and cannot be read or is not there");
      return;
    }
    const yaml::Node* root = &config->root;
    image.created = text_at(root, "created");
    const std::string os = text_at(root, "os"), machine = text_at(root, "architecture"),
                      variant = text_at(root, "variant");
    if (!os.empty() && !machine.empty())
      image.platform = os + "/" + machine + (variant.empty() ? "" : "/" + variant);
    if (const yaml::Node* env = at(root->find("config"), "Env"))
      for (const yaml::Node& entry : env->items)
        if (const auto equals = entry.text.find('='); equals != std::string_view::npos)
          image.environment.emplace_back(entry.text.substr(0, equals), entry.text.substr(equals + 1));
    if (const yaml::Node* labels = at(root->find("config"), "Labels"))
      for (const auto& [key, value] : labels->fields) image.labels.emplace_back(key.str(), value.str());
    read_history(root->find("history"), image);
    const yaml::Node* ids = at(root->find("rootfs"), "diff_ids");
    for (std::size_t i = 0; ids != nullptr && i < std::min(ids->items.size(), image.layers.size()); ++i)
      image.layers[i].diff_id = ids->items[i].str();
    if (ids == nullptr || ids->items.size() != image.layers.size())
      out_.skip(name, "names another number of layers than its manifest");
  }

  // buildah notes `FROM ADDRESS` as a comment.
  static void read_history(const yaml::Node* history, ImageDescription& image) {
    for (const auto& [key, value] : image.labels)
      if (key == "org.opencontainers.image.base.name" && !value.empty()) image.bases.push_back(value);
    if (history == nullptr) return;
    for (const yaml::Node& row : history->items) {
      const std::string comment = text_at(&row, "comment");
      if (comment.starts_with("FROM ") && comment.find(' ', 5) == std::string::npos)
        image.bases.push_back(comment.substr(5));
    }
  }

  ImageStore& store_;
  const ReadLimits& limits_;
  Observed& out_;
  std::vector<ImageDescription> images_;
};

}  // namespace

std::vector<ImageDescription> read_images(ImageStore& store, const ReadLimits& limits, Observed& out) {
  return ImageReader(store, limits, out).run();
}

}  // namespace bestby
