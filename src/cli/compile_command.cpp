// Turns a catalogue and its policies into a snapshot.
#include <fmt/format.h>

#include "base/files.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "snapshot/compile.h"

namespace bestby::cli {
Result<int> run_compile(Session& session) {
  const std::string folder = session.arguments.empty() ? "." : session.arguments[0];
  auto compiled = compile_catalog(folder);
  if (!compiled) return session.all_of(std::move(compiled.error()));
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

}  // namespace bestby::cli
