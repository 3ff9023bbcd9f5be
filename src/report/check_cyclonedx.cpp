// A check as a bill of materials, CycloneDX 1.6: what was seen, where, and the dates of its life.
//
// The same answer is the same bill: its number is made from what it holds, and its time is the day that
// was asked about.
#include "base/content_hash.h"
#include "report/bill_words.h"
#include "report/check_bill.h"
#include "report/check_places.h"
#include "report/json_writer.h"

namespace bestby {
namespace {

constexpr std::string_view no_number = "urn:uuid:00000000-0000-0000-0000-000000000000";

void metadata(JsonWriter& json, const CheckShown& shown) {
  json.begin_object("metadata");
  json.field("timestamp", day_start(shown.asked.on));
  json.begin_object("tools");
  json.begin_array("components");
  json.begin_object();
  json.field("type", "application");
  json.field("name", "bestby");
  json.field("version", BESTBY_VERSION);
  json.end();
  json.end();
  json.end();
  json.end();
}

void occurrences(JsonWriter& json, const CheckShown& shown, const BillComponent& c) {
  json.begin_object("evidence");
  json.begin_array("occurrences");
  for (const FindingPlace* place : c.places) {
    json.begin_object();
    json.field("location", relative_path(shown.answer, place->target, place->where.path));
    if (place->where.line != 0) json.field("line", std::int64_t{place->where.line});
    if (!place->where.layer.empty()) json.field("additionalContext", "layer " + place->where.layer);
    json.end();
  }
  json.end();
  json.end();
}

void component(JsonWriter& json, const CheckShown& shown, const BillComponent& c) {
  json.begin_object();
  json.field("type", c.type);
  json.field("bom-ref", c.ref);
  if (!c.group.empty()) json.field("group", c.group);
  json.field("name", c.name);
  if (!c.version.empty()) json.field("version", c.version);
  if (!c.purl.empty()) json.field("purl", c.purl);
  occurrences(json, shown, c);
  json.begin_array("properties");
  for (const auto& [name, value] : c.properties) {
    json.begin_object();
    json.field("name", name);
    json.field("value", value);
    json.end();
  }
  json.end();
  json.end();
}

}  // namespace

std::string check_cyclonedx(const CheckShown& shown) {
  JsonWriter json;
  json.begin_object();
  json.field("$schema", "http://cyclonedx.org/schema/bom-1.6.schema.json");
  json.field("bomFormat", "CycloneDX");
  json.field("specVersion", "1.6");
  json.field("serialNumber", no_number);
  json.field("version", std::int64_t{1});
  metadata(json, shown);
  json.begin_array("components");
  for (const BillComponent& c : bill_of(shown)) component(json, shown, c);
  json.end();
  json.begin_array("compositions");
  json.begin_object();
  json.field("aggregate", shown.answer.unread.empty() ? "unknown" : "incomplete");
  json.end();
  json.end();
  json.end();
  std::string out = json.take();
  return out.replace(out.find(no_number), no_number.size(), "urn:uuid:" + content_uuid(out));
}

}  // namespace bestby
