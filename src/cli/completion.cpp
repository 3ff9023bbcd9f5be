#include <fmt/format.h>

#include "base/text.h"
#include "cli/command_table.h"
#include "cli/manual.h"

namespace bestby::cli {
namespace {

std::string command_names() {
  std::string out;
  for (const CommandRow& c : command_table()) out += fmt::format("{}{}", out.empty() ? "" : " ", c.name);
  return out;
}

std::string option_names(const CommandRow& c) {
  std::string out;
  for (const Opt id : c.options) out += fmt::format("{}{}", out.empty() ? "" : " ", option(id).name);
  return out;
}

std::string words(std::string_view choices) {
  std::string out(choices);
  for (char& c : out)
    if (c == '|') c = ' ';
  return out;
}

// A text inside single quotes.
std::string quoted(std::string_view text) {
  std::string out;
  for (const char c : text) out += c == '\'' ? "'\\''" : std::string(1, c);
  return "'" + out + "'";
}

std::string bash() {
  std::string out =
      "_bestby() {\n"
      "  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]}\n"
      "  if [ \"$COMP_CWORD\" -eq 1 ]; then\n"
      "    COMPREPLY=($(compgen -W '" +
      command_names() +
      " --help --version' -- \"$word\"))\n    return\n  fi\n"
      "  case \"$command $before\" in\n";
  for (const CommandRow& c : command_table())
    for (const Opt id : c.options)
      if (const auto choices = choices_of(c, option(id)); !choices.empty() && !option(id).value.empty())
        out += fmt::format("    '{} {}') COMPREPLY=($(compgen -W '{}' -- \"$word\")); return ;;\n", c.name,
                           option(id).name, words(choices));
  out +=
      "    *--catalog|*--output) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n  esac\n  case "
      "\"$command\" in\n";
  for (const CommandRow& c : command_table())
    out += fmt::format("    {}) COMPREPLY=($(compgen -W '{}{}{}' -- \"$word\")) ;;\n", c.name,
                       option_names(c), c.words.empty() ? "" : " ", words(c.words));
  return out + "  esac\n}\ncomplete -o default -F _bestby bestby\n";
}

std::string zsh() {
  std::string out = "#compdef bestby\n_bestby() {\n  if (( CURRENT == 2 )); then\n    local -a commands=(\n";
  for (const CommandRow& c : command_table())
    out += fmt::format("      {}\n", quoted(fmt::format("{}:{}", c.name, c.says)));
  out += "    )\n    _describe command commands\n    return\n  fi\n  case $words[2] in\n";
  for (const CommandRow& c : command_table()) {
    out += fmt::format("    {}) _arguments", c.name);
    for (const Opt id : c.options) {
      const OptionRow& o = option(id);
      std::string says(o.says);
      for (char& ch : says)
        if (ch == ':' || ch == '[' || ch == ']') ch = ' ';
      const auto choices = choices_of(c, o);
      const auto value = o.value.empty()
                             ? std::string()
                             : fmt::format(":{}:{}", o.value,
                                           choices.empty() ? "_files" : fmt::format("({})", words(choices)));
      out += " " + quoted(fmt::format("{}[{}]{}", o.name, says, value));
    }
    out += fmt::format(" {} ;;\n", quoted(c.words.empty() ? "*:argument:_files"
                                                          : fmt::format("*:argument:({})", words(c.words))));
  }
  return out + "  esac\n}\ncompdef _bestby bestby\n";
}

std::string fish() {
  std::string out = "complete -c bestby -f\n";
  for (const CommandRow& c : command_table()) {
    out += fmt::format("complete -c bestby -n __fish_use_subcommand -a {} -d {}\n", c.name, quoted(c.says));
    const std::string within = fmt::format("complete -c bestby -n '__fish_seen_subcommand_from {}'", c.name);
    if (!c.words.empty()) out += fmt::format("{} -a {}\n", within, quoted(words(c.words)));
    for (const Opt id : c.options) {
      const OptionRow& o = option(id);
      const auto choices = choices_of(c, o);
      const auto value = o.value.empty()   ? std::string()
                         : choices.empty() ? std::string(" -r -F")
                                           : fmt::format(" -x -a {}", quoted(words(choices)));
      out += fmt::format("{} -l {}{} -d {}\n", within, o.name.substr(2), value, quoted(o.says));
    }
  }
  return out;
}

}  // namespace

Result<std::string> completion(std::string_view shell) {
  if (shell == "bash") return bash();
  if (shell == "zsh") return zsh();
  if (shell == "fish") return fish();
  return fail(Error{ErrorCode::usage,
                    fmt::format("there is no completion for `{}`", shell),
                    {},
                    "one of: bash, zsh, fish",
                    nearest(shell, {"bash", "zsh", "fish"})});
}

}  // namespace bestby::cli
