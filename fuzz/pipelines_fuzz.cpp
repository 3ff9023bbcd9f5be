// The readers of YAML, JSON and Terraform files on any bytes, each by the name that its first byte chooses.
#include <array>
#include <cstdint>
#include <cstdlib>
#include <string>
#include <string_view>

#include "observe/text_readers.h"

namespace {

constexpr std::array<std::string_view, 10> names = {"docker-compose.yml", ".github/workflows/a.yml",
                                                    ".gitlab-ci.yml",     "buildspec.yml",
                                                    "c/values.yaml",      "c/templates/a.yaml",
                                                    "deploy.yaml",        "task.json",
                                                    "devcontainer.json",  "main.tf"};

void require(bool condition) {
  if (!condition) std::abort();
}

}  // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
  if (size == 0) return 0;
  const std::string_view path = names.at(data[0] % names.size());
  const std::string text(reinterpret_cast<const char*>(data) + 1, size - 1);
  bestby::TextContext context;
  context.open = [&](std::string_view) { return std::optional<std::string>(text); };
  bestby::Observed out;
  bestby::read_text({path, text}, context, out);
  for (const bestby::Observation& o : out.seen) {
    require(o.stack < out.stacks);
    require(o.where.begin <= o.where.end);
    if (o.where.path == path) require(o.where.end <= text.size());
  }
  for (const bestby::Unread& u : out.unread) require(u.reason.find('\n') == std::string::npos);
  return 0;
}
