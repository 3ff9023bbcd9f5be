#include "report/status_json.h"

#include <array>

#include "report/range_words.h"
#include "report/words.h"

namespace bestby {
namespace {

constexpr std::array<const char*, 4> through_names = {"itself", "cycle", "releases", "images"};
constexpr std::array<const char*, 3> code_names = {"usage", "input", "catalog"};

std::optional<bool> as_bool(Truth truth) {
  if (truth == Truth::unknown) return std::nullopt;
  return truth == Truth::yes;
}

void release_fields(JsonWriter& json, const World& world, NodeId node) {
  json.field("product", world.text(world.product(node).id));
  if (world.is_product(node))
    json.null("release");
  else
    json.field("release", world.name(node));
}

void clause_fields(JsonWriter& json, const Policies& policies, ClauseId clause) {
  const ClauseRow& row = policies.columns.clauses[clause];
  json.field("clause", policies.text(row.id));
  json.field("says", policies.text(row.says));
  if (row.source != no_id) json.field("source", policies.text(row.source));
}

void lines_field(JsonWriter& json, const World& world, const PolicyStatus& s) {
  json.begin_array("lines");
  for (const Line& line : s.lines) {
    json.begin_object();
    release_fields(json, world, line.node);
    bound_fields(json, line.patched);
    json.end();
  }
  json.end();
}

}  // namespace

void bound_fields(JsonWriter& json, const Bound& bound) {
  const LastDay day = last_day(bound);
  json.field("through", day.through);
  json.field("bound", name_of(day.kind));
  json.field("lo", day.low);
  json.field("hi", day.high);
}

void phases_field(JsonWriter& json, const Policies& policies, const PolicyStatus& s) {
  const auto rows = policies.phases(policies.policy(s.verdict.timeline.policy));
  json.begin_array("phases");
  for (const PhaseState& p : s.phases) {
    json.begin_object();
    json.field("phase", policies.text(rows[p.phase].name));
    json.field("holds", as_bool(p.holds));
    for (const auto& [key, bound] : {std::pair("first", p.first), std::pair("last", p.last)}) {
      json.begin_object(key);
      const LastDay day = last_day(bound);
      json.field("day", day.through);
      json.field("bound", name_of(day.kind));
      json.field("lo", day.low);
      json.field("hi", day.high);
      json.end();
    }
    if (p.clause == no_id)
      json.null("clause");
    else
      json.field("clause", policies.text(policies.columns.clauses[p.clause].id));
    json.field("published", p.published);
    json.end();
  }
  json.end();
}

void verdict_fields(JsonWriter& json, const World& world, const Policies& policies, const PolicyStatus& s) {
  const PolicyRow& policy = policies.policy(s.verdict.timeline.policy);
  json.field("policy", policies.text(policy.id));
  json.field("publisher", policies.text(policy.publisher));
  json.field("decides", s.verdict.decides);
  if (s.phase == no_id)
    json.null("phase");
  else
    json.field("phase", policies.text(policies.phases(policy)[s.phase].name));
  json.field("certain", s.certain);
  json.begin_object("services");
  for (std::uint32_t i = 0; i < s.services.size(); ++i)
    json.field(world.text(world.columns.services[i]), as_bool(s.services[i]));
  json.end();
  bound_fields(json, s.through);
  phases_field(json, policies, s);
  if (s.ends_by == no_id) {
    json.null("reason");
  } else {
    json.begin_object("reason");
    clause_fields(json, policies, s.ends_by);
    json.field("published", s.published);
    json.end();
  }
  json.begin_array("not_recorded");
  for (const ClauseId clause : s.silent) json.item(policies.text(policies.columns.clauses[clause].id));
  json.end();
  json.begin_object("judged");
  json.field("as", judged_as_line(world, policies, s.verdict)
                       ? "line"
                       : through_names[static_cast<std::size_t>(s.verdict.through)]);
  release_fields(json, world, s.verdict.timeline.node);
  json.field("lines", static_cast<std::int64_t>(s.verdict.lines.size()));
  json.end();
  lines_field(json, world, s);
  json.begin_array("advice");
  for (const ClauseId clause : s.advice) json.item(policies.text(policies.columns.clauses[clause].advice));
  json.end();
}

void moves_field(JsonWriter& json, const World& world, const Status& status) {
  json.begin_array("move_to");
  for (const Move& move : status.move_to) {
    json.begin_object();
    json.field("subject", world.label(move.node));
    release_fields(json, world, move.node);
    json.field("smallest_step", move.smallest);
    json.field("patched_longest", move.longest);
    bound_fields(json, move.patched);
    json.end();
  }
  json.end();
}

void subject_fields(JsonWriter& json, const World& world, std::string_view subject, std::string_view note,
                    NodeId node) {
  json.field("subject", subject);
  release_fields(json, world, node);
  if (!note.empty()) json.field("note", note);
}

void written_fields(JsonWriter& json, const World& world, const Written& written, NodeId node) {
  subject_fields(json, world, written.subject, written.note, node);
  if (written.range != nullptr) range_field(json, world, *written.range);
}

void error_fields(JsonWriter& json, const Error& error) {
  json.begin_object("error");
  json.field("code", code_names[static_cast<std::size_t>(error.code)]);
  json.field("message", error.message);
  if (!error.help.empty()) json.field("help", error.help);
  json.begin_array("suggestions");
  for (const auto& suggestion : error.suggestions) json.item(suggestion);
  json.end();
  json.end();
}

StatusJson::StatusJson(const Asked& asked) {
  begin_answer(json_, "bestby/status/1", asked);
  json_.begin_array("subjects");
}

void StatusJson::add(const Written& written, const World& world, const Policies& policies,
                     const Status& status) {
  json_.begin_object();
  written_fields(json_, world, written, status.node);
  json_.begin_array("verdicts");
  for (const PolicyStatus& s : status.policies) {
    json_.begin_object();
    verdict_fields(json_, world, policies, s);
    json_.end();
  }
  json_.end();
  moves_field(json_, world, status);
  json_.end();
}

void StatusJson::add(std::string_view subject, const Error& error) {
  json_.begin_object();
  json_.field("subject", subject);
  error_fields(json_, error);
  json_.end();
}

std::string StatusJson::take() {
  json_.end();
  json_.end();
  return json_.take();
}

}  // namespace bestby
