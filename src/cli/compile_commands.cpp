// Commands for who writes a catalogue: compile, policy check.
#include <fmt/format.h>

#include "base/files.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "policy/load_policies.h"
#include "snapshot/compile.h"

namespace bestby::cli {
namespace {

// The last error ends the command, the others are reported before it.
tl::unexpected<Error> all_of(Session& session, std::vector<Error> errors) {
  for (std::size_t i = 0; i + 1 < errors.size(); ++i) session.report(errors[i]);
  return fail(std::move(errors.back()));
}

// Ends that depend on themselves show only when the policies are evaluated.
std::vector<std::string> faults_of(const World& world, const Policies& policies) {
  Evaluator evaluator(world, policies);
  for (NodeId n = 0; n < world.columns.nodes.size() && evaluator.faults().size() < max_reported; ++n)
    (void)evaluator.verdicts(n);
  return evaluator.faults();
}

}  // namespace

Result<int> run_compile(Session& session) {
  const std::string folder = session.arguments.empty() ? "." : session.arguments[0];
  auto compiled = compile_catalog(folder);
  if (!compiled) return all_of(session, std::move(compiled.error()));
  const World& world = compiled->snapshot.world;
  if (session.has(Opt::output))
    if (auto written = write_file(std::string(session.value(Opt::output)), *compiled->bytes); !written)
      return fail(std::move(written.error()));
  session.out = fmt::format(
      "{}: {} products, {} releases and cycles, {} facts, {} policies; as of {}; {} bytes\n",
      session.has(Opt::output) ? session.value(Opt::output) : "not written", world.columns.products.size(),
      world.columns.nodes.size() - world.columns.products.size(), world.columns.facts.size(),
      compiled->snapshot.policies.size(), world.as_of().str(), compiled->bytes->size());
  return 0;
}

Result<int> run_policy(Session& session) {
  if (session.arguments[0] != "check")
    return fail(ErrorCode::usage, fmt::format("there is no `policy {}`", session.arguments[0]), {},
                "usage: bestby policy check FILE...");
  if (session.arguments.size() < 2)
    return fail(ErrorCode::usage, "policy check needs FILE...", {}, "usage: bestby policy check FILE...");
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  std::vector<CatalogFile> files;
  for (std::size_t i = 1; i < session.arguments.size(); ++i) {
    auto text = read_file(session.arguments[i]);
    if (!text) return fail(std::move(text.error()));
    files.push_back({session.arguments[i], std::move(*text)});
  }
  auto store = load_policies(std::move(files), session.world());
  if (!store) return all_of(session, std::move(store.error()));
  const Policies policies = store->view();
  std::vector<Error> errors;
  for (const std::string& fault : faults_of(session.world(), policies))
    errors.push_back({ErrorCode::catalog, fault, {}, {}, {}});
  if (!errors.empty()) return all_of(session, std::move(errors));
  for (const PolicyRow& p : policies.columns.policies)
    session.out += fmt::format("{}: good: {} phases, {} clauses, {} editions\n", policies.text(p.id),
                               p.phase_count, p.clause_count, p.edition_count);
  return 0;
}

}  // namespace bestby::cli
