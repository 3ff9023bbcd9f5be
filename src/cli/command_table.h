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
  rule,
  all,
  acknowledged,
  fail_at,
  help,
  count
};

struct OptionRow {
  Opt id;
  std::string_view name;   // "--on"
  std::string_view value;  // "DATE"; empty: a switch
  std::string_view says;
  std::string_view choices;  // words it takes, separated by `|`; empty: free
  bool many = false;
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
  std::span<const Example> examples;
  int least, most;         // arguments; most -1: any number
  std::string_view words;  // what an argument may be, separated by `|`; empty: free
  Result<int> (*run)(Session&);
  bool of_products = false;  // its arguments begin with a product's name
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
std::span<const std::string_view> subject_table();  // how a subject is written, one line each

// What an option takes with a command: `--format` takes the command's formats.
std::string_view choices_of(const CommandRow& command, const OptionRow& option);

}  // namespace bestby::cli
