#include <sstream>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/help.h"
#include "cli/manual.h"
#include "cli/session.h"
#include "exchange/run_import.h"

namespace bestby::cli {

Result<int> run_version(Session& session) {
  session.out = "bestby " BESTBY_VERSION "\n";
  return 0;
}

Result<int> run_import(Session& session) {
  std::ostringstream out, err;
  const int status = exchange::run_import(session.arguments, out, err);
  session.out = out.str();
  session.err = err.str();
  return status;
}

Result<int> run_completion(Session& session) {
  auto text = completion(session.arguments[0]);
  if (!text) return fail(std::move(text.error()));
  session.out = std::move(*text);
  return 0;
}

Result<int> run_help(Session& session) {
  if (session.has(Opt::man)) {
    session.out = manual_page();
    return 0;
  }
  if (session.arguments.empty()) {
    session.out = overview_help();
    return 0;
  }
  const CommandRow* command = find_command(session.arguments[0]);
  if (command == nullptr)
    return fail(ErrorCode::usage, fmt::format("there is no command `{}`", session.arguments[0]), {},
                "`bestby --help` lists the commands");
  session.out = command_help(*command);
  return 0;
}

}  // namespace bestby::cli
