// Policies themselves: `policy check` of files, `policy show` of one that the catalogue has.
#include <algorithm>
#include <array>

#include <fmt/format.h>

#include "base/files.h"
#include "base/formats/yaml.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "policy/evaluator.h"
#include "policy/load_policies.h"
#include "policy/timeline_cache.h"
#include "report/policy_check.h"
#include "report/policy_show.h"

namespace bestby::cli {
namespace {

// Ends that depend on themselves, and what a policy costs, show only when it is evaluated: those from `first`
// on, beside all others.
std::vector<Error> faults_of(const World& world, const PolicyStore& store, PolicyId first) {
  const Policies policies = store.view();
  Evaluator evaluator(world, policies);
  std::vector<Error> out;
  for (PolicyId p = first; p < policies.size() && out.size() < max_reported; ++p)
    if (const auto fault = fault_of(evaluator, p)) out.push_back(fault_error(store, *fault));
  return out;
}

// The policies that a file defines: the catalogue's own of the same name are not beside it.
std::vector<std::string> defined_in(const std::vector<CatalogFile>& files) {
  std::vector<std::string> out;
  for (const CatalogFile& file : files)
    if (const auto document = yaml::read(file.path, file.text))
      if (const yaml::Node* id = document->root.find("policy"); id != nullptr) out.push_back(id->str());
  return out;
}

Result<int> check(Session& session) {
  std::vector<CatalogFile> files;
  for (std::size_t i = 1; i < session.arguments.size(); ++i) {
    auto text = read_file(session.arguments[i]);
    if (!text) return fail(std::move(text.error()));
    files.push_back({session.arguments[i], std::move(*text)});
  }
  PolicyStore beside = PolicyStore::of(session.policies(), defined_in(files));
  const auto first = static_cast<PolicyId>(beside.columns.policies.size());
  const auto store = load_policies(std::move(files), session.world(), std::move(beside));
  const auto errors = store ? faults_of(session.world(), *store, first) : store.error();
  const Policies policies = store ? store->view() : Policies();
  const auto checked = policies.columns.policies.subspan(std::min<std::size_t>(first, policies.size()));
  if (session.json()) {
    session.out = policy_check_json(policies, checked, errors, session.asked());
    return errors.empty() ? 0 : exit_status(ErrorCode::catalog);
  }
  if (!errors.empty()) return session.all_of(errors);
  const auto count = [](std::uint32_t n, const char* one) {
    return n == 0 ? fmt::format("no {}s", one) : fmt::format("{} {}{}", n, one, n == 1 ? "" : "s");
  };
  for (const PolicyRow& p : checked)
    session.out += fmt::format("{}: good: {}, {}, {}\n", policies.text(p.id), count(p.phase_count, "phase"),
                               count(p.clause_count, "clause"), count(p.edition_count, "edition"));
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
