#include <charconv>

#include <fmt/format.h>

#include "base/files.h"
#include "cli/commands.h"
#include "cli/host.h"
#include "cli/seen_subjects.h"
#include "cli/subjects.h"
#include "cli/time_span.h"
#include "find/finder.h"
#include "judge/image_ends.h"
#include "report/facets.h"
#include "report/find_json.h"
#include "report/find_text.h"
#include "report/preflight_report.h"
#include "report/upgrade_text.h"

namespace bestby::cli {
namespace {

constexpr std::size_t shown = 3, everything = 1000000;
constexpr std::size_t quotas_limit = std::size_t{64} << 20U;

// The images of the session's catalogue on its day, and the words that constraints can use.
struct Images {
  Evaluator evaluator;
  ImageRows rows;
  FindWords words;

  explicit Images(const Session& session)
      : evaluator(session.world(), session.policies(), session.known()),
        rows(session.world(), session.known_day(), image_ends(evaluator, session.on())),
        words(rows) {}

  Result<std::vector<Constraint>> constraints(const Session& session, std::vector<std::string> more) const {
    std::vector<std::string> typed = session.arguments;
    if (session.has(Opt::host)) {
      const auto host = host_constraints(session.world(), session.known_day());
      typed.insert(typed.end(), host.begin(), host.end());
    }
    typed.insert(typed.end(), more.begin(), more.end());
    return words.read_all(typed, session.on().days());
  }
};

Result<double> number(const Session& session, Opt opt, double otherwise) {
  if (!session.has(opt)) return otherwise;
  const std::string_view text = session.value(opt);
  double out = 0;
  const auto [end, failed] = std::from_chars(text.data(), text.data() + text.size(), out);
  constexpr double most = 1e6;
  if (failed == std::errc() && end == text.data() + text.size() && out >= 0 && out <= most) return out;
  return fail(ErrorCode::usage, fmt::format("{}: `{}` is not a number", option(opt).name, text));
}

// From a list of quotas in JSON, or else from the text of an error.
Result<std::vector<Quota>> quotas_of(const Session& session) {
  const std::string file(session.value(Opt::quotas));
  auto text = read_file(file == "-" ? "/dev/stdin" : file, quotas_limit);
  if (!text) return fail(std::move(text.error()));
  const auto first = text->find_first_not_of(" \t\r\n");
  if (first == std::string::npos || (*text)[first] == '{' || (*text)[first] == '[')
    return read_quotas(file, std::move(*text));
  const auto table = ProblemTable::of(session.world(), session.known_day());
  if (!table) return fail(table.error());
  auto out = read_quotas_in_log(*table, *text);
  if (out.empty()) {
    auto read = read_quotas(file, std::move(*text));
    return read ? std::move(read)
                : fail(ErrorCode::input, "neither a list of quotas nor an error about one", read.error().span,
                       "it takes the JSON of `list-service-quotas`, or the error's text");
  }
  return out;
}

}  // namespace

Result<int> run_find(Session& session) {
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  const auto through = wanted_through(session);
  if (!through) return fail(through.error());
  Images asking(session);
  std::vector<std::string> more;
  if (session.has(Opt::for_time)) more.push_back(fmt::format("until>={}", through->str()));
  auto constraints = asking.constraints(session, more);
  if (!constraints) return fail(std::move(constraints.error()));
  session.warn_if_stale();
  const ImageRows& rows = asking.rows;
  if (session.has(Opt::facets)) {
    PartMemo memo(rows);
    const Problem problem(rows, asking.words, *constraints, Certainty::recorded, memo);
    const Bits images = problem.stack().satisfying(problem.hard());
    session.out = session.json() ? facets_json(rows, images, session.asked())
                                 : facets_text(rows, images, session.paint());
    return 0;
  }
  if (constraints->empty())
    return fail(ErrorCode::usage, "nothing is asked for", {}, "`bestby find --facets` shows what can be");
  const Found found = Finder(rows, asking.words)
                          .find(std::move(*constraints), session.has(Opt::all_answers) ? everything : shown);
  if (session.json())
    session.out = find_json(rows, asking.evaluator, found, session.asked());
  else if (session.has(Opt::count_only) && !found.refusal)
    session.out = fmt::format("{}\n", found.count);
  else
    session.out = find_text(rows, asking.evaluator, found, session.asked(), session.paint());
  return found.refusal ? 1 : 0;
}

Result<int> run_upgrade(Session& session) {
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  const auto through = wanted_through(session);
  if (!through) return fail(through.error());
  const auto typed = named_subjects(session);
  if (!typed) return fail(typed.error());
  const UpgradeQuery query{session.on(), *through};
  UpgradeJson json(session.asked(), *through);
  bool unknown = false, stuck = false;
  const SubjectsOfFiles seen = subjects_of_files(session, *typed);
  for (const std::string& file : seen.empty)
    refusing(session, json, unknown)(file,
                                     {ErrorCode::usage,
                                      fmt::format("nothing is seen in `{}` of which a policy speaks", file),
                                      {},
                                      {},
                                      {}});
  each_subject(
      session, seen.typed,
      [&](const Asking& a) {
        const ImageRows rows(a.evaluator.world(), session.known_day(), image_ends(a.evaluator, session.on()));
        const FindWords words(rows);
        const Upgrade found = upgrade(rows, words, a.evaluator, a.subject.node, query);
        stuck = stuck || (found.needed && found.steps.empty());
        std::string note = a.subject.note;
        if (const auto place = seen.places.find(a.subject.typed); place != seen.places.end())
          note = note.empty() ? place->second : fmt::format("{}; {}", place->second, note);
        if (session.json())
          json.add(a.subject.typed, note, a.evaluator, found);
        else
          session.out += upgrade_text(a.evaluator, found, note, query, session.paint());
      },
      refusing(session, json, unknown));
  const int status = finish(session, json, unknown, stuck ? 1 : 0);
  for (const auto& [file, why] : seen.unread)
    session.report({ErrorCode::input, fmt::format("{}: {}", file, why), {}, {}, {}});
  return seen.unread.empty() ? status : exit_status(ErrorCode::input);
}

Result<int> run_preflight(Session& session) {
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  const auto through = wanted_through(session);
  if (!through) return fail(through.error());
  const auto instances = number(session, Opt::instances, 1);
  if (!instances) return fail(instances.error());
  const auto used = number(session, Opt::used, 0);
  if (!used) return fail(used.error());
  std::vector<Quota> quotas;
  if (session.has(Opt::quotas)) {
    auto read = quotas_of(session);
    if (!read) return fail(std::move(read.error()));
    quotas = std::move(*read);
  }
  Images asking(session);
  auto constraints = asking.constraints(session, {});
  if (!constraints) return fail(std::move(constraints.error()));
  session.warn_if_stale();
  const Found found = Finder(asking.rows, asking.words).find(std::move(*constraints), 1);
  PreflightQuery query{*through, static_cast<int>(*instances), {}, nullptr};
  if (session.has(Opt::used)) query.used = *used;
  if (session.has(Opt::quotas)) query.quotas = &quotas;
  const Preflight result = preflight(found, asking.rows, query);
  const std::string reasons =
      found.refusal ? find_text(asking.rows, asking.evaluator, found, session.asked(), session.paint())
                    : std::string();
  session.out = session.json() ? preflight_json(result, found, asking.rows, session.asked(), *through)
                               : preflight_text(result, reasons, session.paint());
  return result.failed() ? 1 : 0;
}

}  // namespace bestby::cli
