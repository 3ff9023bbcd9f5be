#include "cli/command_table.h"

#include <array>

#include "cli/commands.h"

namespace bestby::cli {
namespace {

constexpr std::array<OptionRow, static_cast<std::size_t>(Opt::count)> options = {{
    {Opt::on, "--on", "DATE", "the day that the answer is for; today when absent", ""},
    {Opt::known, "--known", "DATE", "use only what had been published by this day", ""},
    {Opt::catalog, "--catalog", "PATH",
     "a catalogue's folder or snapshot file, instead of the one inside; BESTBY_CATALOG likewise", ""},
    {Opt::format, "--format", "FORMAT", "how the answer is written", ""},
    {Opt::color, "--color", "WHEN", "colours: auto is on a terminal only, and NO_COLOR is honoured",
     "auto|always|never"},
    {Opt::fail_on, "--fail-on", "FINDING", "exit 1 when an answer is this or worse; ending: within 90 days",
     "ended|mismatch|deprecated|stale|licence|ending|unknown|ok"},
    {Opt::policy, "--policy", "POLICY", "by this policy alone", ""},
    {Opt::from, "--from", "DATE", "the first day; --on when absent", ""},
    {Opt::to, "--to", "DATE", "the last day; a year after the first when absent", ""},
    {Opt::product, "--product", "PRODUCT", "of this product alone; may be given again", "", true},
    {Opt::output, "--output", "FILE", "where to write to", ""},
    {Opt::man, "--man", "", "as a manual page, for man -l -", ""},
    {Opt::published, "--published", "DATE", "the day on which the source stood so: it dates the facts", ""},
    {Opt::into, "--catalog", "FOLDER", "the catalogue to write to; catalog when absent", ""},
    {Opt::dry_run, "--dry-run", "", "report only, and write nothing", ""},
    {Opt::rule, "--rule", "RULE", "by this rule alone; may be given again", "", true},
    {Opt::all, "--all", "", "show every finding, acknowledged ones too", ""},
    {Opt::acknowledged, "--acknowledged", "FILE",
     "the findings that are known; acknowledged.yml beside the catalogue when absent", ""},
    {Opt::fail_at, "--fail-on", "SEVERITY",
     "exit 1 when a finding is this or graver and not acknowledged; warning when absent",
     "error|warning|info"},
    {Opt::help, "--help", "", "say how the command is used", ""},
}};

constexpr std::array status_options = {Opt::on,     Opt::known, Opt::fail_on, Opt::catalog,
                                       Opt::format, Opt::color, Opt::help};
constexpr std::array why_options = {Opt::on,      Opt::known,  Opt::policy, Opt::fail_on,
                                    Opt::catalog, Opt::format, Opt::color,  Opt::help};
constexpr std::array show_options = {Opt::on, Opt::known, Opt::catalog, Opt::format, Opt::color, Opt::help};
constexpr std::array calendar_options = {Opt::from,    Opt::to,     Opt::product, Opt::on,  Opt::known,
                                         Opt::catalog, Opt::format, Opt::color,   Opt::help};
constexpr std::array compile_options = {Opt::output, Opt::format, Opt::help};
constexpr std::array import_options = {Opt::published, Opt::into, Opt::dry_run, Opt::format, Opt::help};
constexpr std::array policy_options = {Opt::on, Opt::known, Opt::catalog, Opt::format, Opt::color, Opt::help};
constexpr std::array lint_options = {Opt::rule,  Opt::all,     Opt::acknowledged, Opt::fail_at, Opt::on,
                                     Opt::known, Opt::catalog, Opt::format,       Opt::color,   Opt::help};
constexpr std::array help_options = {Opt::man, Opt::format, Opt::help};
constexpr std::array version_options = {Opt::on, Opt::catalog, Opt::format, Opt::help};
constexpr std::array plain_options = {Opt::format, Opt::help};

constexpr std::array<Example, 4> status_examples = {{
    {"bestby status pytorch@1.12.1", "a framework release, by every policy that speaks of it"},
    {"bestby status python@3.8 ubuntu@20.04 --on 2025-01-01", "two subjects, on a given day"},
    {"bestby status - --format json < subjects.txt", "one subject a line, answered as JSON"},
    {"bestby status torch==1.12.1 --fail-on ending", "exit 1 when it has ended or ends within 90 days"},
}};
constexpr std::array<Example, 2> why_examples = {{
    {"bestby why pytorch@1.12", "why the images of PyTorch 1.12 are patched as long as they are"},
    {"bestby why neuron-sdk@2.20.0 --known 2025-01-31", "using only what had been published by then"},
}};
constexpr std::array<Example, 2> list_examples = {{
    {"bestby list", "the products"},
    {"bestby list policies --format json", "the policies, as JSON"},
}};
constexpr std::array<Example, 2> show_examples = {{
    {"bestby show python", "its cycles, and until when each is patched"},
    {"bestby show pytorch@1.12", "the facts of a cycle, with their sources"},
}};
constexpr std::array<Example, 2> calendar_examples = {{
    {"bestby calendar --product python --product ubuntu", "what ends in the next twelve months"},
    {"bestby calendar --from 2026-01-01 --to 2026-12-31 --format ics > 2026.ics",
     "a year as a calendar file"},
}};
constexpr std::array<Example, 2> timeline_examples = {{
    {"bestby timeline pytorch", "the cycles of PyTorch side by side"},
    {"bestby timeline neuron-sdk --format svg > neuron.svg", "as a picture"},
}};
constexpr std::array<Example, 2> compile_examples = {{
    {"bestby compile . -o catalog.snapshot", "./catalog and ./policies into one file"},
    {"bestby status python@3.8 --catalog catalog.snapshot", "and an answer by it"},
}};
constexpr std::array<Example, 2> policy_examples = {{
    {"bestby policy show python", "what it says, phase by phase and clause by clause"},
    {"bestby policy check policies/example.yml", "its names, types and dependencies, before it is taken"},
}};
constexpr std::array<Example, 2> verify_examples = {{
    {"bestby verify aws-neuron", "its notices, minimums and ends, against what happened"},
    {"bestby verify --known 2024-12-31 --format json", "all policies, by what was known on that day"},
}};
constexpr std::array<Example, 3> lint_examples = {{
    {"bestby lint", "what is wrong in the catalogue and not known to be"},
    {"bestby lint --rule end-before-start --all", "all that one rule finds, acknowledged findings too"},
    {"bestby lint --catalog . --fail-on info", "of a folder with `catalog/`, and exit 1 whatever is found"},
}};
constexpr std::array<Example, 1> import_examples = {{
    {"bestby import endoflife sources/endoflife --published 2026-08-22 --catalog catalog",
     "the day is the one on which the source stood so"},
}};
constexpr std::array<Example, 1> completion_examples = {{
    {"bestby completion bash > ~/.local/share/bash-completion/completions/bestby", "for your next shell"},
}};
constexpr std::array<Example, 1> help_examples = {{{"bestby help --man | man -l -", "the manual page"}}};

const std::array<CommandRow, 14> commands = {{
    {"status", "SUBJECT...", "what is still patched, until when, what ends it, what to move to",
     "One line a policy that speaks of the subject; the one that decides stands first.\n"
     "A subject is pytorch@1.12.1, pytorch@1.12 (the cycle), torch==1.12.1, a package URL, an image address "
     "(whole, or "
     "repository:tag), the name of a machine image, or a product (its cycles, or what of it is patched). `-` "
     "reads subjects from standard input, one a "
     "line; empty lines and lines that begin with # are skipped.",
     "text|json", status_options, status_examples, 1, -1, "", run_status, true},
    {"why", "SUBJECT...", "the derivation of that answer, down to the facts and their sources",
     "For each policy that speaks of the subject: the clause that decides with the facts it rests on, the "
     "clauses that did not "
     "end it, other readings, refuted facts, and what to do now.",
     "text|json", why_options, why_examples, 1, -1, "", run_why, true},
    {"list", "[WHAT]", "what is recorded at all",
     "WHAT is products (the default), policies, predicates, schemes, kinds, services or sources. The format "
     "names is the first column alone, one a line, which the shells' completions ask for.",
     "text|json|names", show_options, list_examples, 0, 1,
     "products|policies|predicates|schemes|kinds|services|sources", run_list},
    {"show", "PRODUCT[@RELEASE]", "what is recorded of a product or release, with its sources",
     "Facts with their scopes, sources and refutations; of a product its cycles and releases too.",
     "text|json", show_options, show_examples, 1, 1, "", run_show, true},
    {"calendar", "", "what ends when",
     "The last days of phases from one day to another, under the policy that decides: of the cycles of "
     "products that have "
     "cycles, of the releases of the others. Images that speak for a framework are listed where their "
     "product is named.",
     "text|json|ics", calendar_options, calendar_examples, 0, 0, "", run_calendar},
    {"timeline", "PRODUCT", "the phases of its cycles or releases, as a chart",
     "In the terminal as wide as it is, or as a self-contained picture. PRODUCT@CYCLE charts the releases of "
     "the cycle.",
     "text|json|svg", show_options, timeline_examples, 1, 1, "", run_timeline, true},
    {"compile", "[FOLDER]", "turn a catalogue and its policies into one snapshot file",
     "Reads FOLDER/catalog and FOLDER/policies (FOLDER is . when absent) and checks everything. Without "
     "--output nothing is "
     "written.",
     "text|json", compile_options, compile_examples, 0, 1, "", run_compile},
    {"policy", "show POLICY | check FILE...", "show a policy, or check policy files",
     "`policy show` prints what a policy says: its editions, phases with what each promises, clauses with "
     "their sources, conditions and expressions, and tables. `bestby list policies` names the policies.\n"
     "`policy check` says what is wrong in policy files, with the place and help: unknown names, types that "
     "do not fit, ends that depend on themselves.",
     "text|json", policy_options, policy_examples, 1, -1, "check|show", run_policy},
    {"verify", "[POLICY]", "whether publishers keep their own policies",
     "Compares each rule's day with the published one, checks notices and other promises against what "
     "happened, and names what came out after its end. What rests on the same facts is counted once. "
     "`bestby why SUBJECT --policy POLICY` shows the whole derivation of a case.",
     "text|json", policy_options, verify_examples, 0, 1, "", run_verify},
    {"lint", "", "what is wrong or odd in the catalogue itself",
     "Asks every rule of docs/lint.md, and shows each finding with the facts behind it. Findings that are "
     "known stand in a file, with a reason and a last day.",
     "text|json", lint_options, lint_examples, 0, 0, "", run_lint},
    {"import", "IMPORTER PATH", "bring a foreign source into the catalogue",
     "Reads a source from disk and writes the catalogue's files that the importer owns. `bestby import` "
     "names the importers; "
     "docs/importers.md says how each source is read.",
     "text|json", import_options, import_examples, 0, 2, "", run_import},
    {"completion", "SHELL", "completions for bash, zsh or fish",
     "Prints a script for the shell. It completes commands, options, their values and the names of products.",
     "text|json", plain_options, completion_examples, 1, 1, "bash|zsh|fish", run_completion},
    {"version",
     "",
     "the program's version",
     "Prints the version of the program; in JSON with the day of the catalogue inside it.",
     "text|json",
     version_options,
     {},
     0,
     0,
     "",
     run_version},
    {"help", "[COMMAND]", "how commands are used", "The same as `bestby COMMAND --help`.", "text|json",
     help_options, help_examples, 0, 1, "", run_help},
}};

constexpr std::array<EnvironmentRow, 4> environment = {{
    {"BESTBY_CATALOG", "the catalogue's folder or snapshot file, where --catalog does not name one"},
    {"BESTBY_TODAY", "the day that is taken for today, as YYYY-MM-DD; the day in UTC when absent"},
    {"NO_COLOR", "no colours, unless --color always"},
    {"COLUMNS", "how wide charts are"},
}};

constexpr std::array<ExitRow, 5> exits = {{
    {0, "answered"},
    {1, "the answer is no, or at or above --fail-on"},
    {2, "wrong use; a subject that is not known is that too"},
    {3, "an input could not be read, or only in part"},
    {4, "the catalogue or a policy is invalid"},
}};

constexpr std::array<std::string_view, 8> subjects = {
    "pytorch@1.12.1, python@3.8           a release, or a cycle of releases",
    "torch==1.12.1                        a release, as pip writes it",
    "pkg:pypi/torch@1.12.1                a package URL",
    "pytorch-training:2.6.0-gpu-py312     an image; with its registry too",
    "torch==1.12.*                        a pin, where it names one cycle or release",
    "\"Deep Learning AMI ...\"              a machine image, by its name",
    "ubuntu                               a product: each of its cycles",
    "-                                    lines of standard input",
};

}  // namespace

std::span<const OptionRow> option_table() { return options; }
const OptionRow& option(Opt id) { return options[static_cast<std::size_t>(id)]; }
std::span<const CommandRow> command_table() { return commands; }
std::span<const ExitRow> exit_table() { return exits; }
std::span<const EnvironmentRow> environment_table() { return environment; }
std::span<const std::string_view> subject_table() { return subjects; }

const CommandRow* find_command(std::string_view name) {
  for (const CommandRow& row : commands)
    if (row.name == name) return &row;
  return nullptr;
}

std::string_view choices_of(const CommandRow& command, const OptionRow& option) {
  return option.id == Opt::format ? command.formats : option.choices;
}

}  // namespace bestby::cli
