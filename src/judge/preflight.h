// Whether a planned job will start, fit, and be patched to its end: one check after the other.
//
//     Preflight p = preflight(found, rows, {.through = end, .instances = 2, .quotas = &quotas});
//     for (const Check& c : p.checks) if (c.passed == Truth::no) ...
//
// What the name of a quota is that limits a job on an instance type is a fact of the catalogue
// (`quota_name`, with `{instance}` in it), in the scope of the job. A quota that is not in the list is
// not known, as is one where no list was given. `needed` is what to request.
//
// Cost: the quotas, once for each name of the instance type.
#pragma once

#include <optional>
#include <string>
#include <vector>

#include "find/finder.h"
#include "observe/quotas.h"

namespace bestby {

enum class CheckKind : std::uint8_t { fits, patched, instance, quota };

struct QuotaRequest {
  std::string name, code;
  double value = 0, needed = 0;
  std::optional<bool> adjustable;
};

struct Check {
  CheckKind kind = CheckKind::fits;
  Truth passed = Truth::unknown;
  std::string says;
  std::optional<QuotaRequest> request;
};

struct PreflightQuery {
  Date through;  // the job's last day
  int instances = 1;
  std::optional<double> used = {};             // of the quota, by other jobs; else as the quota says
  const std::vector<Quota>* quotas = nullptr;  // nullptr: none were given
};

struct Preflight {
  std::vector<Check> checks;
  bool failed() const;
};

Preflight preflight(const Found& found, const ImageRows& rows, const PreflightQuery& query);

}  // namespace bestby
