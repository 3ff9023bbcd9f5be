#include "observe/text/local_version.h"

#include <fmt/format.h>

#include <array>

#include "base/text.h"

namespace bestby {
namespace {

struct LocalWord {
  std::string_view word, product;
  bool joined;  // the last digit is the part behind the dot: `cu113`
};
constexpr std::array local_words = {LocalWord{"cuda", "cuda", false}, LocalWord{"cu", "cuda", true},
                                    LocalWord{"rocm", "rocm", false}};

bool is_dotted(std::string_view text) {
  for (const std::string_view part : split(text, '.'))
    if (!all_digits(part)) return false;
  return true;
}

}  // namespace

std::optional<SeenPart> part_of_local_version(std::string_view version) {
  const auto plus = version.find('+');
  if (plus == std::string_view::npos) return std::nullopt;
  for (const LocalWord& row : local_words) {
    std::string_view local = version.substr(plus + 1);
    if (!local.starts_with(row.word)) continue;
    local.remove_prefix(row.word.size());
    SeenPart part{std::string(row.product), std::string(local), fmt::format("version {}", version)};
    if (!row.joined) return is_dotted(local) ? std::optional(part) : std::nullopt;
    if (!all_digits(local) || local.size() < 2 || local.size() > 3) return std::nullopt;
    part.version = fmt::format("{}.{}", local.substr(0, local.size() - 1), local.back());
    return part;
  }
  return std::nullopt;
}

void see_package(Observed& out, SeenPackage package, Place where, std::uint32_t stack) {
  auto part = part_of_local_version(package.version);
  if (part) out.see(std::move(*part), where, stack);
  out.see(std::move(package), std::move(where), stack);
}

}  // namespace bestby
