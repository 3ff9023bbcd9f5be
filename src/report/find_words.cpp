#include "report/find_words.h"

#include <algorithm>
#include <bit>
#include <set>

#include <fmt/format.h>

#include "base/text.h"
#include "report/words.h"

namespace bestby {
namespace {

std::string letters_of(std::string_view text) {
  std::string out;
  for (const char c : lower(text))
    if (is_letter(c) || is_digit(c)) out.push_back(c);
  return out;
}

std::string listed(const std::vector<std::string>& words) {
  if (words.empty()) return {};
  if (words.size() == 1) return words[0];
  return fmt::format("{} and {}", fmt::join(words.begin(), words.end() - 1, ", "), words.back());
}

// The version of `=1.13` or `==1.13`; other specifiers as they are.
std::string version_words(const std::vector<std::string>& specifiers) {
  if (specifiers.size() == 1)
    for (const std::string_view mark : {"==", "=", "@"})
      if (specifiers[0].starts_with(mark)) return specifiers[0].substr(mark.size());
  return fmt::format("{}", fmt::join(specifiers, ","));
}

std::vector<unsigned> bits_of(Mask mask) {
  std::vector<unsigned> out;
  for (; mask != 0; mask &= mask - 1) out.push_back(static_cast<unsigned>(std::countr_zero(mask)));
  return out;
}

constexpr std::size_t most_values = 8;

}  // namespace

std::string product_word(const World& world, NodeId node) {
  const Product& product = world.product(node);
  const std::string_view id = world.text(product.id), name = world.text(product.name);
  return std::string(letters_of(id) == letters_of(name) ? name : id);
}

std::string FindingWords::noun(unsigned number) const {
  const Constraint& c = found_.constraints[number];
  if (const auto* p = std::get_if<OfProduct>(&c.want)) {
    const std::string version = version_words(p->specifiers);
    return product_word(world_, p->product) + (version.empty() ? "" : " " + version);
  }
  if (const auto* a = std::get_if<OfAttribute>(&c.want)) {
    const TextId noun = rows_.column(a->predicate)->attribute.noun;
    const std::string_view value = a->node ? world_.name(a->value) : world_.text(a->value);
    return noun == no_id ? std::string(value) : fmt::format("{} {}", world_.text(noun), value);
  }
  if (const auto* p = std::get_if<OfPublisher>(&c.want))
    return fmt::format("publisher {}", world_.text(p->publisher));
  if (const auto* p = std::get_if<OfImages>(&c.want)) return world_.label(p->product);
  return fmt::format("patches through {}", Date::from_days(std::get<PatchedThrough>(c.want).day).str());
}

std::string FindingWords::nouns(Mask constraints) const {
  std::vector<std::string> words;
  for (const unsigned c : bits_of(constraints)) words.push_back(noun(c));
  return listed(words);
}

bool FindingWords::is_part(unsigned number) const {
  const Constraint& c = found_.constraints[number];
  if (const auto* a = std::get_if<OfAttribute>(&c.want)) return a->node;
  const auto* p = std::get_if<OfProduct>(&c.want);
  return p != nullptr && std::any_of(found_.parts.begin(), found_.parts.end(),
                                     [&](const Problem::Part& part) { return part.product == p->product; });
}

// Whether some relation's facts are recorded of the product's releases: then they are a table of it.
bool FindingWords::has_table(NodeId product) const {
  for (const NodeId n : world_.releases_of(product))
    for (const RelationRow& r : world_.columns.relations)
      if (r.closed != 0 && !world_.facts(n, r.by).empty()) return true;
  return false;
}

const OfProduct* FindingWords::library(unsigned number) const {
  return is_part(number) ? std::get_if<OfProduct>(&found_.constraints[number].want) : nullptr;
}

std::string FindingWords::sentence(const Conflict& conflict) const {
  const auto members = bits_of(conflict.members);
  const auto through = std::find_if(members.begin(), members.end(), [&](unsigned c) {
    return std::holds_alternative<PatchedThrough>(found_.constraints[c].want);
  });
  const std::string last_day =
      through == members.end()
          ? std::string()
          : Date::from_days(std::get<PatchedThrough>(found_.constraints[*through].want).day).str();
  if (through != members.end()) {
    const Mask others = conflict.members & ~(Mask{1} << *through);
    if (others == 0) return fmt::format("none is known to be patched through {}", last_day);
    return fmt::format("none with {} is known to be patched through {}", nouns(others), last_day);
  }
  if (members.size() == 1)
    return is_part(members[0]) ? fmt::format("none is recorded that goes with {}", noun(members[0]))
                               : fmt::format("none has {}", noun(members[0]));
  const auto part = std::find_if(members.begin(), members.end(), [&](unsigned c) { return is_part(c); });
  if (part == members.end())
    return members.size() == 2
               ? fmt::format("none has both {}", nouns(conflict.members))
               : fmt::format("none has all of {} (any two of them go together)", nouns(conflict.members));
  const Mask others = conflict.members & ~(Mask{1} << *part);
  if (members.size() == 2) {
    const unsigned other = members[0] == *part ? members[1] : members[0];
    if (library(*part) != nullptr && library(other) != nullptr)
      return fmt::format("none goes with both {}", nouns(conflict.members));
    if (is_part(other))
      return beside_another({.about = *part, .given = others}) &&
                     found_.constraints[*part].want.index() != 0 &&
                     found_.constraints[other].want.index() != 0
                 ? fmt::format("a stack has one of {}, not both", nouns(conflict.members))
                 : fmt::format("nothing that is recorded says that {} goes with {}", noun(*part),
                               noun(other));
    const OfProduct* product = library(*part);
    const bool versions = std::holds_alternative<OfProduct>(found_.constraints[other].want);
    if (product != nullptr && product->specifiers.empty() && versions && has_table(product->product))
      return fmt::format("{} has no release for {}", noun(*part), nouns(others));
  }
  return fmt::format("{} goes with no image that has {}", noun(*part), nouns(others));
}

// Cycles where there are any, in their order; runs of neighbours among all that images have.
std::string FindingWords::ranges(const std::vector<std::uint32_t>& nodes) const {
  const auto wider = [&](NodeId n) { return world_.cycle_of(n) == no_id ? n : world_.cycle_of(n); };
  std::set<NodeId> has, all;
  for (const std::uint32_t n : nodes) has.insert(wider(n));
  for (const ImageColumn& column : rows_.columns())
    if (column.nodes)
      for (const std::uint32_t n : column.distinct)
        if (!nodes.empty() && world_.product(n).node == world_.product(nodes[0]).node) all.insert(wider(n));
  std::vector<std::string> runs;
  for (auto at = all.begin(); at != all.end();) {
    if (has.count(*at) == 0) {
      ++at;
      continue;
    }
    const NodeId first = *at;
    NodeId last = first;
    for (; at != all.end() && has.count(*at) != 0; ++at) last = *at;
    runs.push_back(first == last ? std::string(world_.name(first))
                                 : fmt::format("{}-{}", world_.name(first), world_.name(last)));
  }
  return fmt::format("{} {}", product_word(world_, nodes[0]), fmt::join(runs, ", "));
}

std::string FindingWords::values(const std::vector<std::uint32_t>& values, bool nodes) const {
  std::vector<std::string> words;
  if (nodes) {
    std::map<NodeId, std::vector<std::uint32_t>> products;
    for (const std::uint32_t v : values) products[world_.product(v).node].push_back(v);
    for (const auto& [product, of] : products) words.push_back(ranges(of));
  } else {
    for (const std::uint32_t v : values) words.emplace_back(world_.text(v));
  }
  const std::size_t more = words.size() > most_values ? words.size() - most_values : 0;
  words.resize(words.size() - more);
  return fmt::format("{}{}", fmt::join(words, ", "), more == 0 ? "" : fmt::format(" and {} more", more));
}

// Whether the others of a conflict are about the same attribute, or stand beside the image as it does.
bool FindingWords::beside_another(const Projection& e) const {
  for (const unsigned c : bits_of(e.given)) {
    const auto *a = std::get_if<OfAttribute>(&found_.constraints[e.about].want),
               *b = std::get_if<OfAttribute>(&found_.constraints[c].want);
    if (a != nullptr && b != nullptr && a->predicate == b->predicate) return true;
    if (is_part(e.about) && is_part(c)) return true;
  }
  return false;
}

// The values to be told: of the product that is asked for; else of the few that stand in its place.
std::vector<std::uint32_t> FindingWords::told(const Projection& e) const {
  const auto* asked = std::get_if<OfProduct>(&found_.constraints[e.about].want);
  if (asked == nullptr) return e.values;
  std::vector<std::uint32_t> own, others;
  std::set<NodeId> products;
  for (const std::uint32_t v : e.values) {
    const NodeId product = world_.product(v).node;
    if (product == asked->product) own.push_back(v);
    const bool given =
        std::any_of(found_.constraints.begin(), found_.constraints.end(), [&](const Constraint& c) {
          const auto* p = std::get_if<OfProduct>(&c.want);
          return p != nullptr && p->product == product;
        });
    if (given || product == asked->product) continue;
    others.push_back(v);
    products.insert(product);
  }
  constexpr std::size_t few = 3;
  if (!own.empty() || is_part(e.about) || products.size() > few) return own;
  return others;
}

std::string FindingWords::evidence(const Projection& e) const {
  if (e.images == 0) return {};
  const std::string images = counted(e.images, "image");
  if (std::holds_alternative<PatchedThrough>(found_.constraints[e.about].want))
    return fmt::format("of {}{} {} lasts longest, {}", images, e.given == 0 ? "" : " with " + nouns(e.given),
                       shown_name(world_, rows_.image(e.first)), through_words(rows_.end(e.first).patched));
  if (e.limits) return fmt::format("{} goes with {} ({})", nouns(e.given), values(e.values, e.nodes), images);
  const std::vector<std::uint32_t> shown = told(e);
  if (e.given == 0)
    return shown.empty() ? std::string() : fmt::format("recorded are {}", values(shown, e.nodes));
  if (beside_another(e)) return fmt::format("{} with {}", images, nouns(e.given));
  if (shown.empty())
    return fmt::format("{} with {}; none of them goes with {}", images, nouns(e.given), noun(e.about));
  const bool ends =
      std::any_of(found_.constraints.begin(), found_.constraints.end(), [&](const Constraint& c) {
        return std::holds_alternative<PatchedThrough>(c.want) &&
               (e.given >> static_cast<std::size_t>(&c - found_.constraints.data()) & 1U) != 0;
      });
  if (ends) return fmt::format("with {} there is {} ({})", nouns(e.given), values(shown, e.nodes), images);
  return fmt::format("{} {} recorded with {} ({})", nouns(e.given),
                     std::popcount(e.given) == 1 ? "is" : "are", values(shown, e.nodes), images);
}

std::string FindingWords::node_word(NodeId node) const {
  const bool thing = rows_.world().product(node).cycle_depth == 0 && !world_.is_product(node);
  return thing ? std::string(world_.name(node))
               : fmt::format("{} {}", product_word(world_, node), world_.name(node));
}

std::string FindingWords::objection(const Problem::Objection& o) const {
  std::vector<std::string> by;
  for (const FactRow* f : o.facts)
    by.push_back(world_.predicate(f->predicate).type == ValueType::release
                     ? node_word(static_cast<NodeId>(f->low))
                     : fact_words(world_, *f));
  std::string out(o.relation->says == no_id ? "{of}: {by}" : world_.text(o.relation->says));
  for (const auto& [name, value] :
       {std::pair(std::string("{of}"),
                  o.relation->of == o.relation->limits ? shown_name(world_, o.of) : node_word(o.of)),
        std::pair(std::string("{by}"), listed(by))})
    if (const auto at = out.find(name); at != std::string::npos) out.replace(at, name.size(), value);
  return fmt::format("{} ({})", out, citation_words(world_, *o.facts.front()));
}

std::vector<std::string> FindingWords::needs(std::size_t row) const {
  std::vector<std::string> out;
  for (const RelationRow& r : world_.columns.relations) {
    const ImageColumn* column = rows_.column(r.of);
    if (r.kind != RelationKind::at_least || column == nullptr || !column->nodes) continue;
    for (const std::uint32_t value : column->of(row)) {
      const auto facts = facts_for(world_, rows_.known(), value, r.by);
      if (!facts.empty()) out.push_back(objection({&r, value, {&facts.front()}}));
    }
  }
  return out;
}

std::vector<FindingWords::Wheel> FindingWords::wheels(const Answer& answer) const {
  std::vector<Wheel> out;
  for (std::size_t p = 0; p < answer.beside.size(); ++p) {
    const PartKind& part = found_.parts[p];
    if (answer.beside[p] == no_id || part.product == no_id || !comes_as_file(world_, part.product)) continue;
    const TextId file = fitting_file(rows_, part, answer.beside[p], answer.row);
    out.push_back({answer.beside[p], file == no_id ? std::string_view() : world_.text(file)});
  }
  return out;
}

std::string FindingWords::change(const Change& change) const {
  if (!change.to.empty()) return change.to;
  const Constraint& c = found_.constraints[change.constraint];
  if (const auto* p = std::get_if<OfProduct>(&c.want))
    return fmt::format("without {}", world_.text(world_.product(p->product).id));
  return fmt::format("without {}", c.text);
}

std::string FindingWords::lacks(std::size_t row, unsigned constraint) const {
  for (const ImageColumn& column : rows_.columns()) {
    const auto* a = std::get_if<OfAttribute>(&found_.constraints[constraint].want);
    const auto* p = std::get_if<OfProduct>(&found_.constraints[constraint].want);
    std::vector<std::uint32_t> values;
    for (const std::uint32_t v : column.of(row))
      if ((a != nullptr && column.attribute.predicate == a->predicate) ||
          (p != nullptr && column.nodes && world_.product(v).node == p->product))
        values.push_back(v);
    if (!values.empty())
      return fmt::format("has {} instead of {}", this->values(values, column.nodes), noun(constraint));
  }
  return fmt::format("nothing says that it goes with {}", noun(constraint));
}

std::string FindingWords::attributes(std::size_t row) const {
  std::vector<std::string> words;
  for (const ImageColumn& column : rows_.columns()) {
    if (column.attribute.part_kind != no_id && !column.nodes) continue;
    for (const std::uint32_t v : column.of(row)) {
      if (column.nodes && world_.is_product(v)) continue;
      words.push_back(column.nodes ? fmt::format("{} {}", product_word(world_, v), world_.name(v))
                                   : std::string(world_.text(v)));
      if (column.attribute.noun != no_id && column.told())
        words.back() = fmt::format("{} {}", world_.text(column.attribute.noun), words.back());
    }
  }
  return fmt::format("{}", fmt::join(words, ", "));
}

std::vector<std::string> FindingWords::texts(Mask constraints) const {
  std::vector<std::string> out;
  for (const unsigned c : bits_of(constraints)) out.push_back(found_.constraints[c].text);
  return out;
}

// FNV-1a of the texts in order.
std::string FindingWords::id(const std::vector<std::string>& texts) {
  std::uint32_t hash = 2166136261U;
  for (const std::string& text : texts)
    for (const char c : text + "\n") hash = (hash ^ static_cast<unsigned char>(c)) * 16777619U;
  return fmt::format("{:08x}", hash);
}

}  // namespace bestby
