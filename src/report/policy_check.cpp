#include "report/policy_check.h"

#include "report/json_writer.h"

namespace bestby {
namespace {

void good(JsonWriter& json, const Policies& policies, const PolicyRow& p) {
  json.begin_object();
  json.field("policy", policies.text(p.id));
  json.field("phases", std::int64_t{p.phase_count});
  json.field("clauses", std::int64_t{p.clause_count});
  json.field("editions", std::int64_t{p.edition_count});
  json.end();
}

void wrong(JsonWriter& json, const Error& error) {
  json.begin_object();
  json.field("message", error.message);
  if (!error.span.file.empty()) json.field("file", error.span.file);
  if (error.span.line > 0) {
    json.field("line", std::int64_t{error.span.line});
    json.field("column", std::int64_t{error.span.column});
  }
  if (!error.help.empty()) json.field("help", error.help);
  json.begin_array("suggestions");
  for (const auto& suggestion : error.suggestions) json.item(suggestion);
  json.end();
  json.end();
}

}  // namespace

std::string policy_check_json(const Policies& policies, std::span<const PolicyRow> checked,
                              std::span<const Error> errors, const Asked& asked) {
  JsonWriter json;
  begin_answer(json, "bestby/policy-check/1", asked);
  json.begin_array("policies");
  if (errors.empty())
    for (const PolicyRow& p : checked) good(json, policies, p);
  json.end();
  json.begin_array("errors");
  for (const Error& error : errors) wrong(json, error);
  json.end();
  json.end();
  return json.take();
}

}  // namespace bestby
