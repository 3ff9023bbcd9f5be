#include "cli/help.h"

#include <fmt/format.h>

#include "base/text.h"
#include "find/subject.h"

namespace bestby::cli {
namespace {

// Words in lines of at most 80 columns.
std::string wrapped(std::string_view text, std::size_t indent) {
  std::string out(indent, ' ');
  std::size_t column = indent;
  for (const auto word : split(text, ' ')) {
    if (column + word.size() > 80 && column > indent) {
      out.pop_back();
      (out += '\n').append(indent, ' ');
      column = indent;
    }
    out += word;
    out += ' ';
    column += word.size() + 1;
  }
  while (out.ends_with(' ')) out.pop_back();
  return out + '\n';
}

std::string row(std::string_view left, std::string_view right) {
  constexpr std::size_t width = 26;
  if (left.size() + 4 > width) return fmt::format("  {}\n{}", left, wrapped(right, width));
  return fmt::format("  {:<{}}{}", left, width - 2, wrapped(right, width).substr(width));
}

std::string exit_codes() {
  std::string out = "exit codes:\n";
  for (const ExitRow& exit : exit_table()) out += row(std::to_string(exit.code), exit.says);
  return out;
}

std::string option_left(const CommandRow& command, const OptionRow& o) {
  const auto choices = choices_of(command, o);
  const std::string name = fmt::format("{}{}{}", o.letter, o.letter.empty() ? "" : ", ", o.name);
  if (o.value.empty()) return name;
  return fmt::format("{} {}", name, choices.empty() ? o.value : choices);
}

}  // namespace

std::string overview_help() {
  std::string out =
      "bestby says what deep-learning software is still patched, until when, and why.\n\n"
      "usage: bestby COMMAND [ARGUMENT...] [OPTION...]\n\ncommands:\n";
  for (const CommandRow& c : command_table()) out += row(c.name, c.says);
  out += "\nsubjects:\n";
  for (const SubjectForm& form : subject_forms())
    out += fmt::format("  {:<36} {}\n", form.written, form.means);
  out +=
      "\nexamples:\n"
      "  bestby status pytorch@1.12.1\n"
      "  bestby why python@3.8 --on 2024-06-01\n"
      "\n`bestby COMMAND --help` says more of one.\n\n";
  out += exit_codes() + "\nenvironment:\n";
  for (const EnvironmentRow& e : environment_table()) out += row(e.name, e.says);
  return out;
}

std::string command_help(const CommandRow& c) {
  std::string out = fmt::format("bestby {}: {}\n\nusage: bestby {}{}{} [OPTION...]\n\n", c.name, c.says,
                                c.name, c.arguments.empty() ? "" : " ", c.arguments);
  for (const auto paragraph : split(c.about, '\n')) out += wrapped(paragraph, 0);
  out += "\noptions:\n";
  for (const Opt id : c.options) out += row(option_left(c, option(id)), option(id).says);
  if (!c.examples.empty()) out += "\nexamples:\n";
  for (const Example& e : c.examples) out += fmt::format("  {}\n      {}\n", e.typed, e.says);
  return out + '\n' + exit_codes();
}

}  // namespace bestby::cli
