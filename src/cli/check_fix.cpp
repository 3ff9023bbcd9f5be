#include "cli/check_fix.h"

#include <fmt/format.h>

#include "report/check_words.h"

namespace bestby::cli {
namespace {

std::string refusals(const CheckAnswer& answer, const FixPlan& plan) {
  std::string out;
  for (const FixRefusal& r : plan.refused) {
    const CheckFinding& finding = answer.findings[r.finding];
    const FindingPlace& place = finding.places[r.place];
    out += fmt::format("not rewritten: {}  {}: {}\n", shown_place(answer, place),
                       place.written.empty() ? finding.subject : place.written, r.why);
  }
  return out;
}

std::string rewritten(CheckAnswer& answer, const FixPlan& plan) {
  std::string out;
  for (const FixFile& file : plan.files) {
    out += fmt::format("rewrote {} ({})\n", file.path, counted(file.edits.size(), "place"));
    for (const FixEdit& edit : file.edits)
      answer.findings[edit.finding].places[edit.place].set_aside = "rewritten";
  }
  return out.empty() ? "nothing was rewritten\n" : out;
}

}  // namespace

Result<void> fix_options(const Session& session) {
  if (session.has(Opt::apply) && !session.has(Opt::fix))
    return fail(ErrorCode::usage, "`--apply` goes with `--fix`", {},
                "look at `bestby check --fix` first, then add --apply");
  if (session.has(Opt::fix) && session.format() != "text")
    return fail(ErrorCode::usage,
                fmt::format("`--fix` shows a diff; it has no format `{}`", session.format()), {},
                "--format sarif has the same changes as fixes, without --fix");
  return {};
}

Result<std::string> fix_check(Session& session, CheckAnswer& answer, const std::vector<Target>& targets) {
  const FixPlan plan = plan_fixes(answer, targets);
  session.err += refusals(answer, plan);
  if (!session.has(Opt::apply)) return fix_diff(plan);
  if (auto done = apply_fixes(plan); !done) return fail(std::move(done.error()));
  return rewritten(answer, plan);
}

}  // namespace bestby::cli
