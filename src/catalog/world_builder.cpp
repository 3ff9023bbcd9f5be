#include "catalog/world_builder.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "base/text.h"

namespace bestby {

struct WorldBuilder::NodeDraft {
  std::uint32_t product;
  NodeKind kind;
  std::string name, key;
  NodeId cycle = no_id;
  std::uint32_t parts[3] = {no_id, no_id, no_id};  // major, minor, patch
  bool recorded = false;
};

WorldBuilder::WorldBuilder() = default;
WorldBuilder::~WorldBuilder() = default;

World WorldStore::world() const {
  World world;
  auto& view = world.columns;
  const auto& own = columns;
  view.bytes = own.bytes; view.texts = own.texts; view.products = own.products;
  view.nodes = own.nodes; view.members = own.members; view.references = own.references;
  view.predicates = own.predicates; view.facts = own.facts; view.scopes = own.scopes;
  view.sources = own.sources; view.citations = own.citations; view.editions = own.editions;
  view.names = own.names; view.other_names = own.other_names;
  view.repositories = own.repositories; view.identifiers = own.identifiers;
  view.kinds = own.kinds; view.services = own.services; view.as_of = own.as_of;
  return world;
}

TextId WorldBuilder::text(std::string_view text) {
  const auto [it, added] = text_ids_.try_emplace(std::string(text), static_cast<TextId>(texts_.size()));
  if (added) texts_.push_back(it->first);
  return it->second;
}

PredicateId WorldBuilder::predicate(const PredicateDraft& draft) {
  const auto [it, added] =
      predicate_ids_.try_emplace(draft.name, static_cast<PredicateId>(predicates_.size()));
  if (added) predicates_.push_back(draft);
  return it->second;
}

PredicateId WorldBuilder::find_predicate(std::string_view name) const {
  const auto it = predicate_ids_.find(name);
  return it == predicate_ids_.end() ? no_id : it->second;
}

namespace {
template <class Map>
std::vector<std::string> keys_of(const Map& map) {
  std::vector<std::string> out;
  for (const auto& [key, value] : map) out.push_back(key);
  return out;
}
}  // namespace

std::vector<std::string> WorldBuilder::predicate_names() const { return keys_of(predicate_ids_); }
std::vector<std::string> WorldBuilder::source_names() const { return keys_of(source_ids_); }
std::vector<std::string> WorldBuilder::product_names() const { return keys_of(product_ids_); }

Result<std::uint32_t> WorldBuilder::source(std::string_view id, std::string_view title,
                                           std::string_view url, std::string_view publisher,
                                           std::vector<std::int32_t> editions) {
  std::sort(editions.begin(), editions.end());
  editions.erase(std::unique(editions.begin(), editions.end()), editions.end());
  SourceDraft draft{std::string(id), std::string(title), std::string(url), std::string(publisher),
                    std::move(editions)};
  const auto [it, added] =
      source_ids_.try_emplace(draft.id, static_cast<std::uint32_t>(sources_.size()));
  if (added) {
    sources_.push_back(std::move(draft));
    return it->second;
  }
  SourceDraft& known = sources_[it->second];
  if (known.title != draft.title || known.url != draft.url || known.publisher != draft.publisher ||
      known.editions != draft.editions)
    return fail(ErrorCode::catalog,
                fmt::format("source `{}` is defined twice with different contents", id), {},
                "define it once, or alike in every file");
  return it->second;
}

std::uint32_t WorldBuilder::find_source(std::string_view id) const {
  const auto it = source_ids_.find(id);
  return it == source_ids_.end() ? no_id : it->second;
}

const std::vector<std::int32_t>& WorldBuilder::editions_of(std::uint32_t source) const {
  return sources_[source].editions;
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
  if (product_ids_.contains(draft.id))
    return fail(ErrorCode::catalog, fmt::format("product `{}` is defined twice", draft.id), {},
                "give the second file `extends:` instead of `product:`");
  const auto id = static_cast<NodeId>(nodes_.size());
  nodes_.push_back({static_cast<std::uint32_t>(products_.size()), NodeKind::product, draft.id, {},
                    no_id, {no_id, no_id, no_id}, true});
  product_nodes_.push_back(id);
  product_ids_.emplace(draft.id, id);
  for (const auto& alias : draft.aliases)
    if (!product_ids_.try_emplace(alias, id).second)
      return fail(ErrorCode::catalog, fmt::format("the name `{}` stands for two products", alias));
  products_.push_back(draft);
  schemes_.push_back(scheme);
  return id;
}

NodeId WorldBuilder::find_product(std::string_view id_or_alias) const {
  const auto it = product_ids_.find(id_or_alias);
  return it == product_ids_.end() ? no_id : it->second;
}

const ProductDraft& WorldBuilder::product_of(NodeId n) const { return products_[nodes_[n].product]; }

Result<NodeId> WorldBuilder::node(NodeId product, NodeKind kind, std::string_view name,
                                  bool recorded) {
  const std::uint32_t p = nodes_[product].product;
  const std::string path = fmt::format("{}\n{}\n{}", p, static_cast<int>(kind), name);
  if (const auto it = node_ids_.find(path); it != node_ids_.end()) {
    nodes_[it->second].recorded = nodes_[it->second].recorded || recorded;
    return it->second;
  }
  const VersionScheme& scheme = *schemes_[p];
  auto version = parse_version(scheme, name);
  if (!version) {
    Error error = version.error();
    error.code = ErrorCode::catalog;
    return fail(std::move(error));
  }
  NodeDraft draft{p, kind, std::string(name), std::move(version->key)};
  const int at[3] = {scheme.major_at, scheme.minor_at, scheme.patch_at};
  for (int i = 0; i < 3; ++i)
    if (at[i] >= 0 && static_cast<std::size_t>(at[i]) < version->numbers.size())
      draft.parts[i] = static_cast<std::uint32_t>(
          std::min<std::uint64_t>(version->numbers[static_cast<std::size_t>(at[i])], no_id - 1));
  draft.recorded = recorded;
  const int depth = products_[p].cycle_depth;
  if (kind == NodeKind::release && depth > 0) {
    const auto own = cycle(product, cycle_name(*version, depth), recorded);
    if (!own) return own;
    draft.cycle = *own;
  }
  const auto id = static_cast<NodeId>(nodes_.size());
  nodes_.push_back(std::move(draft));
  node_ids_.emplace(path, id);
  return id;
}

Result<NodeId> WorldBuilder::cycle(NodeId product, std::string_view name, bool recorded) {
  return node(product, NodeKind::cycle, name, recorded);
}

Result<NodeId> WorldBuilder::release(NodeId product, std::string_view name, bool recorded) {
  return node(product, NodeKind::release, name, recorded);
}

void WorldBuilder::set_cycle(NodeId release, NodeId cycle) { nodes_[release].cycle = cycle; }

void WorldBuilder::other_name(NodeId release, std::string_view name) {
  other_names_.emplace_back(release, text(name));
}

Result<NodeId> WorldBuilder::reference(NodeId product, std::string_view version) {
  const std::uint32_t p = nodes_[product].product;
  for (const NodeKind kind : {NodeKind::cycle, NodeKind::release}) {
    const auto it = node_ids_.find(fmt::format("{}\n{}\n{}", p, static_cast<int>(kind), version));
    if (it != node_ids_.end()) return it->second;
  }
  const int depth = products_[p].cycle_depth;
  const auto parsed = parse_version(*schemes_[p], version);
  const bool names_cycle = parsed && depth > 0 && cycle_name(*parsed, depth) == version;
  return names_cycle ? cycle(product, version, false) : release(product, version, false);
}

// Renumbers the nodes into their final order, works out when each fact was known, and lays out the
// columns.
struct WorldBuilder::Finish {
  WorldBuilder& from;
  WorldStore store;
  std::vector<NodeId> to;                 // builder id -> final id
  std::vector<std::int32_t> public_from;  // by final id

