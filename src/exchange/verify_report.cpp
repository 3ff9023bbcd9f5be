// How what was verified is told: as a table with every disagreement, and as JSON.
#include <array>

#include <fmt/format.h>

#include "exchange/verify.h"
#include "report/json_writer.h"
#include "report/status_json.h"
#include "report/text_columns.h"

namespace bestby::exchange {
namespace {

using std::string;

constexpr std::size_t most_shown = 40;
constexpr std::array<std::string_view, 3> kept_names = {"yes", "no", "open"};

struct Heading {
  std::string_view name, says, kept, broken;
};
constexpr std::array<Heading, 3> headings = {{
    {"published", "published days against the rules", "agree", "differ"},
    {"check", "checks", "kept", "not kept"},
    {"minimum", "promised minimums against what happened", "kept", "not kept"},
}};
const Heading& heading_of(About about) { return headings[static_cast<std::size_t>(about)]; }

class Report {
 public:
  Report(Evaluator& e, const Verified& v, Paint paint)
      : world_(e.world()), rules_(e.policies()), v_(v), paint_(paint) {}

  string text() {
    const PolicyRow& policy = rules_.policy(v_.policy);
    out_ = fmt::format("{}  {}\n  {} judged\n", paint_.strong(rules_.text(policy.id)),
                       rules_.text(policy.title), v_.judged);
    for (const About about : {About::published, About::check, About::minimum}) table(about);
    for (const ClauseCases& all : v_.clauses) broken(all);
    late();
    delays();
    return std::move(out_);
  }

 private:
  void table(About about) {
    const Heading& h = heading_of(about);
    TextColumns rows;
    for (const ClauseCases& all : v_.clauses)
      if (all.about == about)
        rows.row({string(clause(all.clause)), fmt::format("{} {}", all.count(Kept::yes), h.kept),
                  fmt::format("{} {}", all.count(Kept::no), h.broken),
                  fmt::format("{} open", all.count(Kept::open))});
    if (!rows.empty()) out_ += fmt::format("  {}:\n{}", h.says, rows.text(4));
  }

  void broken(const ClauseCases& all) {
    const std::size_t n = all.count(Kept::no);
    if (n == 0) return;
    out_ += fmt::format("  {} {}:\n", paint_.bad(clause(all.clause)), heading_of(all.about).broken);
    for (std::size_t i = 0; i < std::min(n, most_shown); ++i) one(all.cases[i]);
    if (n > most_shown) out_ += fmt::format("    and {} more\n", n - most_shown);
  }

  void one(const PromiseCase& c) {
    out_ += fmt::format("    {}{}", paint_.strong(shown_name(world_, c.subjects.front())),
                        c.subjects.size() > 1 ? fmt::format(" and {} more", c.subjects.size() - 1) : "");
    if (c.promised.known())
      out_ += fmt::format(": promised {}, it is {}{}", to_text(c.promised), to_text(c.happened), apart(c));
    out_ += '\n';
    for (const FactId id : c.facts) {
      const FactRow& f = world_.columns.facts[id];
      out_ += fmt::format("      {}  {} of {}  {}\n", fact_words(world_, f),
                          world_.text(world_.predicate(f.predicate).name), shown_name(world_, f.subject),
                          paint_.faint(citation_words(world_, f)));
    }
  }

  static string apart(const PromiseCase& c) {
    if (!c.promised.exact() || !c.happened.exact()) return {};
    const int days = c.happened.low - c.promised.low;
    return fmt::format(", {} {} {}", std::abs(days), std::abs(days) == 1 ? "day" : "days",
                       days < 0 ? "earlier" : "later");
  }

  void late() {
    if (v_.late.empty()) return;
    out_ += fmt::format("  {} came out after their patches had ended:\n", v_.late.size());
    for (std::size_t i = 0; i < std::min(v_.late.size(), most_shown); ++i)
      out_ += fmt::format("    {}: released {}, ended {}\n", shown_name(world_, v_.late[i].node),
                          to_text(v_.late[i].released), to_text(v_.late[i].ended));
    if (v_.late.size() > most_shown) out_ += fmt::format("    and {} more\n", v_.late.size() - most_shown);
  }

