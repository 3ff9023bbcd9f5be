// A check as SARIF 2.1.0.
//
// One result a place, not one a finding: code scanning shows an alert at a result's first location, and
// closes it when that result is gone. With one result for forty places, thirty-nine would have no mark in
// the code, and mending the first would look as if the alert had moved. What belongs together still has
// one id, and the message says in how many places it stands.
//
// A result's fingerprint is made from the finding's id, the path, and how many of the same stand before it,
// so it stays the same when lines are added above. Columns are Unicode code points.
#include <map>
#include <utility>

#include <fmt/format.h>

#include "report/check_places.h"
#include "report/check_report.h"
#include "report/check_severities.h"
#include "report/check_words.h"
#include "report/json_writer.h"

namespace bestby {
namespace {

void text_object(JsonWriter& json, std::string_view key, std::string_view text) {
  json.begin_object(key);
  json.field("text", text);
  json.end();
}

void artifact(JsonWriter& json, const std::string& path) {
  const PlaceUri uri = path_uri(path);
  json.begin_object("artifactLocation");
  json.field("uri", uri.uri);
  if (uri.relative) json.field("uriBaseId", "%SRCROOT%");
  json.end();
}

void columns(JsonWriter& json, std::string_view key, std::uint32_t line, std::uint32_t column,
             std::uint32_t length) {
  json.begin_object(key);
  json.field("startLine", std::int64_t{line});
  if (column != 0) json.field("startColumn", std::int64_t{column});
  if (column != 0 && length != 0) json.field("endColumn", std::int64_t{column} + length);
  json.end();
}

class SarifLog {
 public:
  explicit SarifLog(const CheckShown& shown) : shown_(shown) {
    if (shown.fixes == nullptr) return;
    for (const FixFile& file : shown.fixes->files)
      for (const FixEdit& edit : file.edits) edits_.emplace(std::pair(edit.finding, edit.place), &edit);
  }

  std::string run() {
    json_.begin_object();
    json_.field("$schema", "https://json.schemastore.org/sarif-2.1.0.json");
    json_.field("version", "2.1.0");
    json_.begin_array("runs");
    json_.begin_object();
    driver();
    json_.begin_object("originalUriBaseIds");
    json_.begin_object("%SRCROOT%");
    text_object(json_, "description", "the folder in which bestby was started");
    json_.end();
    json_.end();
    json_.field("columnKind", "unicodeCodePoints");
    invocation();
    results();
    json_.end();
    json_.end();
    json_.end();
    return json_.take();
  }

 private:
  void driver() {
    json_.begin_object("tool");
    json_.begin_object("driver");
    json_.field("name", "bestby");
    json_.field("semanticVersion", BESTBY_VERSION);
    json_.begin_array("rules");
    for (const SeverityRow& row : severity_table()) {
      json_.begin_object();
      json_.field("id", finding_names[static_cast<std::size_t>(row.finding)]);
      text_object(json_, "shortDescription", row.title);
      text_object(json_, "fullDescription", row.says);
      text_object(json_, "help", row.help);
      json_.begin_object("defaultConfiguration");
      json_.field("level", row.sarif);
      json_.end();
      json_.end();
    }
    json_.end();
    json_.end();
    json_.end();
  }

  void notification(const std::string& path, std::string_view message, std::string_view level) {
    json_.begin_object();
    text_object(json_, "message", message);
    json_.field("level", level);
    if (!path.empty()) {
      json_.begin_array("locations");
      json_.begin_object();
      json_.begin_object("physicalLocation");
      artifact(json_, path);
      json_.end();
      json_.end();
      json_.end();
    }
    json_.end();
  }

  // `executionSuccessful` says whether the tool ran: what was not read is told beside it.
  void invocation() {
    json_.begin_array("invocations");
    json_.begin_object();
    json_.field("executionSuccessful", true);
    json_.begin_array("toolExecutionNotifications");
    for (const CheckUnread& u : shown_.answer.unread) {
      const std::string path = relative_path(shown_.answer, u.target, u.path);
      notification(path, fmt::format("{}: {}", path, u.reason), "error");
    }
    for (const std::string& expired : shown_.answer.expired) notification({}, expired, "error");
    json_.end();
    json_.end();
    json_.end();
  }