  Result<WorldStore> run() {
    number_nodes();
    predicates_and_sources();
    if (auto failed = facts(); !failed) return fail(failed.error());
    references();
    names();
    texts();
    return std::move(store);
  }

  void number_nodes() {
    auto& c = store.columns;
    std::vector<std::uint32_t> order(from.products_.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) order[i] = i;
    std::sort(order.begin(), order.end(), [&](auto a, auto b) {
      return from.products_[a].id < from.products_[b].id;
    });
    std::vector<std::uint32_t> rank(order.size());
    for (std::uint32_t i = 0; i < order.size(); ++i) rank[order[i]] = i;
    std::vector<NodeId> ids(from.nodes_.size());
    for (NodeId i = 0; i < ids.size(); ++i) ids[i] = i;
    std::sort(ids.begin(), ids.end(), [&](NodeId a, NodeId b) {
      const NodeDraft &x = from.nodes_[a], &y = from.nodes_[b];
      return std::tie(rank[x.product], x.kind, x.key, x.name) <
             std::tie(rank[y.product], y.kind, y.key, y.name);
    });
    to.resize(ids.size());
    for (NodeId i = 0; i < ids.size(); ++i) to[ids[i]] = i;
    for (const std::uint32_t p : order) {
      const ProductDraft& d = from.products_[p];
      c.products.push_back({from.text(d.id), from.text(d.name), from.text(d.kind),
                            from.text(d.publisher), from.text(d.says), from.text(d.url),
                            from.text(d.repository), from.text(d.scheme),
                            static_cast<std::uint32_t>(d.cycle_depth), no_id, 0, 0, 0, 0});
    }
    for (NodeId i = 0; i < ids.size(); ++i) add_node(i, from.nodes_[ids[i]], rank);
    collect_members();
  }