  void delays() {
    TextColumns rows;
    for (const Delay& d : v_.delays)
      rows.row({string(world_.label(d.product)), counted(d.days.size(), "version"),
                fmt::format("median {} days", d.days[d.days.size() / 2]),
                fmt::format("from {} to {}", d.days.front(), d.days.back())});
    if (!rows.empty())
      out_ += fmt::format("  from a release to the first that carries it:\n{}", rows.text(4));
  }

  std::string_view clause(ClauseId id) const { return rules_.text(rules_.columns.clauses[id].id); }

  const World& world_;
  const Policies& rules_;
  const Verified& v_;
  Paint paint_;
  string out_;
};

void bound_object(JsonWriter& json, const char* key, const Bound& bound) {
  json.begin_object(key);
  bound_fields(json, bound);
  json.end();
}

void cases_field(JsonWriter& json, const World& world, const ClauseCases& all) {
  json.begin_array("cases");
  for (const PromiseCase& c : all.cases) {
    json.begin_object();
    json.field("kept", kept_names[static_cast<std::size_t>(c.kept)]);
    json.begin_array("subjects");
    for (const NodeId n : c.subjects) json.item(world.label(n));
    json.end();
    bound_object(json, "promised", c.promised);
    bound_object(json, "happened", c.happened);
    json.begin_array("facts");
    for (const FactId id : c.facts) {
      const FactRow& f = world.columns.facts[id];
      json.begin_object();
      json.field("subject", world.label(f.subject));
      json.field("predicate", world.text(world.predicate(f.predicate).name));
      json.field("value", fact_words(world, f));
      json.field("source", citation_words(world, f));
      json.end();
    }
    json.end();
    json.end();
  }
  json.end();
}

void policy_fields(JsonWriter& json, const World& world, const Policies& rules, const Verified& v) {
  json.field("policy", rules.text(rules.policy(v.policy).id));
  json.field("judged", static_cast<std::int64_t>(v.judged));
  json.begin_array("clauses");
  for (const ClauseCases& all : v.clauses) {
    json.begin_object();
    json.field("clause", rules.text(rules.columns.clauses[all.clause].id));
    json.field("about", heading_of(all.about).name);
    for (const Kept kept : {Kept::yes, Kept::no, Kept::open})
      json.field(kept == Kept::yes  ? "kept"
                 : kept == Kept::no ? "not_kept"
                                    : "open",
                 static_cast<std::int64_t>(all.count(kept)));
    cases_field(json, world, all);
    json.end();
  }
  json.end();
  json.begin_array("after_their_end");
  for (const LateBuild& late : v.late) {
    json.begin_object();
    json.field("subject", world.label(late.node));
    bound_object(json, "released", late.released);
    bound_object(json, "ended", late.ended);
    json.end();
  }
  json.end();
  json.begin_array("delays");
  for (const Delay& d : v.delays) {
    json.begin_object();
    json.field("product", world.label(d.product));
    json.field("releases", static_cast<std::int64_t>(d.days.size()));
    json.field("least_days", static_cast<std::int64_t>(d.days.front()));
    json.field("median_days", static_cast<std::int64_t>(d.days[d.days.size() / 2]));
    json.field("most_days", static_cast<std::int64_t>(d.days.back()));
    json.end();
  }
  json.end();
}

}  // namespace

string verified_text(Evaluator& evaluator, const Verified& verified, Paint paint) {
  return Report(evaluator, verified, paint).text();
}

string verified_json(Evaluator& evaluator, const std::vector<Verified>& all, const Asked& asked) {
  JsonWriter json;
  begin_answer(json, "bestby/verify/1", asked);
  json.begin_array("policies");
  for (const Verified& v : all) {
    json.begin_object();
    policy_fields(json, evaluator.world(), evaluator.policies(), v);
    json.end();
  }
  json.end();
  json.end();
  return json.take();
}

}  // namespace bestby::exchange
