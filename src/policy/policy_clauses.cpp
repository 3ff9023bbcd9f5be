// Clauses of a policy file: what each promises, for which phase, in which editions, and what it replaces.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "policy/file_words.h"
#include "policy/policy_reader.h"

namespace bestby {
namespace {

using std::string_view;

constexpr std::array<string_view, 14> clause_keys = {
    "in",    "says",  "source", "when",     "replaces", "published", "readings",
    "since", "until", "check",  "requires", "advice",   "severity",  "judged-at"};

constexpr std::array<NamedValue<Severity>, 3> severity_names = {
    {{"error", Severity::error}, {"warning", Severity::warning}, {"info", Severity::info}}};

// What a clause on a phase may begin with; the longest first.
struct Opening {
  string_view words;
  Modality modality;
  Edge edge;
};

constexpr std::array<Opening, 11> openings = {{
    {"at least through ", Modality::at_least, Edge::through},
    {"at least until ", Modality::at_least, Edge::until},
    {"at most through ", Modality::at_most, Edge::through},
    {"at most until ", Modality::at_most, Edge::until},
    {"exactly through ", Modality::exactly, Edge::through},
    {"exactly until ", Modality::exactly, Edge::until},
    {"exactly from ", Modality::exactly, Edge::from},
    {"may from ", Modality::may, Edge::from},
    {"through ", Modality::exactly, Edge::through},
    {"until ", Modality::exactly, Edge::until},
    {"from ", Modality::exactly, Edge::from},
}};

}  // namespace

void PolicyReader::clauses(const yaml::Node& root) {
  const yaml::Node* list = root.find("clauses");
  if (list == nullptr) return;
  if (!mapping(*list, "`clauses`")) return;
  for (const auto& [name, value] : list->fields)
    if (mapping(value, "a clause")) clause(name, value);
  if (row_.clause_count > max_clauses)
    error(*list, fmt::format("a policy has at most {} clauses, this one {}", max_clauses, row_.clause_count));
  else
    replacements();
}

std::uint32_t PolicyReader::edition(const yaml::Node& clause, string_view key) {
  const yaml::Node* node = clause.find(key);
  if (node == nullptr) return no_id;
  const auto& all = store_.columns.editions;
  std::vector<std::string> names;
  for (std::uint32_t i = 0; i < row_.edition_count; ++i) {
    names.emplace_back(store_.view().text(all[row_.first_edition + i].id));
    if (names.back() == node->text) return i;
  }
  error(*node, fmt::format("`{}` is not an edition of this policy", node->text),
        names.empty() ? "it has none: give it `editions`" : fmt::format("one of: {}", fmt::join(names, ", ")),
        nearest(node->text, names));
  return no_id;
}

void PolicyReader::push(const ClauseRow& row, const yaml::Node& at) {
  store_.columns.clauses.push_back(row);
  store_.places.resize(store_.columns.clauses.size());
  store_.places.back() = doc_.span(at);
  ++row_.clause_count;
}

void PolicyReader::clause(const yaml::Node& name, const yaml::Node& value) {
  std::vector<string_view> known(clause_keys.begin(), clause_keys.end());
  for (const auto& phase : scope_.phases) known.emplace_back(phase);
  check_keys(value, known, "a clause");
  if (value.find("says") == nullptr)
    error(name, fmt::format("clause `{}` does not say what it promises", name.text), "give it `says`");
  ClauseRow row{};
  row.id = store_.text(name.text);
  row.says = optional_text(value, "says");
  row.source = optional_text(value, "source");
  row.advice = optional_text(value, "advice");
  row.kind = ClauseKind::definition;
  scope_.stack = value.find("requires") != nullptr;
  row.when = optional_expression(value, "when", Type::boolean);
  scope_.stack = false;
  row.published = optional_expression(value, "published", Type::date);
  row.since = edition(value, "since");
  row.until = edition(value, "until");
  row.judged_at = optional_expression(value, "judged-at", Type::date);
  if (const yaml::Node* at = value.find("judged-at");
      at != nullptr && value.find("since") == nullptr && value.find("until") == nullptr)
    error(*at, "`judged-at` asks whether the clause stood on a day, and it stands in every edition",
          "give it `since` or `until`");
  row.value = no_id;
  row.phase = no_id;
  if (const yaml::Node* in = value.find("in"); in != nullptr) {
    const auto it = std::find(scope_.phases.begin(), scope_.phases.end(), in->text);
    if (it == scope_.phases.end())
      error(*in, fmt::format("`{}` is not a phase of this policy", in->text), {},
            nearest(in->text, scope_.phases));
    else
      row.phase = static_cast<std::uint32_t>(it - scope_.phases.begin());
  }
  row.severity = Severity::warning;
  if (const yaml::Node* s = value.find("severity"); s != nullptr) {
    const auto severity = value_named(severity_names, s->text);
    if (severity)
      row.severity = *severity;
    else
      error(*s, fmt::format("`{}` is not a severity", s->text), "error, warning or info");
  }
  const yaml::Node* readings = value.find("readings");
  if (readings != nullptr && readings->is_mapping() && readings->fields.empty())
    error(*readings, "`readings` names no reading", "name one, or leave it out");
  const std::uint32_t before = row_.clause_count;
  for (std::uint32_t phase = 0; phase < scope_.phases.size(); ++phase)
    for (const auto& [key, node] : value.fields)
      if (key.text == scope_.phases[phase]) end_clause(row, phase, key, node, readings);
  for (const auto& [key, node] : {std::pair("published", value.find("published")), {"readings", readings}})
    if (node != nullptr && row_.clause_count == before)
      error(*node, fmt::format("the clause ends no phase, so `{}` has nothing to stand beside", key),
            "say which phase it ends, as in `supported: through end_of_support`");
  const auto condition = [&](ClauseKind kind, const char* key) {
    const yaml::Node* node = value.find(key);
    if (node == nullptr) return;
    ClauseRow more = row;
    more.kind = kind;
    scope_.stack = kind == ClauseKind::needs;
    more.value = optional_expression(value, key, Type::boolean);
    scope_.stack = false;
    push(more, *node);
  };
  condition(ClauseKind::check, "check");
  condition(ClauseKind::needs, "requires");
  if (row_.clause_count == before) push(row, name);
  if (const yaml::Node* replaced = value.find("replaces"); replaced != nullptr)
    for (std::uint32_t c = before; c < row_.clause_count; ++c) replacements_.push_back({c, replaced});
}

std::optional<PolicyReader::Statement> PolicyReader::statement(const yaml::Node& node) {
  if (!node.is_scalar()) {
    error(node, "a phase's clause must be an expression");
    return std::nullopt;
  }
  for (const Opening& opening : openings) {
    if (!node.text.starts_with(opening.words)) continue;
    const auto expr = expression(node, string_view(node.text).substr(opening.words.size()),
                                 opening.words.size(), Type::date);
    return Statement{opening.edge, opening.modality, expr};
  }
  error(node, "the clause does not say how its day bounds the phase",
        "begin with `through`, `until` or `from`, and before it `at least`, `at most` or `may`");
  return std::nullopt;
}

void PolicyReader::end_clause(ClauseRow row, std::uint32_t phase, const yaml::Node& key,
                              const yaml::Node& value, const yaml::Node* readings) {
  const auto main = statement(value);
  if (!main) return;
  if (main->edge == Edge::from && phase == 0)
    error(key, "the first phase has none before it that `from` could end");
  row.kind = ClauseKind::end;
  row.phase = phase;
  row.edge = main->edge;
  row.modality = main->modality;
  row.value = main->value;
  row.first_reading = static_cast<std::uint32_t>(store_.columns.readings.size());
  if (readings != nullptr && mapping(*readings, "`readings`"))
    for (const auto& [name, text] : readings->fields)
      if (const auto other = statement(text)) {
        store_.columns.readings.push_back(
            {store_.text(name.text), other->value, other->edge, other->modality});
        ++row.reading_count;
      }
  push(row, value);
}

void PolicyReader::replacements() {
  auto& all = store_.columns.clauses;
  for (const auto& [clause, node] : replacements_)
    for (const yaml::Node* name : items_of(node)) {
      if (store_.view().text(all[row_.first_clause + clause].id) == name->text) {
        error(*name, fmt::format("clause `{}` cannot replace itself", name->text));
        continue;
      }
      std::vector<std::string> names;
      bool found = false;
      for (std::uint32_t c = 0; c < row_.clause_count; ++c) {
        names.emplace_back(store_.view().text(all[row_.first_clause + c].id));
        if (names.back() != name->text) continue;
        found = true;
        ClauseRow& row = all[row_.first_clause + clause];
        (c < 32 ? row.replaces_low : row.replaces_high) |= 1U << (c % 32);
      }
      if (!found)
        error(*name, fmt::format("the policy has no clause `{}` to replace", name->text), {},
              nearest(name->text, names));
    }
}

}  // namespace bestby
