#include "observe/tree/included_file.h"

#include <cstdlib>
#include <memory>

#include "observe/tree/file_bytes.h"

namespace bestby {
namespace {

std::string real_path(const std::string& path) {
  const std::unique_ptr<char, decltype(&std::free)> real(realpath(path.c_str(), nullptr), &std::free);
  return real ? std::string(real.get()) : std::string();
}

}  // namespace

std::function<std::optional<std::string>(std::string_view)> included_files(const std::string& root,
                                                                           std::uint64_t limit) {
  return [root, limit](std::string_view path) -> std::optional<std::string> {
    if (path.empty() || path.find('\0') != std::string_view::npos) return std::nullopt;
    std::string base = real_path(root);
    const std::string file = real_path(root + "/" + std::string(path));
    if (base.empty() || file.empty()) return std::nullopt;
    if (!base.ends_with('/')) base += '/';
    if (!file.starts_with(base)) return std::nullopt;
    FileBytes bytes;
    if (bytes.read(file, limit) != FileBytes::Read::text) return std::nullopt;
    return std::string(bytes.text());
  };
}

}  // namespace bestby