  void add_node(NodeId i, const NodeDraft& n, const std::vector<std::uint32_t>& rank) {
    Product& p = store.columns.products[rank[n.product]];
    if (n.kind == NodeKind::product) {
      p.node = i;
      p.first_cycle = p.first_release = i + 1;
    } else if (n.kind == NodeKind::cycle) {
      ++p.cycle_count;
      p.first_release = i + 1;
    } else {
      ++p.release_count;
    }
    store.columns.nodes.push_back(
        {rank[n.product], n.kind, from.text(n.name), from.text(n.key),
         n.cycle == no_id ? no_id : to[n.cycle], 0, 0, 0, 0, 0, 0, n.parts[0], n.parts[1],
         n.parts[2], n.recorded ? 1U : 0U});
  }

  void collect_members() {
    auto& c = store.columns;
    std::vector<std::pair<NodeId, NodeId>> pairs;  // cycle, release
    for (NodeId i = 0; i < c.nodes.size(); ++i)
      if (c.nodes[i].kind == NodeKind::release && c.nodes[i].cycle != no_id)
        pairs.emplace_back(c.nodes[i].cycle, i);
    std::sort(pairs.begin(), pairs.end());
    for (const auto& [cycle, release] : pairs) {
      NodeRow& row = c.nodes[cycle];
      if (row.member_count++ == 0) row.first_member = static_cast<std::uint32_t>(c.members.size());
      c.members.push_back(release);
    }
  }

