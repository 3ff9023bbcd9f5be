#include "exchange/aws_doc_known.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/text.h"
#include "exchange/aws_doc_facts.h"

namespace bestby::exchange::aws_doc {
namespace {

std::string first_numbers(std::string_view version, std::size_t count) {
  std::size_t end = 0;
  for (std::size_t i = 0; i < count; ++i) {
    const std::size_t dot = version.find('.', end == 0 ? 0 : end + 1);
    if (i + 1 < count && dot == std::string_view::npos) return {};
    end = std::min(dot, version.size());
  }
  return std::string(version.substr(0, end));
}

bool same_version(std::string_view version, std::string_view wanted) {
  return version == wanted || version.starts_with(std::string(wanted) + ".");
}

}  // namespace

Known::Known(std::span<const CatalogFile> others, std::span<const CatalogFile> owned,
             std::string_view publisher)
    : publisher_(publisher) {
  std::vector<CatalogFile> files(others.begin(), others.end());
  files.insert(files.end(), owned.begin(), owned.end());
  auto loaded = load_catalog(std::move(files));
  if (!loaded || loaded->world().columns.products.empty()) return;
  store_.emplace(*std::move(loaded));
  world_ = store_->world();
  for (const Product& product : world_.columns.products)
    names_.emplace(lower(world_.text(product.name)), world_.text(product.id));
  for (const NameRow& name : world_.columns.names)
    names_[lower(world_.text(name.name))] = world_.text(world_.product(name.node).id);
}

bool Known::has(const std::string& product) const {
  return empty() || world_.find_product(product).has_value();
}

std::string Known::product(std::string_view name) const {
  const auto at = names_.find(lower(trim(name)));
  return at == names_.end() ? std::string() : at->second;
}

std::string Known::cycle(const std::string& product, std::string_view version) const {
  std::size_t depth = 2;
  if (const auto node = empty() ? std::nullopt : world_.find_product(product))
    depth = world_.product(*node).cycle_depth;
  return depth == 0 ? std::string() : first_numbers(version, depth);
}

std::string Known::image_product(const std::string& repository) const {
  const std::string id = publisher_ + "/" + repository;
  if (empty() || world_.find_product(id)) return id;
  for (const NameRow& row : world_.columns.repositories)
    if (world_.text(row.name) == repository && world_.text(world_.product(row.node).publisher) == publisher_)
      return std::string(world_.text(world_.product(row.node).id));
  return {};
}

std::vector<KnownImage> Known::images(const std::string& product, const std::string& framework,
                                      std::string_view version, std::string_view accelerator,
                                      std::string_view platform) const {
  std::vector<KnownImage> found;
  const auto node = empty() ? std::nullopt : world_.find_product(product);
  const auto wanted = node ? world_.find_product(framework) : std::nullopt;
  const auto framework_of = world_.find_predicate("framework"),
             accelerator_of = world_.find_predicate("accelerator"),
             record_of = world_.find_predicate("record"), platform_of = world_.find_predicate("platform");
  if (!wanted || !framework_of || !accelerator_of || !record_of || !platform_of) return found;
  const auto text_is = [&](NodeId release, PredicateId predicate, std::string_view text) {
    for (const FactRow& fact : world_.facts(release, predicate))
      if (world_.text(static_cast<TextId>(fact.low)) == text) return true;
    return false;
  };
  for (const NodeId release : world_.releases_of(*node)) {
    if (!text_is(release, *record_of, "image")) continue;
    if (!accelerator.empty() && !text_is(release, *accelerator_of, accelerator)) continue;
    if (!platform.empty() && !text_is(release, *platform_of, platform)) continue;
    for (const FactRow& fact : world_.facts(release, *framework_of)) {
      const auto value = static_cast<NodeId>(fact.low);
      if (world_.product(value).node == *wanted && same_version(world_.name(value), version)) {
        found.push_back({product, std::string(world_.name(release))});
        break;
      }
    }
  }
  return found;
}

namespace {

std::string value_text(const World& world, const FactRow& fact) {
  switch (world.predicate(fact.predicate).type) {
    case ValueType::date: return fact.low == fact.high ? Date::from_days(fact.low).str() : std::string();
    case ValueType::number: return std::to_string(fact.low);
    case ValueType::flag: return fact.low != 0 ? "yes" : "no";
    case ValueType::release: return world.label(static_cast<NodeId>(fact.low));
    default: return std::string(world.text(static_cast<TextId>(fact.low)));
  }
}

Scope scope_of(const World& world, const FactRow& fact) {
  Scope scope;
  for (const ScopeRow& row : world.columns.scopes.subspan(fact.first_scope, fact.scope_count)) {
    const auto predicate = row.predicate == no_id ? std::string_view("publisher")
                                                  : world.text(world.predicate(row.predicate).name);
    scope[std::string(predicate)].insert(row.is_node != 0 ? world.label(row.value)
                                                          : std::string(world.text(row.value)));
  }
  return scope;
}

}  // namespace

bool Known::says(const std::string& product, RowKind kind, const std::string& name,
                 const SheetFact& fact) const {
  const auto node = empty() ? std::nullopt : world_.find_product(product);
  const auto predicate = node ? world_.find_predicate(fact.predicate) : std::nullopt;
  if (!predicate) return false;
  const auto subject = kind == RowKind::product ? node
                       : kind == RowKind::cycle ? world_.find_cycle(*node, name)
                                                : world_.find_release(*node, name);
  if (!subject) return false;
  const auto known = world_.facts(*subject, *predicate);
  return std::any_of(known.begin(), known.end(), [&](const FactRow& row) {
    return value_text(world_, row) == fact.value && scope_text(scope_of(world_, row)) == fact.scope;
  });
}

}  // namespace bestby::exchange::aws_doc
