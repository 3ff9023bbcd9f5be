#include <fmt/format.h>

#include "report/policy_show.h"
#include "report/text_columns.h"

namespace bestby {
namespace {

class PolicyText {
 public:
  PolicyText(const PolicyAsOf& shown, const World& world, const Asked& asked, Paint paint)
      : p_(shown), world_(world), asked_(asked), paint_(paint) {}

  std::string text() {
    head();
    editions();
    phases();
    clauses();
    for (const TableRow& t : p_.policies.columns.tables.subspan(p_.row.first_table, p_.row.table_count))
      table(t);
    return std::move(out_);
  }

 private:
  void line(int depth, std::string_view text) {
    out_ += std::string(2 * static_cast<std::size_t>(depth), ' ').append(text) + '\n';
  }
  // Nothing where there is nothing to say.
  void line(int depth, std::string_view name, std::string_view text) {
    if (!text.empty()) line(depth, fmt::format("{}: {}", name, text));
  }
  void line(int depth, std::string_view name, const std::vector<std::string_view>& words) {
    line(depth, name, fmt::format("{}", fmt::join(words, ", ")));
  }

  void head() {
    const PolicyRow& row = p_.row;
    line(0, fmt::format("{}  {}", paint_.strong(p_.text(row.id)), p_.text(row.title)));
    line(1, fmt::format("{}, of {}", name_of(row.standing), p_.text(row.publisher)));
    if (!p_.text(row.says).empty()) line(1, p_.text(row.says));
    source(row.source);
    line(1, "judges",
         fmt::format("{}{}{}", row.judges == Judges::release ? "releases" : "cycles",
                     row.applies == no_id ? "" : " with ", p_.written(row.applies)));
    std::vector<std::string_view> spoken;
    for (const PredicateId id : p_.policies.columns.spoken.subspan(row.first_spoken, row.spoken_count))
      spoken.push_back(world_.text(world_.predicate(id).name));
    line(1, "speaks for the", spoken);
  }

  void source(TextId id) {
    const SourceRow* found = source_named(world_, p_.text(id));
    if (found == nullptr) return line(1, "source", p_.text(id));
    line(1, "source", world_.text(found->title).empty() ? p_.text(id) : world_.text(found->title));
    if (!world_.text(found->url).empty()) line(2, world_.text(found->url));
  }

  void editions() {
    if (p_.editions.empty()) return;
    line(0, fmt::format("{}:", counted(p_.editions.size(), "edition")));
    line(1, "chosen by the day", p_.written(p_.row.judged_at));
    const std::uint32_t now = p_.in_force(asked_.on.days());
    for (const std::uint32_t i : p_.editions) {
      const EditionRow& e = p_.edition(i);
      line(1,
           fmt::format("{}  in force from {}, published {}{}", p_.text(e.id), day(e.from), day(e.published),
                       i == now ? fmt::format("; in force on {}", asked_.on.str()) : ""));
      if (!p_.text(e.says).empty()) line(3, p_.text(e.says));
    }
  }

  static std::string day(std::int32_t day) {
    return day == day_min ? "the beginning" : Date::from_days(day).str();
  }

  void phases() {
    const auto rows = p_.policies.phases(p_.row);
    line(0, fmt::format("{}:", counted(rows.size(), "phase")));
    for (std::uint32_t i = 0; i < rows.size(); ++i) {
      const auto services = services_of(world_, rows[i].services);
      line(1, fmt::format("{}  {}", paint_.strong(p_.text(rows[i].name)),
                          services.empty() ? "nothing" : fmt::format("{}", fmt::join(services, ", "))));
      line(3, "may bring", services_of(world_, rows[i].may));
      if (!p_.text(rows[i].says).empty()) line(3, p_.text(rows[i].says));
      line(3, "source", p_.text(rows[i].source));
      line(3, "when", p_.written(rows[i].when));
      line(3, "also called", p_.aliases_of(i));
    }
  }

  // Rows of one id are one clause of the file: what they share is said once.
  void clauses() {
    const auto rows = p_.policies.clauses(p_.row);
    std::size_t count = 0;
    std::string all;
    std::swap(all, out_);
    for (std::size_t i = 0; i < rows.size(); ++i) {
      if (!p_.exists(rows[i])) continue;
      const bool first = i == 0 || rows[i - 1].id != rows[i].id;
      count += first ? 1 : 0;
      if (first) clause(rows[i]);
      statement(rows[i]);
      if (i + 1 == rows.size() || rows[i + 1].id != rows[i].id) rest(rows[i]);
    }
    std::swap(all, out_);
    line(0, fmt::format("{}:", counted(count, "clause")));
    out_ += all;
  }

  void clause(const ClauseRow& c) {
    line(1, fmt::format("{}: {}", paint_.strong(p_.text(c.id)), p_.text(c.says)));
    line(3, "source", p_.text(c.source));
    const auto in = p_.editions_of(c);
    if (in.size() < p_.editions.size()) {
      std::vector<std::string_view> names;
      for (const std::uint32_t i : in) names.push_back(p_.text(p_.edition(i).id));
      line(3, "editions", names);
    }
    line(3, "of the edition in force on the day", p_.written(c.judged_at));
    line(3, "when", p_.written(c.when));
  }

  void statement(const ClauseRow& c) {
    if (c.kind == ClauseKind::check) return line(3, "check", p_.written(c.value));
    if (c.kind == ClauseKind::needs) return line(3, "requires", p_.written(c.value));
    if (c.kind != ClauseKind::end) return;
    line(3, p_.phase(c.phase), fmt::format("{} {}", opening_words(c.modality, c.edge), p_.written(c.value)));
    for (const ReadingRow& r : p_.policies.readings(c))
      line(4, fmt::format("{} reading", p_.text(r.name)),
           fmt::format("{} {}", opening_words(r.modality, r.edge), p_.written(r.value)));
  }

  void rest(const ClauseRow& c) {
    line(3, "a published day takes its place", p_.written(c.published));
    line(3, "replaces", p_.replaced_by(c));
    if (c.kind != ClauseKind::end && c.phase != no_id) line(3, "about the phase", p_.phase(c.phase));
    if (c.kind == ClauseKind::check && c.severity != Severity::warning)
      line(3, "severity", c.severity == Severity::error ? "error" : "info");
    line(3, "advice", p_.text(c.advice));
  }

  void table(const TableRow& t) {
    line(0, fmt::format("table {} ({}): {}", p_.text(t.name),
                        t.closed != 0 ? "closed: a row that is absent means no"
                                      : "open: a row that is absent says nothing",
                        p_.text(t.says)));
    line(1, "source", p_.text(t.source));
    TextColumns columns;
    const auto cells = p_.policies.columns.cells.subspan(t.first_cell);
    for (std::uint32_t i = 0; i <= t.row_count; ++i) {  // the header stands after the rows
      const std::uint32_t at = i == 0 ? t.row_count : i - 1;
      std::vector<std::string> row;
      for (std::uint32_t c = 0; c < t.column_count; ++c)
        row.emplace_back(p_.text(cells[at * t.column_count + c]));
      columns.row(std::move(row));
    }
    out_ += columns.text(2);
  }

  const PolicyAsOf& p_;
  const World& world_;
  const Asked& asked_;
  Paint paint_;
  std::string out_;
};

}  // namespace

std::string policy_text(const PolicyAsOf& shown, const World& world, const Asked& asked, Paint paint) {
  return PolicyText(shown, world, asked, paint).text();
}

}  // namespace bestby
