// Turns a catalogue and its policies into a snapshot.
#include <fmt/format.h>

#include "base/files.h"
#include "cli/commands.h"
#include "cli/session.h"
#include "report/json_writer.h"
#include "snapshot/compile.h"

namespace bestby::cli {
namespace {

std::string compiled_json(const Session& session, const Compiled& compiled) {
  const World& world = compiled.snapshot.world;
  const auto count = [](std::size_t n) { return static_cast<std::int64_t>(n); };
  JsonWriter json;
  json.begin_object();
  json.field("schema", "bestby/compile/1");
  if (session.has(Opt::output))
    json.field("output", session.value(Opt::output));
  else
    json.null("output");
  json.field("as_of", std::optional(world.as_of()));
  json.field("products", count(world.columns.products.size()));
  json.field("releases_and_cycles", count(world.columns.nodes.size() - world.columns.products.size()));
  json.field("facts", count(world.columns.facts.size()));
  json.field("policies", count(compiled.snapshot.policies.size()));
  json.field("bytes", count(compiled.bytes->size()));
  json.end();
  return json.take();
}

}  // namespace

Result<int> run_compile(Session& session) {
  std::vector<std::string> folders = session.arguments;
  if (folders.empty()) folders = {"."};
  auto compiled = compile_catalogs(folders);
  if (!compiled) return session.all_of(std::move(compiled.error()));
  const World& world = compiled->snapshot.world;
  if (session.has(Opt::output))
    if (auto written = write_file(std::string(session.value(Opt::output)), *compiled->bytes); !written)
      return fail(std::move(written.error()));
  if (session.json()) {
    session.out = compiled_json(session, *compiled);
    return 0;
  }
  session.out = fmt::format(
      "{}: {} products, {} releases and cycles, {} facts, {} policies; as of {}; {} bytes\n",
      session.has(Opt::output) ? session.value(Opt::output) : "not written", world.columns.products.size(),
      world.columns.nodes.size() - world.columns.products.size(), world.columns.facts.size(),
      compiled->snapshot.policies.size(), world.as_of().str(), compiled->bytes->size());
  return 0;
}

}  // namespace bestby::cli
