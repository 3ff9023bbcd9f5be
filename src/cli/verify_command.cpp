// Whether publishers keep their own policies.
#include "exchange/verify.h"

#include "cli/commands.h"
#include "cli/session.h"

namespace bestby::cli {

Result<int> run_verify(Session& session) {
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  session.warn_if_stale();
  // Explanations are worked out from the facts, whether or not the snapshot remembers timelines.
  Evaluator evaluator(session.world(), session.policies(), session.known());
  std::vector<exchange::Verified> all;
  if (session.arguments.empty()) {
    for (PolicyId p = 0; p < session.policies().size(); ++p) all.push_back(exchange::verify(evaluator, p));
  } else {
    const auto id = session.policy_named(session.arguments[0]);
    if (!id) return fail(id.error());
    all.push_back(exchange::verify(evaluator, *id));
  }
  if (session.json()) {
    session.out = exchange::verified_json(evaluator, all, session.asked());
    return 0;
  }
  const bool one = all.size() == 1;
  for (const exchange::Verified& v : all)
    if (one || !v.clauses.empty() || !v.late.empty())
      session.out += exchange::verified_text(evaluator, v, session.paint());
  return 0;
}

}  // namespace bestby::cli
