#include "find/constraint_text.h"

#include <algorithm>
#include <array>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "find/named.h"
#include "find/relation.h"
#include "find/word_pattern.h"

namespace bestby {
namespace {

using std::string_view;

struct FirmnessWord {
  string_view prefix;
  Firmness firmness;
};
constexpr std::array<FirmnessWord, 2> firmness_words = {
    {{"firm:", Firmness::firm}, {"prefer:", Firmness::preferred}}};

constexpr string_view operators = "<>=!~@";
constexpr std::size_t longest_term = 1024;
constexpr string_view patched_word = "supported", until_word = "until", publisher_word = "publisher",
                      images_word = "image";

std::string with_underscores(string_view name) {
  std::string out = lower(name);
  std::replace(out.begin(), out.end(), '-', '_');
  return out;
}

Error usage(std::string message, std::string help = {}, std::vector<std::string> suggestions = {}) {
  return {ErrorCode::usage, std::move(message), {}, std::move(help), std::move(suggestions)};
}

}  // namespace

// One argument, cut up: `firm:pytorch>=2.6,<2.8` is firm, `pytorch`, {">=2.6", "<2.8"}.
struct FindWords::Term {
  string_view typed;
  Firmness firmness = Firmness::asked;
  string_view name, rest;  // what stands before the operator, and from it on
  std::vector<std::string> specifiers;

