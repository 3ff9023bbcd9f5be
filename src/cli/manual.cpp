#include "cli/manual.h"

#include <fmt/format.h>

#include "base/text.h"
#include "cli/command_table.h"
#include "find/subject.h"

namespace bestby::cli {
namespace {

// Text for roff: no line begins with a control character, hyphens are hyphens.
std::string roff(std::string_view text) {
  std::string out;
  for (const char c : text) {
    if (c == '\\')
      out += "\\e";
    else if (c == '-')
      out += "\\-";
    else
      out.push_back(c);
  }
  if (out.starts_with('.') || out.starts_with('\'')) out.insert(0, "\\&");
  return out;
}

std::string option_line(const CommandRow& c, const OptionRow& o) {
  const auto choices = choices_of(c, o);
  const auto value =
      o.value.empty() ? std::string() : fmt::format(" \\fI{}\\fR", roff(choices.empty() ? o.value : choices));
  const auto letter = o.letter.empty() ? std::string() : fmt::format("\\fB{}\\fR, ", roff(o.letter));
  return fmt::format(".TP\n{}\\fB{}\\fR{}\n{}\n", letter, roff(o.name), value, roff(o.says));
}

}  // namespace

std::string manual_page() {
  std::string out = fmt::format(".TH BESTBY 1 \"\" \"bestby {}\" \"User Commands\"\n", BESTBY_VERSION);
  out +=
      ".SH NAME\nbestby \\- say what deep\\-learning software is still patched, until when, and why\n"
      ".SH SYNOPSIS\n.B bestby\n.I COMMAND\n[\\fIARGUMENT\\fR...] [\\fIOPTION\\fR...]\n.SH COMMANDS\n";
  for (const CommandRow& c : command_table()) {
    out += fmt::format(".SS bestby {} {}\n{}.\n", roff(c.name), roff(c.arguments), roff(c.says));
    for (const auto paragraph : split(c.about, '\n')) out += fmt::format(".PP\n{}\n", roff(paragraph));
    for (const Opt id : c.options) out += option_line(c, option(id));
    for (const Example& e : c.examples)
      out += fmt::format(".PP\n.EX\n{}\n.EE\n.RS\n{}\n.RE\n", roff(e.typed), roff(e.says));
  }
  out += ".SH SUBJECTS\n.EX\n";
  for (const SubjectForm& form : subject_forms())
    out += roff(fmt::format("{:<36} {}", form.written, form.means)) + '\n';
  out += ".EE\n.SH EXIT STATUS\n";
  for (const ExitRow& e : exit_table()) out += fmt::format(".TP\n{}\n{}\n", e.code, roff(e.says));
  out += ".SH ENVIRONMENT\n";
  for (const EnvironmentRow& e : environment_table())
    out += fmt::format(".TP\n.B {}\n{}\n", roff(e.name), roff(e.says));
  return out;
}

}  // namespace bestby::cli
