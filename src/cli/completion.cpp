#include "cli/completion.h"

#include <array>

#include <fmt/format.h>

#include "base/text.h"
#include "cli/command_table.h"
#include "exchange/import.h"

namespace bestby::cli {
namespace {

using std::string_view;

std::string joined(const std::vector<string_view>& words) { return fmt::format("{}", fmt::join(words, " ")); }

// The words that a value may be; empty where the shell has to look for names or files.
std::vector<string_view> words_of(Takes takes, string_view choices) {
  std::vector<string_view> out;
  if (takes == Takes::word) return split(choices, '|');
  if (takes == Takes::command)
    for (const CommandRow& c : command_table()) out.push_back(c.name);
  if (takes == Takes::importer)
    for (const exchange::Importer& importer : exchange::importers()) out.push_back(importer.name);
  return out;
}

// What names the program can list.
string_view listed(Takes takes) {
  return takes == Takes::product ? "products" : takes == Takes::policy ? "policies" : "";
}

// A text inside single quotes.
std::string quoted(string_view text) {
  std::string out;
  for (const char c : text) out += c == '\'' ? "'\\''" : std::string(1, c);
  return "'" + out + "'";
}

std::vector<string_view> names_of(const OptionRow& o) {
  if (o.letter.empty()) return {o.name};
  return {o.letter, o.name};
}

// The scripts: `@NAME@` stands for what is made of the tables.
constexpr string_view bash_script = R"sh(_bestby_take() {  # what the value or argument is, and its words
  local IFS=$' \t\n'
  case $1 in
    products|policies) COMPREPLY=($(compgen -W "$("${COMP_WORDS[0]}" list "$1" --format names 2>/dev/null)" -- "$word")) ;;
    files) IFS=$'\n'; COMPREPLY=($(compgen -f -- "$word")); compopt -o filenames 2>/dev/null ;;
    words) COMPREPLY=($(compgen -W "$2" -- "$word")) ;;
    *) COMPREPLY=() ;;
  esac
}
_bestby() {
  local word=${COMP_WORDS[COMP_CWORD]} before=${COMP_WORDS[COMP_CWORD-1]} command=${COMP_WORDS[1]} verb= each
  COMPREPLY=()
  if [ "$word" = = ]; then word=; elif [ "$before" = = ]; then before=${COMP_WORDS[COMP_CWORD-2]}; fi
  if [ "$COMP_CWORD" -eq 1 ]; then
    _bestby_take words '@commands@ --help --version'
    return
  fi
  case "$command $before" in
@options@  esac
  for each in "${COMP_WORDS[@]:2:COMP_CWORD-2}"; do
    case "$command $each" in
      @verbs@) verb=$each; break ;;
    esac
  done
  case "$command $word" in
@dashes@  esac
  case "$command $verb" in
@arguments@  esac
}
complete -F _bestby bestby
)sh";

constexpr string_view zsh_script = R"sh(#compdef bestby
_bestby_products() {
  local -a names=(${(f)"$($program list products --format names 2>/dev/null)"})
  compadd "$@" -a names
}
_bestby_policies() {
  local -a names=(${(f)"$($program list policies --format names 2>/dev/null)"})
  compadd "$@" -a names
}
@functions@_bestby() {
  local program=$words[1]
  if (( CURRENT == 2 )); then
    local -a commands=(
@commands@    )
    _describe command commands
    return
  fi
  shift words
  (( CURRENT-- ))
  case $words[1] in
@cases@  esac
}
if [[ $funcstack[1] == _bestby ]]; then
  _bestby "$@"
else
  compdef _bestby bestby
fi
)sh";

constexpr string_view fish_script = R"sh(function __bestby_list
    set -l words (commandline -opc)
    $words[1] list $argv --format names 2>/dev/null
end
function __bestby_in # COMMAND: it is that command's line
    set -l words (commandline -opc)
    test (count $words) -ge 2; and test "$words[2]" = "$argv[1]"