  explicit Term(std::string&& text) = delete;  // it only looks at its text
  explicit Term(string_view text) : typed(trim(text)) {
    string_view body = typed;
    for (const auto& [prefix, as] : firmness_words)
      if (body.starts_with(prefix)) {
        firmness = as;
        body.remove_prefix(prefix.size());
      }
    const auto at = body.find_first_of(operators);
    name = trim(body.substr(0, at));
    if (at == string_view::npos) return;
    rest = body.substr(at);
    for (const string_view part : split(rest, ',')) specifiers.emplace_back(trim(part));
  }
  bool bare() const { return rest.empty(); }
  // Of `name=value` and `name@value`: the value.
  std::optional<string_view> value() const {
    if (specifiers.size() != 1 || rest.starts_with("==") || (rest[0] != '=' && rest[0] != '@'))
      return std::nullopt;
    return trim(rest.substr(1));
  }
};

FindWords::FindWords(const ImageRows& rows) : rows_(rows), world_(rows.world()) {
  findable_.assign(world_.columns.products.size(), false);
  for (const ImageColumn& c : rows.columns()) {
    if (c.nodes)
      for (const std::uint32_t value : c.distinct) findable_[world_.node(value).product] = true;
    if (c.attribute.part_kind == no_id) continue;
    for (std::size_t p = 0; p < findable_.size(); ++p)
      if (world_.columns.products[p].kind == c.attribute.part_kind) findable_[p] = true;
  }
}

bool FindWords::findable(NodeId product) const { return findable_[world_.node(product).product]; }

std::vector<NodeId> FindWords::nodes_of(PredicateId attribute) const {
  std::vector<NodeId> out;
  const ImageColumn* column = rows_.column(attribute);
  if (column == nullptr || column->attribute.part_kind == no_id) return out;
  for (const Product& p : world_.columns.products) {
    if (p.kind != column->attribute.part_kind) continue;
    for (const NodeId n : world_.releases_of(p.node)) out.push_back(n);
    for (const NodeId n : world_.cycles_of(p.node))
      if (world_.node(n).member_count == 0 || world_.node(n).fact_count > 0) out.push_back(n);
  }
  return out;
}

std::optional<PredicateId> FindWords::attribute_named(string_view name) const {
  const std::string wanted = with_underscores(name);
  std::optional<PredicateId> begins;
  int how_many = 0;
  for (const ImageColumn& c : rows_.columns()) {
    const string_view own = world_.text(world_.predicate(c.attribute.predicate).name);
    if (own == wanted) return c.attribute.predicate;
    if (wanted.size() >= 2 && own.starts_with(wanted)) {
      begins = c.attribute.predicate;
      ++how_many;
    }
  }
  return how_many == 1 ? begins : std::nullopt;
}

// Values of one attribute that go by a name. A release attribute's values are products.
std::vector<Constraint> FindWords::values_named(PredicateId predicate, string_view name) const {
  std::vector<Constraint> out;
  const ImageColumn& column = *rows_.column(predicate);
  const string_view attribute = world_.text(world_.predicate(predicate).name);
  const std::string wanted = lower(name);
  const auto add = [&](std::uint32_t value, bool node, string_view shown) {
    out.push_back(
        {OfAttribute{predicate, value, node}, Firmness::asked, fmt::format("{}={}", attribute, shown)});
  };
  for (const NodeId n : nodes_of(predicate))
    if (lower(world_.name(n)) == wanted || goes_by(world_, n, name)) {
      add(n, true, name);
      return out;
    }
  if (!column.nodes)
    for (const std::uint32_t value : column.distinct)
      if (lower(world_.text(value)) == wanted) add(value, false, world_.text(value));
  return out;
}

std::vector<std::string> FindWords::value_names(PredicateId predicate) const {
  std::vector<std::string> out;
  for (const NodeId n : nodes_of(predicate)) out.emplace_back(world_.name(n));
  const ImageColumn& column = *rows_.column(predicate);
  if (!column.nodes)
    for (const std::uint32_t value : column.distinct) out.emplace_back(world_.text(value));
  return out;
}

Result<Constraint> FindWords::product_term(const Term& term, NodeId product) const {
  OfProduct want{product, term.specifiers};
  const string_view id = world_.text(world_.product(product).id);
  const auto* scheme = find_version_scheme(world_.text(world_.product(product).scheme));
  for (const std::string& specifier : want.specifiers) {
    const auto range = scheme == nullptr ? fail(ErrorCode::usage, "its versions have no order")
                                         : read_specifier(*scheme, specifier);
    if (!range)
      return fail(usage(fmt::format("`{}`: {}", term.typed, range.error().message), range.error().help,
                        range.error().suggestions));
  }
  const VersionTest test(world_, want);
  std::vector<NodeId> all;
  for (const NodeId n : world_.releases_of(product)) all.push_back(n);
  for (const NodeId n : world_.cycles_of(product)) all.push_back(n);
  const bool any = std::any_of(all.begin(), all.end(), [&](NodeId n) { return test.holds(n) != Truth::no; });
  if (!any && !want.specifiers.empty()) {
    std::vector<std::string> names;
    for (const NodeId n : all) names.emplace_back(world_.name(n));
    auto near = nearest(test.named(), names);
    for (auto& n : near) n = fmt::format("{}={}", id, n);
    return fail(usage(
        fmt::format("`{}` matches no recorded release of {}", term.typed, id),
        names.empty() ? "none is recorded" : fmt::format("the newest that is recorded is {}", names.back()),
        near));
  }
  return Constraint{want, term.firmness, fmt::format("{}{}", id, fmt::join(want.specifiers, ","))};
}

Result<Constraint> FindWords::attribute_term(const Term& term, PredicateId predicate) const {
  const string_view attribute = world_.text(world_.predicate(predicate).name);
  const auto value = term.value();
  if (!value || value->empty())
    return fail(usage(fmt::format("`{}` is not an attribute with a value", term.typed),
                      fmt::format("write `{}=VALUE`", attribute)));
  if (auto found = values_named(predicate, *value); !found.empty()) {
    found[0].firmness = term.firmness;
    return found[0];
  }
  const ImageColumn& column = *rows_.column(predicate);
  if (column.nodes) {
    const auto cut = value->find_first_of("@= ");
    if (const auto product = product_named(world_, value->substr(0, cut)); product && findable(*product)) {
      const std::string again = cut == string_view::npos
                                    ? std::string(value->substr(0, cut))
                                    : fmt::format("{}={}", value->substr(0, cut), value->substr(cut + 1));
      Term inner(again);
      inner.firmness = term.firmness;
      return product_term(inner, *product);
    }
    if (auto inner = tag_term(*value)) {
      inner->firmness = term.firmness;
      return *inner;
    }
    // `python=3.12` by another name of the attribute: the only product that it holds
    std::set<NodeId> products;
    for (const std::uint32_t v : column.distinct) products.insert(world_.product(v).node);
    if (products.size() == 1) return product_term(term, *products.begin());
  }
  return fail(usage(fmt::format("`{}` is not a recorded {}", *value, attribute), {},
                    nearest(*value, value_names(predicate))));
}

// A word as the tags of images have it: `py312`, `cu124`, `ubuntu22.04`.
std::optional<Constraint> FindWords::tag_term(string_view word) const {
  for (const TagWordRow& row : world_.columns.tag_words) {
    if (row.predicate == no_id || world_.predicate(row.predicate).type != ValueType::release) continue;
    const auto captures = match_word(world_.text(row.pattern), word);
    if (!captures || world_.text(row.pattern).starts_with("{")) continue;
    const std::string value = filled(world_.text(row.value), *captures);
    const auto at = value.find('@');
    const auto product = product_named(world_, value.substr(0, at));
    if (!product || !findable(*product) || at == std::string::npos) continue;
    const std::string written = fmt::format("{}={}", value.substr(0, at), value.substr(at + 1));
    const Term term(written);
    if (auto found = product_term(term, *product)) return *found;
  }
  return std::nullopt;
}

// A word as the names of machine images have it, for a value of an attribute: `Graviton`.
std::optional<Constraint> FindWords::name_term(string_view word) const {
  for (const TagWordRow& row : world_.columns.name_words) {
    const ImageColumn* column = row.predicate == no_id ? nullptr : rows_.column(row.predicate);
    if (column == nullptr || column->nodes || lower(world_.text(row.pattern)) != lower(word)) continue;
    if (auto found = values_named(row.predicate, world_.text(row.value)); !found.empty()) return found[0];
  }
  return std::nullopt;
}

Result<Constraint> FindWords::bare_term(const Term& term) const {
  std::vector<Constraint> found;
  if (const auto product = product_named(world_, term.name); product && findable(*product))
    if (auto constraint = product_term(term, *product)) found.push_back(std::move(*constraint));
  for (const bool told : {false, true})  // what images record themselves is meant first
    for (const ImageColumn& c : rows_.columns())
      if (c.attribute.words != 0 && c.told() == told && (!told || found.empty()))
        for (Constraint& value : values_named(c.attribute.predicate, term.name)) found.push_back(value);
  if (found.empty())
    if (auto named = name_term(term.name)) found.push_back(std::move(*named));
  if (found.empty())
    if (auto images = images_named(term.name)) found.push_back(std::move(*images));
  if (found.empty())
    if (auto tag = tag_term(term.name)) found.push_back(std::move(*tag));
  if (found.empty()) return fail(unknown(term));
  if (found.size() > 1) {
    std::vector<std::string> meanings;
    for (const Constraint& c : found) meanings.push_back(fmt::format("`{}`", c.text));
    return fail(usage(fmt::format("`{}` is several things", term.typed),
                      fmt::format("write {}", fmt::join(meanings, " or "))));
  }
  found[0].firmness = term.firmness;
  return found[0];
}

Result<Constraint> FindWords::patched_term(const Term& term, std::int32_t on) const {
  if (term.name == patched_word && term.bare())
    return Constraint{PatchedThrough{on}, term.firmness, std::string(patched_word)};
  const bool least = term.specifiers.size() == 1 && term.rest.starts_with(">=");
  const auto day = least ? Date::parse(trim(term.rest.substr(2)))
                         : fail(usage(fmt::format("`{}` is not an end that can be asked for", term.typed),
                                      "write `until>=YYYY-MM-DD`, or `supported`"));
  if (!day) return fail(usage(day.error().message, day.error().help));
  return Constraint{PatchedThrough{day->days()}, term.firmness, fmt::format("until>={}", day->str())};
}

Result<Constraint> FindWords::publisher_term(const Term& term) const {
  const string_view value = term.value().value_or("");
  std::vector<std::string> names;
  for (std::size_t row = 0; row < rows_.size(); ++row) {
    const TextId publisher = world_.product(rows_.image(row)).publisher;
    if (world_.text(publisher) == value)
      return Constraint{OfPublisher{publisher}, term.firmness, fmt::format("publisher={}", value)};
    if (names.empty() || names.back() != world_.text(publisher)) names.emplace_back(world_.text(publisher));
  }
  std::sort(names.begin(), names.end());
  names.erase(std::unique(names.begin(), names.end()), names.end());
  return fail(usage(fmt::format("`{}` publishes no recorded image", value),
                    fmt::format("one of: {}", fmt::join(names, ", ")), nearest(value, names)));
}

std::optional<Constraint> FindWords::images_named(string_view name) const {
  const auto product = product_named(world_, name);
  if (!product) return std::nullopt;
  for (std::size_t row = 0; row < rows_.size(); ++row)
    if (world_.product(rows_.image(row)).node == *product)
      return Constraint{OfImages{*product}, Firmness::asked, fmt::format("image={}", world_.label(*product))};
  return std::nullopt;
}

Result<Constraint> FindWords::images_term(const Term& term) const {
  const string_view value = term.value().value_or("");
  if (auto found = images_named(value)) {
    found->firmness = term.firmness;
    return *found;
  }
  std::vector<std::string> names;
  for (const NameRow& row : world_.columns.repositories) names.emplace_back(world_.text(row.name));
  return fail(usage(fmt::format("no image of `{}` is recorded", value), {}, nearest(value, names)));
}

Error FindWords::unknown(const Term& term) const {
  std::vector<std::string> words = {std::string(patched_word)};
  for (std::size_t p = 0; p < findable_.size(); ++p)
    if (findable_[p]) words.emplace_back(world_.text(world_.columns.products[p].id));
  for (const NameRow& name : world_.columns.names)
    if (findable(name.node)) words.emplace_back(world_.text(name.name));
  for (const ImageColumn& c : rows_.columns())
    if (c.attribute.words != 0)
      for (auto& value : value_names(c.attribute.predicate)) words.push_back(std::move(value));
  return usage(fmt::format("nothing that can be asked for is called `{}`", term.name),
               "`bestby find --facets` shows what can be", nearest(term.name, words));
}

Result<Constraint> FindWords::read(string_view typed, std::int32_t on) const {
  const Term term(typed);
  if (term.typed.size() > longest_term) return fail(usage("a constraint is longer than 1024 bytes"));
  if (term.name.empty())
    return fail(
        usage(fmt::format("`{}` names nothing", term.typed), "write `pytorch>=2.6`, `gpu`, `os=ubuntu`"));
  if (term.name == patched_word || term.name == until_word) return patched_term(term, on);
  if (term.name == publisher_word && !term.bare()) return publisher_term(term);
  if (term.name == images_word && !term.bare()) return images_term(term);
  if (term.bare()) return bare_term(term);
  const auto attribute = attribute_named(term.name);
  if (attribute && rows_.column(*attribute)->attribute.words != 0) return attribute_term(term, *attribute);
  if (const auto product = product_named(world_, term.name); product && findable(*product))
    return product_term(term, *product);
  if (attribute) return attribute_term(term, *attribute);
  return fail(unknown(term));
}

Result<std::vector<Constraint>> FindWords::read_all(const std::vector<std::string>& typed,
                                                    std::int32_t on) const {
  std::vector<Constraint> out;
  for (const std::string& text : typed) {
    auto constraint = read(text, on);
    if (!constraint) return fail(std::move(constraint.error()));
    const auto same = std::find_if(out.begin(), out.end(), [&](const Constraint& c) {
      return c.firmness == constraint->firmness && same_target(c, *constraint);
    });
    if (same == out.end()) {
      out.push_back(std::move(*constraint));
    } else if (auto* product = std::get_if<OfProduct>(&same->want)) {
      for (auto& s : std::get<OfProduct>(constraint->want).specifiers)
        if (std::find(product->specifiers.begin(), product->specifiers.end(), s) == product->specifiers.end())
          product->specifiers.push_back(std::move(s));
      const std::string text = fmt::format("{}{}", world_.text(world_.product(product->product).id),
                                           fmt::join(product->specifiers, ","));
      Term all(text);
      all.firmness = same->firmness;
      auto merged = product_term(all, product->product);
      if (!merged) return fail(std::move(merged.error()));
      *same = std::move(*merged);
    } else if (auto* through = std::get_if<PatchedThrough>(&same->want)) {
      if (std::get<PatchedThrough>(constraint->want).day > through->day) *same = std::move(*constraint);
    }
  }
  if (out.size() > max_constraints)
    return fail(usage(fmt::format("more than {} things are asked for", max_constraints)));
  return out;
}

}  // namespace bestby
