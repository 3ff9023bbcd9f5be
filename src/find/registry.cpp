#include "find/registry.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "find/named.h"

namespace bestby {
namespace {

// Package URLs of type docker are of the registry that an address without a host means, and images
// without a namespace are in its namespace `library`.
constexpr std::string_view package_type = "pkg:docker/";
constexpr std::string_view first_namespace = "library/";

struct Place {
  std::string_view host, space;  // space: the namespace, what stands before the repository
};

std::string_view first_registry(const World& world) {
  const auto rows = world.columns.registries;
  return rows.empty() ? std::string_view() : world.text(rows[0].prefix);
}

// `nullptr` where the vocabulary does not list the host itself.
const RegistryRow* registry_of(const World& world, std::string_view host) {
  for (const RegistryRow& row : world.columns.registries)
    if (world.text(row.prefix) == host) return &row;
  return nullptr;
}

Place place_of(const World& world, std::string_view repository, const ImageAddress& a) {
  Place out{a.host, a.path};
  out.space.remove_suffix(repository.size());
  if (out.space.ends_with('/')) out.space.remove_suffix(1);
  if (out.host.empty() && !out.space.empty()) out.host = first_registry(world);
  std::string_view rest = out.space;
  while (!rest.empty()) {
    const auto part = rest.substr(0, rest.find('/'));
    rest.remove_prefix(std::min(rest.size(), part.size() + 1));
    if (registry_of(world, part) != nullptr) out = {part, rest};
  }
  return out;
}

bool is_given_to(const World& world, const Place& place, TextId publisher) {
  const std::string whole = fmt::format("{}/{}", place.host, place.space);
  return std::any_of(world.columns.registries.begin(), world.columns.registries.end(),
                     [&](const RegistryRow& row) {
                       const auto prefix = world.text(row.prefix);
                       return row.publisher == publisher &&
                              (prefix == whole || (place.space.empty() && prefix == place.host));
                     });
}

// What the recorded addresses of images say of a host.
struct Recorded {
  std::string_view host;  // one that agrees, else any; empty: none is recorded
  bool agrees = false;
};

template <class Counts>
Recorded recorded(const World& world, std::string_view host, const Counts& counts) {
  Recorded out;
  const auto address = world.find_predicate("address");
  if (!address) return out;
  bool scoped = false;  // of some regions only: one of all is shown before
  for (const FactRow& f : world.columns.facts) {
    if (f.predicate != *address) continue;
    const auto text = world.text(static_cast<TextId>(f.low));
    const auto own = text.substr(0, text.find('/'));
    if (!counts(f.subject, own)) continue;
    if (out.host.empty() || (scoped && f.scope_count == 0)) out.host = own, scoped = f.scope_count != 0;
    if (hosts_agree(own, host)) return {own, true};
  }
  return out;
}

// By the product's own addresses; where there are none, by those of its publisher, but for those whose
// first label (an account) is a placeholder: they speak for their own product.
Recorded recorded(const World& world, NodeId product, std::string_view host) {
  const Product& p = world.product(product);
  const Recorded own = recorded(world, host, [&](NodeId n, std::string_view) {
    return world.node(n).product == world.node(product).product;
  });
  if (!own.host.empty()) return own;
  return recorded(world, host, [&](NodeId n, std::string_view at) {
    return world.product(n).publisher == p.publisher && !has_placeholder(at.substr(0, at.find('.')));
  });
}

// Whether a part of the namespace is called like a publisher other than this one.
bool names_another(const World& world, std::string_view space, TextId publisher) {
  const auto parts = split(space, '/');
  return std::any_of(world.columns.products.begin(), world.columns.products.end(), [&](const Product& p) {
    return p.publisher != publisher &&
           std::find(parts.begin(), parts.end(), world.text(p.publisher)) != parts.end();
  });
}

}  // namespace

std::vector<NodeId> repositories_of(const World& world, std::string_view path) {
  for (;;) {
    if (auto found = nodes_named(world, world.columns.repositories, path); !found.empty()) return found;
    const auto slash = path.find('/');
    if (slash == std::string_view::npos) return {};
    path.remove_prefix(slash + 1);
  }
}

// What stays the same of a host with placeholders: the longest run of labels that are words; empty where
// there is none. A label of digits is an account's.
std::string common_part(std::string_view host) {
  std::string best, run;
  const auto end_run = [&] {
    if (run.size() > best.size()) best = run;
    run.clear();
  };
  const auto labels = split(host, '.');
  for (std::size_t i = 0; i + 2 < labels.size(); ++i) {  // the domain is many registries'
    if (has_placeholder(labels[i]) || all_digits(labels[i]))
      end_run();
    else
      run += fmt::format("{}{}", run.empty() ? "." : "", labels[i]) + ".";
  }
  end_run();
  return best;
}

std::vector<std::string> image_hosts(const World& world) {
  std::set<std::string> out;
  for (const RegistryRow& row : world.columns.registries) {
    const std::string_view prefix = world.text(row.prefix);
    out.emplace(prefix.substr(0, prefix.find('/')));
  }
  const auto predicate = world.find_predicate("address");
  std::string_view last;
  for (const FactRow& f : world.columns.facts) {
    if (!predicate || f.predicate != *predicate) continue;
    const auto address = read_image_address(world.text(static_cast<TextId>(f.low)));
    if (!address || address->host.empty() || address->host == last) continue;
    last = address->host;
    std::string host = has_placeholder(last) ? common_part(last) : std::string(last);
    if (!host.empty()) out.insert(std::move(host));
  }
  return {out.begin(), out.end()};
}

Origin origin_of(const World& world, NodeId product, const ImageAddress& address) {
  const Product& p = world.product(product);
  const Place place = place_of(world, world.text(p.repository), address);
  if (place.host.empty() && place.space.empty()) return {};
  Origin out{
      Origin::copy, fmt::format("{}{}{}", place.host, place.space.empty() ? "" : "/", place.space), {}};
  const Recorded known = recorded(world, product, place.host);
  out.recorded = known.host;
  if (is_given_to(world, place, p.publisher) || (known.agrees && place.space.empty())) {
    out.kind = Origin::publisher;
    return out;
  }
  const RegistryRow* registry = registry_of(world, place.host);
  const bool anybody = registry != nullptr && registry->publisher == no_id;
  if (known.agrees || anybody || names_another(world, place.space, p.publisher)) out.kind = Origin::other;
  return out;
}

std::optional<AddressedProduct> product_of_address(const World& world, const ImageAddress& a) {
  const auto identified = [&](std::string_view from, std::string_view path) -> std::optional<NodeId> {
    const std::string id = fmt::format("{}{}{}", package_type, from, path);
    for (const IdentifierRow& row : world.columns.identifiers)
      if (world.text(row.identifier) == id) return row.node;
    return std::nullopt;
  };
  const bool first = a.host.empty() || a.host == first_registry(world);
  const bool bare = a.path.find('/') == std::string_view::npos;
  const auto own = first ? identified(bare ? first_namespace : "", a.path)
                         : identified(fmt::format("{}/", a.host), a.path);
  if (own) return AddressedProduct{*own, false};
  const auto at = a.path.rfind(first_namespace);
  if (first || at == std::string_view::npos || (at > 0 && a.path[at - 1] != '/')) return std::nullopt;
  if (const auto copied = identified("", a.path.substr(at))) return AddressedProduct{*copied, true};
  return std::nullopt;
}

}  // namespace bestby
