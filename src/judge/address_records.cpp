#include "judge/address_records.h"

#include <algorithm>

#include <fmt/format.h>

namespace bestby {
namespace {

constexpr std::size_t most_remembered = 1U << 16U;
constexpr std::string_view untagged = "latest";  // what registries take an address without a tag for

auto named(const World& world, ColumnView<NameRow> rows, std::string_view name) {
  const auto before = [&](const NameRow& row, std::string_view n) { return world.text(row.name) < n; };
  const auto first = std::lower_bound(rows.begin(), rows.end(), name, before);
  auto last = first;
  while (last != rows.end() && world.text(last->name) == name) ++last;
  return std::span(first, last);
}

}  // namespace

AddressRecords::AddressRecords(Evaluator& evaluator, Date on)
    : evaluator_(evaluator),
      on_(on),
      available_(evaluator.world().find_predicate("available").value_or(no_id)),
      region_(evaluator.world().find_predicate("region").value_or(no_id)) {}

NodeId AddressRecords::node_of(std::string_view repository, std::string_view tag) const {
  const World& world = evaluator_.world();
  for (const NameRow& product : named(world, world.columns.repositories, repository)) {
    if (const auto release = world.find_release(product.node, tag)) return *release;
    for (const NameRow& other : named(world, world.columns.other_names, tag))
      if (world.node(other.node).product == world.node(product.node).product) return other.node;
  }
  return no_id;
}

AddressRecords::Record AddressRecords::look_up(const Address& address) {
  const World& world = evaluator_.world();
  Record out;
  out.node = node_of(address.repository(), address.tag().empty() ? untagged : address.tag());
  if (out.node == no_id || !is_known(evaluator_, out.node)) return {};
  if (const auto status = deciding_policy(evaluator_, out.node, on_);
      status && status->promises && status->patched_on == Truth::no && status->ever_patched)
    out.ended = to_text(status->patched);
  if (available_ == no_id) return out;
  for (const FactRow& fact : world.facts(out.node, available_)) {
    if (fact.low != 0 || fact.refuted != no_id || !world.visible(fact, evaluator_.known())) continue;
    for (const ScopeRow& scope : world.columns.scopes.subspan(fact.first_scope, fact.scope_count))
      if (scope.predicate == region_ && scope.is_node == 0) out.absent.push_back(world.text(scope.value));
  }
  return out;
}

const AddressRecords::Record& AddressRecords::record(const Address& address) {
  const std::string_view name = std::string_view(address.uri).substr(address.repository_at);
  if (const auto at = remembered_.find(name); at != remembered_.end()) return at->second;
  if (remembered_.size() == most_remembered) remembered_.clear();
  return remembered_.emplace(std::string(name), look_up(address)).first->second;
}

NodeId AddressRecords::image(const Address& address) { return record(address).node; }

void AddressRecords::add_notes(const Address& address, AddressAnswer& answer) {
  const Record& found = record(address);
  const std::string_view name = std::string_view(address.uri).substr(address.repository_at);
  if (found.node == no_id) return answer.note(AddressNoteKind::not_recorded, name);
  if (std::find(found.absent.begin(), found.absent.end(), address.region) != found.absent.end())
    answer.note(AddressNoteKind::not_in_region, name, address.region);
  if (!found.ended.empty()) answer.note(AddressNoteKind::ended, name, found.ended);
}

}  // namespace bestby
