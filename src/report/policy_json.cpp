#include <fmt/format.h>

#include "report/json_writer.h"
#include "report/policy_show.h"

namespace bestby {
namespace {

constexpr std::array<const char*, 4> kind_names = {"definition", "end", "check", "requirement"};
constexpr std::array<const char*, 3> severity_names = {"info", "warning", "error"};

class PolicyJson {
 public:
  PolicyJson(const PolicyAsOf& shown, const World& world, const Asked& asked)
      : p_(shown), world_(world), asked_(asked) {}

  std::string text() {
    begin_answer(json_, "bestby/policy-show/1", asked_);
    head();
    editions();
    phases();
    json_.begin_array("clauses");
    for (const ClauseRow& c : p_.policies.clauses(p_.row))
      if (p_.exists(c)) clause(c);
    json_.end();
    json_.begin_array("tables");
    for (const TableRow& t : p_.policies.columns.tables.subspan(p_.row.first_table, p_.row.table_count))
      table(t);
    json_.end();
    json_.end();
    return json_.take();
  }

 private:
  void optional(const char* key, std::string_view text) {
    if (!text.empty()) json_.field(key, text);
  }
  void list(const char* key, const std::vector<std::string_view>& words) {
    json_.begin_array(key);
    for (const auto word : words) json_.item(word);
    json_.end();
  }

  void head() {
    const PolicyRow& row = p_.row;
    json_.field("policy", p_.text(row.id));
    json_.field("title", p_.text(row.title));
    json_.field("publisher", p_.text(row.publisher));
    json_.field("standing", name_of(row.standing));
    optional("says", p_.text(row.says));
    if (row.source != no_id) source(p_.text(row.source));
    json_.field("judges", row.judges == Judges::release ? "release" : "cycle");
    optional("applies", p_.written(row.applies));
    optional("judged_at", p_.written(row.judged_at));
    std::vector<std::string_view> spoken;
    for (const PredicateId id : p_.policies.columns.spoken.subspan(row.first_spoken, row.spoken_count))
      spoken.push_back(world_.text(world_.predicate(id).name));
    list("speaks_for", spoken);
  }

  void source(std::string_view id) {
    json_.begin_object("source");
    json_.field("source", id);
    if (const SourceRow* found = source_named(world_, id)) {
      optional("title", world_.text(found->title));
      optional("url", world_.text(found->url));
    }
    json_.end();
  }

  void editions() {
    const std::uint32_t now = p_.in_force(asked_.on.days());
    json_.begin_array("editions");
    for (const std::uint32_t i : p_.editions) {
      const EditionRow& e = p_.edition(i);
      json_.begin_object();
      json_.field("edition", p_.text(e.id));
      day("from", e.from);
      day("published", e.published);
      json_.field("in_force", i == now);
      optional("says", p_.text(e.says));
      json_.end();
    }
    json_.end();
  }

  void day(const char* key, std::int32_t day) {
    json_.field(key, day == day_min ? std::nullopt : std::optional(Date::from_days(day)));
  }

  void phases() {
    const auto rows = p_.policies.phases(p_.row);
    json_.begin_array("phases");
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
      json_.begin_object();
      json_.field("phase", p_.text(rows[i].name));
      list("services", services_of(world_, rows[i].services));
      list("may", services_of(world_, rows[i].may));
      optional("says", p_.text(rows[i].says));
      optional("source", p_.text(rows[i].source));
      optional("when", p_.written(rows[i].when));
      list("aliases", p_.aliases_of(i));
      json_.end();
    }
    json_.end();
  }

  void clause(const ClauseRow& c) {
    json_.begin_object();
    json_.field("clause", p_.text(c.id));
    json_.field("kind", kind_names[static_cast<std::size_t>(c.kind)]);
    optional("says", p_.text(c.says));
    optional("source", p_.text(c.source));
    std::vector<std::string_view> names;
    for (const std::uint32_t i : p_.editions_of(c)) names.push_back(p_.text(p_.edition(i).id));
    list("editions", names);
    optional("judged_at", p_.written(c.judged_at));
    optional("when", p_.written(c.when));
    if (c.phase != no_id) json_.field("phase", p_.phase(c.phase));
    if (c.kind == ClauseKind::end) statement(c.modality, c.edge);
    optional(c.kind == ClauseKind::end ? "day" : "condition", p_.written(c.value));
    if (c.kind == ClauseKind::check)
      json_.field("severity", severity_names[static_cast<std::size_t>(c.severity)]);
    json_.begin_array("readings");
    for (const ReadingRow& r : p_.policies.readings(c)) {
      json_.begin_object();
      json_.field("reading", p_.text(r.name));
      statement(r.modality, r.edge);
      json_.field("day", p_.written(r.value));
      json_.end();
    }
    json_.end();
    optional("published", p_.written(c.published));
    list("replaces", p_.replaced_by(c));
    optional("advice", p_.text(c.advice));
    json_.end();
  }

  void statement(Modality modality, Edge edge) {
    json_.field("modality", modality_names[static_cast<std::size_t>(modality)]);
    json_.field("edge", edge_names[static_cast<std::size_t>(edge)]);
  }

  void table(const TableRow& t) {
    const auto cells = p_.policies.columns.cells.subspan(t.first_cell);
    const auto row = [&](std::uint32_t at) {
      for (std::uint32_t c = 0; c < t.column_count; ++c) json_.item(p_.text(cells[at * t.column_count + c]));
      json_.end();
    };
    json_.begin_object();
    json_.field("table", p_.text(t.name));
    optional("says", p_.text(t.says));
    optional("source", p_.text(t.source));
    json_.field("closed", t.closed != 0);
    json_.begin_array("columns");
    row(t.row_count);  // the header stands after the rows
    json_.begin_array("rows");
    for (std::uint32_t i = 0; i < t.row_count; ++i) {
      json_.begin_array();
      row(i);
    }
    json_.end();
    json_.end();
  }

  const PolicyAsOf& p_;
  const World& world_;
  const Asked& asked_;
  JsonWriter json_;
};

}  // namespace

std::string policy_json(const PolicyAsOf& shown, const World& world, const Asked& asked) {
  return PolicyJson(shown, world, asked).text();
}

}  // namespace bestby
