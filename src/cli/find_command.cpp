#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/subjects.h"
#include "cli/time_span.h"
#include "find/finder.h"
#include "judge/image_ends.h"
#include "report/find_json.h"
#include "report/find_text.h"
#include "report/upgrade_text.h"

namespace bestby::cli {
namespace {

constexpr std::size_t shown = 3, everything = 1000000;

}  // namespace

Result<int> run_find(Session& session) {
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  Evaluator evaluator(session.world(), session.policies(), session.known());
  const ImageRows rows(session.world(), session.known_day(), image_ends(evaluator, session.on()));
  const FindWords words(rows);
  std::vector<std::string> typed = session.arguments;
  const auto through = wanted_through(session);
  if (!through) return fail(through.error());
  if (session.has(Opt::for_time)) typed.push_back(fmt::format("until>={}", through->str()));
  auto constraints = words.read_all(typed, session.on().days());
  if (!constraints) return fail(std::move(constraints.error()));
  const Found found =
      Finder(rows, words).find(std::move(*constraints), session.has(Opt::all_answers) ? everything : shown);
  if (session.json())
    session.out = find_json(rows, evaluator, found, session.asked());
  else if (session.has(Opt::count_only) && !found.refusal)
    session.out = fmt::format("{}\n", found.count);
  else
    session.out = find_text(rows, evaluator, found, session.asked(), session.paint());
  session.warn_if_stale();
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
  each_subject(
      session, *typed,
      [&](const Asking& a) {
        const World& world = a.evaluator.world();
        const ImageRows rows(world, session.known_day(), image_ends(a.evaluator, session.on()));
        const FindWords words(rows);
        const Upgrade found = upgrade(rows, words, a.evaluator, a.subject.node, query);
        stuck = stuck || (found.needed && found.steps.empty());
        if (session.json())
          json.add(a.subject.typed, a.subject.note, a.evaluator, found);
        else
          session.out += upgrade_text(a.evaluator, found, a.subject.note, query, session.paint());
      },
      [&](const std::string& subject, const Error& error) {
        unknown = true;
        if (session.json())
          json.add(subject, error);
        else
          session.report(error);
      });
  if (session.json()) session.out = json.take();
  session.warn_if_stale();
  return unknown ? exit_status(ErrorCode::usage) : stuck ? 1 : 0;
}

}  // namespace bestby::cli
