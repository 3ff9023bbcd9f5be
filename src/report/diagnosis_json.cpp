#include "report/diagnosis.h"
#include "report/json_writer.h"

namespace bestby {
namespace {

std::int64_t number(std::uint64_t n) { return static_cast<std::int64_t>(n); }

class Writer {
 public:
  Writer(const World& world, const DiagnosedLog& log, JsonWriter& json)
      : world_(world), log_(log), json_(json) {}

  void problem(const KnownProblem& p, const ProblemSeen& seen) {
    json_.begin_object();
    json_.field("id", p.id);
    json_.field("says", p.says);
    json_.field("means", p.means);
    json_.field("count", number(seen.count));
    json_.begin_array("readings");
    for (const LogReading& r : seen.readings) reading(p, r);
    json_.end();
    json_.field("not_kept", number(seen.not_kept));
    json_.begin_array("concerns");
    for (const NodeId node : p.concerns) json_.item(shown_name(world_, node));
    json_.end();
    json_.begin_array("sources");
    for (const KnownProblem::Citation& c : p.citations) source(c);
    json_.end();
    json_.end();
  }

 private:
  void reading(const KnownProblem& p, const LogReading& r) {
    json_.begin_object();
    json_.field("line", number(r.first.line));
    json_.field("column", number(r.first.column));
    json_.field("count", number(r.count));
    json_.field("excerpt", r.excerpt);
    json_.field("mark", std::int64_t{r.mark});
    json_.field("length", std::int64_t{r.length});
    json_.begin_array("values");
    for (const ReadValue& v : r.values) {
      json_.begin_object();
      json_.field("name", v.name);
      json_.field("says", v.says);
      json_.field("value", v.value);
      json_.end();
    }
    json_.end();
    json_.begin_array("recorded");
    for (const RecordedFact& f : recorded_facts(world_, p, r, log_.known)) recorded(f);
    json_.end();
    json_.begin_array("do");
    for (const std::string& step : steps_of(p, r)) json_.item(step);
    json_.end();
    json_.end();
  }

  void recorded(const RecordedFact& f) {
    json_.begin_object();
    json_.field("subject", f.subject);
    json_.field("predicate", f.predicate);
    json_.begin_array("values");
    for (const std::string& value : f.values) json_.item(value);
    json_.end();
    json_.begin_array("sources");
    for (const std::string& source : f.sources) json_.item(source);
    json_.end();
    if (f.unknown.empty())
      json_.null("unknown");
    else
      json_.field("unknown", f.unknown);
    json_.end();
  }

  void source(const KnownProblem::Citation& c) {
    const SourceRow& s = world_.columns.sources[c.source];
    json_.begin_object();
    json_.field("id", world_.text(s.id));
    json_.field("title", world_.text(s.title));
    json_.field("url", world_.text(s.url));
    json_.field("place", c.place);
    json_.end();
  }

  const World& world_;
  const DiagnosedLog& log_;
  JsonWriter& json_;
};

}  // namespace

std::string diagnosis_json(const World& world, const ProblemTable& table, const LogFindings& found,
                           const DiagnosedLog& log, const Asked& asked) {
  JsonWriter json;
  begin_answer(json, "bestby/diagnose/1", asked);
  json.begin_object("log");
  json.field("name", log.name);
  json.field("lines", number(found.lines));
  json.field("bytes", number(found.bytes));
  json.field("complete", log.complete);
  json.end();
  json.field("looked_for", number(table.problems.size()));
  json.begin_array("problems");
  Writer writer(world, log, json);
  for (const ProblemSeen& seen : found.problems) writer.problem(table.problems[seen.problem], seen);
  json.end();
  json.end();
  return json.take();
}

}  // namespace bestby
