// `bestby check --fix`: what can be rewritten, as a diff; with --apply it is written.
#pragma once

#include "cli/session.h"
#include "judge/fixes.h"

namespace bestby::cli {

// Whether the options that go with it fit.
Result<void> fix_options(const Session& session);

// What is to be printed: the diff, or which files were rewritten; what could not be is told on standard
// error. Places that were rewritten are set aside, so that what is left decides whether the check fails.
Result<std::string> fix_check(Session& session, CheckAnswer& answer, const std::vector<Target>& targets);

}  // namespace bestby::cli
