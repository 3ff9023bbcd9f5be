// Known problems in a log.
#include "base/files.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/session.h"
#include "observe/log_scanner.h"
#include "report/diagnosis.h"

namespace bestby::cli {
namespace {

// Reads to the end, or to where it cannot be read any further.
Result<void> read_all(ByteSource& log, LogScanner& scanner) {
  ProgressLine line;
  const std::uint64_t size = log.size().value_or(0);
  for (std::uint64_t bytes = 0;;) {
    const auto n = log.read(scanner.space());
    if (!n) return fail(n.error());
    if (*n == 0) return {};
    scanner.take(*n);
    line.at(bytes += *n, size);
  }
}

}  // namespace

Result<int> run_diagnose(Session& session) {
  const std::string path = session.arguments.empty() ? "-" : session.arguments[0];
  auto log = ByteSource::open(path);
  if (!log) return fail(std::move(log.error()));
  if (session.arguments.empty() && log->is_terminal())
    return fail(ErrorCode::usage, "no log is named, and standard input is a terminal", {},
                "bestby diagnose FILE, or a pipe into it; `-` reads what is typed");
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  const auto table = ProblemTable::of(session.world(), session.known_day());
  if (!table) return fail(table.error());
  LogScanner scanner(*table);
  const auto read = read_all(*log, scanner);
  const LogFindings found = scanner.finish();
  const DiagnosedLog shown{path == "-" ? "standard input" : path, session.known_day(),
                           session.has(Opt::readings), read.has_value()};
  session.warn_if_stale();
  session.out = session.json() ? diagnosis_json(session.world(), *table, found, shown, session.asked())
                               : diagnosis_text(session.world(), *table, found, shown, session.paint());
  if (!read) return fail(read.error());
  return found.problems.empty() ? 0 : 1;
}

}  // namespace bestby::cli
