// The file as a whole: its keys, whose policy it is, and what all parts of it are read with.
#include "policy/policy_reader.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "catalog/file_reader.h"
#include "policy/file_words.h"

namespace bestby {
namespace {

using std::string_view;

constexpr std::array<string_view, 16> policy_keys = {
    "policy",  "title",      "publisher", "source",  "sources", "says",   "standing", "judges",
    "applies", "speaks-for", "phases",    "aliases", "clauses", "tables", "editions", "judged-at"};

constexpr std::array<NamedValue<Judges>, 2> judges_names = {
    {{"release", Judges::release}, {"cycle", Judges::cycle}}};

constexpr std::array<NamedValue<Standing>, 3> standings = {
    {{name_of(Standing::formal), Standing::formal},
     {name_of(Standing::informal), Standing::informal},
     {name_of(Standing::second_hand), Standing::second_hand}}};

}  // namespace

void PolicyReader::error(const yaml::Node& at, std::string message, std::string help,
                         std::vector<std::string> suggestions) {
  if (errors_.size() < max_reported)
    errors_.push_back(
        {ErrorCode::catalog, std::move(message), doc_.span(at), std::move(help), std::move(suggestions)});
}

bool PolicyReader::mapping(const yaml::Node& node, const char* what) {
  if (node.is_mapping()) return true;
  error(node, fmt::format("{} must be a mapping of keys to values", what));
  return false;
}

void PolicyReader::check_keys(const yaml::Node& map, std::span<const string_view> known, const char* what) {
  for (const auto& [key, value] : map.fields)
    if (std::find(known.begin(), known.end(), key.text) == known.end()) unknown_key(key, known, what);
}

void PolicyReader::unknown_key(const yaml::Node& key, std::span<const string_view> known, const char* what) {
  // In `{a: end(self, security)}` the comma ends the value, and the rest of it reads as a key.
  if (!key.quoted && key.text.ends_with(')'))
    return error(key, fmt::format("`{}` is no key: a comma ends a value inside `{{...}}`", key.text),
                 "put the whole expression in quotes");
  error(key, fmt::format("unknown key `{}` in {}", key.text, what),
        fmt::format("one of: {}", fmt::join(known, ", ")), nearest(key.text, {known.begin(), known.end()}));
}

std::string PolicyReader::scalar(const yaml::Node& map, string_view key) {
  const yaml::Node* node = map.find(key);
  if (node == nullptr) return {};
  if (!node->is_scalar()) error(*node, fmt::format("`{}` must be one value", key));
  return node->str();
}

TextId PolicyReader::optional_text(const yaml::Node& map, string_view key) {
  return map.find(key) == nullptr ? no_id : store_.text(scalar(map, key));
}

// `offset`: where `text` begins in the node's text.
ExprId PolicyReader::expression(const yaml::Node& node, string_view text, std::size_t offset, Type wanted) {
  const auto place = [&](int column, int length) {
    return doc_.span(node.line, node.column + static_cast<int>(offset) + column - 1 + (node.quoted ? 1 : 0),
                     length);
  };
  std::vector<NotedWord> noted;
  scope_.noted = &noted;
  auto parsed = parse_expression(store_, scope_, text, wanted);
  scope_.noted = nullptr;
  for (NotedWord& word : noted)
    used_.push_back(
        {word.what, std::move(word.text), word.of, row_.applies, place(word.column, word.length)});
  if (parsed) return *parsed;
  Error failed = parsed.error();
  failed.span = place(failed.span.column, failed.span.length);
  if (errors_.size() < max_reported) errors_.push_back(std::move(failed));
  return no_id;
}

ExprId PolicyReader::optional_expression(const yaml::Node& map, string_view key, Type wanted) {
  const yaml::Node* node = map.find(key);
  if (node == nullptr) return no_id;
  if (!node->is_scalar()) {
    error(*node, fmt::format("`{}` must be an expression", key));
    return no_id;
  }
  return expression(*node, node->text, 0, wanted);
}

std::int32_t PolicyReader::day(const yaml::Node& map, string_view key, std::int32_t otherwise) {
  const yaml::Node* node = map.find(key);
  if (node == nullptr) return otherwise;
  const auto date = Date::parse(node->text);
  if (date) return date->days();
  error(*node, date.error().message, date.error().help);
  return otherwise;
}

void PolicyReader::read() {
  const yaml::Node& root = doc_.root;
  if (!mapping(root, "a policy file")) return;
  if (root.find("policy") == nullptr)
    return error(root, "the file does not name its `policy`", "the first key is `policy: NAME`");
  check_keys(root, policy_keys, "a policy");
  for (const auto& known : store_.columns.policies)
    if (store_.view().text(known.id) == scalar(root, "policy"))
      return error(*root.find("policy"), fmt::format("policy `{}` is defined twice", scalar(root, "policy")));
  row_.applies = no_id;
  row_.first_phase = static_cast<std::uint32_t>(store_.columns.phases.size());
  row_.first_edition = static_cast<std::uint32_t>(store_.columns.editions.size());
  row_.first_table = static_cast<std::uint32_t>(store_.columns.tables.size());
  row_.first_clause = static_cast<std::uint32_t>(store_.columns.clauses.size());
  row_.first_spoken = static_cast<std::uint32_t>(store_.columns.spoken.size());
  editions(root);
  tables(root);
  row_.applies = optional_expression(root, "applies", Type::boolean);
  phases(root);
  head(root);
  aliases(root);
  clauses(root);
  store_.columns.policies.push_back(row_);
}

void PolicyReader::head(const yaml::Node& root) {
  row_.id = store_.text(scalar(root, "policy"));
  row_.title = root.find("title") != nullptr ? store_.text(scalar(root, "title")) : row_.id;
  row_.publisher = store_.text(scalar(root, "publisher"));
  row_.source = optional_text(root, "source");
  row_.says = optional_text(root, "says");
  if (root.find("publisher") == nullptr)
    error(root, "the policy does not say whose it is", "give it a `publisher`");
  const auto choose = [&](const char* key, const auto& table, auto otherwise) {
    const yaml::Node* node = root.find(key);
    if (node == nullptr) return otherwise;
    if (const auto value = value_named(table, node->text)) return *value;
    std::vector<string_view> names;
    for (const auto& row : table) names.push_back(row.name);
    error(*node, fmt::format("`{}` is not a value of `{}`", node->text, key),
          fmt::format("one of: {}", fmt::join(names, ", ")));
    return otherwise;
  };
  row_.judges = choose("judges", judges_names, Judges::release);
  row_.standing = choose("standing", standings, Standing::formal);
  row_.judged_at = optional_expression(root, "judged-at", Type::date);
  for (const yaml::Node* name : items_of(root.find("speaks-for"))) {
    const auto p = world_.find_predicate(name->text);
    if (p && world_.predicate(*p).type == ValueType::release) {
      store_.columns.spoken.push_back(*p);
      ++row_.spoken_count;
    } else {
      error(*name, fmt::format("`{}` is not a predicate that points to a release", name->text));
    }
  }
}

void PolicyReader::aliases(const yaml::Node& root) {
  const yaml::Node* list = root.find("aliases");
  if (list == nullptr || !mapping(*list, "`aliases`")) return;
  for (const auto& [word, phase] : list->fields) {
    const auto it = std::find(scope_.phases.begin(), scope_.phases.end(), phase.text);
    if (it == scope_.phases.end()) {
      error(phase, fmt::format("`{}` is not a phase of this policy", phase.text), {},
            nearest(phase.text, scope_.phases));
      continue;
    }
    store_.columns.aliases.push_back({static_cast<PolicyId>(store_.columns.policies.size()),
                                      store_.text(lower(word.text)),
                                      static_cast<std::uint32_t>(it - scope_.phases.begin())});
  }
}

}  // namespace bestby
