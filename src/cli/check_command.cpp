// `bestby check`: targets are observed, observations judged, the answer written.
#include <sys/stat.h>

#include <cstdlib>

#include <fmt/format.h>

#include "base/files.h"
#include "base/text.h"
#include "cli/check_fix.h"
#include "cli/commands.h"
#include "cli/progress.h"
#include "cli/registry_options.h"
#include "cli/session.h"
#include "cli/time_span.h"
#include "find/registry.h"
#include "judge/ignores.h"
#include "judge/old_interfaces.h"
#include "observe/target.h"
#include "report/check_report.h"

namespace bestby::cli {
namespace {

constexpr const char* default_ignore_file = ".bestby-ignore.yml";

Result<ObserveOptions> observe_options(const Session& session) {
  ObserveOptions out;
  const auto limits = read_limits(session);
  if (!limits) return fail(limits.error());
  out.limits = *limits;
  out.all_layers = session.has(Opt::all_layers);
  out.verify = session.has(Opt::verify);
  out.ignored_too = session.has(Opt::ignored_too);
  auto registry = registry_settings(session);
  if (!registry) return fail(std::move(registry.error()));
  out.registry = *std::move(registry);
  return out;
}

Result<std::vector<Target>> targets_of(const Session& session) {
  std::vector<std::string> typed = session.arguments;
  if (typed.empty()) typed.emplace_back(".");
  std::vector<Target> out;
  for (const std::string& text : typed) {
    auto target = recognise_target(text);
    if (!target) return fail(std::move(target.error()));
    out.push_back(std::move(*target));
  }
  return out;
}

// What was seen of each target; one of which nothing can be read is among what is unread.
std::vector<Observed> observe_all(const std::vector<Target>& targets, ObserveOptions options,
                                  CheckAnswer& answer) {
  ProgressLine line;
  options.progress = [&](std::uint64_t done, std::uint64_t total) { line.at(done, total); };
  std::vector<Observed> out;
  for (const Target& target : targets) {
    auto observed = observe(target, options);
    const auto number = static_cast<std::uint32_t>(out.size());
    answer.targets.push_back(target.typed);
    out.emplace_back();
    if (!observed) {
      const Error& error = observed.error();
      answer.unread.push_back(
          {number, {}, error.message + (error.help.empty() ? "" : fmt::format(" ({})", error.help))});
      continue;
    }
    out.back() = std::move(*observed);
    for (const Unread& u : out.back().unread) answer.unread.push_back({number, u.path, u.reason});
    answer.files += out.back().files;
    answer.bytes += out.back().bytes;
  }
  return out;
}

// The file of accepted findings: the one that is named, or the one that lies where one stands.
Result<std::vector<Ignore>> ignores_of(Session& session) {
  std::string path(session.value(Opt::ignores));
  if (path.empty()) {
    struct stat found = {};
    if (::stat(default_ignore_file, &found) != 0) return std::vector<Ignore>{};
    path = default_ignore_file;
  }
  auto text = read_file(path);
  if (!text) return fail(std::move(text.error()));
  auto ignores = read_ignores(path, std::move(*text));
  if (!ignores) return session.all_of(std::move(ignores.error()));
  return std::move(*ignores);
}

Result<void> set_all_aside(Session& session, const std::vector<Observed>& observed, CheckAnswer& answer) {
  const auto ignores = ignores_of(session);
  if (!ignores) return fail(ignores.error());
  set_aside(answer, *ignores, session.on());
  for (std::uint32_t t = 0; t < observed.size(); ++t) set_aside(answer, t, observed[t].ignores, session.on());
  if (!session.has(Opt::baseline)) return {};
  const std::string path(session.value(Opt::baseline));
  auto text = read_file(path);
  if (!text) return fail(std::move(text.error()));
  const auto baseline = read_baseline(path, std::move(*text));
  if (!baseline) return fail(baseline.error());
  set_aside(answer, *baseline);
  return {};
}

Result<int> days_within(const Session& session) {
  if (!session.has(Opt::within)) return ending_within_days;
  const auto day = day_after(session.on(), session.value(Opt::within));
  if (!day) return fail(day.error());
  return (*day - session.on()).count;
}

std::optional<Finding> limit_of(const Session& session) {
  return session.has(Opt::fail_check) ? finding_named(session.value(Opt::fail_check)) : Finding::ended;
}

// Links in a comment are relative to the comment's page, so a pipeline says where the files are.
std::string links_begin() {
  const char* value = std::getenv("BESTBY_LINKS");
  return value == nullptr ? std::string() : value;
}

CheckShown shown_of(const Session& session, const CheckAnswer& answer, const FixPlan& fixes) {
  CheckShown out{.answer = answer,
                 .world = session.world(),
                 .policies = session.policies(),
                 .asked = session.asked(),
                 .fixes = &fixes,
                 .fails = limit_of(session),
                 .paint = session.has(Opt::check_output) ? Paint{} : session.paint(),
                 .width = session.terminal && !session.has(Opt::check_output) ? session.width : 0,
                 .links = links_begin(),
                 .all = session.has(Opt::check_all),
                 .summary = session.has(Opt::summary)};
  for (const std::string& name : session.options[static_cast<std::size_t>(Opt::only)])
    if (const auto severity = finding_named(name)) out.only.push_back(*severity);
  return out;
}

Result<void> put_out(Session& session, std::string text) {
  if (session.has(Opt::check_output)) return write_file(std::string(session.value(Opt::check_output)), text);
  session.out = std::move(text);
  return {};
}

Result<void> write_answer(Session& session, const CheckAnswer& answer, const std::vector<Target>& targets) {
  const CheckFormat& format = *check_format(session.format());
  const FixPlan fixes = format.fixes ? plan_fixes(answer, targets) : FixPlan{};
  return put_out(session, format.write(shown_of(session, answer, fixes)));
}

Result<void> answer_or_fix(Session& session, CheckAnswer& answer, const std::vector<Target>& targets) {
  if (!session.has(Opt::fix)) return write_answer(session, answer, targets);
  auto text = fix_check(session, answer, targets);
  if (!text) return fail(std::move(text.error()));
  return put_out(session, std::move(*text));
}

}  // namespace

Result<int> run_check(Session& session) {
  if (auto fits = fix_options(session); !fits) return fail(std::move(fits.error()));
  const auto within = days_within(session);
  if (!within) return fail(within.error());
  const auto options = observe_options(session);
  if (!options) return fail(options.error());
  const auto targets = targets_of(session);
  if (!targets) return fail(targets.error());
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  CheckAnswer answer;
  ObserveOptions reading = *options;
  reading.hosts = image_hosts(session.world());
  reading.interfaces = OldInterfaces(session.world(), session.known_day()).modules();
  const auto observed = observe_all(*targets, std::move(reading), answer);
  answer.findings =
      check(session.world(), session.policies(), observed, {session.on(), session.known(), *within});
  if (auto aside = set_all_aside(session, observed, answer); !aside) return fail(aside.error());
  session.warn_if_stale();
  if (auto written = answer_or_fix(session, answer, *targets); !written) return fail(written.error());
  if (!answer.unread.empty()) return exit_status(ErrorCode::input);
  const auto limit = limit_of(session);
  return limit && fails(answer, *limit) ? 1 : 0;
}

}  // namespace bestby::cli
