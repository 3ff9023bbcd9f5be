#include "judge/old_interfaces.h"

#include <algorithm>

namespace bestby {
namespace {

bool within(std::string_view name, std::string_view module) {
  return name.starts_with(module) && (name.size() == module.size() || name[module.size()] == '.');
}

bool is_it(std::string_view name, std::string_view interface) {
  if (within(name, interface)) return true;
  const auto dot = interface.rfind('.');
  return dot != std::string_view::npos && within(name, interface.substr(0, dot)) &&
         name.ends_with(interface.substr(dot));
}

}  // namespace

OldInterfaces::OldInterfaces(const World& world, std::int32_t known) {
  const auto since = world.find_predicate("deprecated_in");
  const auto by = world.find_predicate("replaced_by");
  if (!since) return;
  for (const FactRow& f : world.columns.facts) {
    if (f.predicate != *since || f.refuted != no_id || !world.visible(f, known)) continue;
    const FactRow* instead = by ? world.fact(f.subject, *by, known, f.subject) : nullptr;
    rows_.push_back(
        {f.subject, static_cast<NodeId>(f.low), world.name(f.subject),
         instead == nullptr ? std::string_view() : world.text(static_cast<TextId>(instead->low))});
  }
}

std::vector<std::string> OldInterfaces::modules() const {
  std::vector<std::string> out;
  for (const DeprecatedInterface& row : rows_) {
    std::string module(row.name.substr(0, row.name.rfind('.')));
    if (std::find(out.begin(), out.end(), module) == out.end()) out.push_back(std::move(module));
  }
  return out;
}

// Of several the one with the longest name: it says most.
std::vector<const DeprecatedInterface*> OldInterfaces::named(std::string_view name) const {
  std::vector<const DeprecatedInterface*> out;
  for (const DeprecatedInterface& row : rows_) {
    if (!is_it(name, row.name)) continue;
    if (!out.empty() && out.front()->name.size() >= row.name.size()) continue;
    out.assign(1, &row);
  }
  return out;
}

}  // namespace bestby
