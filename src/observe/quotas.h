// Quotas of an account, as `aws service-quotas list-service-quotas` prints them, or as an error tells one.
//
//     std::vector<Quota> quotas = *read_quotas("quotas.json", text);
//     quotas[0].name     // "ml.p4d.24xlarge for training job usage"
//     quotas[0].value    // 2
//
// Read are the objects of the list `Quotas`: QuotaName, QuotaCode, Value, Adjustable; others are left
// alone. Pages that stand one after the other, or in a list, are read as one. Errors: `input`, with the
// place. Linear.
//
// An error that a refused job left tells one quota: its limit, and how much of it was in use. Which texts
// are such errors is data of the catalogue: a known problem (observe/problem_table.h) of which `limit`,
// `used`, and `quota` or `instance` and `use` are read. Of one quota the last error counts.
//
//     read_quotas_in_log(table, text)[0].used     // 2
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/result.h"
#include "observe/problem_table.h"

namespace bestby {

struct Quota {
  std::string service, name, code;
  double value = 0;
  std::optional<bool> adjustable;
  std::optional<double> used = {};  // where an error told it
};

Result<std::vector<Quota>> read_quotas(std::string file, std::string text);
std::vector<Quota> read_quotas_in_log(const ProblemTable& table, std::string_view text);

}  // namespace bestby
