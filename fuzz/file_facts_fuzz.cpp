// What files of interest say: the first byte is the row of the table of detections, the rest the file. Places
// are inside the file, and what is said to stand there does.
#include <cstdint>
#include <cstdlib>
#include <string>

#include "observe/image/file_facts.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bestby;
  if (size == 0) return 0;
  const auto rows = file_detections();
  const Detection& row = rows[data[0] % rows.size()];
  const std::string body(reinterpret_cast<const char*>(data + 1), size - 1);
  if (!needs_body(row.take)) return 0;
  const std::string path = "opt/conda-meta/" + body.substr(0, body.find_first_of("/\n")) + "-1-2.json";
  FileFacts facts;
  read_facts(row, {path, body, {}}, facts);
  for (const Observation& o : facts.seen) {
    require(o.where.begin <= o.where.end && o.where.end <= body.size());
    if (o.where.line == 0) continue;
    const std::string at = body.substr(o.where.begin, o.where.end - o.where.begin);
    if (const auto* package = std::get_if<SeenPackage>(&o.what)) require(package->version == at);
    if (const auto* channel = std::get_if<SeenChannel>(&o.what)) require(channel->name == at);
  }
  return 0;
}
