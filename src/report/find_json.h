// An answer of `find` as JSON: bestby/find/1 (schemas/find.schema.json).
#pragma once

#include <string>

#include "report/find_text.h"

namespace bestby {

std::string find_json(const ImageRows& rows, Evaluator& evaluator, const Found& found, const Asked& asked);

}  // namespace bestby
