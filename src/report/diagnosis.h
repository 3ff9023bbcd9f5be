// What a log shows: the known problems in it, what they mean, what is recorded of the versions that they
// name, and what to do.
//
//     session.out = diagnosis_text(world, table, found, {"train.log", known, all}, paint);
//     session.out = diagnosis_json(world, table, found, {"train.log", known, true}, asked);
//
// Text shows of each problem its first reading and counts the others; with `all` every reading has its
// place and line. JSON holds all of them.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "observe/log_scanner.h"
#include "report/asked.h"
#include "report/words.h"

namespace bestby {

struct DiagnosedLog {
  std::string name;  // as shown
  std::int32_t known = 0;
  bool all = false;
  bool complete = true;  // whether it could be read to its end
};

// What the catalogue records that a problem's numbers lead to.
struct RecordedFact {
  std::string subject, predicate;
  std::vector<std::string> values, sources;  // no values: it is not recorded
  std::string unknown;                       // why the subject itself is not known; empty: it is
  bool operator==(const RecordedFact&) const = default;
};
std::vector<RecordedFact> recorded_facts(const World& world, const KnownProblem& problem,
                                         const LogReading& reading, std::int32_t known);

// The steps whose numbers were read out, filled in.
std::vector<std::string> steps_of(const KnownProblem& problem, const LogReading& reading);

std::string diagnosis_text(const World& world, const ProblemTable& table, const LogFindings& found,
                           const DiagnosedLog& log, Paint paint);
std::string diagnosis_json(const World& world, const ProblemTable& table, const LogFindings& found,
                           const DiagnosedLog& log, const Asked& asked);

}  // namespace bestby
