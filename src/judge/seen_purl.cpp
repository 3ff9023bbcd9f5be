#include "judge/seen_purl.h"

#include "find/image_address.h"
#include "find/purl.h"

namespace bestby {
namespace {

constexpr std::string_view kept = ".-_~:";

std::string with_version(std::string purl, std::string_view version) {
  return version.empty() ? purl : purl + "@" + purl_encoded(version, kept);
}

std::string image_purl(const SeenImage& image) {
  const auto address = read_image_address(image.address);
  if (!address || address->path.empty()) return {};
  const std::string_view version = address->digest.empty() ? address->tag : address->digest;
  std::string out = with_version("pkg:docker/" + purl_encoded(address->path, "-._~/"), version);
  if (!address->host.empty()) out += "?repository_url=" + purl_encoded(address->host, kept);
  return out;
}

}  // namespace

std::string seen_purl(const Seen& seen) {
  if (const auto* image = std::get_if<SeenImage>(&seen)) return image_purl(*image);
  const auto* package = std::get_if<SeenPackage>(&seen);
  if (package == nullptr || package->type.empty() || package->name.empty()) return {};
  return with_version("pkg:" + package->type + "/" + purl_encoded(package->name, "-._~/"), package->version);
}

}  // namespace bestby
