// Quotas of an account, as `aws service-quotas list-service-quotas` prints them, or as an error tells one.
//
//     std::vector<Quota> quotas = *read_quotas("quotas.json", text);
//     quotas[0].name     // "ml.p4d.24xlarge for training job usage"
//     quotas[0].value    // 2
//
// Read are the objects of the list `Quotas`: QuotaName, QuotaCode, Value, Adjustable; others are left
// alone. Pages that stand one after the other, or in a list, are read as one. Errors: `input`, with the
// place. Linear.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"

namespace bestby {

struct Quota {
  std::string service, name, code;
  double value = 0;
  std::optional<bool> adjustable;
};

Result<std::vector<Quota>> read_quotas(std::string file, std::string text);

}  // namespace bestby