  void predicates_and_sources() {
    auto& c = store.columns;
    for (const auto& p : from.predicates_)
      c.predicates.push_back({from.text(p.name), from.text(p.says), from.text(p.scheme), p.type,
                              p.many ? 1U : 0U, p.event ? 1U : 0U,
                              p.first_of_cycle ? 1U : 0U, p.inherent ? 1U : 0U});
    std::int32_t newest = day_min;
    for (const auto& s : from.sources_) {
      c.sources.push_back({from.text(s.id), from.text(s.title), from.text(s.url),
                           from.text(s.publisher), static_cast<std::uint32_t>(c.editions.size()),
                           static_cast<std::uint32_t>(s.editions.size())});
      c.editions.insert(c.editions.end(), s.editions.begin(), s.editions.end());
      if (!s.editions.empty()) newest = std::max(newest, s.editions.back());
    }
    if (newest != day_min) c.as_of.push_back(newest);
    c.kinds = from.kinds_;
    c.services = from.services_;
  }

  // When a citation says that the fact stands: from each edition that has it to the first later one
  // that has not.
  using Interval = std::pair<std::int32_t, std::int32_t>;
  void standing(const CitationDraft& citation, std::vector<Interval>& out) const {
    const auto& all = from.sources_[citation.source].editions;
    if (all.empty()) {
      out.emplace_back(day_min, day_max);
      return;
    }
    const auto& in = citation.editions.empty() ? all : citation.editions;
    for (std::size_t i = 0; i < all.size(); ++i) {
      if (std::find(in.begin(), in.end(), all[i]) == in.end()) continue;
      out.emplace_back(all[i], i + 1 < all.size() ? all[i + 1] : day_max);
    }
  }

  static std::vector<Interval> unite(std::vector<Interval> parts) {
    std::sort(parts.begin(), parts.end());
    std::vector<Interval> out;
    for (const auto& part : parts) {
      if (!out.empty() && part.first <= out.back().second)
        out.back().second = std::max(out.back().second, part.second);
      else
        out.push_back(part);
    }
    return out;
  }

  static auto identity(const FactDraft& f) {
    return std::tie(f.subject, f.predicate, f.low, f.high, f.as_of, f.refuted, f.note);
  }
  static bool scope_less(const std::vector<ScopeRow>& a, const std::vector<ScopeRow>& b) {
    return std::lexicographical_compare(
        a.begin(), a.end(), b.begin(), b.end(), [](const ScopeRow& x, const ScopeRow& y) {
          return std::tie(x.predicate, x.is_node, x.value) < std::tie(y.predicate, y.is_node, y.value);
        });
  }
  static bool same(const FactDraft& a, const FactDraft& b) {
    return identity(a) == identity(b) && !scope_less(a.scope, b.scope) && !scope_less(b.scope, a.scope);
  }

  Result<void> facts() {
    auto& drafts = from.facts_;
    for (FactDraft& f : drafts) {
      f.subject = to[f.subject];
      if (from.predicates_[f.predicate].type == ValueType::release)
        f.low = f.high = static_cast<std::int32_t>(to[static_cast<NodeId>(f.low)]);
      for (ScopeRow& s : f.scope)
        if (s.is_node != 0) s.value = to[s.value];
      std::sort(f.scope.begin(), f.scope.end(), [](const ScopeRow& x, const ScopeRow& y) {
        return std::tie(x.predicate, x.is_node, x.value) < std::tie(y.predicate, y.is_node, y.value);
      });
    }
    std::stable_sort(drafts.begin(), drafts.end(), [](const FactDraft& a, const FactDraft& b) {
      if (identity(a) != identity(b)) return identity(a) < identity(b);
      return scope_less(a.scope, b.scope);
    });
    note_publication();
    std::vector<FactRow> rows;
    for (std::size_t i = 0; i < drafts.size();) {
      std::size_t j = i + 1;
      while (j < drafts.size() && same(drafts[i], drafts[j])) {
        auto& more = drafts[j].citations;
        drafts[i].citations.insert(drafts[i].citations.end(), more.begin(), more.end());
        ++j;
      }
      add_rows(drafts[i], rows);
      i = j;
    }
    const auto width = [&](const FactRow& f) { return distinct_scope(f); };
    std::stable_sort(rows.begin(), rows.end(), [&](const FactRow& a, const FactRow& b) {
      if (a.subject != b.subject) return a.subject < b.subject;
      if (a.predicate != b.predicate) return a.predicate < b.predicate;
      if (width(a) != width(b)) return width(a) > width(b);
      return a.known > b.known;
    });
    store.columns.facts = std::move(rows);
    auto& c = store.columns;
    for (FactId i = 0; i < c.facts.size(); ++i) {
      NodeRow& n = c.nodes[c.facts[i].subject];
      if (n.fact_count++ == 0) n.first_fact = i;
    }
    return contradictions();
  }

