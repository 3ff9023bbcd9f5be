// Rules about ranges and pins: what cannot be read, what is empty, what matches nothing.
#include <algorithm>

#include <fmt/format.h>

#include "base/text.h"
#include "base/version.h"
#include "exchange/lint_rules.h"

namespace bestby::exchange {
namespace {

// `transformers>=4.36,<5`: whose versions, and which.
struct Pin {
  NodeId product;
  const VersionScheme* scheme;
  std::string range;
};

std::optional<Pin> pin_of(const LintContext& in, const FactRow& fact) {
  const std::string_view text = in.value(fact);
  const auto at = text.find_first_of("<>=!~");
  if (at == std::string_view::npos) return std::nullopt;
  const auto product = in.world.find_product(trim(text.substr(0, at)));
  if (!product) return std::nullopt;
  const auto* scheme = find_version_scheme(in.world.text(in.world.product(*product).scheme));
  if (scheme == nullptr) return std::nullopt;
  return Pin{*product, scheme, std::string(trim(text.substr(at)))};
}

template <class Visit>
void each_pin(LintContext& in, const Visit& visit) {
  const PredicateId p = in.predicate("requires");
  for (const NodeId n : in.nodes())
    for (const FactRow* fact : in.facts(n, p))
      if (const auto pin = pin_of(in, *fact))
        visit(*fact, *pin, VersionRange::parse(*pin->scheme, pin->range));
}

// Whether a version that is recorded, or a cycle of them, lies in the range; true where none is recorded.
bool matches_any(const World& world, const Pin& pin, const VersionRange& range) {
  bool any = false;
  const auto within = [&](NodeId n) {
    const auto version = parse_version(*pin.scheme, world.name(n));
    any = any || version.has_value();
    return version && range.contains(*version);
  };
  for (const NodeId n : world.releases_of(pin.product))
    if (within(n)) return true;
  for (const NodeId n : world.cycles_of(pin.product))
    if (within(n)) return true;
  return !any;
}

}  // namespace

void range_empty(LintContext& in) {
  each_pin(in, [&](const FactRow& fact, const Pin&, const Result<VersionRange>& range) {
    if (range && range->empty())
      in.found(fact.subject, fmt::format("no version can be `{}`", in.value(fact)), {&fact});
  });
}

void range_unreadable(LintContext& in) {
  each_pin(in, [&](const FactRow& fact, const Pin&, const Result<VersionRange>& range) {
    if (!range)
      in.found(fact.subject, fmt::format("`{}`: {}", in.value(fact), range.error().message), {&fact});
  });
}

namespace {

// `torch==2.1.*`, `tools=2.*` as package managers take it; cells of a policy's table often show some.
std::optional<Pin> pin_in(const LintContext& in, std::string_view text) {
  const auto at = text.find_first_of("<>=!~");
  if (at == std::string_view::npos || text.find(' ') != std::string_view::npos) return std::nullopt;
  const auto product = in.world.find_product(text.substr(0, at));
  if (!product) return std::nullopt;
  const auto* scheme = find_version_scheme(in.world.text(in.world.product(*product).scheme));
  std::string range(text.substr(at));
  if (range.starts_with('=') && !range.starts_with("==")) range.insert(0, 1, '=');
  return scheme == nullptr ? std::nullopt : std::optional(Pin{*product, scheme, std::move(range)});
}

void pins_of_tables(LintContext& in) {
  const Policies& policies = in.evaluator.policies();
  const auto& columns = policies.columns;
  for (PolicyId p = 0; p < policies.size(); ++p) {
    const PolicyRow& policy = policies.policy(p);
    for (const TableRow& table : columns.tables.subspan(policy.first_table, policy.table_count))
      for (const TextId cell :
           columns.cells.subspan(table.first_cell, std::size_t{table.column_count} * table.row_count)) {
        const auto pin = pin_in(in, policies.text(cell));
        if (!pin) continue;
        const auto range = VersionRange::parse(*pin->scheme, pin->range);
        if (range && !range->empty() && !matches_any(in.world, *pin, *range))
          in.found(std::string(policies.text(policy.id)),
                   fmt::format("`{}` of the table `{}` matches no recorded version of {}",
                               policies.text(cell), policies.text(table.name), in.world.label(pin->product)),
                   {});
      }
  }
}

}  // namespace

void pin_matches_nothing(LintContext& in) {
  pins_of_tables(in);
  each_pin(in, [&](const FactRow& fact, const Pin& pin, const Result<VersionRange>& range) {
    if (range && !range->empty() && !matches_any(in.world, pin, *range))
      in.found(
          fact.subject,
          fmt::format("`{}` matches no recorded version of {}", in.value(fact), in.world.label(pin.product)),
          {&fact});
  });
}

}  // namespace bestby::exchange
