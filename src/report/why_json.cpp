#include "report/why_json.h"

#include <array>

#include "report/facts_json.h"
#include "report/status_json.h"

namespace bestby {
namespace {

constexpr std::array<const char*, 9> outcome_names = {"decides",  "later",         "floor",
                                                      "not_yet",  "silent",        "not_applicable",
                                                      "replaced", "other_edition", "stated"};
constexpr std::array<const char*, 4> kind_names = {"definition", "end", "check", "requirement"};
constexpr std::array<const char*, 3> truth_names = {"no", "yes", "not recorded"};
constexpr std::array<const char*, 3> node_names = {"", "none", "not recorded"};
constexpr int deepest = 64;

class Explainer {
 public:
  Explainer(JsonWriter& json, const World& world, const Policies& policies)
      : json_(json), world_(world), rules_(policies) {}

  void explanation(const Explanation& why) {
    const PolicyRow& policy = rules_.policy(why.timeline.policy);
    if (why.edition == no_id)
      json_.null("edition");
    else
      json_.field("edition", rules_.text(rules_.editions(policy)[why.edition].id));
    json_.begin_array("clauses");
    for (const ClauseOutcome& c : why.clauses) clause(c);
    json_.end();
  }

 private:
  void clause(const ClauseOutcome& c) {
    const ClauseRow& row = rules_.columns.clauses[c.clause];
    const PolicyRow* policy = nullptr;
    for (const PolicyRow& p : rules_.columns.policies)
      if (c.clause >= p.first_clause && c.clause < p.first_clause + p.clause_count) policy = &p;
    json_.begin_object();
    json_.field("clause", rules_.text(row.id));
    json_.field("kind", kind_names[static_cast<std::size_t>(row.kind)]);
    json_.field("says", rules_.text(row.says));
    if (row.source != no_id) json_.field("source", rules_.text(row.source));
    json_.field("outcome", outcome_names[static_cast<std::size_t>(c.outcome)]);
    json_.field("holds", truth_names[static_cast<std::size_t>(c.holds)]);
    if (row.advice != no_id) json_.field("advice", rules_.text(row.advice));
    if (c.by != no_id) json_.field("replaced_by", rules_.text(rules_.columns.clauses[c.by].id));
    if (row.kind == ClauseKind::end && policy != nullptr)
      ends(c, rules_.text(rules_.phases(*policy)[row.phase].name));
    if (!c.condition.parts.empty()) steps("condition", c.condition);
    if (!c.derivation.parts.empty()) steps("derivation", c.derivation);
    if (!c.published_derivation.parts.empty()) steps("published_derivation", c.published_derivation);
    json_.end();
  }

  void ends(const ClauseOutcome& c, std::string_view phase) {
    json_.field("phase", phase);
    bound("last", c.last);
    json_.field("published", c.published);
    if (c.published) bound("rule", c.rule);
    json_.begin_array("readings");
    for (const ReadingOutcome& r : c.readings) {
      json_.begin_object();
      json_.field("reading", rules_.text(r.name));
      bound("last", r.last);
      json_.end();
    }
    json_.end();
  }

  void bound(const char* key, const Bound& b) {
    json_.begin_object(key);
    json_.field("state", b.state == Bound::State::not_yet        ? "not yet"
                         : b.state == Bound::State::not_recorded ? "not recorded"
                         : b.state == Bound::State::never        ? "never"
                                                                 : "known");
    bound_fields(json_, b);
    json_.end();
  }

  // The root of a derivation only holds the first step.
  void steps(const char* key, const Derivation& root) {
    json_.begin_array(key);
    for (const Derivation& part : root.parts) step(part, 0);
    json_.end();
  }

  void step(const Derivation& d, int depth) {
    json_.begin_object();
    if (d.expression != no_id)
      json_.field("expression", rules_.text(rules_.columns.rows[d.expression].source));
    std::visit([&](const auto& value) { this->value(value); }, d.value);
    if (d.subject != no_id) json_.field("of", world_.label(d.subject));
    if (d.policy != no_id) json_.field("policy", rules_.text(rules_.policy(d.policy).id));
    if (d.fact != no_id) {
      json_.begin_object("fact");
      fact_fields(json_, world_, world_.columns.facts[d.fact]);
      json_.end();
    }
    if (!d.other_facts.empty()) {
      json_.begin_array("other_facts");
      for (const FactId id : d.other_facts) {
        json_.begin_object();
        fact_fields(json_, world_, world_.columns.facts[id]);
        json_.end();
      }
      json_.end();
    }
    if (!d.parts.empty() && depth < deepest) {
      json_.begin_array("steps");
      for (const Derivation& part : d.parts) step(part, depth + 1);
      json_.end();
    }
    json_.end();
  }

  void value(const Bound& b) { json_.field("value", to_text(b)); }
  void value(Truth t) { json_.field("value", truth_names[static_cast<std::size_t>(t)]); }
  void value(const NodeAnswer& n) {
    if (n.state == NodeAnswer::State::found)
      json_.field("value", world_.label(n.node));
    else
      json_.field("value", node_names[static_cast<std::size_t>(n.state)]);
  }
  void value(const NumberAnswer& n) {
    if (n.recorded)
      json_.field("value", n.value);
    else
      json_.field("value", "not recorded");
  }
  void value(const TextAnswer& t) {
    json_.field("value", t.recorded ? std::string_view(t.value) : "not recorded");
  }

  JsonWriter& json_;
  const World& world_;
  const Policies& rules_;
};

}  // namespace

WhyJson::WhyJson(const Asked& asked) {
  begin_answer(json_, "bestby/why/1", asked);
  json_.begin_array("subjects");
}

void WhyJson::add(const Written& written, const World& world, const Policies& policies, const Status& status,
                  PolicyId policy) {
  json_.begin_object();
  written_fields(json_, world, written, status.node);
  json_.begin_array("verdicts");
  for (const PolicyStatus& s : status.policies) {
    if (policy != no_id && s.verdict.timeline.policy != policy) continue;
    json_.begin_object();
    verdict_fields(json_, world, policies, s);
    Explainer(json_, world, policies).explanation(s.explanation);
    json_.end();
  }
  json_.end();
  moves_field(json_, world, status);
  json_.end();
}

void WhyJson::add(std::string_view subject, const Error& error) {
  json_.begin_object();
  json_.field("subject", subject);
  error_fields(json_, error);
  json_.end();
}

std::string WhyJson::take() {
  json_.end();
  json_.end();
  return json_.take();
}

}  // namespace bestby
