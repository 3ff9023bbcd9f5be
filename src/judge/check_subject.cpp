#include "judge/check_subject.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "find/image_address.h"
#include "find/image_text.h"
#include "find/named.h"
#include "find/registry.h"

namespace bestby {
namespace {

std::optional<NodeId> identified(const World& world, std::string_view identifier) {
  const auto rows = world.columns.identifiers;
  const auto row = std::lower_bound(
      rows.begin(), rows.end(), identifier,
      [&](const IdentifierRow& r, std::string_view text) { return world.text(r.identifier) < text; });
  if (row == rows.end() || world.text(row->identifier) != identifier) return std::nullopt;
  return row->node;
}

// Ecosystems whose packages go by the names of another where they have none of their own.
constexpr std::pair<std::string_view, std::string_view> same_names[] = {{"conda", "pypi"}};

std::optional<NodeId> product_of(const World& world, const SeenPackage& package) {
  const std::string name = lower(package.name);
  if (const auto found = identified(world, fmt::format("pkg:{}/{}", package.type, name))) return found;
  if (package.type == "generic") return product_named(world, name);
  for (const auto& [type, other] : same_names)
    if (package.type == type)
      if (const auto found = identified(world, fmt::format("pkg:{}/{}", other, name))) return found;
  return std::nullopt;
}

class SubjectOf {
 public:
  SubjectOf(const World& world, std::int32_t known) : world_(world), known_(known) {}

  std::optional<CheckedSubject> operator()(const SeenImage& image) const {
    CheckedSubject out{.written = image.address};
    const auto address = read_image_address(image.address);
    out.versioned = address && (!address->tag.empty() || !address->digest.empty());
    if (!address || (!may_be_listed(*address) && address->digest.empty())) return out;
    auto found = find_image(world_, image.address, *address, known_);
    if (found) return with(std::move(out), std::move(*found));
    out.product = image_product(*address);
    if (out.product != no_id) out.missing = found.error().message;
    return out;
  }

  std::optional<CheckedSubject> operator()(const SeenPackage& package) const {
    CheckedSubject out{.written = package.name};
    if (!package.version.empty())
      out.written += "==" + package.version;
    else
      out.written += package.specifier;
    out.versioned = !package.version.empty() || !package.specifier.empty();
    const auto product = product_of(world_, package);
    if (!product) return out;
    return version_of(std::move(out), *product,
                      package.version.empty() ? package.specifier : "==" + package.version);
  }

  std::optional<CheckedSubject> operator()(const SeenPart& part) const {
    CheckedSubject out{.written = part.version.empty() ? part.product : part.product + "@" + part.version};
    out.versioned = !part.version.empty();
    auto product = part.product.starts_with("pkg:") ? identified(world_, part.product) : std::nullopt;
    if (!product) product = product_named(world_, part.product);
    if (!product) return out;
    return version_of(std::move(out), *product, "@" + part.version);
  }

  template <class T>
  std::optional<CheckedSubject> operator()(const T&) const {
    return std::nullopt;
  }

 private:
  CheckedSubject with(CheckedSubject out, Subject subject) const {
    out.product = subject.in(world_).product(subject.node).node;
    if (subject.in(world_).is_product(subject.node) && !subject.range)
      out.versioned = false;
    else
      out.subject = std::move(subject);
    return out;
  }

  CheckedSubject version_of(CheckedSubject out, NodeId product, const std::string& version) const {
    out.product = product;
    if (!out.versioned) return out;
    const std::string typed = std::string(world_.text(world_.product(product).id)) + version;
    auto found = find_subject(world_, typed, known_);
    if (found && found->others.empty()) return with(std::move(out), std::move(*found));
    out.missing = found ? found->note : found.error().message;
    return out;
  }

  bool may_be_listed(const ImageAddress& address) const {
    const std::string path = lower(address.path);
    return !repositories_of(world_, path).empty() || product_of_address(world_, address);
  }

  // The product of an image of which no release is known.
  NodeId image_product(const ImageAddress& address) const {
    for (const NodeId product : repositories_of(world_, address.path))
      if (origin_of(world_, product, address).kind != Origin::other) return product;
    const auto addressed = product_of_address(world_, address);
    return addressed ? addressed->product : no_id;
  }

  const World& world_;
  std::int32_t known_;
};

}  // namespace

std::optional<CheckedSubject> checked_subject(const World& world, std::int32_t known, const Seen& seen) {
  return std::visit(SubjectOf(world, known), seen);
}

}  // namespace bestby
