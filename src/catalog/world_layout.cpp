#include "catalog/world_layout.h"

#include <algorithm>
#include <iterator>
#include <numeric>
#include <tuple>

#include <fmt/format.h>

#include "catalog/grouped_sort.h"
#include "catalog/knowledge.h"

namespace bestby {
namespace {

std::vector<std::uint32_t> counted(std::size_t n) {
  std::vector<std::uint32_t> out(n);
  std::iota(out.begin(), out.end(), 0U);
  return out;
}

std::uint32_t size32(const auto& rows) { return static_cast<std::uint32_t>(rows.size()); }

// One citation a place, with the editions of both. None stands for all of the source's.
void cite(FactDraft& fact, const CitationDraft& more) {
  for (CitationDraft& known : fact.citations) {
    if (known.source != more.source || known.place != more.place) continue;
    const bool all = known.editions.empty() || more.editions.empty();
    std::vector<std::int32_t> both;
    if (!all)
      std::set_union(known.editions.begin(), known.editions.end(), more.editions.begin(), more.editions.end(),
                     std::back_inserter(both));
    known.editions = std::move(both);
    return;
  }
  fact.citations.push_back(more);
}

}  // namespace

WorldStore WorldLayout::run() {
  number_nodes();
  predicates_and_sources();
  problems();
  renumber_facts();
  auto order = facts_in_order();
  merge_alike(order);
  note_publication();
  note_first_words();
  facts(order);
  sort_facts();
  references();
  names();
  addresses();
  texts();
  return std::move(store_);
}

// Products by id; of each its own node, its cycles, its releases, by version.
void WorldLayout::number_nodes() {
  auto products = counted(from_.products.size());
  std::sort(products.begin(), products.end(),
            [&](auto a, auto b) { return from_.products[a].id < from_.products[b].id; });
  rank_.resize(products.size());
  for (std::uint32_t i = 0; i < products.size(); ++i) rank_[products[i]] = i;
  auto ids = counted(from_.nodes.size());
  const auto sort_key = [&](NodeId id) {
    const NodeDraft& n = from_.nodes[id];
    return std::tuple(rank_[n.product], n.kind, from_.texts[n.key], from_.texts[n.name]);
  };
  std::sort(ids.begin(), ids.end(), [&](NodeId a, NodeId b) { return sort_key(a) < sort_key(b); });
  to_.resize(ids.size());
  for (NodeId i = 0; i < ids.size(); ++i) to_[ids[i]] = i;
  add_products(products);
  for (NodeId i = 0; i < ids.size(); ++i) add_node(i, from_.nodes[ids[i]]);
  collect_members();
}

void WorldLayout::add_products(const std::vector<std::uint32_t>& order) {
  for (const std::uint32_t p : order) {
    const ProductDraft& d = from_.products[p];
    store_.columns.products.push_back({text(d.id), text(d.name), text(d.kind), text(d.publisher),
                                       text(d.says), text(d.url), text(d.repository), text(d.scheme),
                                       static_cast<std::uint32_t>(d.cycle_depth), no_id, 0, 0, 0, 0});
  }
}

void WorldLayout::add_node(NodeId id, const NodeDraft& n) {
  Product& p = store_.columns.products[rank_[n.product]];
  if (n.kind == NodeKind::product) {
    p.node = id;
    p.first_cycle = p.first_release = id + 1;
  } else if (n.kind == NodeKind::cycle) {
    ++p.cycle_count;
    p.first_release = id + 1;
  } else {
    ++p.release_count;
  }
  store_.columns.nodes.push_back({rank_[n.product], n.kind, n.name, n.key,
                                  n.cycle == no_id ? no_id : to_[n.cycle], 0, 0, 0, 0, 0, 0, n.parts[0],
                                  n.parts[1], n.parts[2], n.recorded ? 1U : 0U});
}

void WorldLayout::collect_members() {
  auto& c = store_.columns;
  std::vector<std::pair<NodeId, NodeId>> pairs;  // cycle, release
  for (NodeId i = 0; i < c.nodes.size(); ++i)
    if (c.nodes[i].cycle != no_id) pairs.emplace_back(c.nodes[i].cycle, i);
  std::sort(pairs.begin(), pairs.end());
  for (const auto& [cycle, release] : pairs) {
    NodeRow& row = c.nodes[cycle];
    if (row.member_count++ == 0) row.first_member = size32(c.members);
    c.members.push_back(release);
  }
}

void WorldLayout::predicates_and_sources() {
  auto& c = store_.columns;
  const auto yes = [](bool value) { return value ? 1U : 0U; };
  for (const PredicateDraft& p : from_.predicates)
    c.predicates.push_back({text(p.name), text(p.says), text(p.scheme), p.type, yes(p.many), yes(p.event),
                            yes(p.first_of_cycle), yes(p.inherent), yes(p.sets_apart), yes(p.out_by)});
  std::int32_t newest = day_min;
  for (const SourceDraft& s : from_.sources) {
    c.sources.push_back(
        {text(s.id), text(s.title), text(s.url), text(s.publisher), size32(c.editions), size32(s.editions)});
    c.editions.insert(c.editions.end(), s.editions.begin(), s.editions.end());
    if (!s.editions.empty()) newest = std::max(newest, s.editions.back());
  }
  if (newest != day_min) c.as_of.push_back(newest);
  c.kinds = from_.kinds;
  c.tag_words = from_.tag_words;
  c.name_words = from_.name_words;
  c.registries = from_.registries;
  c.attributes = from_.attributes;
  c.relations = from_.relations;
  c.services = from_.services;
}

void WorldLayout::problems() {
  auto& c = store_.columns;
  std::sort(from_.problems.begin(), from_.problems.end(), [&](const ProblemDraft& a, const ProblemDraft& b) {
    return from_.texts[a.row.id] < from_.texts[b.row.id];
  });
  for (ProblemDraft& p : from_.problems) {
    p.row.first_part = size32(c.problem_parts);
    p.row.part_count = size32(p.parts);
    c.problems.push_back(p.row);
    for (ProblemPartRow& part : p.parts)
      if (part.kind == ProblemPartKind::concerns) part.row = to_[part.row];
    c.problem_parts.insert(c.problem_parts.end(), p.parts.begin(), p.parts.end());
  }
}

void WorldLayout::renumber_facts() {
  for (FactDraft& f : from_.facts) {
    f.subject = to_[f.subject];
    if (from_.predicates[f.predicate].type == ValueType::release)
      f.low = f.high = static_cast<std::int32_t>(to_[static_cast<NodeId>(f.low)]);
    for (ScopeRow& s : f.scope)
      if (s.is_node != 0) s.value = to_[s.value];
    std::sort(f.scope.begin(), f.scope.end());
    f.scope.erase(std::unique(f.scope.begin(), f.scope.end(), [](auto& a, auto& b) { return !(a < b); }),
                  f.scope.end());
    for (CitationDraft& c : f.citations) {
      std::sort(c.editions.begin(), c.editions.end());
      c.editions.erase(std::unique(c.editions.begin(), c.editions.end()), c.editions.end());
    }
  }
}

// By identity: subject, predicate, value, scope; what is alike keeps the order in which it came.
std::vector<std::uint32_t> WorldLayout::facts_in_order() const {
  const auto& all = from_.facts;
  auto order = counted(all.size());
  const auto value = [](const FactDraft& f) { return std::tie(f.predicate, f.low, f.high, f.as_of); };
  grouped_sort(
      order, from_.nodes.size(), [&](auto i) { return all[i].subject; },
      [&](auto a, auto b) {
        if (const auto x = value(all[a]), y = value(all[b]); x != y) return x < y;
        if (same_scope(all[a].scope, all[b].scope)) return a < b;
        return all[a].scope < all[b].scope;
      });
  return order;
}

// What several files say is one fact with all their citations. Who refutes a value refutes it
// wherever it stands: imported files are not written in by hand.
void WorldLayout::merge_alike(std::vector<std::uint32_t>& order) {
  auto& all = from_.facts;
  const auto alike = [](const FactDraft& a, const FactDraft& b) {
    return std::tie(a.subject, a.predicate, a.low, a.high, a.as_of) ==
               std::tie(b.subject, b.predicate, b.low, b.high, b.as_of) &&
           same_scope(a.scope, b.scope);
  };
  const auto join = [&](TextId& into, TextId more) {
    if (more == no_id || into == more) return;
    into = into == no_id ? more : text(fmt::format("{}; {}", from_.texts[into], from_.texts[more]));
  };
  std::size_t kept = 0;
  for (std::size_t i = 0; i < order.size(); ++i) {
    const FactDraft& next = all[order[i]];
    if (kept == 0 || !alike(all[order[kept - 1]], next)) {
      order[kept++] = order[i];
      continue;
    }
    FactDraft& fact = all[order[kept - 1]];
    for (const CitationDraft& citation : next.citations) cite(fact, citation);
    join(fact.refuted, next.refuted);
    join(fact.note, next.note);
  }
  order.resize(kept);
}

// The day from which each subject is public: that of its first `publishes` event.
void WorldLayout::note_publication() {
  public_from_.assign(from_.nodes.size(), day_max);
  for (const FactDraft& f : from_.facts)
    if (from_.predicates[f.predicate].publishes && f.refuted == no_id && f.as_of == FactDraft::AsOf::none)
      public_from_[f.subject] = std::min(public_from_[f.subject], f.low);
}

// The day on which each subject is first spoken of: by a document with a date, or by an event of its
// own. Of a cycle, also through its releases; of a release, else through its cycle.
void WorldLayout::note_first_words() {
  heard_of_ = public_from_;
  for (const FactDraft& f : from_.facts)
    for (const Interval& known : when_known(f, from_.sources, event_day(f))) {
      if (known.from == day_min) continue;
      heard_of_[f.subject] = std::min(heard_of_[f.subject], known.from);
      if (from_.predicates[f.predicate].type != ValueType::release) continue;
      std::int32_t& part = heard_of_[static_cast<NodeId>(f.low)];
      part = std::min(part, known.from);
    }
  const auto& nodes = store_.columns.nodes;
  for (NodeId n = 0; n < nodes.size(); ++n)
    if (nodes[n].cycle != no_id)
      heard_of_[nodes[n].cycle] = std::min(heard_of_[nodes[n].cycle], heard_of_[n]);
  for (NodeId n = 0; n < nodes.size(); ++n)
    if (heard_of_[n] == day_max && nodes[n].cycle != no_id) heard_of_[n] = heard_of_[nodes[n].cycle];
}

// Events are public from their own date.
std::int32_t WorldLayout::event_day(const FactDraft& f) const {
  const bool event = from_.predicates[f.predicate].event && f.as_of == FactDraft::AsOf::none;
  return event && f.low != day_min ? f.low : day_max;
}

// What no dated document says of something is not known before the first word of it, nor before the
// first word of the release that is its value.
std::int32_t WorldLayout::undated_from(const FactDraft& f) const {
  std::int32_t day = day_min;
  const auto not_before = [&](NodeId n) {
    if (heard_of_[n] != day_max) day = std::max(day, heard_of_[n]);
  };
  not_before(f.subject);
  if (from_.predicates[f.predicate].type == ValueType::release) not_before(static_cast<NodeId>(f.low));
  return day;
}

void WorldLayout::facts(const std::vector<std::uint32_t>& order) {
  store_.columns.facts.reserve(order.size());
  for (const std::uint32_t i : order) add_rows(from_.facts[i]);
}

// A row for each interval in which the fact was known; they share scope and citations.
void WorldLayout::add_rows(const FactDraft& f) {
  auto& c = store_.columns;
  FactRow row{};
  row.subject = f.subject;
  row.predicate = f.predicate;
  row.low = f.low;
  row.high = f.high;
  row.refuted = f.refuted;
  row.note = f.note;
  row.first_scope = size32(c.scopes);
  row.scope_count = size32(f.scope);
  c.scopes.insert(c.scopes.end(), f.scope.begin(), f.scope.end());
  row.first_citation = size32(c.citations);
  row.citation_count = size32(f.citations);
  for (const CitationDraft& citation : f.citations) {
    c.citations.push_back({citation.source, citation.place, size32(c.editions), size32(citation.editions)});
    c.editions.insert(c.editions.end(), citation.editions.begin(), citation.editions.end());
  }
  const PredicateDraft& p = from_.predicates[f.predicate];
  std::int32_t public_from = event_day(f);
  if (p.inherent) public_from = std::min(public_from, public_from_[f.subject]);
  for (const Interval& known : when_known(f, from_.sources, public_from)) {
    row.known = known.from == day_min ? undated_from(f) : known.from;
    row.gone = known.until;
    if (row.known >= row.gone) continue;
    if (f.as_of == FactDraft::AsOf::happened) row.high = known.from == day_min ? day_max : known.from;
    if (f.as_of == FactDraft::AsOf::not_yet) row.low = known.from;
    c.facts.push_back(row);
  }
}

// By subject and predicate; the narrower scope first (that which names more predicates), then what
// became known later.
void WorldLayout::sort_facts() {
  auto& c = store_.columns;
  const auto width = [&](const FactRow& f) {
    std::uint32_t n = 0, last = no_id;
    for (std::uint32_t i = 0; i < f.scope_count; ++i) {
      const std::uint32_t p = c.scopes[f.first_scope + i].predicate;
      n += i == 0 || p != last ? 1U : 0U;
      last = p;
    }
    return n;
  };
  const auto before = [&](const FactRow& a, const FactRow& b) {
    if (a.predicate != b.predicate) return a.predicate < b.predicate;
    if (a.scope_count + b.scope_count != 0)
      if (const auto x = width(a), y = width(b); x != y) return x > y;
    if (a.known != b.known) return a.known > b.known;
    return a.first_citation < b.first_citation;
  };
  // They stand subject by subject already.
  for (auto begin = c.facts.begin(); begin != c.facts.end();) {
    const auto end = std::find_if(begin, c.facts.end(), [&](auto& f) { return f.subject != begin->subject; });
    std::sort(begin, end, before);
    NodeRow& n = c.nodes[begin->subject];
    n.first_fact = static_cast<FactId>(begin - c.facts.begin());
    n.fact_count = static_cast<std::uint32_t>(end - begin);
    begin = end;
  }
}

void WorldLayout::references() {
  auto& c = store_.columns;
  for (FactId i = 0; i < c.facts.size(); ++i)
    if (c.predicates[c.facts[i].predicate].type == ValueType::release) c.references.push_back(i);
  grouped_sort(
      c.references, c.nodes.size(), [&](FactId f) { return static_cast<NodeId>(c.facts[f].low); },
      std::less<>());
  for (std::uint32_t i = 0; i < c.references.size(); ++i) {
    NodeRow& n = c.nodes[static_cast<NodeId>(c.facts[c.references[i]].low)];
    if (n.reference_count++ == 0) n.first_reference = i;
  }
}

void WorldLayout::names() {
  auto& c = store_.columns;
  const auto final_rows = [&](const std::vector<NameDraft>& drafts, std::vector<NameRow>& rows) {
    for (const NameDraft& d : drafts) rows.push_back({d.name, to_[d.node]});
  };
  final_rows(from_.product_names, c.names);
  final_rows(from_.other_names, c.other_names);
  for (const Product& p : c.products)
    if (!from_.texts[p.repository].empty()) c.repositories.push_back({p.repository, p.node});
  for (std::size_t p = 0; p < from_.products.size(); ++p)
    for (const std::string& identifier : from_.products[p].identifiers)
      c.identifiers.push_back({text(identifier), to_[from_.product_nodes[p]]});
  const auto sort_by = [&](auto& rows, auto id) {
    const auto key = [&](const auto& row) { return std::pair(from_.texts[row.*id], row.node); };
    std::sort(rows.begin(), rows.end(), [&](const auto& a, const auto& b) { return key(a) < key(b); });
    rows.erase(
        std::unique(rows.begin(), rows.end(), [&](const auto& a, const auto& b) { return key(a) == key(b); }),
        rows.end());
  };
  sort_by(c.names, &NameRow::name);
  sort_by(c.other_names, &NameRow::name);
  sort_by(c.repositories, &NameRow::name);
  sort_by(c.identifiers, &IdentifierRow::identifier);
}

void WorldLayout::addresses() {
  auto& to = store_.columns.addresses;
  to = std::move(from_.addresses);
  std::sort(to.configs.begin(), to.configs.end(), [&](const AddressConfig& a, const AddressConfig& b) {
    return from_.texts[a.name] < from_.texts[b.name];
  });
}

void WorldLayout::texts() {
  auto& c = store_.columns;
  for (const std::string_view text : from_.texts.all()) {
    c.texts.push_back({size32(c.bytes), size32(text)});
    c.bytes.insert(c.bytes.end(), text.begin(), text.end());
  }
}

}  // namespace bestby
