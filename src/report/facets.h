// What can still be asked for among the images that satisfy a query: values and how many have them.
#pragma once

#include <string>

#include "find/image_rows.h"
#include "report/asked.h"
#include "report/words.h"

namespace bestby {

std::string facets_text(const ImageRows& rows, const Bits& images, Paint paint);
// bestby/facets/1, schemas/facets.schema.json
std::string facets_json(const ImageRows& rows, const Bits& images, const Asked& asked);

}  // namespace bestby
