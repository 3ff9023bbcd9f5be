#include "report/bill_words.h"

#include <algorithm>
#include <array>

#include "find/purl.h"

namespace bestby {
namespace {

// What the vocabulary calls a kind, and what CycloneDX calls the same.
struct KindWord {
  std::string_view kind, type;
};
constexpr std::array<KindWord, 6> kinds = {{{"framework", "framework"},
                                            {"library", "library"},
                                            {"language", "platform"},
                                            {"operating-system", "operating-system"},
                                            {"driver", "device-driver"},
                                            {"container-image", "container"}}};

// "pypi" of "pkg:pypi/torch".
std::string purl_type(std::string_view purl) {
  const auto from = purl.find(':') + 1;
  return std::string(purl.substr(from, purl.find('/') - from));
}

constexpr std::array<std::string_view, 9> range_schemes = {"pypi",  "npm",   "deb",    "rpm",  "gem",
                                                           "maven", "nuget", "golang", "conan"};

// A package URL of these types names an image, which other products than images are not.
bool names_image(std::string_view purl) {
  return purl.starts_with("pkg:docker/") || purl.starts_with("pkg:oci/");
}

}  // namespace

std::string day_start(Date day) { return day.str() + "T00:00:00Z"; }
std::string day_end(Date day) { return day.str() + "T23:59:59Z"; }

std::string_view component_type(std::string_view kind) {
  for (const KindWord& k : kinds)
    if (k.kind == kind) return k.type;
  return "application";
}

std::string purl_version(std::string_view version) { return purl_encoded(version, ".-_~:"); }

std::string range_scheme(std::string_view purl) {
  std::string type = purl_type(purl);
  const bool known = std::find(range_schemes.begin(), range_schemes.end(), type) != range_schemes.end();
  return known ? type : "generic";
}

std::string product_purl(const World& world, NodeId node) {
  const Product& p = world.product(node);
  const bool image = world.text(p.kind) == "container-image";
  std::string_view found;
  for (const IdentifierRow& row : world.columns.identifiers) {
    const std::string_view purl = world.text(row.identifier);
    if (row.node != p.node || (names_image(purl) && !image)) continue;
    if (range_scheme(purl) != "generic") return std::string(purl);
    if (found.empty()) found = purl;
  }
  return found.empty() ? "pkg:generic/" + purl_encoded(world.text(p.id), ".-_~/") : std::string(found);
}

std::string versioned_purl(const World& world, NodeId node) {
  return product_purl(world, node) + "@" + purl_version(world.name(node));
}

}  // namespace bestby
