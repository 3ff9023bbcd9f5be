// What a check of policy files found, as JSON: schemas/policy-check.schema.json. What is good of the
// files, or what is wrong with them and where.
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "policy/policy.h"
#include "report/asked.h"

namespace bestby {

// `checked`: those of `policies` that the files define.
std::string policy_check_json(const Policies& policies, std::span<const PolicyRow> checked,
                              std::span<const Error> errors, const Asked& asked);

}  // namespace bestby
