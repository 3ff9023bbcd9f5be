// Commands about the program itself, and import.
#include <sstream>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/completion.h"
#include "cli/help.h"
#include "cli/manual.h"
#include "cli/session.h"
#include "exchange/run_import.h"
#include "report/json_writer.h"

namespace bestby::cli {

namespace {

// A JSON answer that no catalogue is needed for.
JsonWriter answer(const char* schema) {
  JsonWriter json;
  json.begin_object();
  json.field("schema", schema);
  return json;
}

void add_command(JsonWriter& json, const CommandRow& command) {
  json.begin_object();
  json.field("name", command.name);
  json.field("arguments", command.arguments);
  json.field("says", command.says);
  json.field("about", command.about);
  json.begin_array("options");
  for (const Opt id : command.options) {
    const OptionRow& o = option(id);
    json.begin_object();
    json.field("name", o.name);
    json.field("value", o.value);
    json.field("choices", choices_of(command, o));
    json.field("says", o.says);
    json.end();
  }
  json.end();
  json.end();
}

std::string commands_json(std::span<const CommandRow> commands) {
  JsonWriter json = answer("bestby/help/1");
  json.begin_array("commands");
  for (const CommandRow& command : commands) add_command(json, command);
  json.end();
  json.end();
  return json.take();
}

}  // namespace

Result<int> run_version(Session& session) {
  const std::string line = "bestby " BESTBY_VERSION "\n";
  if (!session.json() && !session.has(Opt::catalog)) {
    session.out = line;
    return 0;
  }
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  if (!session.json()) {
    session.out = fmt::format("{}catalogue as of {}\n", line, session.world().as_of().str());
    return 0;
  }
  JsonWriter json;
  begin_answer(json, "bestby/version/1", session.asked());
  json.field("version", BESTBY_VERSION);
  json.end();
  session.out = json.take();
  return 0;
}

Result<int> run_import(Session& session) {
  std::vector<std::string> words = session.arguments;
  for (const Opt id : {Opt::published, Opt::into, Opt::input_limit, Opt::format})
    if (session.has(id))
      words.insert(words.end(), {std::string(option(id).name), std::string(session.value(id))});
  if (session.has(Opt::dry_run)) words.emplace_back(option(Opt::dry_run).name);
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  std::ostringstream out, err;
  const int status = exchange::run_import(words, out, err, &session.world());
  session.out = out.str();
  session.err = err.str();
  return status;
}

Result<int> run_completion(Session& session) {
  auto text = completion(session.arguments[0]);
  if (!text) return fail(std::move(text.error()));
  session.out = std::move(*text);
  if (!session.json()) return 0;
  JsonWriter json = answer("bestby/completion/1");
  json.field("shell", session.arguments[0]);
  json.field("script", session.out);
  json.end();
  session.out = json.take();
  return 0;
}

Result<int> run_help(Session& session) {
  if (session.has(Opt::man)) {
    session.out = manual_page();
    return 0;
  }
  if (session.arguments.empty()) {
    session.out = session.json() ? commands_json(command_table()) : overview_help();
    return 0;
  }
  const CommandRow* command = find_command(session.arguments[0]);
  if (command == nullptr)
    return fail(ErrorCode::usage, fmt::format("there is no command `{}`", session.arguments[0]), {},
                "`bestby --help` lists the commands");
  session.out = session.json() ? commands_json({command, 1}) : command_help(*command);
  return 0;
}

}  // namespace bestby::cli
