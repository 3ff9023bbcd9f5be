// Why, as JSON: schemas/why.json. What status says of each policy, and every clause with its outcome
// and its derivation as a tree of steps.
#pragma once

#include <string>
#include <string_view>

#include "report/asked.h"
#include "judge/status.h"

namespace bestby {

std::string why_json(const World& world, const Policies& policies, const Status& status,
                     std::string_view subject, std::string_view note, PolicyId policy, const Asked& asked);

}  // namespace bestby
