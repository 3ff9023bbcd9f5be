// Rules about images: what they rest on, when they end, what points to them, where they are pulled from.
#include <algorithm>
#include <map>

#include <fmt/format.h>

#include "exchange/lint_rules.h"
#include "find/image_address.h"
#include "report/words.h"

namespace bestby::exchange {
namespace {

bool states_end(const LintContext& in, NodeId n) {
  const auto facts = in.world.facts(n);
  return std::any_of(facts.begin(), facts.end(),
                     [&](const FactRow& f) { return in.is_end(f.predicate) && in.counts(f); });
}

bool states_day(const LintContext& in, NodeId n) {
  const auto facts = in.world.facts(n);
  return std::any_of(facts.begin(), facts.end(), [&](const FactRow& f) {
    return in.counts(f) && in.world.predicate(f.predicate).type == ValueType::date;
  });
}

// The framework that the scope of a row names; no_id where it names none.
NodeId scope_node(const World& world, const FactRow& fact, PredicateId p) {
  for (const ScopeRow& s : world.columns.scopes.subspan(fact.first_scope, fact.scope_count))
    if (s.predicate == p && s.is_node != 0) return s.value;
  return no_id;
}

}  // namespace

// Many images on one ended release are told once.
void image_on_ended(LintContext& in) {
  std::map<std::pair<NodeId, NodeId>, Facts> undated;  // by product, and by what has ended
  for (const char* name : {"framework", "python"}) {
    const PredicateId p = in.predicate(name);
    for (const NodeId n : in.nodes()) {
      if (!in.is_image_row(n) || states_end(in, n)) continue;
      for (const FactRow* f : in.facts(n, p)) {
        const auto part = static_cast<NodeId>(f->low);
        const Bound end = in.evaluator.end(part, "security");
        if (end.known() && end.high < in.on.days()) undated[{in.world.product(n).node, part}].push_back(f);
      }
    }
  }
  for (const auto& [key, facts] : undated)
    in.found(key.first,
             fmt::format("{} on {}, which was patched through {}, and no end of their own",
                         counted(facts.size(), "image"), in.world.label(key.second),
                         to_text(in.evaluator.end(key.second, "security"))),
             facts);
}

// Told once for a publisher, with the products that have the most of them.
void image_undated(LintContext& in) {
  std::map<NodeId, std::pair<std::size_t, Facts>> of;  // by product: how many, and those without a day
  for (const NodeId n : in.nodes()) {
    if (!in.is_image_row(n)) continue;
    auto& [all, without] = of[in.world.product(n).node];
    ++all;
    if (!states_day(in, n) && in.world.node(n).fact_count > 0) without.push_back(in.world.facts(n).data());
  }
  struct Published {
    std::size_t all = 0;
    Facts without;
    std::vector<std::pair<std::size_t, NodeId>> products = {};  // with how many, of those that have any
  };
  std::map<std::string_view, Published> publishers;
  for (const auto& [product, counts] : of) {
    Published& p = publishers[in.world.text(in.world.product(product).publisher)];
    p.all += counts.first;
    p.without.insert(p.without.end(), counts.second.begin(), counts.second.end());
    if (!counts.second.empty()) p.products.emplace_back(counts.second.size(), product);
  }
  constexpr std::size_t most_named = 5;
  for (auto& [publisher, p] : publishers) {
    if (p.without.empty()) continue;
    std::stable_sort(p.products.begin(), p.products.end(),
                     [](const auto& a, const auto& b) { return a.first > b.first; });
    std::vector<std::string> names;
    for (const auto& [count, product] : p.products)
      if (names.size() < most_named) names.push_back(fmt::format("{} {}", count, in.world.label(product)));
    if (p.products.size() > most_named)
      names.push_back(fmt::format("others in {} products more", p.products.size() - most_named));
    in.found(p.products.front().second,
             fmt::format("{} of {} of {} bear no date: {}", p.without.size(), counted(p.all, "image"),
                         publisher, fmt::join(names, ", ")),
             p.without);
  }
}

void own_framework(LintContext& in) {
  const PredicateId framework = in.predicate("framework");
  for (const NodeId n : in.nodes())
    for (const FactRow& f : in.world.facts(n)) {
      const PredicateRow& p = in.world.predicate(f.predicate);
      if (p.type != ValueType::release || p.inherent == 0 || !in.counts(f)) continue;
      const auto value = static_cast<NodeId>(f.low);
      const bool same_product = in.world.product(value).node == in.world.product(n).node;
      if (same_release(in.world, value, n) || (f.predicate == framework && same_product))
        in.found(n, fmt::format("{} {} is itself", in.name(f.predicate), in.world.label(value)), {&f});
    }
}

void image_disagrees_with_row(LintContext& in) {
  const PredicateId image = in.predicate("image"), framework = in.predicate("framework");
  for (const NodeId n : in.nodes())
    for (const FactRow* row : in.facts(n, image)) {
      const NodeId of = scope_node(in.world, *row, framework);
      Facts own = in.facts(static_cast<NodeId>(row->low), framework);
      if (of == no_id || own.empty()) continue;
      const bool agreed = std::any_of(own.begin(), own.end(), [&](const FactRow* f) {
        return same_release(in.world, static_cast<NodeId>(f->low), of);
      });
      own.insert(own.begin(), row);
      if (!agreed)
        in.found(n,
                 fmt::format("the row of {} names {}, which has {}", in.world.label(of),
                             fact_words(in.world, *row), fact_words(in.world, *own.back())),
                 own);
    }
}

// Where all images of a product's table but a few are made for one job, those few are suspect.
void image_of_other_job(LintContext& in) {
  const PredicateId image = in.predicate("image"), job = in.predicate("job");
  const auto has = [&](const FactRow& row, TextId text) {
    const Facts jobs = in.facts(static_cast<NodeId>(row.low), job);
    return std::any_of(jobs.begin(), jobs.end(),
                       [&](const FactRow* f) { return static_cast<TextId>(f->low) == text; });
  };
  std::map<std::uint32_t, Facts> tables;
  for (const NodeId n : in.nodes())
    for (const FactRow* row : in.facts(n, image))
      if (!in.facts(static_cast<NodeId>(row->low), job).empty())
        tables[in.world.node(n).product].push_back(row);
  for (const auto& [product, rows] : tables) {
    std::map<TextId, std::size_t> count;
    for (const FactRow* row : rows)
      for (const FactRow* f : in.facts(static_cast<NodeId>(row->low), job))
        ++count[static_cast<TextId>(f->low)];
    const auto most = std::max_element(count.begin(), count.end(),
                                       [](const auto& a, const auto& b) { return a.second < b.second; });
    if (most->second * 3 <= rows.size() * 2) continue;
    for (const FactRow* row : rows)
      if (!has(*row, most->first))
        in.found(
            row->subject,
            fmt::format("{} is not for {}, unlike {} of the {} images of its table",
                        fact_words(in.world, *row), in.world.text(most->first), most->second, rows.size()),
            {row, in.facts(static_cast<NodeId>(row->low), job).front()});
  }
}

void service_contradicted(LintContext& in) {
  const PredicateId service = in.predicate("service"), supported = in.predicate("service_supported");
  for (const NodeId n : in.nodes())
    for (const FactRow* claim : in.facts(n, service))
      for (const FactRow& fact : in.world.facts(in.world.product(n).node)) {
        if (fact.predicate != supported || fact.low != 0 || !in.counts(fact)) continue;
        if (in.world.in_scope(fact, n, in.evaluator.known()) || claim->subject == fact.subject) {
          const auto scope = in.world.columns.scopes.subspan(fact.first_scope, fact.scope_count);
          const bool named = std::any_of(scope.begin(), scope.end(), [&](const ScopeRow& s) {
            return s.predicate == service && s.value == static_cast<TextId>(claim->low);
          });
          if (named && in.world.in_scope(fact, n, in.evaluator.known()))
            in.found(n, fmt::format("service {}, which is not supported", in.value(*claim)), {claim, &fact});
        }
      }
}

}  // namespace bestby::exchange
