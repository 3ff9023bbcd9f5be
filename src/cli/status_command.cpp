#include <algorithm>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/subjects.h"
#include "judge/finding.h"
#include "report/status_json.h"
#include "report/status_text.h"
#include "report/why_json.h"
#include "report/why_text.h"

namespace bestby::cli {
namespace {

// Whether the worst answer is at or above what --fail-on names.
bool fails(const Session& session, Finding worst) {
  const auto limit = finding_named(session.value(Opt::fail_on));
  return limit && worst <= *limit;
}

// A policy that was asked for and says nothing of the subject is wrong use.
Error silent_policy(const Session& session, const World& world, const Status& status) {
  std::vector<std::string> speaking;
  for (const PolicyStatus& s : status.policies)
    speaking.emplace_back(session.policies().text(session.policies().policy(s.verdict.timeline.policy).id));
  return {
      ErrorCode::usage,
      fmt::format("policy `{}` does not speak of {}", session.value(Opt::policy), world.label(status.node)),
      {},
      speaking.empty() ? std::string() : fmt::format("these do: {}", fmt::join(speaking, ", ")),
      {}};
}

bool speaks(const Status& status, PolicyId policy) {
  return policy == no_id ||
         std::any_of(status.policies.begin(), status.policies.end(),
                     [&](const PolicyStatus& s) { return s.verdict.timeline.policy == policy; });
}

}  // namespace

Result<int> run_status(Session& session) {
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  const auto typed = named_subjects(session);
  if (!typed) return fail(typed.error());
  StatusJson json(session.asked());
  Finding worst = Finding::ok;
  bool unknown = false;
  each_subject(
      session, *typed,
      [&](const Asking& a) {
        const Detail detail = session.json() ? Detail::reasons : Detail::answer;
        const Status status = judge(a.evaluator, a.subject.node, session.on(), detail);
        worst = std::min(worst, finding_of(status, session.on()));
        if (session.json())
          json.add({a.subject.typed, a.subject.note, a.range}, a.evaluator.world(), session.policies(),
                   status);
        else
          session.out += status_text(a.evaluator.world(), session.policies(), status, a.subject.note,
                                     session.asked(), session.paint());
      },
      refusing(session, json, unknown));
  return finish(session, json, unknown, fails(session, worst) ? 1 : 0);
}

Result<int> run_why(Session& session) {
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  const Result<PolicyId> policy =
      session.has(Opt::policy) ? session.policy_named(std::string(session.value(Opt::policy))) : no_id;
  if (!policy) return fail(policy.error());
  const auto typed = named_subjects(session);
  if (!typed) return fail(typed.error());
  WhyJson json(session.asked());
  Finding worst = Finding::ok;
  bool refused = false;
  const auto refuse = refusing(session, json, refused);
  const auto explain = [&](const Asking& a) {
    const World& world = a.evaluator.world();
    const Status status = judge(a.evaluator, a.subject.node, session.on());
    if (!speaks(status, *policy)) return refuse(a.subject.typed, silent_policy(session, world, status));
    worst = std::min(worst, finding_of(status, session.on()));
    if (session.json())
      return json.add({a.subject.typed, a.subject.note, a.range}, world, session.policies(), status, *policy);
    if (!session.out.empty()) session.out += '\n';
    session.out += why_text(a.evaluator, status, a.subject.note, *policy, session.asked(), session.paint());
  };
  each_subject(session, *typed, explain, refuse);
  return finish(session, json, refused, fails(session, worst) ? 1 : 0);
}

}  // namespace bestby::cli
