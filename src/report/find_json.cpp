#include "report/find_json.h"

#include <fmt/format.h>

#include "find/pull_address.h"
#include "judge/status.h"
#include "report/json_writer.h"
#include "report/status_json.h"

namespace bestby {
namespace {

class FindJson {
 public:
  FindJson(const ImageRows& rows, Evaluator& evaluator, const Found& found, const Asked& asked)
      : rows_(rows), world_(rows.world()), e_(evaluator), found_(found), words_(rows, found), asked_(asked) {}

  std::string run() {
    begin_answer(json_, "bestby/find/1", asked_);
    json_.begin_array("asked");
    for (const Constraint& c : found_.constraints) json_.item(c.text);
    json_.end();
    json_.field("count", static_cast<std::int64_t>(found_.count));
    json_.begin_array("answers");
    for (const Answer& a : found_.answers) answer({}, a);
    json_.end();
    if (found_.refusal)
      refusal(*found_.refusal);
    else
      json_.null("refusal");
    json_.end();
    return json_.take();
  }

 private:
  // `query`: what the answer satisfies; what was asked, where it is absent.
  void answer(std::string_view key, const Answer& a, const std::vector<std::string>* query = nullptr) {
    if (key.empty())
      json_.begin_object();
    else
      json_.begin_object(key);
    json_.field("reference", shown_name(world_, a.image));
    const std::string address = pull_address(world_, rows_.known(), a.image, asked_region(found_, a));
    if (address.empty())
      json_.null("address");
    else
      json_.field("address", address);
    const LaunchWords machine = launch_words(world_, rows_.known(), a.image, asked_region(found_, a),
                                             asked_instance(found_, world_, a));
    for (const auto& [name, text] : {std::pair("machine_image", &machine.id),
                                     {"id_query", &machine.query},
                                     {"launch_command", &machine.launch}})
      if (text->empty())
        json_.null(name);
      else
        json_.field(name, *text);
    end(a);
    attributes(a);
    json_.begin_array("because");
    if (query != nullptr)
      for (const std::string& text : *query) json_.item(text);
    for (unsigned c = 0; c < found_.constraints.size(); ++c)
      if (query == nullptr && (a.displeases >> c & 1U) == 0) json_.item(found_.constraints[c].text);
    json_.end();
    json_.begin_array("known_issues");
    for (const std::string& issue : known_issues(world_, rows_.known(), a)) json_.item(issue);
    json_.end();
    json_.end();
  }

  void end(const Answer& a) {
    const auto status = deciding_policy(e_, a.image, asked_.on);
    json_.begin_object("until");
    bound_fields(json_, status ? status->patched : Bound::not_recorded());
    json_.end();
    if (!status || status->ends_by == no_id) return json_.null("ends_first");
    const Policies& policies = e_.policies();
    json_.begin_object("ends_first");
    json_.field("policy", policies.text(policies.policy(status->verdict.timeline.policy).id));
    json_.field("clause", policies.text(policies.columns.clauses[status->ends_by].id));
    json_.field("published", status->published);
    json_.end();
  }

  void attributes(const Answer& a) {
    json_.begin_object("attributes");
    for (const ImageColumn& column : rows_.columns()) {
      const auto values = column.of(a.row);
      if (values.empty() || (column.attribute.part_kind != no_id && !column.nodes)) continue;
      json_.begin_array(world_.text(world_.predicate(column.attribute.predicate).name));
      for (const std::uint32_t v : values)
        json_.item(column.nodes ? world_.label(v) : std::string(world_.text(v)));
      json_.end();
    }
    json_.end();
    json_.begin_array("beside");
    for (const NodeId n : a.beside)
      if (n != no_id) json_.item(world_.label(n));
    json_.end();
    json_.begin_array("wheels");
    for (const auto& [library, file] : words_.wheels(a)) {
      json_.begin_object();
      json_.field("library", world_.label(library));
      if (file.empty())
        json_.null("file");
      else
        json_.field("file", file);
      json_.end();
    }
    json_.end();
  }

  void refusal(const Refusal& refusal) {
    json_.begin_object("refusal");
    json_.begin_array("conflicts");
    for (const Conflict& c : refusal.conflicts) conflict(c);
    json_.end();
    json_.begin_array("blocked");
    for (const Fix& f : refusal.blocked) fix(f);
    json_.end();
    json_.begin_array("possible");
    for (const Possible& p : refusal.possible) {
      json_.begin_object();
      json_.field("not_recorded", found_.constraints[p.unknown].text);
      answer("image", p.answer);
      json_.end();
    }
    json_.end();
    json_.field("hidden", static_cast<std::int64_t>(refusal.hidden));
    json_.end();
  }

  void texts(std::string_view key, const std::vector<std::string>& all) {
    json_.begin_array(key);
    for (const std::string& text : all) json_.item(text);
    json_.end();
  }

  void conflict(const Conflict& c) {
    json_.begin_object();
    const auto members = words_.texts(c.members);
    json_.field("id", FindingWords::id(members));
    texts("members", members);
    json_.field("sentence", words_.sentence(c));
    std::vector<std::string> evidence;
    for (const Projection& e : c.evidence)
      if (auto text = words_.evidence(e); !text.empty()) evidence.push_back(std::move(text));
    for (const Problem::Objection& o : c.objections) evidence.push_back(words_.objection(o));
    texts("evidence", evidence);
    json_.begin_array("fixes");
    for (const Fix& f : c.fixes) fix(f);
    json_.end();
    json_.field("hidden", static_cast<std::int64_t>(c.hidden));
    json_.end();
  }

  void fix(const Fix& f) {
    json_.begin_object();
    json_.field("id", FindingWords::id(f.query));
    json_.begin_array("changes");
    for (const Change& change : f.changes) {
      json_.begin_object();
      json_.field("from", found_.constraints[change.constraint].text);
      if (change.to.empty())
        json_.null("to");
      else
        json_.field("to", change.to);
      json_.end();
    }
    json_.end();
    texts("query", f.query);
    answer("witness", f.witness, &f.query);
    json_.end();
  }

  const ImageRows& rows_;
  const World& world_;
  Evaluator& e_;
  const Found& found_;
  FindingWords words_;
  const Asked& asked_;
  JsonWriter json_;
};

}  // namespace

std::string find_json(const ImageRows& rows, Evaluator& evaluator, const Found& found, const Asked& asked) {
  return FindJson(rows, evaluator, found, asked).run();
}

}  // namespace bestby
