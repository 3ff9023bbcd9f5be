// Known problems in a log.
#include <unistd.h>

#include <chrono>

#include <fmt/format.h>

#include "base/files.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "observe/log_scanner.h"
#include "report/diagnosis.h"

namespace bestby::cli {
namespace {

// A line on standard error while a long log is read: on a terminal only, and gone before the answer.
class ReadingLine {
 public:
  explicit ReadingLine(std::optional<std::uint64_t> size) : size_(size), on_(isatty(STDERR_FILENO) != 0) {}
  ~ReadingLine() {
    if (shown_) put("\r\x1b[K");
  }

  void at(std::uint64_t bytes) {
    if (!on_) return;
    const auto now = Clock::now();
    if (now - last_ < std::chrono::milliseconds(200)) return;
    last_ = now;
    const std::chrono::duration<double> taken = now - begun_;
    const double megabytes = static_cast<double>(bytes) / 1e6;
    const std::string share =
        size_ && *size_ > 0
            ? fmt::format("{:3.0f}%  ", 100.0 * static_cast<double>(bytes) / static_cast<double>(*size_))
            : "";
    put(fmt::format("\r\x1b[K{}{:.0f} MB read, {:.0f} MB a second", share, megabytes,
                    megabytes / taken.count()));
    shown_ = true;
  }

 private:
  using Clock = std::chrono::steady_clock;
  static void put(const std::string& text) { (void)!::write(STDERR_FILENO, text.data(), text.size()); }

  std::optional<std::uint64_t> size_;
  bool on_, shown_ = false;
  Clock::time_point begun_ = Clock::now(), last_ = begun_;
};

// Reads to the end, or to where it cannot be read any further.
Result<void> read_all(ByteSource& log, LogScanner& scanner) {
  ReadingLine line(log.size());
  for (std::uint64_t bytes = 0;;) {
    const auto n = log.read(scanner.space());
    if (!n) return fail(n.error());
    if (*n == 0) return {};
    scanner.take(*n);
    line.at(bytes += *n);
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
