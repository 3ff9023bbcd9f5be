#include "find/named.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/letter_case.h"
#include "base/text.h"
#include "find/release_text.h"

namespace bestby {
namespace {

constexpr std::string_view package_type = "pkg:pypi/";

// As PEP 503 compares the names of packages.
std::string normalised(std::string_view name) {
  std::string out;
  for (const char c : lower(name)) {
    const bool mark = c == '-' || c == '_' || c == '.';
    if (!mark)
      out.push_back(c);
    else if (!out.ends_with('-'))
      out.push_back('-');
  }
  return out;
}

std::optional<NodeId> product_spelt(const World& world, const std::string& name) {
  if (const auto found = world.find_product(name)) return world.product(*found).node;
  const auto found = nodes_named(world, world.columns.repositories, name);
  return found.size() == 1 ? std::optional(found[0]) : std::nullopt;
}

std::optional<NodeId> package_named(const World& world, const std::string& name) {
  const std::string id = fmt::format("{}{}", package_type, name);
  for (const IdentifierRow& row : world.columns.identifiers)
    if (world.text(row.identifier) == id) return row.node;
  return std::nullopt;
}

std::optional<NodeId> product_alike(const World& world, const std::string& name) {
  for (const auto& rows : {world.columns.names, world.columns.repositories})
    for (const NameRow& row : rows)
      if (normalised(world.text(row.name)) == name) return world.product(row.node).node;
  return std::nullopt;
}

// `python 3.8`, `python3.8`
std::optional<NodeId> release_in(const World& world, std::string_view text) {
  const auto digit = text.find_first_of("0123456789");
  if (digit == std::string_view::npos) return std::nullopt;
  const auto stem = trim(text.substr(0, digit));
  const auto product = product_named(world, stem.substr(0, stem.find_last_not_of(" -_:/v") + 1));
  if (!product) return std::nullopt;
  const auto found = find_version(world, *product, trim(text.substr(digit)));
  return found ? std::optional(found->node) : std::nullopt;
}

// Names of products; or, of several words, of releases.
std::vector<std::string> names_like(const World& world, std::string_view name) {
  std::vector<std::string> out;
  const auto add = [&](ColumnView<NameRow> rows, bool words) {
    for (const NameRow& row : rows)
      if (const auto text = world.text(row.name); !words || text.find(' ') != std::string_view::npos)
        if (out.empty() || out.back() != text) out.emplace_back(text);
  };
  if (name.find(' ') != std::string_view::npos) add(world.columns.other_names, true);
  if (out.empty()) add(world.columns.names, false);
  if (name.find(' ') == std::string_view::npos) add(world.columns.repositories, false);
  return out;
}

}  // namespace

std::vector<NodeId> nodes_named(const World& world, ColumnView<NameRow> rows, std::string_view name) {
  std::vector<NodeId> out;
  auto it = std::lower_bound(rows.begin(), rows.end(), name, [&](const NameRow& row, std::string_view n) {
    return world.text(row.name) < n;
  });
  for (; it != rows.end() && world.text(it->name) == name; ++it) out.push_back(it->node);
  return out;
}

std::optional<NodeId> product_named(const World& world, std::string_view name) {
  name = trim(name);
  for (const std::string& text : {std::string(name), lower(name)})
    if (const auto found = product_spelt(world, text)) return found;
  const std::string plain = normalised(name);
  if (const auto found = product_spelt(world, plain)) return found;
  if (const auto found = package_named(world, plain)) return found;
  return product_alike(world, plain);
}

std::vector<NodeId> releases_named(const World& world, std::string_view name) {
  std::vector<NodeId> found = nodes_named(world, world.columns.other_names, name);
  if (found.empty())
    for (const NameRow& row : world.columns.other_names)
      if (equal_but_for_case(world.text(row.name), name)) found.push_back(row.node);
  if (found.empty())
    for (NodeId n = 0; n < world.columns.nodes.size(); ++n)
      if (!world.is_product(n) && equal_but_for_case(world.name(n), name)) found.push_back(n);
  std::sort(found.begin(), found.end());
  found.erase(std::unique(found.begin(), found.end()), found.end());
  return found;
}

Error nothing_named(const World& world, std::string_view name, std::string_view version) {
  Error error{ErrorCode::usage, fmt::format("no product `{}` is recorded", name), {}, {}, {}};
  if (version.empty()) {
    error.message = fmt::format("nothing is recorded as `{}`", name);
    if (const auto release = release_in(world, name)) error.suggestions.push_back(world.label(*release));
  }
  if (error.suggestions.empty())
    for (const auto& near : nearest(name, names_like(world, name)))
      error.suggestions.push_back(version.empty() ? near : fmt::format("{}@{}", near, version));
  if (error.suggestions.empty()) error.help = "`bestby list products` names what is recorded";
  return error;
}

std::vector<std::string> labels(const World& world, const std::vector<NodeId>& nodes, std::size_t most) {
  std::vector<std::string> out;
  for (std::size_t i = 0; i < std::min(nodes.size(), most); ++i) out.push_back(world.label(nodes[i]));
  return out;
}

}  // namespace bestby