end
function __bestby_before # COMMAND WORD...: and none of these words stands in it yet
    __bestby_in $argv[1]; or return
    for word in (commandline -opc)[3..-1]
        contains -- "$word" $argv[2..-1]; and return 1
    end
    return 0
end
function __bestby_after # COMMAND WORD: and that word stands in it
    __bestby_in $argv[1]; and contains -- $argv[2] (commandline -opc)[3..-1]
end
complete -c bestby -f
@lines@)sh";

std::string filled(string_view script, std::initializer_list<std::pair<string_view, std::string>> with) {
  std::string out(script);
  for (const auto& [name, text] : with) out.replace(out.find(name), name.size(), text);
  return out;
}

// What `_bestby_take` of bash is given.
std::string bash_take(Takes takes, string_view choices) {
  if (const auto what = listed(takes); !what.empty()) return std::string(what);
  if (takes == Takes::file) return "files";
  const auto words = words_of(takes, choices);
  return words.empty() ? "nothing" : fmt::format("words '{}'", joined(words));
}

std::string bash() {
  std::vector<string_view> commands;
  std::string options, dashes, arguments;
  std::vector<std::string> verbs;
  for (const CommandRow& c : command_table()) {
    commands.push_back(c.name);
    std::vector<string_view> names;
    for (const Opt id : c.options)
      for (const auto name : names_of(option(id))) {
        names.push_back(name);
        if (option(id).takes != Takes::nothing)
          options += fmt::format("    '{} {}') _bestby_take {}; return ;;\n", c.name, name,
                                 bash_take(option(id).takes, choices_of(c, option(id))));
      }
    dashes += fmt::format("    '{} '-*) _bestby_take words '{}'; return ;;\n", c.name, joined(names));
    arguments += fmt::format("    '{} ') _bestby_take {} ;;\n", c.name, bash_take(c.takes, c.words));
    for (const auto verb : words_of(c.takes, c.words)) {
      if (c.then(verb) == Takes::nothing && c.takes != Takes::word) continue;
      verbs.push_back(fmt::format("'{} {}'", c.name, verb));
      arguments +=
          fmt::format("    '{} {}') _bestby_take {} ;;\n", c.name, verb, bash_take(c.then(verb), {}));
    }
  }
  return filled(bash_script, {{"@commands@", joined(commands)},
                              {"@options@", options},
                              {"@verbs@", fmt::format("{}", fmt::join(verbs, "|"))},
                              {"@dashes@", dashes},
                              {"@arguments@", arguments}});
}

// What a value or argument of zsh is completed by: an action of _arguments. A blank completes nothing.
std::string zsh_take(Takes takes, string_view choices) {
  if (const auto what = listed(takes); !what.empty()) return fmt::format("_bestby_{}", what);
  if (takes == Takes::file) return "_files";
  const auto words = words_of(takes, choices);
  return words.empty() ? " " : fmt::format("({})", joined(words));
}

std::string zsh_option(const CommandRow& c, const OptionRow& o) {
  std::string says(o.says), out;
  for (char& ch : says)
    if (ch == ':' || ch == '[' || ch == ']') ch = ' ';
  for (const auto name : names_of(o)) {
    const bool valued = o.takes != Takes::nothing;
    const std::string others =
        o.letter.empty() ? o.many ? "*" : "" : fmt::format("({})", joined(names_of(o)));
    const std::string value =
        valued ? fmt::format(":{}:{}", o.value, zsh_take(o.takes, choices_of(c, o))) : std::string();
    const bool equals = valued && name.starts_with("--");
    out += " " + quoted(fmt::format("{}{}{}[{}]{}", others, name, equals ? "=" : "", says, value));
  }
  return out;
}

