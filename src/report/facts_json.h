// One fact as JSON: what is said, of what, where it stands and since when it is known.
#pragma once

#include "catalog/world.h"
#include "report/json_writer.h"

namespace bestby {

void fact_fields(JsonWriter& json, const World& world, const FactRow& fact);

}  // namespace bestby