  void results() {
    json_.begin_array("results");
    for (std::size_t i = 0; i < shown_.answer.findings.size(); ++i) {
      const CheckFinding& f = shown_.answer.findings[i];
      if (!shows_set_aside(shown_, f)) continue;
      for (std::size_t p = 0; p < f.places.size(); ++p) result(i, p);
    }
    json_.end();
  }

  std::string message(const CheckFinding& f) const {
    std::string out = shown_line(shown_.policies, f, shown_.asked.on);
    if (f.places.size() > 1) out += fmt::format("; it stands in {} places", f.places.size());
    return out;
  }

  void result(std::size_t finding, std::size_t number) {
    const CheckFinding& f = shown_.answer.findings[finding];
    const FindingPlace& place = f.places[number];
    const std::string path = relative_path(shown_.answer, place.target, place.where.path);
    json_.begin_object();
    json_.field("ruleId", finding_names[static_cast<std::size_t>(f.severity)]);
    json_.field("ruleIndex", static_cast<std::int64_t>(f.severity));
    // Only what fails by its nature has a level; what is well is no failure.
    if (f.severity == Finding::ok) json_.field("kind", "pass");
    json_.field("level", severity_row(f.severity).sarif);
    text_object(json_, "message", message(f));
    location(place, path);
    json_.begin_object("partialFingerprints");
    json_.field("bestbyFinding/v1", names_.of(f, path));
    json_.end();
    if (!place.set_aside.empty()) suppression(place);
    fix(finding, number, path);
    json_.begin_object("properties");
    json_.field("finding", f.id);
    json_.field("written", place.written);
    json_.end();
    json_.end();
  }

  void location(const FindingPlace& place, const std::string& path) {
    json_.begin_array("locations");
    json_.begin_object();
    json_.begin_object("physicalLocation");
    artifact(json_, path);
    if (place.where.line != 0)
      columns(json_, "region", place.where.line, place.where.column, place.where.length);
    json_.end();
    if (!place.where.layer.empty()) {
      json_.begin_array("logicalLocations");
      json_.begin_object();
      json_.field("fullyQualifiedName", place.where.layer);
      json_.field("kind", "layer");
      json_.end();
      json_.end();
    }
    json_.end();
    json_.end();
  }

  void suppression(const FindingPlace& place) {
    json_.begin_array("suppressions");
    json_.begin_object();
    json_.field("kind", "external");
    json_.field("justification", place.set_aside);
    json_.end();
    json_.end();
  }

  const FixEdit* edit_of(std::size_t finding, std::size_t place) const {
    const auto at = edits_.find({finding, place});
    return at == edits_.end() ? nullptr : at->second;
  }

  void fix(std::size_t finding, std::size_t place, const std::string& path) {
    const FixEdit* edit = edit_of(finding, place);
    if (edit == nullptr) return;
    json_.begin_array("fixes");
    json_.begin_object();
    text_object(json_, "description", "the smallest step to what is patched");
    json_.begin_array("artifactChanges");
    json_.begin_object();
    artifact(json_, path);
    json_.begin_array("replacements");
    json_.begin_object();
    columns(json_, "deletedRegion", edit->line, edit->column, edit->length);
    text_object(json_, "insertedContent", edit->to);
    json_.end();
    json_.end();
    json_.end();
    json_.end();
    json_.end();
    json_.end();
  }

  const CheckShown& shown_;
  std::map<std::pair<std::size_t, std::size_t>, const FixEdit*> edits_;
  JsonWriter json_;
  PlaceNames names_;
};

}  // namespace

std::string check_sarif(const CheckShown& shown) { return SarifLog(shown).run(); }

}  // namespace bestby