// Of a command whose first word says what the others are.
std::string zsh_function(const CommandRow& c) {
  const auto words = words_of(c.takes, c.words);
  std::string out = fmt::format(
      "_bestby_{}() {{\n  local -a before=($words[2,CURRENT-1])\n  case ${{before[(r)({})]}} in\n", c.name,
      fmt::join(words, "|"));
  for (const auto word : words)
    if (c.then(word) != Takes::nothing)
      out += fmt::format("    {}) {} ;;\n", word, zsh_take(c.then(word), {}));
  return out + fmt::format("    '') compadd {} ;;\n  esac\n}}\n", joined(words));
}

std::string zsh() {
  std::string functions, commands, cases;
  for (const CommandRow& c : command_table()) {
    commands += fmt::format("      {}\n", quoted(fmt::format("{}:{}", c.name, c.says)));
    const bool verbs = !words_of(c.takes, c.words).empty();
    if (verbs) functions += zsh_function(c);
    std::string options;
    for (const Opt id : c.options) options += zsh_option(c, option(id));
    const std::string argument = c.most == 0
                                     ? std::string()
                                     : " " + quoted("*:argument:" + (verbs ? fmt::format("_bestby_{}", c.name)
                                                                           : zsh_take(c.takes, c.words)));
    cases += fmt::format("    {}) _arguments{}{} ;;\n", c.name, options, argument);
  }
  return filled(zsh_script, {{"@functions@", functions}, {"@commands@", commands}, {"@cases@", cases}});
}

std::string fish_take(Takes takes, string_view choices) {
  if (const auto what = listed(takes); !what.empty()) return fmt::format(" -a '(__bestby_list {})'", what);
  if (takes == Takes::file) return " -F";
  const auto words = words_of(takes, choices);
  return words.empty() ? "" : fmt::format(" -a {}", quoted(joined(words)));
}

std::string fish_arguments(const CommandRow& c) {
  const auto words = words_of(c.takes, c.words);
  const std::string take = fish_take(c.takes, c.words);
  if (take.empty()) return {};
  const std::string when = words.empty() ? fmt::format("__bestby_in {}", c.name)
                                         : fmt::format("__bestby_before {} {}", c.name, joined(words));
  std::string out = fmt::format("complete -c bestby -n {}{}\n", quoted(when), take);
  for (const auto word : words)
    if (const auto more = fish_take(c.then(word), {}); !more.empty())
      out += fmt::format("complete -c bestby -n '__bestby_after {} {}'{}\n", c.name, word, more);
  return out;
}

std::string fish() {
  std::string lines;
  for (const CommandRow& c : command_table()) {
    lines += fmt::format("complete -c bestby -n __fish_use_subcommand -a {} -d {}\n", c.name, quoted(c.says));
    lines += fish_arguments(c);
    for (const Opt id : c.options) {
      const OptionRow& o = option(id);
      const std::string take = fish_take(o.takes, choices_of(c, o));
      const std::string value = o.takes == Takes::nothing ? "" : (take == " -F" ? " -r" : " -x") + take;
      const std::string letter = o.letter.empty() ? "" : fmt::format(" -s {}", o.letter.substr(1));
      lines += fmt::format("complete -c bestby -n '__bestby_in {}' -l {}{}{} -d {}\n", c.name,
                           o.name.substr(2), letter, value, quoted(o.says));
    }
  }
  return filled(fish_script, {{"@lines@", lines}});
}

struct Shell {
  string_view name;
  std::string (*script)();
};
constexpr std::array<Shell, 3> shells = {{{"bash", bash}, {"zsh", zsh}, {"fish", fish}}};

}  // namespace

Result<std::string> completion(string_view shell) {
  std::vector<std::string> names;
  for (const Shell& s : shells) {
    if (s.name == shell) return s.script();
    names.emplace_back(s.name);
  }
  return fail(Error{ErrorCode::usage,
                    fmt::format("there is no completion for `{}`", shell),
                    {},
                    fmt::format("one of: {}", fmt::join(names, ", ")),
                    nearest(shell, names)});
}

}  // namespace bestby::cli
