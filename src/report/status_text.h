// A status as text: one line a policy that speaks of the subject, the one that decides first.
//
//     pytorch@1.12.1  ended; was patched through 2023-07-01 (yesterday)  aws-deep-learning-images: aging-out
//     move to pytorch@1.13.1
#pragma once

#include <string>

#include "report/asked.h"
#include "report/words.h"

namespace bestby {

std::string status_text(const World& world, const Policies& policies, const Status& status,
                        std::string_view note, const Asked& asked, Paint paint);

}  // namespace bestby
