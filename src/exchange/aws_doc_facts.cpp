#include "exchange/aws_doc_facts.h"

#include <fmt/format.h>

#include <algorithm>

#include "base/formats/yaml.h"

namespace bestby::exchange::aws_doc {
namespace {

constexpr std::size_t most_places = 100;  // that are named of one fact

}  // namespace

std::string scope_text(const Scope& scope) {
  std::vector<std::string> pairs;
  for (const auto& [predicate, values] : scope) {
    std::vector<std::string> quoted;
    for (const std::string& value : values) quoted.push_back(yaml::quote(value));
    pairs.push_back(values.size() == 1 ? fmt::format("{}: {}", predicate, quoted[0])
                                       : fmt::format("{}: [{}]", predicate, fmt::join(quoted, ", ")));
  }
  return pairs.empty() ? std::string() : fmt::format("{{{}}}", fmt::join(pairs, ", "));
}

void PageFacts::say(const Subject& subject, const std::string& predicate, const std::string& value,
                    const Scope& scope, const std::string& place) {
  auto& places = subjects_[subject][{predicate, value, scope_text(scope)}];
  if (places.size() < most_places && std::find(places.begin(), places.end(), place) == places.end())
    places.push_back(place);
}

void PageFacts::imply(const Subject& subject, const std::string& predicate, const std::string& value,
                      const Scope& scope, const std::string& place) {
  auto& places = subjects_[subject][{predicate, value, scope_text(scope)}];
  if (places.empty()) places.push_back(place);
}

std::map<std::string, std::vector<SheetRow>> PageFacts::rows() const {
  std::map<std::string, std::vector<SheetRow>> rows;
  for (const auto& [subject, facts] : subjects_) {
    SheetRow row{subject.kind, subject.name};
    for (const auto& [fact, places] : facts)
      row.facts.push_back(
          {fact.predicate, fact.value, fact.scope, fmt::format("{}", fmt::join(places, "; "))});
    rows[subject.product].push_back(std::move(row));
  }
  return rows;
}

}  // namespace bestby::exchange::aws_doc
