// Commands, options and exit codes as data. The parser, `--help`, the man page and the shells'
// completions are all made from these tables.
#pragma once

#include <span>
#include <string_view>

#include "base/result.h"

namespace bestby::cli {

class Session;

enum class Opt : unsigned char {
  on,
  known,
  catalog,
  format,
  color,
  fail_on,
  policy,
  from,
  to,
  product,
  output,
  man,
  published,
  into,
  dry_run,
  input_limit,
  rule,
  all,
  acknowledged,
  fail_at,
  readings,
  for_time,
  all_answers,
  count_only,
  facets,
  host,
  instances,
  quotas,
  used,
  framework,
  framework_version,
  region,
  scope,
  python,
  instance_type,
  base_version,
  container_version,
  accelerator_type,
  distribution,
  training_compiler,
  inference_tool,
  sdk_version,
  call,
  batch,
  fail_check,
  only,
  within,
  summary,
  ignores,
  baseline,
  limit,
  ignored_too,
  all_layers,
  verify,
  deep,
  platform,
  mirror,
  plain_http,
  ca,
  check_all,
  check_output,
  fix,
  apply,
  end,
  help,
  count
};

// What an option's value or an argument is: completions offer it.
enum class Takes : unsigned char { nothing, word, date, text, file, product, policy, command, importer };

struct OptionRow {
  Opt id;
  std::string_view name;   // "--on"
  std::string_view value;  // "DATE"; empty: a switch
  std::string_view says;
  Takes takes = Takes::nothing;
  std::string_view choices = {};  // words it takes, separated by `|`; empty: free
  bool many = false;
  std::string_view letter = {};  // "-h"; empty: none
};

struct Example {
  std::string_view typed, says;
};

struct CommandRow {
  std::string_view name;
  std::string_view arguments;  // "SUBJECT..."
  std::string_view says;       // one line
  std::string_view about;      // what `--help` says beside it
  std::string_view formats;    // "text|json"; the first is the default
  std::span<const Opt> options;
  std::span<const Example> examples = {};
  int least = 0, most = 0;  // arguments; most -1: any number
  Takes takes = Takes::nothing;
  std::string_view words = {};  // what an argument may be, separated by `|`; empty: free
  Takes (*then)(std::string_view word) = [](std::string_view) { return Takes::nothing; };  // what follows it
  Result<int> (*run)(Session&) = nullptr;
};

struct ExitRow {
  int code;
  std::string_view says;
};
struct EnvironmentRow {
  std::string_view name, says;
};

std::span<const OptionRow> option_table();
const OptionRow& option(Opt id);
std::span<const CommandRow> command_table();
const CommandRow* find_command(std::string_view name);  // nullptr when unknown
std::span<const ExitRow> exit_table();
std::span<const EnvironmentRow> environment_table();

// What an option takes with a command: `--format` takes the command's formats.
std::string_view choices_of(const CommandRow& command, const OptionRow& option);

}  // namespace bestby::cli
