// An archive of an image, as a file: it is read or refused, and every layer that is named is one of the
// image's.
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <string>

#include "observe/target.h"
#include "tar_sums.h"

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  using namespace bestby;
  std::string text(reinterpret_cast<const char*>(data), size);
  repair_tar_sums(text);
  const int file = memfd_create("image", 0);
  if (file < 0 || write(file, text.data(), text.size()) != static_cast<ssize_t>(text.size())) std::abort();
  ObserveOptions options;
  options.all_layers = true;
  options.verify = size % 2 == 0;
  options.limits[Limit::inflated_bytes] = 1U << 20U;
  options.limits[Limit::depth] = 16;
  const auto seen = observe_image("/proc/self/fd/" + std::to_string(file), options);
  close(file);
  if (!seen) {
    if (seen.error().message.empty()) std::abort();
    return 0;
  }
  for (const Observation& o : seen->seen)
    if (o.stack >= seen->stacks) std::abort();
  return 0;
}
