// What can be rewritten safely: for each place of a finding the smallest step, put where the old text is.
//
//     const FixPlan plan = plan_fixes(answer, targets);
//     print(fix_diff(plan));                          // a unified diff, for `git apply` and `patch`
//     for (const FixRefusal& r : plan.refused) print(r.path, r.line, r.why);
//     if (auto done = apply_fixes(plan); !done) print(done.error());
//
// A place is rewritten where the bytes that say it hold the old text exactly once, as a word of its own,
// and nothing else depends on it: not where its line pins hashes, not in a file that a tool wrote (a lock
// file), not where two edits overlap or differ, not outside of the target (a link that leads out of it),
// and not where it was set aside. Everything that is not rewritten is listed with the reason.
//
// Files are read again when the plan is made, and once more before they are written: one that says
// something else by then is left alone. Nothing but the files of the plan is written, each in one step.
//
// Errors: `input`, for a file that changed or cannot be written; those before it are written by then.
// Cost: linear in the files that have findings.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "base/result.h"
#include "judge/check_answer.h"
#include "observe/target.h"

namespace bestby {

struct FixEdit {
  std::size_t finding = 0, place = 0;              // in the answer
  std::size_t begin = 0, end = 0;                  // bytes of the file as it is
  std::uint32_t line = 0, column = 0, length = 0;  // of the text that goes: from 1, in characters
  std::string to;
};

struct FixFile {
  std::string path;   // to open it
  std::string shown;  // relative to where the diff is applied, with `/` between
  std::string before, after;
  std::vector<FixEdit> edits;  // by their bytes, apart from one another
};

struct FixRefusal {
  std::size_t finding = 0, place = 0;
  std::string why;
};

struct FixPlan {
  std::vector<FixFile> files;  // by path
  std::vector<FixRefusal> refused;
};

FixPlan plan_fixes(const CheckAnswer& answer, std::span<const Target> targets);

Result<void> apply_fixes(const FixPlan& plan);

// One file of a unified diff, three lines around each change; empty where nothing changes.
std::string unified_diff(const FixFile& file);
std::string fix_diff(const FixPlan& plan);

}  // namespace bestby
