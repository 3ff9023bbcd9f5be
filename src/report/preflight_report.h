// The checks of a planned job, as text and as JSON (bestby/preflight/1, schemas/preflight.schema.json).
#pragma once

#include <string>

#include "judge/preflight.h"
#include "report/asked.h"
#include "report/words.h"

namespace bestby {

// `reasons`: what `find` says where nothing fits; empty where something does.
std::string preflight_text(const Preflight& preflight, const std::string& reasons, Paint paint);
std::string preflight_json(const Preflight& preflight, const Found& found, const ImageRows& rows,
                           const Asked& asked, Date through);

}  // namespace bestby
