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

// What names the products, and after which option or as which argument they stand.
constexpr std::string_view list_products = "list products --format names 2>/dev/null";

bool names_products(const OptionRow& option) { return option.value == "PRODUCT"; }

std::string bash() {
  std::string out = fmt::format("_bestby_products() {{ \"${{COMP_WORDS[0]}}\" {}; }}\n", list_products);
  out +=
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
      else if (names_products(option(id)))
        out += fmt::format(
            "    '{} {}') COMPREPLY=($(compgen -W \"$(_bestby_products)\" -- \"$word\")); return ;;\n",
            c.name, option(id).name);
  out +=
      "    *--catalog|*--output) COMPREPLY=($(compgen -f -- \"$word\")); return ;;\n  esac\n  case "
      "\"$command\" in\n";
  for (const CommandRow& c : command_table())
    out += fmt::format("    {}) COMPREPLY=($(compgen -W \"{}{}{}{}\" -- \"$word\")) ;;\n", c.name,
                       option_names(c), c.words.empty() ? "" : " ", words(c.words),
                       c.of_products ? " $(_bestby_products)" : "");
  return out + "  esac\n}\ncomplete -o default -F _bestby bestby\n";
}

std::string zsh() {
  std::string out = fmt::format(
      "#compdef bestby\n_bestby_products() {{\n  local -a names=(${{(f)\"$($words[1] {})\"}})\n  compadd -a "
      "names\n}}\n",
      list_products);
  out += "_bestby() {\n  if (( CURRENT == 2 )); then\n    local -a commands=(\n";
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
                                           names_products(o) ? "_bestby_products"
                                           : choices.empty() ? "_files"
                                                             : fmt::format("({})", words(choices)));
      out += " " + quoted(fmt::format("{}[{}]{}", o.name, says, value));
    }
    out += fmt::format(
        " {} ;;\n", c.of_products && !c.words.empty()
                        ? quoted(fmt::format("2:word:({})", words(c.words))) + " '*:product:_bestby_products'"
                    : c.of_products   ? quoted("*:product:_bestby_products")
                    : c.words.empty() ? quoted("*:argument:_files")
                                      : quoted(fmt::format("*:argument:({})", words(c.words))));
  }
  return out + "  esac\n}\ncompdef _bestby bestby\n";
}

std::string fish() {
  std::string out = "complete -c bestby -f\n";
  const std::string products = fmt::format("'(bestby {})'", list_products);
  for (const CommandRow& c : command_table()) {
    out += fmt::format("complete -c bestby -n __fish_use_subcommand -a {} -d {}\n", c.name, quoted(c.says));
    const std::string within = fmt::format("complete -c bestby -n '__fish_seen_subcommand_from {}'", c.name);
    if (!c.words.empty()) out += fmt::format("{} -a {}\n", within, quoted(words(c.words)));
    if (c.of_products) out += fmt::format("{} -a {}\n", within, products);
    for (const Opt id : c.options) {
      const OptionRow& o = option(id);
      const auto choices = choices_of(c, o);
      const auto value = o.value.empty()     ? std::string()
                         : names_products(o) ? " -x -a " + products
                         : choices.empty()   ? std::string(" -r -F")
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
