#include "cli/host.h"

#include <sys/utsname.h>

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "find/image_rows.h"

namespace bestby::cli {
namespace {

constexpr std::size_t version_file_limit = std::size_t{64} << 10U;

// What the kernel calls processors, and what vendors of images call them.
struct ProcessorName {
  std::string_view machine, arch;
};
constexpr std::array<ProcessorName, 2> processors = {{{"x86_64", "x86_64"}, {"aarch64", "arm64"}}};

// The first word that is numbers with dots between: its first number.
std::string major_version(std::string_view text) {
  for (std::size_t at = 0; at < text.size();) {
    const auto end = std::min(text.find_first_of(" \t\n", at), text.size());
    const std::string_view word = text.substr(at, end - at);
    const std::size_t digits = digits_at(word, 0);
    const bool dotted = std::all_of(word.begin(), word.end(), [](char c) { return is_digit(c) || c == '.'; });
    if (dotted && digits > 0 && digits < word.size()) return std::string(word.substr(0, digits));
    at = end + 1;
  }
  return {};
}

}  // namespace

std::vector<std::string> host_constraints(const World& world, std::int32_t known) {
  std::vector<std::string> out;
  utsname machine{};
  if (uname(&machine) == 0)
    for (const auto& [name, arch] : processors)
      if (name == machine.machine) out.push_back(fmt::format("arch={}", arch));
  const auto place = world.find_predicate("version_file");
  if (!place) return out;
  for (const Product& product : world.columns.products)
    for (const std::uint32_t file : values_of(world, known, product.node, *place, product.node)) {
      const auto text = read_file(std::string(world.text(file)), version_file_limit);
      const std::string version = text ? major_version(*text) : std::string();
      if (!version.empty()) out.push_back(fmt::format("{}={}", world.text(product.id), version));
    }
  return out;
}

}  // namespace bestby::cli
