#include "exchange/export_words.h"

#include <algorithm>
#include <array>
#include <charconv>

#include <fmt/format.h>

#include "base/text.h"

namespace bestby::exchange {
namespace {

// Percent-encoded as package URLs and `vers` ask for.
std::string encoded(std::string_view text, std::string_view kept) {
  std::string out;
  for (const char c : text) {
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       kept.find(c) != std::string_view::npos;
    out += plain ? std::string(1, c)
                 : fmt::format("%{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
  }
  return out;
}

std::string encoded_version(std::string_view version) { return encoded(version, ".-_~:"); }

// "pypi" of "pkg:pypi/torch".
std::string purl_type(std::string_view purl) {
  const auto from = purl.find(':') + 1;
  return std::string(purl.substr(from, purl.find('/') - from));
}

constexpr std::array<std::string_view, 9> range_schemes = {"pypi",  "npm",   "deb",    "rpm",  "gem",
                                                           "maven", "nuget", "golang", "conan"};

// The scheme by which `vers` compares a package's versions.
std::string range_scheme(std::string_view purl) {
  std::string type = purl_type(purl);
  const bool known = std::find(range_schemes.begin(), range_schemes.end(), type) != range_schemes.end();
  return known ? type : "generic";
}

// A package URL of these types names an image, which other products than images are not.
bool names_image(std::string_view purl) {
  return purl.starts_with("pkg:docker/") || purl.starts_with("pkg:oci/");
}

// The first name after all that begin with these numbers: "1.13" of "1.12"; nothing without numbers.
std::optional<std::string> successor(std::string_view name) {
  if (name.empty() || name.find_first_not_of("0123456789.") != std::string_view::npos) return std::nullopt;
  const auto dot = name.rfind('.');
  const std::size_t at = dot == std::string_view::npos ? 0 : dot + 1;
  std::uint32_t last = 0;
  const auto [end, failed] = std::from_chars(name.data() + at, name.data() + name.size(), last);
  if (failed != std::errc() || end != name.data() + name.size() || last == no_id) return std::nullopt;
  return fmt::format("{}{:0{}}", name.substr(0, at), last + 1, name.size() - at);
}

}  // namespace

std::string day_start(Date day) { return day.str() + "T00:00:00Z"; }
std::string day_end(Date day) { return day.str() + "T23:59:59Z"; }

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
  return found.empty() ? "pkg:generic/" + encoded(world.text(p.id), ".-_~/") : std::string(found);
}

std::string versioned_purl(const World& world, NodeId node) {
  return product_purl(world, node) + "@" + encoded_version(world.name(node));
}

std::string version_range(const World& world, NodeId node) {
  const std::string type = range_scheme(product_purl(world, node));
  const std::string name = encoded_version(world.name(node));
  if (world.is_cycle(node))
    if (const auto next = successor(world.name(node)))
      return fmt::format("vers:{}/>={}|<{}", type, name, *next);
  return fmt::format("vers:{}/{}", type, name);
}

std::string_view policy_url(const World& world, const Policies& policies, const PolicyRow& policy) {
  const std::string_view id = policies.text(policy.source);
  for (const SourceRow& s : world.columns.sources)
    if (!id.empty() && world.text(s.id) == id) return world.text(s.url);
  return {};
}

Date known_by(const Asked& asked) { return asked.known ? std::min(*asked.known, asked.as_of) : asked.as_of; }

std::optional<NodeId> latest_release(Evaluator& evaluator, NodeId node, Date on) {
  const World& world = evaluator.world();
  if (world.is_release(node)) return node;
  std::optional<NodeId> out;
  for (const NodeId member : world.members(node)) {
    const Bound day = evaluator.release_day(member);
    const bool is_out = day.known() ? day.high <= on.days() : false;
    if (is_out && (!out || *out < member)) out = member;
  }
  return out;
}

}  // namespace bestby::exchange
