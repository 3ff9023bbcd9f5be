// A layer of an image: packed or not, in whatever windows its bytes come, the same is read; two of it put on
// one another show what one does, under paths that are normal.
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>

#include "observe/image/hashed_flow.h"
#include "observe/image/inflate.h"
#include "observe/image/overlay.h"
#include "tar_sums.h"

namespace {

using namespace bestby;

void require(bool condition) {
  if (!condition) std::abort();
}

class SmallFlow : public ByteFlow {
 public:
  SmallFlow(std::string_view text, std::size_t step) : text_(text), step_(step) {}

 protected:
  bool refill() override {
    const std::string_view part = text_.substr(0, step_);
    text_.remove_prefix(part.size());
    at_hand(part);
    return !part.empty();
  }

 private:
  std::string_view text_;
  std::size_t step_;
};

LayerRecord read(std::unique_ptr<ByteFlow> packed, const ReadLimits& limits) {
  ScanShare share(limits);
  const auto flow = inflated(std::move(packed), limits);
  return scan_layer(*flow, share);
}

void same(const LayerRecord& a, const LayerRecord& b) {
  require(a.entries.size() == b.entries.size() && a.findings.size() == b.findings.size());
  for (std::size_t i = 0; i < a.findings.size(); ++i)
    require(a.findings[i].facts.seen == b.findings[i].facts.seen);
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  std::string text(reinterpret_cast<const char*>(data), size);
  repair_tar_sums(text);
  ReadLimits limits;
  limits[Limit::inflated_bytes] = 1U << 20U;
  limits[Limit::header_bytes] = 4096;
  limits[Limit::path_bytes] = 300;
  const LayerRecord one = read(std::make_unique<MemoryFlow>(text), limits);
  if (packing_of(text) == Packing::none) same(one, read(std::make_unique<SmallFlow>(text, 37), limits));
  const LayerRecord* const twice[] = {&one, &one};
  const OverlayView single = squash(std::span(twice).first(1)), both = squash(twice);
  for (const SeenFinding& f : single.visible) {
    require(!f.path.empty() && entry_path(f.path) == f.path);
    require(f.finding < one.findings.size());
  }
  for (const SeenFinding& f : both.visible) require(f.layer < 2 && f.finding < one.findings.size());
  return 0;
}
