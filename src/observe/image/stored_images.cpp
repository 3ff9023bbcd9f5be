#include "observe/image/stored_images.h"

#include <algorithm>
#include <map>
#include <mutex>
#include <thread>

#include <fmt/format.h>

#include "observe/image/see_image.h"

namespace bestby {
namespace {

constexpr unsigned readers = 2;

using Layers = std::map<std::string, ScannedLayer>;  // by their names in the store

// The longest first, so that two readers end at the same time.
Layers scan_layers(ImageStore& store, const std::vector<ImageDescription>& images, ScanShare& share,
                   const ObserveOptions& options) {
  Layers out;
  for (const ImageDescription& image : images)
    for (const LayerDescription& layer : image.layers) out[layer.name];
  std::vector<std::pair<std::uint64_t, const std::string*>> open;
  std::uint64_t total = 0, done = 0;
  for (const auto& [name, layer] : out) total += open.emplace_back(store.size(name), &name).first;
  std::sort(open.begin(), open.end(), [](const auto& a, const auto& b) { return a.first < b.first; });
  std::mutex mutex;
  const auto work = [&] {
    for (;;) {
      std::unique_lock lock(mutex);
      if (open.empty()) return;
      const auto [size, name] = open.back();
      open.pop_back();
      ScannedLayer& into = out.find(*name)->second;
      lock.unlock();
      into = store.layer(*name, share);
      lock.lock();
      done += size;
      if (options.progress) options.progress(done, total);
    }
  };
  std::vector<std::thread> others;
  if (store.in_parallel())
    for (unsigned i = 1; i < std::min<std::size_t>(readers, open.size()); ++i) others.emplace_back(work);
  work();
  for (std::thread& other : others) other.join();
  return out;
}

std::string layer_path(const LayerDescription& layer, const std::string& path) {
  return path.empty() ? layer.name : layer.name + "/" + path;
}

// What went wrong with a layer.
void say_layer(const LayerDescription& layer, const ScannedLayer& scanned, Observed& out) {
  if (!scanned.missing.empty()) return out.skip(layer.name, scanned.missing);
  for (const Unread& unread : scanned.record.unread) out.skip(layer_path(layer, unread.path), unread.reason);
  const auto compare = [&](const std::string& have, const std::string& want) {
    if (!have.empty() && want.starts_with("sha256:") && have != want)
      out.skip(layer.name, fmt::format("has the digest `{}`, not `{}` as the image says", have, want));
  };
  compare(scanned.digest, layer.digest);
  compare(scanned.unpacked, layer.diff_id);
}

}  // namespace

void see_images(ImageStore& store, const std::vector<ImageDescription>& images, ScanShare& share,
                const ObserveOptions& options, Observed& out) {
  const Layers layers = scan_layers(store, images, share, options);
  std::map<std::string, bool> said;
  for (const ImageDescription& image : images) {
    std::vector<const LayerRecord*> records;
    for (const LayerDescription& layer : image.layers) {
      const ScannedLayer& scanned = layers.at(layer.name);
      if (!std::exchange(said[layer.name], true)) {
        say_layer(layer, scanned, out);
        out.files += scanned.record.entries.size();
        out.bytes += scanned.record.bytes;
      }
      records.push_back(&scanned.record);
    }
    see_image(image, records, store, options, out);
  }
}

}  // namespace bestby
