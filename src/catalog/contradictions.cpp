#include "catalog/contradictions.h"

#include <algorithm>
#include <tuple>

#include <fmt/format.h>

#include "catalog/grouped_sort.h"
#include "catalog/knowledge.h"

namespace bestby {
namespace {

// One fact in one place of one document, for as long as it stands there.
struct Statement {
  std::uint32_t fact, source;
  TextId place;
  Interval when;
};

auto what(const FactDraft& f) { return std::tie(f.subject, f.predicate); }
bool same_value(const FactDraft& a, const FactDraft& b) {
  return std::tie(a.low, a.high, a.as_of) == std::tie(b.low, b.high, b.as_of);
}

class Search {
 public:
  Search(const WorldDrafts& drafts, std::size_t most) : drafts_(drafts), most_(most) {}

  std::vector<Contradiction> run() {
    for (std::uint32_t i = 0; i < drafts_.facts.size(); ++i)
      if (!drafts_.predicates[fact(i).predicate].many && fact(i).refuted == no_id) order_.push_back(i);
    grouped_sort(
        order_, drafts_.nodes.size(), [&](auto i) { return fact(i).subject; },
        [&](auto a, auto b) {
          if (fact(a).predicate != fact(b).predicate) return fact(a).predicate < fact(b).predicate;
          return std::tie(fact(a).scope, a) < std::tie(fact(b).scope, b);
        });
    for (std::size_t i = 0; i < order_.size() && found_.size() < most_;) {
      std::size_t end = i + 1;
      while (end < order_.size() && alike(order_[i], order_[end])) ++end;
      if (end - i > 1) compare(std::span(order_).subspan(i, end - i));
      i = end;
    }
    return std::move(found_);
  }

 private:
  const FactDraft& fact(std::uint32_t i) const { return drafts_.facts[i]; }

  // Scopes are sorted when a fact is taken in.
  bool alike(std::uint32_t a, std::uint32_t b) const {
    return what(fact(a)) == what(fact(b)) && same_scope(fact(a).scope, fact(b).scope);
  }

  // Facts with one subject, predicate and scope.
  void compare(std::span<const std::uint32_t> facts) {
    if (std::all_of(facts.begin(), facts.end(), [&](auto i) { return same_value(fact(i), fact(facts[0])); }))
      return;
    std::vector<Statement> all;
    for (const std::uint32_t i : facts)
      for (const CitationDraft& c : fact(i).citations)
        for (const Interval& when : standing(c, drafts_.sources[c.source]))
          all.push_back({i, c.source, c.place, when});
    std::sort(all.begin(), all.end(), [](const Statement& a, const Statement& b) {
      return std::tie(a.source, a.place, a.when.from, a.fact) <
             std::tie(b.source, b.place, b.when.from, b.fact);
    });
    for (std::size_t i = 0; i < all.size() && found_.size() < most_;) i = place(all, i);
  }

  // The statements of one place, in the order in which they begin: if any two overlap, one overlaps
  // the longest-standing of those that begin before it. The index of the next place.
  std::size_t place(std::span<const Statement> all, std::size_t begin) {
    std::size_t longest = begin;
    bool reported = false;
    std::size_t i = begin + 1;
    for (; i < all.size() && all[i].source == all[begin].source && all[i].place == all[begin].place; ++i) {
      const Statement &a = all[longest], &b = all[i];
      if (!reported && b.when.from < a.when.until && !same_value(fact(a.fact), fact(b.fact))) {
        found_.push_back({std::min(a.fact, b.fact), std::max(a.fact, b.fact), a.source,
                          std::string(drafts_.texts[a.place])});
        reported = true;
      }
      if (b.when.until > a.when.until) longest = i;
    }
    return i;
  }

  const WorldDrafts& drafts_;
  std::size_t most_;
  std::vector<std::uint32_t> order_;
  std::vector<Contradiction> found_;
};

std::string name_of(const WorldDrafts& drafts, NodeId id) {
  const NodeDraft& node = drafts.nodes[id];
  const std::string& product = drafts.products[node.product].id;
  return node.kind == NodeKind::product ? product : fmt::format("{}@{}", product, drafts.texts[node.name]);
}

std::string value_of(const WorldDrafts& drafts, const FactDraft& f) {
  if (f.as_of != FactDraft::AsOf::none) return f.as_of == FactDraft::AsOf::happened ? "yes" : "no";
  switch (drafts.predicates[f.predicate].type) {
    case ValueType::date: {
      const std::string day = Date::from_days(f.low).str();
      return f.low == f.high ? day : day.substr(0, 7);  // a month
    }
    case ValueType::number: return std::to_string(f.low);
    case ValueType::flag: return f.low != 0 ? "yes" : "no";
    case ValueType::release: return name_of(drafts, static_cast<NodeId>(f.low));
    default: return fmt::format("`{}`", drafts.texts[static_cast<TextId>(f.low)]);
  }
}

}  // namespace

std::vector<Contradiction> contradictions(const WorldDrafts& drafts, std::size_t most) {
  return Search(drafts, most).run();
}

std::string message_of(const Contradiction& c, const WorldDrafts& drafts) {
  const FactDraft &a = drafts.facts[c.first], &b = drafts.facts[c.second];
  const std::string& source = drafts.sources[c.source].id;
  return fmt::format("`{}` of {} is both {} and {} in `{}`", drafts.predicates[a.predicate].name,
                     name_of(drafts, a.subject), value_of(drafts, a), value_of(drafts, b),
                     c.place.empty() ? source : fmt::format("{}:{}", source, c.place));
}

}  // namespace bestby
