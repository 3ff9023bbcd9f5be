// The one unit that knows CLI11. Only the options of the command that is asked for are set up.
#include "cli/app.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>

#include <fmt/format.h>
#include <CLI/App.hpp>
#include <CLI/Config.hpp>
#include <CLI/Formatter.hpp>

#include "base/text.h"
#include "cli/help.h"
#include "cli/session.h"
#include "cli/streams.h"

namespace bestby::cli {
namespace {

std::vector<std::string> option_names(const CommandRow& command) {
  std::vector<std::string> out;
  for (const Opt id : command.options) out.emplace_back(option(id).name);
  return out;
}

Error unknown_option(const CommandRow& command, const std::string& word) {
  return {ErrorCode::usage,
          fmt::format("`{}` is not an option of {}", word, command.name),
          {},
          fmt::format("`bestby {} --help` lists them", command.name),
          nearest(word.substr(0, word.find('=')), option_names(command))};
}

// What follows `--` are arguments, whatever they begin with.
Result<void> read_words(Session& session, std::vector<std::string> words) {
  const CommandRow& command = *session.command;
  const auto end = std::find(words.begin(), words.end(), "--");
  const std::vector<std::string> plain(end == words.end() ? end : end + 1, words.end());
  words.erase(end, words.end());
  CLI::App app;
  app.set_help_flag();
  app.allow_extras();
  for (const Opt id : command.options) {
    const OptionRow& row = option(id);
    auto& values = session.options[static_cast<std::size_t>(id)];
    const std::string name = fmt::format("{}{}{}", row.letter, row.letter.empty() ? "" : ",", row.name);
    if (row.value.empty())
      app.add_flag_callback(name, [&values] { values.emplace_back("yes"); });
    else
      app.add_option(name, values)
          ->expected(1)
          ->multi_option_policy(row.many ? CLI::MultiOptionPolicy::TakeAll : CLI::MultiOptionPolicy::TakeLast)
          ->allow_extra_args(false);
  }
  app.add_option("arguments", session.arguments)->expected(0, -1);
  try {
    app.parse(std::vector<std::string>(words.rbegin(), words.rend()));
  } catch (const CLI::ArgumentMismatch& mismatch) {
    const std::string text = mismatch.what();
    const std::string name = text.substr(0, text.find(':'));
    return fail(ErrorCode::usage, fmt::format("{} needs a value", name), {},
                fmt::format("`bestby {} --help` says which", command.name));
  } catch (const CLI::ParseError& other) {
    return fail(ErrorCode::usage, other.what(), {},
                fmt::format("`bestby {} --help` says more", command.name));
  }
  for (const std::string& extra : app.remaining())
    if (extra.size() > 1 && extra[0] == '-')
      return fail(unknown_option(command, extra));
    else
      session.arguments.push_back(extra);
  session.arguments.insert(session.arguments.end(), plain.begin(), plain.end());
  return {};
}

Result<void> count_arguments(const Session& session) {
  const CommandRow& command = *session.command;
  const auto count = static_cast<int>(session.arguments.size());
  const auto usage = fmt::format("usage: bestby {} {}", command.name, command.arguments);
  if (count < command.least)
    return fail(ErrorCode::usage, fmt::format("{} needs {}", command.name, command.arguments), {}, usage);
  if (command.most >= 0 && count > command.most)
    return fail(
        ErrorCode::usage,
        fmt::format("`{}` is one word too many", session.arguments[static_cast<std::size_t>(command.most)]),
        {}, usage);
  return {};
}

Result<int> answer(Session& session, const std::vector<std::string>& words) {
  if (auto read = read_words(session, words); !read) return fail(std::move(read.error()));
  if (session.has(Opt::help)) {
    session.out += command_help(*session.command);
    return 0;
  }
  if (auto ready = session.prepare(); !ready) return fail(std::move(ready.error()));
  if (auto counted = count_arguments(session); !counted) return fail(std::move(counted.error()));
  return session.command->run(session);
}

Error unknown_command(const std::string& word) {
  std::vector<std::string> names;
  for (const CommandRow& row : command_table()) names.emplace_back(row.name);
  if (word.starts_with('-'))
    return {ErrorCode::usage,
            fmt::format("`{}` stands before the command", word),
            {},
            "options stand after it: bestby status --on 2026-01-01 SUBJECT",
            {}};
  return {ErrorCode::usage,
          fmt::format("there is no command `{}`", word),
          {},
          "`bestby --help` lists the commands",
          nearest(word, names)};
}

// A closed stream's number would go to the next file that is opened, and answers into that file.
void keep_streams() {
  for (const int stream : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO})
    if (::fcntl(stream, F_GETFD) < 0 && errno == EBADF)
      (void)::open("/dev/null", stream == STDIN_FILENO ? O_WRONLY : O_RDONLY);
}

int print(Session& session, int status) {
  if (const int code = write_all(STDOUT_FILENO, session.out); code != 0) {
    session.report({ErrorCode::input,
                    fmt::format("the answer cannot be written: {}", lower(std::strerror(code))),
                    {},
                    {},
                    {}});
    status = exit_status(ErrorCode::input);
  }
  (void)write_all(STDERR_FILENO, session.err);
  return status;
}

}  // namespace

int run(const std::vector<std::string>& words) {
  keep_streams();
  Session session;
  if (words.empty() || words[0] == "--help" || words[0] == "-h") {
    session.out = overview_help();
    return print(session, words.empty() ? 2 : 0);
  }
  const std::string name = words[0] == "--version" || words[0] == "-V" ? "version" : words[0];
  session.command = find_command(name);
  if (session.command == nullptr) {
    session.report(unknown_command(words[0]));
    return print(session, exit_status(ErrorCode::usage));
  }
  const auto status = answer(session, {words.begin() + 1, words.end()});
  if (status) return print(session, *status);
  session.report(status.error());
  return print(session, exit_status(status.error().code));
}

}  // namespace bestby::cli
