// An answer of `find` as text: the images, or why there is none and what to change.
#pragma once

#include <string>

#include "report/asked.h"
#include "report/find_words.h"
#include "report/words.h"

namespace bestby {

class Evaluator;

std::string find_text(const ImageRows& rows, Evaluator& evaluator, const Found& found, const Asked& asked,
                      Paint paint);

// The region that was asked for; no_id where none was.
NodeId asked_region(const Found& found, const Answer& answer);
// The name of the machine type that is part of the answer; empty where none was asked for.
std::string_view asked_instance(const Found& found, const World& world, const Answer& answer);
// What the images carry or need that is asked for and stands beside them: "smddp 1.5.0, ml.p4d.24xlarge".
std::string beside_words(const Found& found, const World& world, const Answer& answer);
// "supported; patched through 2026-10-15 (in 54 days); ends by aws-...: aging-out (published)"
std::string end_words(Evaluator& evaluator, NodeId image, Date on, Paint paint);
// What is recorded as a known problem or advice of the image and of what goes with it.
std::vector<std::string> known_issues(const World& world, std::int32_t known, const Answer& answer);

}  // namespace bestby
