#include "catalog/world_builder.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "catalog/contradictions.h"
#include "catalog/world_layout.h"

namespace bestby {
namespace {

std::vector<std::string> keys_of(const auto& map) {
  std::vector<std::string> out;
  out.reserve(map.size());
  for (const auto& [key, value] : map) out.push_back(key);
  return out;
}

std::uint32_t find_in(const auto& map, std::string_view key) {
  const auto it = map.find(key);
  return it == map.end() ? no_id : it->second;
}

void sort_unique(std::vector<std::int32_t>& days) {
  std::sort(days.begin(), days.end());
  days.erase(std::unique(days.begin(), days.end()), days.end());
}

}  // namespace

PredicateId WorldBuilder::predicate(const PredicateDraft& draft) {
  const auto [it, added] =
      predicate_ids_.try_emplace(draft.name, static_cast<PredicateId>(drafts_.predicates.size()));
  if (added) drafts_.predicates.push_back(draft);
  return it->second;
}

PredicateId WorldBuilder::find_predicate(std::string_view name) const {
  return find_in(predicate_ids_, name);
}
std::uint32_t WorldBuilder::find_source(std::string_view id) const { return find_in(source_ids_, id); }
NodeId WorldBuilder::find_product(std::string_view id_or_alias) const {
  return find_in(product_ids_, id_or_alias);
}

std::vector<std::string> WorldBuilder::predicate_names() const { return keys_of(predicate_ids_); }
std::vector<std::string> WorldBuilder::source_names() const { return keys_of(source_ids_); }
std::vector<std::string> WorldBuilder::product_names() const { return keys_of(product_ids_); }

Result<std::uint32_t> WorldBuilder::source(std::string_view id, std::string_view title, std::string_view url,
                                           std::string_view publisher, std::vector<std::int32_t> editions) {
  sort_unique(editions);
  SourceDraft draft{std::string(id), std::string(title), std::string(url), std::string(publisher),
                    std::move(editions)};
  const auto [it, added] =
      source_ids_.try_emplace(draft.id, static_cast<std::uint32_t>(drafts_.sources.size()));
  if (added) {
    drafts_.sources.push_back(std::move(draft));
    return it->second;
  }
  SourceDraft& known = drafts_.sources[it->second];
  const bool described = known.title == draft.title && known.url == draft.url;
  const bool dated = known.editions.empty() == draft.editions.empty();
  if (known.publisher != draft.publisher || !dated || (known.editions == draft.editions && !described))
    return fail(ErrorCode::catalog, fmt::format("source `{}` is defined twice with different contents", id),
                {}, "define it once, or alike in every file");
  if (known.editions == draft.editions) return it->second;
  if (draft.editions.back() > known.editions.back()) {
    known.title = std::move(draft.title);
    known.url = std::move(draft.url);
  }
  known.editions.insert(known.editions.end(), draft.editions.begin(), draft.editions.end());
  sort_unique(known.editions);
  return it->second;
}

Result<void> WorldBuilder::free_name(const ProductDraft& draft, std::string_view name) const {
  const NodeId taken = find_product(name);
  if (taken == no_id) return {};
  const std::string& other = product_of(taken).id;
  if (other == draft.id)
    return fail(ErrorCode::catalog, fmt::format("product `{}` is defined twice", draft.id), {},
                "give the second file `extends:` instead of `product:`");
  return fail(ErrorCode::catalog,
              fmt::format("the name `{}` stands for two products, `{}` and `{}`", name, other, draft.id));
}

Result<NodeId> WorldBuilder::product(const ProductDraft& draft) {
  const VersionScheme* scheme = find_version_scheme(draft.scheme);
  if (scheme == nullptr) {
    std::vector<std::string> names;
    for (const auto& s : version_schemes()) names.emplace_back(s.name);
    return fail(Error{ErrorCode::catalog,
                      fmt::format("`{}` is not a version scheme", draft.scheme),
                      {},
                      fmt::format("one of: {}", fmt::join(names, ", ")),
                      nearest(draft.scheme, names)});
  }
  if (auto free = free_name(draft, draft.id); !free) return fail(free.error());
  for (const auto& alias : draft.aliases)
    if (auto free = free_name(draft, alias); !free) return fail(free.error());
  const auto id = static_cast<NodeId>(drafts_.nodes.size());
  drafts_.nodes.push_back({.product = static_cast<std::uint32_t>(drafts_.products.size()),
                           .kind = NodeKind::product,
                           .name = text(draft.id),
                           .key = text({}),
                           .recorded = true});
  const auto name_it = [&](const std::string& name) {
    if (product_ids_.emplace(name, id).second) drafts_.product_names.push_back({text(name), id});
  };
  name_it(draft.id);
  for (const auto& alias : draft.aliases) name_it(alias);
  drafts_.products.push_back(draft);
  drafts_.product_nodes.push_back(id);
  schemes_.push_back(scheme);
  return id;
}

NodeId WorldBuilder::find_node(std::uint32_t product, NodeKind kind, std::string_view name) const {
  const TextId id = drafts_.texts.find(name);
  if (id == no_id) return no_id;
  const auto it = node_ids_.find({product, kind, id});
  return it == node_ids_.end() ? no_id : it->second;
}

Result<NodeId> WorldBuilder::node(NodeId product, NodeKind kind, std::string_view name, bool recorded) {
  const std::uint32_t p = drafts_.nodes[product].product;
  if (const NodeId known = find_node(p, kind, name); known != no_id) {
    drafts_.nodes[known].recorded = drafts_.nodes[known].recorded || recorded;
    return known;
  }
  const VersionScheme& scheme = *schemes_[p];
  const auto version = kind == NodeKind::cycle ? parse_cycle(scheme, name) : parse_version(scheme, name);
  if (!version) {
    Error error = version.error();
    error.code = ErrorCode::catalog;
    return fail(std::move(error));
  }
  NodeDraft draft{
      .product = p, .kind = kind, .name = text(name), .key = text(version->key), .recorded = recorded};
  const std::array<int, 3> at = {scheme.major_at, scheme.minor_at, scheme.patch_at};
  for (std::size_t i = 0; i < at.size(); ++i)
    if (at[i] >= 0 && static_cast<std::size_t>(at[i]) < version->numbers.size())
      draft.parts[i] = static_cast<std::uint32_t>(
          std::min<std::uint64_t>(version->numbers[static_cast<std::size_t>(at[i])], no_id - 1));
  const int depth = drafts_.products[p].cycle_depth;
  if (kind == NodeKind::release && depth > 0) {
    const auto own = cycle(product, cycle_name(*version, depth), recorded);
    if (!own) return own;
    draft.cycle = *own;
  }
  const auto id = static_cast<NodeId>(drafts_.nodes.size());
  node_ids_.emplace(NodeKey{p, kind, draft.name}, id);
  drafts_.nodes.push_back(draft);
  return id;
}

Result<NodeId> WorldBuilder::cycle(NodeId product, std::string_view name, bool recorded) {
  return node(product, NodeKind::cycle, name, recorded);
}

void WorldBuilder::same_release(NodeId product, std::string_view other, std::string_view name) {
  const std::pair key{drafts_.nodes[product].product, text(other)};
  const TextId own = text(name);
  if (key.second == own) return;
  const auto [at, added] = same_releases_.try_emplace(key, own);
  if (!added && at->second != own) at->second = text({});
}

// Follows names of names; a few steps, since they may lead in a circle.
std::string_view WorldBuilder::own_name(std::uint32_t product, std::string_view release) const {
  std::string_view name = release;
  for (int step = 0; step < 4; ++step) {
    const TextId id = drafts_.texts.find(name);
    const auto at = id == no_id ? same_releases_.end() : same_releases_.find({product, id});
    if (at == same_releases_.end() || drafts_.texts[at->second].empty()) return name;
    name = drafts_.texts[at->second];
  }
  return release;
}

Result<NodeId> WorldBuilder::release(NodeId product, std::string_view name, bool recorded) {
  return node(product, NodeKind::release, own_name(drafts_.nodes[product].product, name), recorded);
}

Result<NodeId> WorldBuilder::reference(NodeId product, std::string_view version) {
  const std::uint32_t p = drafts_.nodes[product].product;
  for (const NodeKind kind : {NodeKind::cycle, NodeKind::release})
    if (const NodeId known = find_node(p, kind, version); known != no_id) return known;
  const int depth = drafts_.products[p].cycle_depth;
  const auto parsed = parse_cycle(*schemes_[p], version);
  const bool names_cycle = parsed && depth > 0 && cycle_name(*parsed, depth) == version;
  return names_cycle ? cycle(product, version, false) : release(product, version, false);
}

void WorldBuilder::fact(FactDraft draft) {
  std::sort(draft.scope.begin(), draft.scope.end());
  for (CitationDraft& citation : draft.citations) sort_unique(citation.editions);
  drafts_.facts.push_back(std::move(draft));
}

tl::expected<WorldStore, std::vector<Error>> WorldBuilder::finish(const PlaceOf& place_of) {
  std::vector<Error> errors;
  const auto place = [&](std::uint32_t fact) {
    const std::uint32_t origin = drafts_.facts[fact].origin;
    return place_of && origin != no_id ? place_of(origin) : Span{};
  };
  for (const Contradiction& c : contradictions(drafts_, max_reported)) {
    Error error{ErrorCode::catalog,
                message_of(c, drafts_),
                place(c.second),
                "refute one of them, give each its scope, or cite where each stands",
                {}};
    if (const Span first = place(c.first); !first.file.empty())
      error.help += fmt::format("; the first is at {}:{}", first.file, first.line);
    errors.push_back(std::move(error));
  }
  if (!errors.empty()) return tl::unexpected(std::move(errors));
  WorldStore store = WorldLayout(drafts_).run();
  const auto& facts = store.columns.facts;
  for (std::size_t i = max_alike; i < facts.size(); ++i)
    if (facts[i].subject == facts[i - max_alike].subject &&
        facts[i].predicate == facts[i - max_alike].predicate)
      return tl::unexpected(std::vector<Error>{
          {ErrorCode::catalog,
           fmt::format("{} has more than {} facts of `{}`", store.world().label(facts[i].subject), max_alike,
                       drafts_.predicates[facts[i].predicate].name),
           {},
           {},
           {}}});
  return store;
}

}  // namespace bestby
