// The vocabulary of a catalogue and the sources of a file.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "catalog/file_reader.h"

namespace bestby {
namespace {

using std::string_view;

constexpr std::array<string_view, 10> predicate_keys = {
    "value", "says", "many", "event", "scheme", "of-cycle", "inherent", "publishes", "sets-apart", "out-by"};

constexpr std::array<string_view, 4> source_keys = {"title", "url", "publisher", "editions"};

struct NamedType {
  string_view name;
  ValueType type;
};

constexpr std::array<NamedType, 7> value_types = {{{"date", ValueType::date},
                                                   {"text", ValueType::text},
                                                   {"url", ValueType::url},
                                                   {"number", ValueType::number},
                                                   {"flag", ValueType::flag},
                                                   {"release", ValueType::release},
                                                   {"version", ValueType::version}}};

}  // namespace

void FileReader::vocabulary() {
  const yaml::Node& root = doc_.root;
  if (root.kind != yaml::Kind::mapping || root.find("vocabulary") == nullptr) return;
  for (const auto& kind : texts(root, "kinds")) builder_.kind(kind);
  for (const auto& service : texts(root, "services")) builder_.service(service);
  if (builder_.services().size() > max_services)
    error(*root.find("services"), fmt::format("there are more than {} services", max_services));
  const yaml::Node* predicates = root.find("predicates");
  if (predicates == nullptr) return;
  if (predicates->kind != yaml::Kind::mapping)
    return error(*predicates, "`predicates` must be a mapping of names to what they say");
  for (const auto& [key, value] : predicates->fields) {
    if (!check_keys(value, predicate_keys, "a predicate")) continue;
    if (builder_.find_predicate(key.text) != no_id) {
      error(key, fmt::format("predicate `{}` is defined twice", key.text), "one file holds the vocabulary");
      continue;
    }
    const std::string type = scalar(value, "value");
    const auto named = std::find_if(value_types.begin(), value_types.end(),
                                    [&](const NamedType& t) { return t.name == type; });
    if (named == value_types.end()) {
      error(value, fmt::format("`{}` is not a type of value", type),
            "one of: date, text, url, number, flag, release, version");
      continue;
    }
    std::string scheme = scalar(value, "scheme");
    if (named->type == ValueType::version && scheme.empty()) scheme = "dotted";
    if (!scheme.empty() && find_version_scheme(scheme) == nullptr) {
      std::vector<std::string> names;
      for (const auto& known : version_schemes()) names.emplace_back(known.name);
      error(*value.find("scheme"), fmt::format("`{}` is not a version scheme", scheme),
            fmt::format("one of: {}", fmt::join(names, ", ")), nearest(scheme, names));
      continue;
    }
    builder_.predicate({key.str(), scalar(value, "says"), scheme, named->type, scalar(value, "many") == "yes",
                        scalar(value, "event") == "yes", scalar(value, "of-cycle") == "first",
                        scalar(value, "inherent") == "yes", scalar(value, "publishes") == "yes",
                        scalar(value, "sets-apart") == "yes", scalar(value, "out-by") == "yes"});
  }
  words("tag-words", WorldBuilder::Words::of_tags);
  words("name-words", WorldBuilder::Words::of_names);
  registries();
}

// What parts of tags or names say: `PATTERN: {PREDICATE: VALUE}`, or `PATTERN: nothing`.
void FileReader::words(string_view key, WorldBuilder::Words of) {
  const yaml::Node* words = doc_.root.find(key);
  if (words == nullptr) return;
  if (!words->is_mapping()) return error(*words, fmt::format("`{}` must be a mapping of patterns", key));
  for (const auto& [pattern, says] : words->fields) {
    if (!is_tag_pattern(pattern.text))
      error(pattern, "a word is a pattern of at most 128 bytes and nine captures");
    else if (says.is_scalar() && says.text == "nothing")
      builder_.word(of, pattern.text, no_id, {});
    else if (!says.is_mapping())
      error(says, "a word says `{predicate: value}`, or `nothing`");
    else
      for (const auto& [predicate, value] : says.fields) word(of, pattern, predicate, value);
  }
}

void FileReader::word(WorldBuilder::Words of, const yaml::Node& pattern, const yaml::Node& predicate,
                      const yaml::Node& value) {
  if (of == WorldBuilder::Words::of_names && predicate.text == "product" && value.is_scalar())
    return builder_.word(of, pattern.text, no_id, value.text);
  const PredicateId known = builder_.find_predicate(predicate.text);
  if (known != no_id && is_sayable(builder_.predicate_of(known)->type) && value.is_scalar())
    return builder_.word(of, pattern.text, known, value.text);
  error(predicate,
        fmt::format("`{}` is not a predicate of texts, dates, releases or versions", predicate.text), {},
        nearest(predicate.text, builder_.predicate_names()));
}

// Whose images a registry holds: `HOST: anybody`, or `HOST/NAMESPACE: PUBLISHER`.
void FileReader::registries() {
  const yaml::Node* rows = doc_.root.find("registries");
  if (rows == nullptr) return;
  if (!rows->is_mapping()) return error(*rows, "`registries` must be a mapping of hosts to publishers");
  for (const auto& [prefix, publisher] : rows->fields) {
    if (prefix.text.empty() || !publisher.is_scalar() || publisher.text.empty())
      error(prefix, "a registry names its publisher, or says `anybody`");
    else
      builder_.registry(prefix.text, publisher.text == "anybody" ? string_view() : publisher.text);
  }
}

void FileReader::sources() {
  const yaml::Node* sources = doc_.root.find("sources");
  if (sources == nullptr) return;
  if (sources->kind != yaml::Kind::mapping)
    return error(*sources, "`sources` must be a mapping of ids to documents");
  for (const auto& [key, value] : sources->fields) {
    if (!check_keys(value, source_keys, "a source")) continue;
    std::vector<std::int32_t> editions;
    for (const auto& text : texts(value, "editions")) {
      const auto day = Date::parse(text);
      if (day)
        editions.push_back(day->days());
      else
        error(*value.find("editions"), day.error());
    }
    const auto added = builder_.source(key.text, scalar(value, "title"), scalar(value, "url"),
                                       scalar(value, "publisher"), std::move(editions));
    if (!added) error(key, added.error());
  }
}

}  // namespace bestby
