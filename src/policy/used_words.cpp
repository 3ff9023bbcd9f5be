#include "policy/used_words.h"

#include <algorithm>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "base/version.h"
#include "catalog/file_reader.h"

namespace bestby {
namespace {

using Products = std::vector<bool>;  // of the World's products, by number
using Names = std::set<std::string, std::less<>>;

Products both(Products a, const Products& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] = a[i] && b[i];
  return a;
}
Products any(Products a, const Products& b) {
  for (std::size_t i = 0; i < a.size(); ++i) a[i] = a[i] || b[i];
  return a;
}

// Which products an expression may be about, as far as it can be told without asking any release.
class Possible {
 public:
  Possible(const World& world, const Policies& policies) : world_(world), policies_(policies) {}

  // For which a condition may hold.
  Products where(ExprId id) const {
    if (id == no_id) return all();
    const ExprRow& r = row(id);
    switch (r.op) {
      case Op::and_: return both(where(argument(r, 0)), where(argument(r, 1)));
      case Op::or_: return any(where(argument(r, 0)), where(argument(r, 1)));
      case Op::compare_texts:
        if (equal(r) && own(argument(r, 0)) && row(argument(r, 1)).op == Op::text)
          return with(row(argument(r, 0)).op, static_cast<TextId>(row(argument(r, 1)).a));
        return all();
      case Op::node_version:
        if (equal(r) && own(argument(r, 0)) && row(argument(r, 0)).op == Op::product_of)
          return with(Op::product_of, static_cast<TextId>(r.b));
        return all();
      default: return all();
    }
  }

  // Whose releases it gives, in a policy that applies to those `self`.
  Products of(ExprId id, const Products& self) const {
    const ExprRow& r = row(id);
    switch (r.op) {
      case Op::self: return self;
      case Op::cycle_of:
      case Op::product_of:
      case Op::next:
      case Op::previous:
      case Op::newest:
      case Op::oldest: return of(argument(r, 0), self);
      case Op::fact_node: return values(static_cast<PredicateId>(r.a));
      default: return all();
    }
  }

 private:
  const ExprRow& row(ExprId id) const { return policies_.columns.rows[id]; }
  ExprId argument(const ExprRow& r, std::size_t i) const { return policies_.arguments(r)[i]; }
  bool equal(const ExprRow& r) const { return static_cast<Compare>(r.a) == Compare::equal; }
  // Whether it is a property of the release itself.
  bool own(ExprId id) const {
    const ExprRow& r = row(id);
    return r.argument_count == 1 && row(argument(r, 0)).op == Op::self;
  }
  Products all() const { return Products(world_.columns.products.size(), true); }

  Products with(Op property, TextId text) const {
    const auto word = policies_.text(text);
    const auto named = world_.find_product(word);
    Products out(world_.columns.products.size());
    for (std::size_t i = 0; i < out.size(); ++i) {
      const Product& p = world_.columns.products[i];
      out[i] = property == Op::kind_text        ? world_.text(p.kind) == word
               : property == Op::publisher_text ? world_.text(p.publisher) == word
               : property == Op::product_of     ? named && *named == p.node
                                                : true;
    }
    return out;
  }

  Products values(PredicateId predicate) const {
    Products out(world_.columns.products.size());
    for (const FactRow& f : world_.columns.facts)
      if (f.predicate == predicate) out[world_.node(static_cast<NodeId>(f.low)).product] = true;
    return out;
  }

  const World& world_;
  const Policies& policies_;
};

Names services_and_phases(const World& world, const Policies& policies) {
  Names out;
  for (const TextId service : world.columns.services) out.emplace(world.text(service));
  for (const PolicyRow& p : policies.columns.policies)
    for (const PhaseRow& phase : policies.phases(p)) out.emplace(policies.text(phase.name));
  for (const AliasRow& alias : policies.columns.aliases) out.emplace(policies.text(alias.word));
  return out;
}

Names publishers(const World& world, const Policies& policies) {
  Names out;
  for (const Product& p : world.columns.products) out.emplace(world.text(p.publisher));
  for (const SourceRow& s : world.columns.sources) out.emplace(world.text(s.publisher));
  for (const RegistryRow& r : world.columns.registries) out.emplace(world.text(r.publisher));
  for (const PolicyRow& p : policies.columns.policies) out.emplace(policies.text(p.publisher));
  out.erase(std::string());
  return out;
}

Error unknown(const UsedWord& word, const char* what, const Names& known, std::string help) {
  return {ErrorCode::catalog, fmt::format("`{}` is not {}", word.text, what), word.at, std::move(help),
          nearest(word.text, {known.begin(), known.end()})};
}

// What speaks against a range, if no version scheme of those products reads it.
std::optional<Error> not_a_range(const UsedWord& word, const World& world, const Policies& policies) {
  const Possible possible(world, policies);
  const Products of = possible.of(word.of, possible.where(word.applies));
  std::set<std::string_view> schemes;
  for (std::size_t i = 0; i < of.size(); ++i)
    if (of[i]) schemes.insert(world.text(world.columns.products[i].scheme));
  std::optional<Error> first;
  for (const auto name : schemes) {
    const VersionScheme* scheme = find_version_scheme(name);
    auto range =
        scheme == nullptr ? fail(ErrorCode::usage, "no scheme") : VersionRange::parse(*scheme, word.text);
    if (range) return std::nullopt;
    if (!first) first = Error{ErrorCode::catalog, range.error().message, word.at, range.error().help, {}};
  }
  return first;
}

}  // namespace

void check_words(const std::vector<UsedWord>& words, const World& world, const Policies& policies,
                 std::vector<Error>& errors) {
  const Names phases = services_and_phases(world, policies);
  const Names known_publishers = publishers(world, policies);
  const auto say = [&](Error error) {
    if (errors.size() < max_reported) errors.push_back(std::move(error));
  };
  for (const UsedWord& word : words) switch (word.what) {
      case NotedWord::What::service_or_phase:
        if (!phases.contains(word.text) && !phases.contains(lower(word.text)))
          say(unknown(word, "a service, nor a phase of any policy", phases,
                      "`bestby list services` names the services"));
        break;
      case NotedWord::What::publisher:
        if (!known_publishers.contains(word.text))
          say(unknown(word, "a publisher of any product, source or policy", known_publishers, {}));
        break;
      case NotedWord::What::range:
        if (auto wrong = not_a_range(word, world, policies)) say(std::move(*wrong));
        break;
    }
}

}  // namespace bestby
