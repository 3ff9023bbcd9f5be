// Until when images are patched, for find/image_rows.h, which knows no policy.
//
//     ImageRows rows(world, known, image_ends(evaluator, on));
//
// The evaluator must outlive what is returned.
#pragma once

#include "find/image_rows.h"
#include "judge/status.h"

namespace bestby {

EndOf image_ends(Evaluator& evaluator, Date on);

}  // namespace bestby
