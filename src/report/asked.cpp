#include "report/asked.h"

#include "report/json_writer.h"

namespace bestby {

void begin_answer(JsonWriter& json, const char* schema, const Asked& asked) {
  json.begin_object();
  json.field("schema", schema);
  json.field("on", std::optional(asked.on));
  json.field("known", asked.known);
  json.begin_object("catalog");
  json.field("as_of", std::optional(asked.as_of));
  json.field("age_days", std::int64_t{asked.age_days()});
  json.field("stale", asked.stale());
  json.end();
}

}  // namespace bestby
