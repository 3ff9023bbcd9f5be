#include "observe/image/layer_entries.h"

#include <algorithm>

namespace bestby {

void LayerEntries::put(std::uint64_t number) {
  for (; number >= 0x80; number >>= 7U) packed_ += static_cast<char>(number | 0x80U);
  packed_ += static_cast<char>(number);
}

void LayerEntries::add(const LayerEntry& entry) {
  const auto shared = static_cast<std::size_t>(
      std::mismatch(entry.path.begin(), entry.path.end(), last_.begin(), last_.end()).first -
      entry.path.begin());
  const bool found = entry.findings != 0, linked = !entry.link.empty();
  packed_ +=
      static_cast<char>(static_cast<unsigned>(entry.kind) | (found ? 0x40U : 0U) | (linked ? 0x20U : 0U));
  put(shared);
  put(entry.path.size() - shared);
  packed_ += entry.path.substr(shared);
  if (linked) {
    put(entry.link.size());
    packed_ += entry.link;
  }
  if (found) {
    put(entry.finding);
    put(entry.findings);
  }
  last_ = entry.path;
  ++count_;
}

std::uint32_t LayerEntries::Walk::number() {
  std::uint32_t value = 0;
  for (unsigned shift = 0;; shift += 7) {
    const auto byte = static_cast<unsigned char>(packed_.front());
    packed_.remove_prefix(1);
    value |= static_cast<std::uint32_t>(byte & 0x7fU) << shift;
    if (byte < 0x80) return value;
  }
}

bool LayerEntries::Walk::next() {
  if (packed_.empty()) return false;
  const auto head = static_cast<unsigned char>(packed_.front());
  packed_.remove_prefix(1);
  entry_ = {static_cast<LayerEntry::Kind>(head & 0x1fU)};
  path_.resize(number());
  const std::size_t rest = number();
  path_ += packed_.substr(0, rest);
  packed_.remove_prefix(rest);
  if ((head & 0x20U) != 0) {
    const std::size_t size = number();
    entry_.link = packed_.substr(0, size);
    packed_.remove_prefix(size);
  }
  if ((head & 0x40U) != 0) {
    entry_.finding = number();
    entry_.findings = number();
  }
  entry_.path = path_;
  return true;
}

std::optional<std::string> entry_path(std::string_view written) {
  std::string out;
  out.reserve(written.size());
  while (!written.empty()) {
    const auto slash = written.find('/');
    const std::string_view part = written.substr(0, slash);
    written = slash == std::string_view::npos ? std::string_view() : written.substr(slash + 1);
    if (part.empty() || part == ".") continue;
    if (part == "..") return std::nullopt;
    if (!out.empty()) out += '/';
    out += part;
  }
  return out;
}

}  // namespace bestby
