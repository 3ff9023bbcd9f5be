#include "policy/policy_reader.h"

#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "catalog/file_reader.h"

namespace bestby {
namespace {

using std::string_view;

constexpr std::array<string_view, 16> policy_keys = {
    "policy",  "title",      "publisher", "source",  "sources", "says",   "standing", "judges",
    "applies", "speaks-for", "phases",    "aliases", "clauses", "tables", "editions", "judged-at"};
constexpr std::array<string_view, 4> phase_keys = {"services", "when", "says", "source"};
constexpr std::array<string_view, 13> clause_keys = {"in",        "says",     "source",  "when",  "replaces",
                                                     "published", "readings", "since",   "until", "check",
                                                     "requires",  "advice",   "severity"};
constexpr std::array<string_view, 5> table_keys = {"says", "source", "closed", "columns", "rows"};
constexpr std::array<string_view, 3> edition_keys = {"from", "published", "says"};

template <class Value>
struct Named {
  string_view name;
  Value value;
};
constexpr std::array<Named<Judges>, 2> judges_names = {
    {{"release", Judges::release}, {"cycle", Judges::cycle}}};
constexpr std::array<Named<Standing>, 2> standing_names = {
    {{"formal", Standing::formal}, {"informal", Standing::informal}}};
constexpr std::array<Named<Severity>, 3> severity_names = {
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

template <class Table>
auto value_named(const Table& table, string_view name) {
  using Value = decltype(table[0].value);
  for (const auto& row : table)
    if (row.name == name) return std::optional<Value>(row.value);
  return std::optional<Value>();
}

std::vector<const yaml::Node*> items_of(const yaml::Node* node) {
  std::vector<const yaml::Node*> out;
  if (node == nullptr) return out;
  if (node->kind == yaml::Kind::scalar) out.push_back(node);
  for (const auto& item : node->items) out.push_back(&item);
  return out;
}

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
  return node->text;
}

TextId PolicyReader::optional_text(const yaml::Node& map, string_view key) {
  return map.find(key) == nullptr ? no_id : store_.text(scalar(map, key));
}

// `offset`: where `text` begins in the node's text.
ExprId PolicyReader::expression(const yaml::Node& node, string_view text, std::size_t offset, Type wanted) {
  auto parsed = parse_expression(store_, scope_, text, wanted);
  if (parsed) return *parsed;
  Error failed = parsed.error();
  const int column = node.column + static_cast<int>(offset) + failed.span.column - 1 + (node.quoted ? 1 : 0);
  const int length = failed.span.length;
  failed.span = doc_.span(node.line, column, length);
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
  row_.first_phase = static_cast<std::uint32_t>(store_.columns.phases.size());
  row_.first_edition = static_cast<std::uint32_t>(store_.columns.editions.size());
  row_.first_table = static_cast<std::uint32_t>(store_.columns.tables.size());
  row_.first_clause = static_cast<std::uint32_t>(store_.columns.clauses.size());
  row_.first_spoken = static_cast<std::uint32_t>(store_.columns.spoken.size());
  editions(root);
  tables(root);
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
    error(*node, fmt::format("`{}` is not a value of `{}`", node->text, key),
          fmt::format("{} or {}", table[0].name, table[1].name));
    return otherwise;
  };
  row_.judges = choose("judges", judges_names, Judges::release);
  row_.standing = choose("standing", standing_names, Standing::formal);
  row_.applies = optional_expression(root, "applies", Type::boolean);
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

void PolicyReader::editions(const yaml::Node& root) {
  const yaml::Node* list = root.find("editions");
  if (list == nullptr || !mapping(*list, "`editions`")) return;
  std::int32_t last = day_min;
  for (const auto& [name, value] : list->fields) {
    if (!mapping(value, "an edition")) continue;
    check_keys(value, edition_keys, "an edition");
    const std::int32_t from = day(value, "from", day_min);
    if (from < last) error(name, fmt::format("edition `{}` begins before the one above it", name.text));
    last = from;
    store_.columns.editions.push_back(
        {store_.text(name.text), from, day(value, "published", from), optional_text(value, "says")});
    ++row_.edition_count;
  }
}

void PolicyReader::tables(const yaml::Node& root) {
  const yaml::Node* list = root.find("tables");
  if (list == nullptr || !mapping(*list, "`tables`")) return;
  for (const auto& [name, value] : list->fields)
    if (mapping(value, "a table")) table(name, value);
}

void PolicyReader::table(const yaml::Node& name, const yaml::Node& value) {
  check_keys(value, table_keys, "a table");
  TableRow row{};
  row.name = store_.text(name.text);
  row.says = optional_text(value, "says");
  row.source = optional_text(value, "source");
  row.closed = scalar(value, "closed") == "yes" ? 1 : 0;
  row.first_cell = static_cast<std::uint32_t>(store_.columns.cells.size());
  ParseScope::Table scope{name.text, static_cast<std::uint32_t>(store_.columns.tables.size()), {}};
  for (const yaml::Node* column : items_of(value.find("columns"))) scope.columns.push_back(column->text);
  row.column_count = static_cast<std::uint32_t>(scope.columns.size());
  if (row.column_count < 2)
    return error(name, fmt::format("table `{}` needs two `columns` or more", name.text));
  if (const yaml::Node* rows = value.find("rows"); rows != nullptr) {
    for (const yaml::Node& cells : rows->items) {
      if (cells.items.size() != row.column_count) {
        error(cells, fmt::format("the row has {} cells and the table {} columns", cells.items.size(),
                                 row.column_count));
        continue;
      }
      for (const yaml::Node& cell : cells.items) store_.columns.cells.push_back(store_.text(cell.text));
      ++row.row_count;
    }
  }
  for (const auto& column : scope.columns) store_.columns.cells.push_back(store_.text(column));
  store_.columns.tables.push_back(row);
  ++row_.table_count;
  scope_.tables.push_back(std::move(scope));
}

void PolicyReader::phases(const yaml::Node& root) {
  const yaml::Node* list = root.find("phases");
  if (list == nullptr || !list->is_mapping() || list->fields.empty())
    return error(list != nullptr ? *list : root, "a policy needs `phases`, in order");
  if (list->fields.size() > max_phases)
    return error(*list, fmt::format("a policy has at most {} phases", max_phases));
  for (const auto& [name, value] : list->fields) scope_.phases.push_back(name.text);
  for (const auto& [name, value] : list->fields) {
    PhaseRow phase{store_.text(name.text), 0, no_id, no_id, no_id};
    if (value.is_mapping()) {
      check_keys(value, phase_keys, "a phase");
      phase.when = optional_expression(value, "when", Type::boolean);
      phase.says = optional_text(value, "says");
      phase.source = optional_text(value, "source");
      for (const yaml::Node* service : items_of(value.find("services"))) {
        const auto& all = world_.columns.services;
        const auto it =
            std::find_if(all.begin(), all.end(), [&](TextId s) { return world_.text(s) == service->text; });
        if (it != all.end()) {
          phase.services |= 1U << static_cast<unsigned>(it - all.begin());
          continue;
        }
        std::vector<std::string> names;
        for (TextId s : all) names.emplace_back(world_.text(s));
        error(*service, fmt::format("`{}` is not a service", service->text),
              fmt::format("one of: {}", fmt::join(names, ", ")), nearest(service->text, names));
      }
    }
    store_.columns.phases.push_back(phase);
    ++row_.phase_count;
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
  error(*node, fmt::format("`{}` is not an edition of this policy", node->text), {},
        nearest(node->text, names));
  return no_id;
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
  row.when = optional_expression(value, "when", Type::boolean);
  row.published = optional_expression(value, "published", Type::date);
  row.since = edition(value, "since");
  row.until = edition(value, "until");
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
  const std::uint32_t before = row_.clause_count;
  for (std::uint32_t phase = 0; phase < scope_.phases.size(); ++phase)
    for (const auto& [key, node] : value.fields)
      if (key.text == scope_.phases[phase]) end_clause(row, phase, key, node, value.find("readings"));
  const auto push = [&](ClauseKind kind, const char* key) {
    const yaml::Node* node = value.find(key);
    if (node == nullptr) return;
    ClauseRow more = row;
    more.kind = kind;
    more.value = optional_expression(value, key, Type::boolean);
    store_.columns.clauses.push_back(more);
    ++row_.clause_count;
  };
  push(ClauseKind::check, "check");
  push(ClauseKind::needs, "requires");
  if (row_.clause_count == before) {
    store_.columns.clauses.push_back(row);
    ++row_.clause_count;
  }
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
  store_.columns.clauses.push_back(row);
  ++row_.clause_count;
}

void PolicyReader::replacements() {
  auto& all = store_.columns.clauses;
  for (const auto& [clause, node] : replacements_)
    for (const yaml::Node* name : items_of(node)) {
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
