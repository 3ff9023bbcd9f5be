// Reads a layer's archive once: its entries, and what the files in it say that are of interest.
//
//     ScanShare share(limits);                          // what the layers of an image have in common
//     LayerRecord record = scan_layer(*flow, share);    // flow: inflated
//
// A record knows nothing of other layers, so layers are read in any order and at the same time.
#pragma once

#include <atomic>
#include <cstdint>
#include <string>
#include <vector>

#include "observe/image/byte_flow.h"
#include "observe/image/file_facts.h"
#include "observe/image/layer_entries.h"
#include "observe/image/path_pattern.h"
#include "observe/read_limits.h"

namespace bestby {

struct LayerFinding {
  std::uint16_t detection = 0;  // row of file_detections()
  bool wants_body = false;      // of a link: what it leads to would have to be read
  FileFacts facts;
};

struct LayerRecord {
  LayerEntries entries;
  std::vector<LayerFinding> findings;
  std::vector<Unread> unread;  // paths inside the layer; empty: the layer
  std::uint64_t bytes = 0;     // of the archive, inflated
};

class ScanShare {
 public:
  explicit ScanShare(const ReadLimits& limits);
  const ReadLimits& limits() const { return limits_; }
  const PathPatterns& patterns() const { return patterns_; }
  // Whether so much more may be kept, and so many more entries be read.
  bool keep(std::uint64_t bytes) { return (kept_ += bytes) <= limits_[Limit::kept_bytes]; }
  bool count(std::uint64_t entries) { return (entries_ += entries) <= limits_[Limit::entries]; }

 private:
  ReadLimits limits_;
  PathPatterns patterns_;
  std::atomic<std::uint64_t> kept_{0}, entries_{0};
};

LayerRecord scan_layer(ByteFlow& flow, ScanShare& share);

// What an entry's name stands for in a layer's record.
struct EntryName {
  enum class Kind : std::uint8_t { entry, whiteout, opaque, nothing, outside };
  Kind kind = Kind::entry;
  std::string path;
};
EntryName entry_name(std::string_view written);

}  // namespace bestby
