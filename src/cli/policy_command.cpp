// Policies themselves: `policy check` of files, `policy show` of one that the catalogue has.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/files.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "policy/evaluator.h"
#include "policy/load_policies.h"
#include "report/policy_check.h"
#include "report/policy_show.h"

namespace bestby::cli {
namespace {

// Ends that depend on themselves show only when the policies are evaluated.
std::vector<std::string> faults_of(const World& world, const Policies& policies) {
  if (policies.size() == 0) return {};
  Evaluator evaluator(world, policies);
  for (NodeId n = 0; n < world.columns.nodes.size() && evaluator.faults().size() < max_reported; ++n)
    (void)evaluator.verdicts(n);
  return evaluator.faults();
}

Result<int> check(Session& session) {
  std::vector<CatalogFile> files;
  for (std::size_t i = 1; i < session.arguments.size(); ++i) {
    auto text = read_file(session.arguments[i]);
    if (!text) return fail(std::move(text.error()));
    files.push_back({session.arguments[i], std::move(*text)});
  }
  auto store = load_policies(std::move(files), session.world());
  const Policies policies = store ? store->view() : Policies();
  std::vector<Error> errors;
  if (!store) errors = std::move(store.error());
  for (const std::string& fault : faults_of(session.world(), policies))
    errors.push_back({ErrorCode::catalog, fault, {}, {}, {}});
  if (session.json()) {
    session.out = policy_check_json(policies, errors, session.asked());
    return errors.empty() ? 0 : exit_status(ErrorCode::catalog);
  }
  if (!errors.empty()) return session.all_of(std::move(errors));
  for (const PolicyRow& p : policies.columns.policies)
    session.out += fmt::format("{}: good: {} phases, {} clauses, {} editions\n", policies.text(p.id),
                               p.phase_count, p.clause_count, p.edition_count);
  return 0;
}

Result<int> show(Session& session) {
  if (session.arguments.size() > 2)
    return fail(ErrorCode::usage, fmt::format("`{}` is one word too many", session.arguments[2]), {},
                "usage: bestby policy show POLICY");
  const auto id = session.policy_named(session.arguments[1]);
  if (!id) return fail(id.error());
  const auto shown = PolicyAsOf::make(session.policies(), *id, session.known_day());
  if (!shown)
    return fail(ErrorCode::usage, fmt::format("policy `{}` had not been published by {}",
                                              session.arguments[1], session.known()->str()));
  session.out = session.json() ? policy_json(*shown, session.world(), session.asked())
                               : policy_text(*shown, session.world(), session.asked(), session.paint());
  return 0;
}

struct Verb {
  std::string_view name, argument;
  Result<int> (*run)(Session&);
};
constexpr std::array<Verb, 2> verbs = {{{"check", "FILE...", check}, {"show", "POLICY", show}}};

}  // namespace

Result<int> run_policy(Session& session) {
  const std::string& name = session.arguments[0];
  const auto* const verb =
      std::find_if(verbs.begin(), verbs.end(), [&](const Verb& v) { return v.name == name; });
  if (verb == verbs.end())
    return fail(ErrorCode::usage, fmt::format("there is no `policy {}`", name), {},
                name == "list" ? "`bestby list policies` names the policies"
                               : "usage: bestby policy check FILE... or bestby policy show POLICY");
  if (session.arguments.size() < 2)
    return fail(ErrorCode::usage, fmt::format("policy {} needs {}", name, verb->argument), {},
                fmt::format("usage: bestby policy {} {}", name, verb->argument));
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  return verb->run(session);
}

}  // namespace bestby::cli
