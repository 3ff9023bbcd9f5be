#include "exchange/import_neuron_book.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/formats/yaml.h"
#include "base/text.h"

namespace bestby::exchange::neuron {
namespace {

constexpr std::string_view header =
    "# Written by the importer neuron: what people add stands in another file.\n";

bool is_day_or_flag(std::string_view text) {
  return text == "yes" || text == "no" || Date::parse(text).has_value();
}

std::string value_text(const std::string& text) {
  return yaml::quote(text, is_day_or_flag(text) ? yaml::As::number_or_date : yaml::As::text);
}

template <class Items, class Text>
std::string listed(const Items& items, Text&& text) {
  std::vector<std::string> out;
  for (const auto& item : items) out.push_back(text(item));
  return out.size() == 1 ? out[0] : fmt::format("[{}]", fmt::join(out, ", "));
}

std::string quoted(const std::vector<std::string>& texts) {
  return listed(texts, [](const std::string& text) { return yaml::quote(text); });
}

std::string fact_text(const Fact& fact) {
  const bool plain = fact.scope.empty() && fact.refuted.empty() && fact.note.empty();
  if (plain && fact.sources.empty()) return value_text(fact.value);
  if (plain && fact.sources.size() == 1) return yaml::quote(fact.value + " @" + fact.sources[0]);
  std::string text = "{is: " + value_text(fact.value);
  if (!fact.scope.empty()) text += ", for: " + fact.scope;
  if (!fact.sources.empty()) text += ", source: " + quoted(fact.sources);
  if (!fact.refuted.empty()) text += ", refuted: " + yaml::quote(fact.refuted);
  if (!fact.note.empty()) text += ", note: " + yaml::quote(fact.note);
  return text + "}";
}

std::vector<std::string> fields(const Node& node) {
  std::vector<std::string> out;
  if (!node.cycle.empty()) out.push_back("cycle: " + yaml::quote(node.cycle));
  if (!node.also.empty()) out.push_back("also: " + quoted(node.also));
  for (const auto& [predicate, facts] : node.facts)
    out.push_back(fmt::format("{}: {}", predicate, listed(facts, fact_text)));
  if (!node.source.empty()) out.push_back("source: " + yaml::quote(node.source));
  return out;
}

}  // namespace

void Node::add(std::string_view predicate, Fact fact) {
  auto at = std::find_if(facts.begin(), facts.end(), [&](const auto& row) { return row.first == predicate; });
  if (at == facts.end()) at = facts.insert(facts.end(), {std::string(predicate), {}});
  const auto same = std::find_if(at->second.begin(), at->second.end(), [&](const Fact& f) {
    return f.value == fact.value && f.scope == fact.scope && f.refuted.empty() == fact.refuted.empty();
  });
  if (same == at->second.end()) return at->second.push_back(std::move(fact));
  for (std::string& cited : fact.sources)
    if (std::find(same->sources.begin(), same->sources.end(), cited) == same->sources.end())
      same->sources.push_back(std::move(cited));
  if (same->note.empty()) same->note = std::move(fact.note);
}

std::size_t Node::size() const {
  std::size_t count = 0;
  for (const auto& row : facts) count += row.second.size();
  return count;
}

Node& Book::node(const Ref& ref) {
  Product& product = products_[ref.product];
  switch (ref.level) {
    case Level::product: return product.own;
    case Level::cycle: return product.cycles[ref.name];
    case Level::release: return product.releases[ref.name];
  }
  return product.own;
}

std::size_t Book::facts() const {
  std::size_t count = 0;
  for (const auto& [name, product] : products_) {
    count += product.own.size();
    for (const auto* nodes : {&product.cycles, &product.releases})
      for (const auto& row : *nodes) count += row.second.size();
  }
  return count;
}

std::vector<CatalogFile> Book::files(const std::string& folder) const {
  std::vector<CatalogFile> out;
  for (const auto& [name, product] : products_) {
    std::string text = std::string(header) + "extends: " + yaml::quote(name) + "\n";
    if (product.own.size() != 0)
      text += fmt::format("facts:\n  {}\n", fmt::join(fields(product.own), "\n  "));
    if (!product.cycles.empty()) text += "cycles:\n";
    for (const auto& [cycle, node] : product.cycles)
      text += fmt::format("  {}: {{{}}}\n", yaml::quote(cycle), fmt::join(fields(node), ", "));
    if (!product.releases.empty()) text += "releases:\n";
    for (const auto& [release, node] : product.releases) {
      std::vector<std::string> row = fields(node);
      row.insert(row.begin(), "release: " + yaml::quote(release));
      text += fmt::format("  - {{{}}}\n", fmt::join(row, ", "));
    }
    out.push_back({folder + name + ".yml", std::move(text)});
  }
  std::string text = std::string(header) + "sources:\n";
  for (const auto& [id, document] : documents) {
    text += fmt::format("  {}: {{title: {}, url: {}, publisher: aws", id, yaml::quote(document.title),
                        yaml::quote(document.url));
    if (!document.editions.empty())
      text += fmt::format(", editions: [{}]", fmt::join(document.editions, ", "));
    text += "}\n";
  }
  out.push_back({folder + "sources.yml", std::move(text)});
  std::sort(out.begin(), out.end(), [](const auto& a, const auto& b) { return a.path < b.path; });
  return out;
}

}  // namespace bestby::exchange::neuron
