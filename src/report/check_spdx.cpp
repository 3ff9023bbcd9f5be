// A check as a bill of materials, SPDX 2.3: what was seen, until when it is valid, and a note on each.
//
// The same answer is the same bill: its namespace is made from what it holds, and its time is the day that
// was asked about.
#include <fmt/format.h>

#include "base/content_hash.h"
#include "report/bill_words.h"
#include "report/check_bill.h"
#include "report/check_places.h"
#include "report/check_words.h"
#include "report/json_writer.h"

namespace bestby {
namespace {

constexpr std::string_view no_name = "urn:uuid:00000000-0000-0000-0000-000000000000";
constexpr std::string_view document = "SPDXRef-DOCUMENT";

std::string id_of(const BillComponent& c) { return "SPDXRef-" + content_hash(c.ref); }

// CycloneDX's types, and SPDX's purposes.
std::string_view purpose_of(std::string_view type) {
  if (type == "framework") return "FRAMEWORK";
  if (type == "container") return "CONTAINER";
  if (type == "operating-system") return "OPERATING-SYSTEM";
  if (type == "device-driver" || type == "platform" || type == "application") return "APPLICATION";
  return "LIBRARY";
}

void annotation(JsonWriter& json, Date on, std::string_view comment) {
  json.begin_object();
  json.field("annotationDate", day_start(on));
  json.field("annotationType", "OTHER");
  json.field("annotator", "Tool: bestby-" BESTBY_VERSION);
  json.field("comment", comment);
  json.end();
}

void creation(JsonWriter& json, const CheckShown& shown) {
  json.begin_object("creationInfo");
  json.field("created", day_start(shown.asked.on));
  json.begin_array("creators");
  json.item("Tool: bestby-" BESTBY_VERSION);
  json.end();
  json.end();
}

void annotations(JsonWriter& json, const CheckShown& shown, const BillComponent& c) {
  json.begin_array("annotations");
  annotation(json, shown.asked.on,
             fmt::format("{}: {}", finding_names[static_cast<std::size_t>(c.finding->severity)],
                         shown_line(shown.policies, *c.finding, shown.asked.on)));
  for (const auto& [name, value] : c.properties)
    annotation(json, shown.asked.on, fmt::format("{}={}", name, value));
  json.end();
}

void package(JsonWriter& json, const CheckShown& shown, const BillComponent& c) {
  json.begin_object();
  json.field("SPDXID", id_of(c));
  json.field("name", c.group.empty() ? c.name : c.group + "/" + c.name);
  if (!c.version.empty()) json.field("versionInfo", c.version);
  json.field("downloadLocation", "NOASSERTION");
  json.field("filesAnalyzed", false);
  json.field("primaryPackagePurpose", purpose_of(c.type));
  if (c.until) json.field("validUntilDate", day_end(*c.until));
  std::string where;
  for (const FindingPlace* place : c.places)
    where += fmt::format("{}{}", where.empty() ? "" : ", ", shown_place(shown.answer, *place));
  json.field("sourceInfo", "found in " + where);
  if (!c.purl.empty()) {
    json.begin_array("externalRefs");
    json.begin_object();
    json.field("referenceCategory", "PACKAGE-MANAGER");
    json.field("referenceType", "purl");
    json.field("referenceLocator", c.purl);
    json.end();
    json.end();
  }
  annotations(json, shown, c);
  json.end();
}

}  // namespace

std::string check_spdx(const CheckShown& shown) {
  const std::vector<BillComponent> bill = bill_of(shown);
  JsonWriter json;
  json.begin_object();
  json.field("spdxVersion", "SPDX-2.3");
  json.field("dataLicense", "CC0-1.0");
  json.field("SPDXID", document);
  json.field("name", "bestby check");
  json.field("documentNamespace", no_name);
  creation(json, shown);
  if (!shown.answer.unread.empty())
    json.field("comment",
               fmt::format("incomplete: {} could not be read", counted(shown.answer.unread.size(), "part")));
  json.begin_array("packages");
  for (const BillComponent& c : bill) package(json, shown, c);
  json.end();
  json.begin_array("relationships");
  for (const BillComponent& c : bill) {
    json.begin_object();
    json.field("spdxElementId", document);
    json.field("relationshipType", "DESCRIBES");
    json.field("relatedSpdxElement", id_of(c));
    json.end();
  }
  json.end();
  json.end();
  std::string out = json.take();
  return out.replace(out.find(no_name), no_name.size(), "urn:uuid:" + content_uuid(out));
}

}  // namespace bestby
