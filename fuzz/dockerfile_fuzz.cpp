// The reader of Dockerfiles on any bytes: it never crashes or hangs, and every place is inside the file.
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "observe/text/dockerfile.h"

namespace {

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  const std::string text(reinterpret_cast<const char*>(data), size);
  bestby::TextContext context;
  context.open = [](std::string_view path) -> std::optional<std::string> {
    require(!path.empty() && path.front() != '/');
    return path == "r.txt" ? std::optional<std::string>("torch==1.0\n") : std::nullopt;
  };
  bestby::Observed out;
  bestby::read_dockerfile({"app/Dockerfile", text}, context, out);
  for (const bestby::Observation& o : out.seen) {
    require(o.stack < out.stacks);
    require(o.where.begin <= o.where.end);
    if (o.where.path == "app/Dockerfile") require(o.where.end <= size && o.where.line >= 1);
  }
  bestby::looks_like_dockerfile(text);
  return 0;
}
