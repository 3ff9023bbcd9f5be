// The files that an image lies in: a folder, an archive that can be entered anywhere, or one that is itself
// packed and is read once from its begin to its end.
//
//     auto store = ImageStore::open("image.tar.gz", share, verify);
//     if (!store) return fail(store.error());
//     auto text = (*store)->document("manifest.json");          // small files
//     ScannedLayer layer = (*store)->layer("blobs/sha256/0123", "sha256:0123...", share);
//
// Names have `/` between. What leads out of the folder or the archive is not there.
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "observe/image/layer_scan.h"

namespace bestby {

struct ScannedLayer {
  LayerRecord record;
  std::string digest;    // of the archive as it lies there; empty where not all of it was read
  std::string unpacked;  // of what it holds, inflated; empty likewise
  std::string missing;   // why there is nothing; empty: there is
};

class ImageStore {
 public:
  static Result<std::unique_ptr<ImageStore>> open(const std::string& path, ScanShare& share, bool verify);
  virtual ~ImageStore() = default;

  virtual std::optional<std::string> document(std::string_view name) = 0;
  // The whole file, as it lies there; nullptr where there is none, and in an archive that is read once.
  virtual std::unique_ptr<ByteFlow> blob(std::string_view name) = 0;
  virtual std::uint64_t size(std::string_view name) = 0;
  virtual ScannedLayer layer(const std::string& name, ScanShare& share);
  virtual bool in_parallel() const { return true; }
  // Whether a blob is believed only when its flow has ended well, since it comes from somewhere else.
  virtual bool untrusted() const { return false; }

  std::string cut;  // why the archive is known in part only; empty: it is known

 protected:
  explicit ImageStore(bool verify) : verify_(verify) {}
  bool verify_;
};

// Reads one layer from a flow as it lies in the store.
ScannedLayer scan_packed_layer(std::unique_ptr<ByteFlow> packed, ScanShare& share, bool verify);

}  // namespace bestby