  // How narrow a scope is: the number of predicates that it names.
  std::uint32_t distinct_scope(const FactRow& f) const {
    std::uint32_t n = 0;
    for (std::uint32_t i = 0; i < f.scope_count; ++i)
      if (i == 0 || store.columns.scopes[f.first_scope + i].predicate !=
                        store.columns.scopes[f.first_scope + i - 1].predicate)
        ++n;
    return n;
  }

  // The day from which each subject is public: that of its first `publishes` event.
  void note_publication() {
    public_from.assign(from.nodes_.size(), day_max);
    for (const FactDraft& f : from.facts_)
      if (from.predicates_[f.predicate].publishes && f.refuted.empty() && f.as_of == FactDraft::AsOf::none)
        public_from[f.subject] = std::min(public_from[f.subject], f.low);
  }

  void add_rows(const FactDraft& f, std::vector<FactRow>& rows) {
    auto& c = store.columns;
    FactRow row{};
    row.subject = f.subject;
    row.predicate = f.predicate;
    row.low = f.low;
    row.high = f.high;
    row.refuted = f.refuted.empty() ? no_id : from.text(f.refuted);
    row.note = f.note.empty() ? no_id : from.text(f.note);
    row.first_scope = static_cast<std::uint32_t>(c.scopes.size());
    row.scope_count = static_cast<std::uint32_t>(f.scope.size());
    c.scopes.insert(c.scopes.end(), f.scope.begin(), f.scope.end());
    row.first_citation = static_cast<std::uint32_t>(c.citations.size());
    std::vector<Interval> when;
    for (const auto& citation : f.citations) {
      c.citations.push_back({citation.source, from.text(citation.place),
                             static_cast<std::uint32_t>(c.editions.size()),
                             static_cast<std::uint32_t>(citation.editions.size())});
      c.editions.insert(c.editions.end(), citation.editions.begin(), citation.editions.end());
      standing(citation, when);
    }
    row.citation_count = static_cast<std::uint32_t>(f.citations.size());
    if (f.citations.empty()) when.emplace_back(day_min, day_max);
    auto known = unite(std::move(when));
    if (from.predicates_[f.predicate].event && f.as_of == FactDraft::AsOf::none && f.low != day_min)
      known.front().first = std::min(known.front().first, f.low);
    if (from.predicates_[f.predicate].inherent)
      known.front().first = std::min(known.front().first, public_from[f.subject]);
    for (const auto& [first, last] : known) {
      row.known = first;
      row.gone = last;
      if (f.as_of == FactDraft::AsOf::happened) row.high = first == day_min ? day_max : first;
      if (f.as_of == FactDraft::AsOf::not_yet) row.low = first;
      rows.push_back(row);
    }
  }

  // Two values of a single-valued predicate in one place of one edition cannot both be what it says.
  Result<void> contradictions() {
    const auto& c = store.columns;
    for (std::size_t i = 0; i + 1 < c.facts.size(); ++i) {
      if (c.predicates[c.facts[i].predicate].many != 0 || c.facts[i].refuted != no_id) continue;
      for (std::size_t j = i + 1; j < c.facts.size() && c.facts[j].subject == c.facts[i].subject &&
                                  c.facts[j].predicate == c.facts[i].predicate; ++j) {
        const FactRow &a = c.facts[i], &b = c.facts[j];
        if (b.refuted != no_id) continue;
        if ((a.low == b.low && a.high == b.high) || !same_scope(a, b) || !same_place(a, b)) continue;
        return fail(ErrorCode::catalog,
                    fmt::format("`{}` of {}@{} has two values in one place of one document ({})",
                                from.predicates_[a.predicate].name,
                                from.text_of(c.products[c.nodes[a.subject].product].id),
                                from.text_of(c.nodes[a.subject].name),
                                from.sources_[c.citations[a.first_citation].source].id),
                    {}, "refute one of them, give each its scope, or cite where each stands");
      }
    }
    return {};
  }

