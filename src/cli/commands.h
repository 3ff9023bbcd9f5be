// The commands. Each works on a session and gives its exit status; command_table.cpp lists them.
#pragma once

#include "base/result.h"

namespace bestby::cli {

class Session;

Result<int> run_status(Session& session);
Result<int> run_why(Session& session);
Result<int> run_find(Session& session);
Result<int> run_upgrade(Session& session);
Result<int> run_preflight(Session& session);
Result<int> run_list(Session& session);
Result<int> run_table(Session& session);
Result<int> run_show(Session& session);
Result<int> run_uri(Session& session);
Result<int> run_calendar(Session& session);
Result<int> run_timeline(Session& session);
Result<int> run_compile(Session& session);
Result<int> run_policy(Session& session);
Result<int> run_verify(Session& session);
Result<int> run_diff(Session& session);
Result<int> run_export(Session& session);
Result<int> run_lint(Session& session);
Result<int> run_check(Session& session);
Result<int> run_annotate(Session& session);
Result<int> run_diagnose(Session& session);
Result<int> run_import(Session& session);
Result<int> run_version(Session& session);
Result<int> run_completion(Session& session);
Result<int> run_help(Session& session);

}  // namespace bestby::cli
