// A check as JSON, bestby/check/1, and as lines of JSON.
#include "report/check_report.h"
#include "report/check_words.h"
#include "report/json_writer.h"
#include "report/status_json.h"

namespace bestby {
namespace {

void text_or_null(JsonWriter& json, const char* key, const std::string& text) {
  if (text.empty())
    json.null(key);
  else
    json.field(key, text);
}

void number_or_null(JsonWriter& json, const char* key, std::uint32_t value) {
  if (value == 0)
    json.null(key);
  else
    json.field(key, static_cast<std::int64_t>(value));
}

void place_json(JsonWriter& json, const CheckShown& shown, const FindingPlace& place) {
  json.begin_object();
  json.field("target", shown.answer.targets[place.target]);
  json.field("path", place.where.path);
  number_or_null(json, "line", place.where.line);
  number_or_null(json, "column", place.where.column);
  text_or_null(json, "layer", place.where.layer);
  text_or_null(json, "written", place.written);
  text_or_null(json, "set_aside", place.set_aside);
  json.end();
}

void status_json(JsonWriter& json, const CheckShown& shown, const CheckFinding& f) {
  const auto* by = std::get_if<ByPolicy>(&f.cause);
  if (by == nullptr) {
    json.null("phase");
    json.null("policy");
    const auto* said = std::get_if<ByPublisher>(&f.cause);
    bound_fields(json, said == nullptr ? Bound::not_recorded() : Bound::exactly(said->through));
    return;
  }
  const PolicyRow& policy = shown.policies.policy(by->status.verdict.timeline.policy);
  if (by->status.phase == no_id)
    json.null("phase");
  else
    json.field("phase", shown.policies.text(shown.policies.phases(policy)[by->status.phase].name));
  json.field("policy", shown.policies.text(policy.id));
  bound_fields(json, by->status.through);
}

void finding_fields(JsonWriter& json, const CheckShown& shown, const CheckFinding& f) {
  json.field("id", f.id);
  json.field("subject", f.subject);
  text_or_null(json, "product", f.product);
  text_or_null(json, "release", f.release);
  json.field("severity", finding_names[static_cast<std::size_t>(f.severity)]);
  status_json(json, shown, f);
  json.field("why", shown_why(shown.policies, f, shown.asked.on));
  json.field("open", f.open());
  json.begin_array("instead");
  for (const Instead& i : f.instead) {
    json.begin_object();
    json.field("text", i.text);
    text_or_null(json, "from", i.from);
    text_or_null(json, "to", i.to);
    json.field("smallest_step", i.smallest);
    json.field("patched_longest", i.longest);
    bound_fields(json, i.patched);
    json.end();
  }
  json.end();
  json.begin_array("where");
  for (const FindingPlace& place : f.places) place_json(json, shown, place);
  json.end();
}

void summary_json(JsonWriter& json, const CheckAnswer& answer) {
  const CheckSummary summary = summary_of(answer);
  json.begin_object("summary");
  for (std::size_t i = 0; i < summary.open.size(); ++i)
    json.field(finding_names[i], static_cast<std::int64_t>(summary.open[i]));
  json.field("set_aside", static_cast<std::int64_t>(summary.set_aside));
  json.field("files", static_cast<std::int64_t>(answer.files));
  json.field("bytes", static_cast<std::int64_t>(answer.bytes));
  json.end();
}

}  // namespace

std::string check_json(const CheckShown& shown) {
  JsonWriter json;
  begin_answer(json, "bestby/check/1", shown.asked);
  json.begin_array("targets");
  for (const std::string& target : shown.answer.targets) json.item(target);
  json.end();
  json.begin_array("findings");
  if (!shown.summary)
    for (const CheckFinding& f : shown.answer.findings)
      if (shows(shown, f)) {
        json.begin_object();
        finding_fields(json, shown, f);
        json.end();
      }
  json.end();
  json.begin_array("incomplete");
  for (const CheckUnread& u : shown.answer.unread) {
    json.begin_object();
    json.field("target", shown.answer.targets[u.target]);
    json.field("path", u.path);
    json.field("reason", u.reason);
    json.end();
  }
  json.end();
  json.begin_array("expired");
  for (const std::string& expired : shown.answer.expired) json.item(expired);
  json.end();
  summary_json(json, shown.answer);
  json.end();
  return json.take();
}

std::string check_json_lines(const CheckShown& shown) {
  std::string out;
  for (const CheckFinding& f : shown.answer.findings) {
    if (!shows(shown, f)) continue;
    JsonWriter json;
    json.begin_object();
    finding_fields(json, shown, f);
    json.end();
    // One line: outside of texts the writer's line feeds are layout, and inside there are none.
    for (const char c : json.take())
      if (c != '\n') out += c;
    out += '\n';
  }
  return out;
}

}  // namespace bestby
