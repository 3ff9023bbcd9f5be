// Rules about days: releases in the order of their versions, ends after beginnings, parts before wholes.
#include <algorithm>

#include <fmt/format.h>

#include "exchange/lint_rules.h"

namespace bestby::exchange {
namespace {

// Later than the successor whatever day of each interval is meant.
void compare(LintContext& in, NodeId earlier, NodeId later, PredicateId p) {
  for (const FactRow* a : in.facts(earlier, p))
    for (const FactRow* b : in.facts(later, p))
      if (a->low > b->high && in.same_scope(*a, *b))
        in.found(earlier,
                 fmt::format("{} {}, but {} is of {}", in.name(p), day_words(*a), in.world.label(later),
                             day_words(*b)),
                 {a, b});
}

// What differs in a predicate that sets apart (the system that it is for) has an order of its own.
bool set_apart(const LintContext& in, NodeId a, NodeId b) {
  for (const FactRow& x : in.world.facts(a))
    if (in.world.predicate(x.predicate).sets_apart != 0)
      for (const FactRow* y : in.facts(b, x.predicate))
        if (x.low != y->low) return true;
  return false;
}

// Releases of one cycle, and cycles of one major version: patches of the old ones come beside the new.
bool follows(const LintContext& in, NodeId a, NodeId b) {
  const NodeRow &x = in.world.node(a), &y = in.world.node(b);
  const bool one_line = in.world.is_release(a) || in.world.product(a).cycle_depth < 2 || x.major == y.major;
  return x.kind == y.kind && x.product == y.product && x.cycle == y.cycle && one_line && !set_apart(in, a, b);
}

// A part is told for as long as the scope of one of the two is empty, or both are the same.
bool together(const LintContext& in, const FactRow& a, const FactRow& b) {
  return a.scope_count == 0 || b.scope_count == 0 || in.same_scope(a, b);
}

// Where a predicate names several parts, it was out with the first of them.
void out_before(LintContext& in, const FactRow& out, PredicateId p) {
  const FactRow* first = nullptr;
  Bound start;
  for (const FactRow* part : in.facts(out.subject, p)) {
    if (!together(in, out, *part)) continue;
    const Bound day = in.evaluator.release_day(static_cast<NodeId>(part->low));
    if (!day.known()) return;
    if (first != nullptr && day.low >= start.low) continue;
    first = part;
    start = day;
  }
  if (first == nullptr || out.high >= start.low) return;
  in.found(out.subject,
           fmt::format("{} {}, but {} came out {}", in.name(out.predicate), day_words(out),
                       in.world.label(static_cast<NodeId>(first->low)), to_text(start)),
           {&out, first});
}

// The newest day on which a document says it; day_min where none is dated.
std::int32_t last_said(const World& world, const FactRow& fact) {
  std::int32_t last = day_min;
  for (std::uint32_t i = 0; i < fact.citation_count; ++i) {
    const CitationRow& c = world.columns.citations[fact.first_citation + i];
    const SourceRow& s = world.columns.sources[c.source];
    const bool own = c.edition_count > 0;
    for (const std::int32_t day : world.columns.editions.subspan(own ? c.first_edition : s.first_edition,
                                                                 own ? c.edition_count : s.edition_count))
      last = std::max(last, day);
  }
  return last;
}

}  // namespace

void release_after_successor(LintContext& in) {
  for (const char* name : {"released", "ga"}) {
    const PredicateId p = in.predicate(name);
    std::vector<NodeId> dated;  // of the product
    for (const NodeId n : in.nodes()) {
      if (in.world.is_product(n)) dated.clear();
      const bool ordered = !in.world.is_product(n) && !in.is_image(n) && in.world.node(n).major != no_id;
      if (!ordered || in.facts(n, p).empty()) continue;
      const auto before =
          std::find_if(dated.rbegin(), dated.rend(), [&](NodeId m) { return follows(in, m, n); });
      if (before != dated.rend()) compare(in, *before, n, p);
      dated.push_back(n);
    }
  }
}

void end_before_start(LintContext& in) {
  for (const NodeId n : in.nodes())
    for (const FactRow& end : in.world.facts(n)) {
      if (!in.is_end(end.predicate) || !in.counts(end)) continue;
      for (const FactRow& start : in.world.facts(n))
        if (in.is_start(start.predicate) && in.counts(start) && end.high < start.low)
          in.found(n,
                   fmt::format("{} {} is before {} {}", in.name(end.predicate), day_words(end),
                               in.name(start.predicate), day_words(start)),
                   {&end, &start});
    }
}

void out_before_its_parts(LintContext& in) {
  const auto& predicates = in.world.columns.predicates;
  std::vector<PredicateId> parts;
  for (PredicateId p = 0; p < predicates.size(); ++p)
    if (predicates[p].inherent != 0 && predicates[p].type == ValueType::release) parts.push_back(p);
  for (const NodeId n : in.nodes())
    for (const FactRow& out : in.world.facts(n)) {
      const PredicateRow& day = in.world.predicate(out.predicate);
      const bool is_out = in.is_start(out.predicate) || (day.out_by != 0 && day.type == ValueType::date);
      if (is_out && in.counts(out))
        for (const PredicateId p : parts) out_before(in, out, p);
    }
}

void supported_after_end(LintContext& in) {
  const PredicateId p = in.predicate("supported");
  for (const NodeId n : in.nodes())
    for (const FactRow* fact : in.facts(n, p)) {
      if (fact->low == 0) continue;
      const Bound end = in.evaluator.end(n, "security");
      const std::int32_t said = last_said(in.world, *fact);
      if (end.known() && end.high < said)
        in.found(
            n,
            fmt::format("it is said to be supported on {}, and was patched {}", Date::from_days(said).str(),
                        end.exact() ? "through " + to_text(end) : to_text(end)),
            {fact});
    }
}

void tested_on_old_host(LintContext& in) {
  constexpr std::int32_t old = 365;  // days
  const PredicateId hosts = in.predicate("host_image"), built = in.predicate("built");
  for (const NodeId n : in.nodes()) {
    const Facts on = in.facts(n, hosts);
    if (on.empty()) continue;
    const Bound out = in.evaluator.appeared(n);
    for (const FactRow* host : on)
      for (const FactRow* day : in.facts(static_cast<NodeId>(host->low), built))
        if (out.known() && out.low != day_min && out.low - day->high > old)
          in.found(n,
                   fmt::format("it came out {}, and was tested on {} of {}", to_text(out),
                               in.world.label(static_cast<NodeId>(host->low)), day_words(*day)),
                   {host, day});
  }
}

}  // namespace bestby::exchange
