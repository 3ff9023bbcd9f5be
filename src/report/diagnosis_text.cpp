#include <fmt/format.h>

#include "report/diagnosis.h"
#include "report/error_text.h"

namespace bestby {
namespace {

constexpr std::size_t most_shown = 3;  // further readings without `--all`

std::string size_words(std::uint64_t bytes) {
  constexpr std::string_view units[] = {"bytes", "KB", "MB", "GB", "TB"};
  auto size = static_cast<double>(bytes);
  std::size_t unit = 0;
  for (; size >= 1000 && unit + 1 < std::size(units); ++unit) size /= 1000;
  return unit == 0 ? fmt::format("{} bytes", bytes) : fmt::format("{:.1f} {}", size, units[unit]);
}

std::string values_words(const LogReading& reading) {
  std::string out;
  for (const ReadValue& v : reading.values)
    out += fmt::format("{}{}: {}", out.empty() ? "" : "; ", v.says, printable(v.value));
  return out;
}

class Writer {
 public:
  Writer(const World& world, const DiagnosedLog& log, Paint paint)
      : world_(world), log_(log), paint_(paint) {}

  void problem(const KnownProblem& p, const ProblemSeen& seen) {
    out += fmt::format("{}: {}\n", paint_.bad(p.id), paint_.strong(p.says));
    reading(seen.readings.front(), log_.all ? seen.readings.front().count : seen.count);
    others(seen);
    line("means", p.means);
    for (const RecordedFact& fact : recorded_facts(world_, p, seen.readings.front(), log_.known))
      line("recorded", recorded(fact));
    for (const std::string& step : steps_of(p, seen.readings.front())) line("do", step);
    concerns(p);
    for (const KnownProblem::Citation& c : p.citations) line("source", citation(c));
    out += '\n';
  }

  std::string out;

 private:
  void line(std::string_view label, std::string_view text) {
    out += fmt::format("{} {}\n", paint_.faint(fmt::format("{:>9}", label)), printable(text));
  }

  void reading(const LogReading& r, std::uint64_t count) {
    const std::string times = count > 1 ? fmt::format("  ({} times)", count) : "";
    out += fmt::format("  --> {}:{}:{}{}\n", printable(log_.name), r.first.line, r.first.column, times);
    out += quoted_line({{}, 0, r.mark, r.length, r.excerpt}, paint_.on);
    if (!r.values.empty()) line("read", values_words(r));
  }

  void others(const ProblemSeen& seen) {
    const std::size_t shown = log_.all ? seen.readings.size() : 1;
    for (std::size_t i = 1; i < shown; ++i) reading(seen.readings[i], seen.readings[i].count);
    std::string more;
    for (std::size_t i = shown; i < seen.readings.size() && i < shown + most_shown; ++i)
      more += fmt::format("{}{} (line {})", more.empty() ? "" : "; ", values_words(seen.readings[i]),
                          seen.readings[i].first.line);
    if (seen.readings.size() > shown + most_shown)
      more += fmt::format("; and {}, which --all shows",
                          counted(seen.readings.size() - shown - most_shown, "more reading"));
    if (!more.empty()) line("also", more);
    if (seen.not_kept > 0) line("also", fmt::format("{} times with other readings still", seen.not_kept));
  }

  std::string recorded(const RecordedFact& fact) const {
    if (!fact.unknown.empty()) return fact.unknown;
    if (fact.values.empty()) return fmt::format("{} of {} is not recorded", fact.predicate, fact.subject);
    return fmt::format("{} of {}: {}  ({})", fact.predicate, fact.subject, fmt::join(fact.values, ", "),
                       fmt::join(fact.sources, "; "));
  }

  void concerns(const KnownProblem& p) {
    std::string all;
    for (const NodeId node : p.concerns) (all += all.empty() ? "" : ", ") += shown_name(world_, node);
    if (!all.empty()) line("concerns", all);
  }

  std::string citation(const KnownProblem::Citation& c) const {
    const SourceRow& s = world_.columns.sources[c.source];
    std::string text(world_.text(world_.text(s.title).empty() ? s.id : s.title));
    if (!c.place.empty()) (text += ", ") += c.place;
    if (!world_.text(s.url).empty()) (text += "  ") += world_.text(s.url);
    return text;
  }

  const World& world_;
  const DiagnosedLog& log_;
  Paint paint_;
};

}  // namespace

std::string diagnosis_text(const World& world, const ProblemTable& table, const LogFindings& found,
                           const DiagnosedLog& log, Paint paint) {
  Writer writer(world, log, paint);
  for (const ProblemSeen& seen : found.problems) writer.problem(table.problems[seen.problem], seen);
  const std::string problems = found.problems.empty() ? "no known problem"
                               : found.problems.size() == 1
                                   ? "1 known problem"
                                   : fmt::format("{} known problems", found.problems.size());
  return writer.out + fmt::format("{} in {}{} ({}, {}), of {} that are looked for\n", problems,
                                  printable(log.name), log.complete ? "" : ", as far as it could be read",
                                  counted(found.lines, "line"), size_words(found.bytes),
                                  table.problems.size());
}

}  // namespace bestby
