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

constexpr std::array<string_view, 8> attribute_keys = {"weight",  "words", "partial", "part",
                                                       "through", "with",  "noun",    "covers"};
constexpr std::array<string_view, 7> relation_keys = {"of", "by", "limits", "as", "world", "spares", "says"};
constexpr std::array<string_view, 5> relation_kinds = {"one-of", "at-least", "at-most", "flag", "specifier"};

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
  attributes();
  relations();
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

// What stands under `key`, as a predicate; no_id where nothing does.
PredicateId FileReader::predicate_named(const yaml::Node& map, string_view key) {
  const std::string name = scalar(map, key);
  if (name.empty()) return no_id;
  const PredicateId p = builder_.find_predicate(name);
  if (p == no_id)
    error(*map.find(key), fmt::format("`{}` is not a predicate", name), {},
          nearest(name, builder_.predicate_names()));
  return p;
}

void FileReader::attributes() {
  const yaml::Node* rows = doc_.root.find("attributes");
  if (rows == nullptr) return;
  if (!rows->is_mapping()) return error(*rows, "`attributes` must be a mapping of predicates");
  for (const auto& [key, value] : rows->fields) {
    if (!check_keys(value, attribute_keys, "an attribute")) continue;
    AttributeRow row{builder_.find_predicate(key.text), 0, 0, 0, no_id, no_id, no_id, no_id, no_id, no_id};
    if (row.predicate == no_id) {
      error(key, fmt::format("`{}` is not a predicate", key.text), {},
            nearest(key.text, builder_.predicate_names()));
      continue;
    }
    const std::string weight = scalar(value, "weight");
    if (!all_digits(weight) || weight.size() > 4)
      error(value, "an attribute has a weight from 0 to 9999");
    else
      row.weight = static_cast<std::uint32_t>(std::stoul(weight));
    row.words = scalar(value, "words") == "yes" ? 1 : 0;
    row.partial = scalar(value, "partial") == "yes" ? 1 : 0;
    if (value.find("part") != nullptr) row.part_kind = builder_.text(scalar(value, "part"));
    if (value.find("noun") != nullptr) row.noun = builder_.text(scalar(value, "noun"));
    if (value.find("covers") != nullptr) row.covers = builder_.text(scalar(value, "covers"));
    row.through = predicate_named(value, "through");
    if (const yaml::Node* with = value.find("with"); with != nullptr) {
      if (!with->is_mapping() || with->fields.size() != 1) {
        error(*with, "`with` names one predicate and its value");
        continue;
      }
      row.with = builder_.find_predicate(with->fields[0].first.text);
      if (row.with == no_id) {
        error(*with, fmt::format("`{}` is not a predicate", with->fields[0].first.text));
        continue;
      }
      row.with_value = builder_.text(with->fields[0].second.text);
    }
    builder_.attribute(row);
  }
}

void FileReader::relations() {
  const yaml::Node* rows = doc_.root.find("relations");
  if (rows == nullptr) return;
  if (!rows->is_mapping()) return error(*rows, "`relations` must be a mapping of names");
  for (const auto& [key, value] : rows->fields) {
    if (!check_keys(value, relation_keys, "a relation")) continue;
    const std::string as = scalar(value, "as"), world = scalar(value, "world");
    const auto kind = std::find(relation_kinds.begin(), relation_kinds.end(), as);
    if (kind == relation_kinds.end()) {
      error(value, fmt::format("`{}` is not a kind of relation", as),
            fmt::format("one of: {}", fmt::join(relation_kinds, ", ")));
      continue;
    }
    if (world != "open" && world != "closed") {
      error(value, "a relation's `world` is open or closed");
      continue;
    }
    RelationRow row{builder_.text(key.text),
                    predicate_named(value, "of"),
                    predicate_named(value, "by"),
                    predicate_named(value, "limits"),
                    static_cast<RelationKind>(kind - relation_kinds.begin()),
                    world == "closed" ? 1U : 0U,
                    no_id,
                    no_id};
    if (value.find("spares") != nullptr) row.spares = builder_.text(scalar(value, "spares"));
    if (value.find("says") != nullptr) row.says = builder_.text(scalar(value, "says"));
    if (row.of == no_id || row.by == no_id || row.limits == no_id)
      error(value, "a relation names three predicates: `of`, `by` and `limits`");
    else
      builder_.relation(row);
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
    std::sort(editions.begin(), editions.end());
    editions.erase(std::unique(editions.begin(), editions.end()), editions.end());
    const std::uint32_t known = builder_.find_source(key.text);
    if (known != no_id && !beside_ && builder_.editions_of(known) != editions) {
      error(key, fmt::format("source `{}` is defined twice with different contents", key.text),
            "define it once, or alike in every file");
      continue;
    }
    const auto added = builder_.source(key.text, scalar(value, "title"), scalar(value, "url"),
                                       scalar(value, "publisher"), editions);
    if (!added)
      error(key, added.error());
    else
      editions_[*added] = std::move(editions);
  }
}

}  // namespace bestby