  bool same_scope(const FactRow& a, const FactRow& b) const {
    const auto& s = store.columns.scopes;
    return std::equal(s.begin() + a.first_scope, s.begin() + a.first_scope + a.scope_count,
                      s.begin() + b.first_scope, s.begin() + b.first_scope + b.scope_count,
                      [](const ScopeRow& x, const ScopeRow& y) {
                        return x.predicate == y.predicate && x.value == y.value;
                      });
  }

  bool same_place(const FactRow& a, const FactRow& b) const {
    const auto& c = store.columns.citations;
    for (std::uint32_t i = 0; i < a.citation_count; ++i)
      for (std::uint32_t j = 0; j < b.citation_count; ++j) {
        const CitationRow &x = c[a.first_citation + i], &y = c[b.first_citation + j];
        if (x.source == y.source && x.place == y.place && a.known < b.gone && b.known < a.gone)
          return true;
      }
    return false;
  }

  void references() {
    auto& c = store.columns;
    std::vector<FactId> refs;
    for (FactId i = 0; i < c.facts.size(); ++i)
      if (c.predicates[c.facts[i].predicate].type == ValueType::release) refs.push_back(i);
    std::stable_sort(refs.begin(), refs.end(),
                     [&](FactId a, FactId b) { return c.facts[a].low < c.facts[b].low; });
    for (std::uint32_t i = 0; i < refs.size(); ++i) {
      NodeRow& n = c.nodes[static_cast<NodeId>(c.facts[refs[i]].low)];
      if (n.reference_count++ == 0) n.first_reference = i;
    }
    c.references = std::move(refs);
  }

  void names() {
    auto& c = store.columns;
    for (const auto& [name, node] : from.product_ids_) c.names.push_back({from.text(name), to[node]});
    for (const auto& [node, name] : from.other_names_) c.other_names.push_back({name, to[node]});
    for (const Product& p : c.products)
      if (!from.text_of(p.repository).empty()) c.repositories.push_back({p.repository, p.node});
    for (std::size_t p = 0; p < from.products_.size(); ++p)
      for (const auto& identifier : from.products_[p].identifiers)
        c.identifiers.push_back({from.text(identifier), to[from.product_nodes_[p]]});
    const auto by_name = [&](const auto& a, const auto& b) {
      return std::pair(from.text_of(a.name), a.node) < std::pair(from.text_of(b.name), b.node);
    };
    std::sort(c.names.begin(), c.names.end(), by_name);
    std::sort(c.other_names.begin(), c.other_names.end(), by_name);
    std::sort(c.repositories.begin(), c.repositories.end(), by_name);
    std::sort(c.identifiers.begin(), c.identifiers.end(), [&](const auto& a, const auto& b) {
      return std::pair(from.text_of(a.identifier), a.node) <
             std::pair(from.text_of(b.identifier), b.node);
    });
  }

  void texts() {
    auto& c = store.columns;
    for (const std::string_view text : from.texts_) {
      c.texts.push_back({static_cast<std::uint32_t>(c.bytes.size()),
                         static_cast<std::uint32_t>(text.size())});
      c.bytes.insert(c.bytes.end(), text.begin(), text.end());
    }
  }
};

Result<WorldStore> WorldBuilder::finish() { return Finish{*this, {}, {}, {}}.run(); }

}  // namespace bestby
