#include "cli/command_table.h"

#include <array>

#include "cli/command_usage.h"
#include "cli/commands.h"
#include "exchange/export.h"

namespace bestby::cli {
namespace {

// What follows the first word of `policy`, and of `import`.
Takes of_policy(std::string_view word) { return word == "show" ? Takes::policy : Takes::file; }
Takes of_format(std::string_view) { return Takes::product; }
Takes of_importer(std::string_view) { return Takes::file; }

const std::array<CommandRow, 24> commands = {{
    {.name = "status",
     .arguments = "SUBJECT...",
     .says = "what is still patched, until when, what ends it, what to move to",
     .about =
         "One line a policy that speaks of the subject; the one that decides stands first.\n"
         "A subject is pytorch@1.12.1, pytorch@1.12 (the cycle), torch==1.12.1, a package URL, an image "
         "address (whole, or repository:tag), the name of a machine image, or a product (its cycles, or "
         "what of it is patched). `-` reads subjects from standard input (10,000 at most), one a line; empty "
         "lines and lines "
         "that begin with # are skipped. What follows `--` is a subject even if it begins with a hyphen.",
     .formats = "text|json",
     .options = status_options,
     .examples = status_examples,
     .least = 1,
     .most = -1,
     .takes = Takes::product,
     .run = run_status},
    {.name = "why",
     .arguments = "SUBJECT...",
     .says = "the derivation of that answer, down to the facts and their sources",
     .about =
         "For each policy that speaks of the subject: the clause that decides with the facts it rests on, "
         "the clauses that did not end it, other readings, refuted facts, and what to do now.",
     .formats = "text|json",
     .options = why_options,
     .examples = why_examples,
     .least = 1,
     .most = -1,
     .takes = Takes::product,
     .run = run_why},
    {.name = "find",
     .arguments = "CONSTRAINT...",
     .says = "which image to run, or why there is none and the smallest changes that help",
     .about =
         "A constraint is a product with or without a version (pytorch, pytorch=1.13 for the cycle, "
         "pytorch==1.13.1, 'pytorch>=2.6,<2.8'), a value by its name (gpu, training, sagemaker, arm64, "
         "us-west-2), an attribute and its value (os=ubuntu), publisher=NAME, supported, or "
         "'until>=DATE'. firm: before one says that it may not change, prefer: that it would please. An "
         "image that has ended is found too, and said to be ended, unless `supported` or --for is asked. "
         "Exit 1 where nothing that is recorded satisfies all.",
     .formats = "text|json",
     .options = find_options,
     .examples = find_examples,
     .most = -1,
     .takes = Takes::product,
     .run = run_find},
    {.name = "upgrade",
     .arguments = "SUBJECT|FILE...",
     .says = "from what you run to the nearest thing that is patched, and to what lasts longest",
     .about =
         "Of an image the smallest step keeps what it is made of as far as it can; the longest keeps what "
         "it is for. Each step says what changes, by how much, and which interfaces are deprecated after "
         "it; then how one moves. Of a file or folder the subjects are what `check` sees in it. Exit 1 where "
         "nothing is recorded that takes its place.",
     .formats = "text|json",
     .options = upgrade_options,
     .examples = upgrade_examples,
     .least = 1,
     .most = -1,
     .takes = Takes::product,
     .run = run_upgrade},
    {.name = "preflight",
     .arguments = "CONSTRAINT...",
     .says = "whether a planned job will start, fit, and be patched to its end",
     .about =
         "Constraints are those of `find`. --for is how long the job runs. Nothing is called: quotas come "
         "from a file. What fails is told with what to request or to change; what is not recorded or not "
         "given is not known, and does not fail. Exit 1 if a check fails.",
     .formats = "text|json",
     .options = preflight_options,
     .examples = preflight_examples,
     .least = 1,
     .most = -1,
     .takes = Takes::product,
     .run = run_preflight},
    {.name = "list",
     .arguments = "[WHAT]",
     .says = "what is recorded at all",
     .about = "WHAT is products (the default), policies, predicates, schemes, kinds, services, sources or "
              "problems. The "
              "format names is the first column alone, one a line, which the shells' completions ask for.",
     .formats = "text|json|names",
     .options = show_options,
     .examples = list_examples,
     .most = 1,
     .takes = Takes::word,
     .words = "products|policies|predicates|schemes|kinds|services|sources|problems",
     .run = run_list},
    {.name = "uri",
     .arguments = "[FILE]",
     .says = "the image address that an SDK gives for a call, and whether it is any good",
     .about =
         "What the SDK whose rules the catalogue holds (docs/addresses.md) answers to `retrieve` and to the "
         "checks that go with it, its errors with their class and wording, without the SDK. Warnings say "
         "what the SDK does not: "
         "no such image is known, it has ended, the machine is arm64, the version was replaced. Where the "
         "SDK fails or refuses what its configuration holds, the answer is what it holds. With --batch, "
         "FILE (standard input when absent or `-`) has one call a line as a JSON object: call, framework, "
         "version, region, image_scope, py_version, instance_type, base_framework_version, "
         "container_version, accelerator_type, distribution, training_compiler, inference_tool, "
         "sdk_version; each is answered by a line with uri, error or ok, and warnings. Exit 1: the SDK "
         "refuses.",
     .formats = "text|json",
     .options = uri_options,
     .examples = uri_examples,
     .most = 1,
     .takes = Takes::file,
     .run = run_uri},
    {.name = "show",
     .arguments = "PRODUCT[@RELEASE]",
     .says = "what is recorded of a product or release, with its sources",
     .about = "Facts with their scopes, sources and refutations; of a product its cycles and releases too.",
     .formats = "text|json",
     .options = show_options,
     .examples = show_examples,
     .least = 1,
     .most = 1,
     .takes = Takes::product,
     .run = run_show},
    {.name = "table",
     .arguments = "PRODUCT",
     .says =
         "which versions of a framework images carry, supported until when, in which forms, with which CUDA",
     .about =
         "A table for each publisher of such images, worked out for the day: of each cycle whether it is "
         "patched and through which day, the newest version in an image of each form, and the toolkits in "
         "the "
         "images of these. `not sure`: the image's day is not recorded; `-`: none is recorded. What the "
         "publisher's own table says is not looked at; `bestby show` prints it.",
     .formats = "text|json",
     .options = show_options,
     .examples = table_examples,
     .least = 1,
     .most = 1,
     .takes = Takes::product,
     .run = run_table},
    {.name = "calendar",
     .arguments = "",
     .says = "what ends when",
     .about =
         "The last days of phases from one day to another, under the policy that decides: of the cycles of "
         "products that have cycles, of the releases of the others. Images that speak for a framework are "
         "listed where their product is named.",
     .formats = "text|json|ics",
     .options = calendar_options,
     .examples = calendar_examples,
     .run = run_calendar},
    {.name = "timeline",
     .arguments = "PRODUCT",
     .says = "the phases of its cycles or releases, as a chart",
     .about = "In the terminal as wide as it is, or as a self-contained picture. PRODUCT@CYCLE charts the "
              "releases of the cycle.",
     .formats = "text|json|svg",
     .options = show_options,
     .examples = timeline_examples,
     .least = 1,
     .most = 1,
     .takes = Takes::product,
     .run = run_timeline},
    {.name = "compile",
     .arguments = "[FOLDER...]",
     .says = "turn a catalogue and its policies into one snapshot file",
     .about =
         "Reads FOLDER/catalog and FOLDER/policies (FOLDER is . when absent) and checks everything. Several "
         "folders count as one: your own beside the published ones. Without --output nothing is written.",
     .formats = "text|json",
     .options = compile_options,
     .examples = compile_examples,
     .most = -1,
     .takes = Takes::file,
     .run = run_compile},
    {.name = "policy",
     .arguments = "show POLICY | check FILE...",
     .says = "show a policy, or check policy files",
     .about =
         "`policy show` prints what a policy says: its editions, phases with what each promises, clauses "
         "with their sources, conditions and expressions, and tables. `bestby list policies` names the "
         "policies.\n"
         "`policy check` says what is wrong in policy files, with the place and help: unknown names, types "
         "that do not fit, ends that depend on themselves. They are checked beside the catalogue's other "
         "policies.",
     .formats = "text|json",
     .options = policy_options,
     .examples = policy_examples,
     .least = 1,
     .most = -1,
     .takes = Takes::word,
     .words = "check|show",
     .then = of_policy,
     .run = run_policy},
    {.name = "verify",
     .arguments = "[POLICY]",
     .says = "whether publishers keep their own policies",
     .about =
         "Compares each rule's day with the published one, checks notices and other promises against what "
         "happened, and names what came out after its end. What rests on the same facts is counted once. "
         "`bestby why SUBJECT --policy POLICY` shows the whole derivation of a case.",
     .formats = "text|json",
     .options = policy_options,
     .examples = verify_examples,
     .most = 1,
     .takes = Takes::policy,
     .run = run_verify},
    {.name = "diff",
     .arguments = "A B",
     .says = "what changed between two catalogues, or two days of one",
     .about =
         "A and B are catalogues (folders or snapshot files), or days: then it compares what was known on "
         "each. Facts that were added, moved or withdrawn, and the ends that changed because of them: "
         "extended, shortened, settled (no end was known before) or opened.",
     .formats = "text|json",
     .options = policy_options,
     .examples = diff_examples,
     .least = 2,
     .most = 2,
     .takes = Takes::file,
     .run = run_diff},
    {.name = "lint",
     .arguments = "[FILE...]",
     .says = "what is wrong or odd in the catalogue itself",
     .about =
         "Asks every rule of docs/lint.md, and shows each finding with the facts behind it. Findings that "
         "are known stand in a file, with a reason and a last day. FILE is a file of facts or a policy "
         "that is to go beside a catalogue in a folder: what it adds to the findings is shown.",
     .formats = "text|json",
     .options = lint_options,
     .examples = lint_examples,
     .most = -1,
     .takes = Takes::file,
     .run = run_lint},
    {.name = "export",
     .arguments = "FORMAT [SUBJECT...]",
     .says = "what is recorded, in the forms that other programs read",
     .about =
         "Without a SUBJECT everything is written; a product stands for its cycles, or for its releases "
         "where "
         "it has none. `bestby export` alone names the formats; docs/exchange.md says what each can hold, "
         "and "
         "which of its words stands for which of ours. The dates are the policy's that decides; rows (jsonl, "
         "csv, sql) have every policy. What a format cannot say is left out, and a note on standard error "
         "says "
         "so.",
     .formats = "text",
     .options = export_options,
     .examples = export_examples,
     .most = -1,
     .takes = Takes::word,
     .words = exchange::export_format_names,
     .then = of_format,
     .run = run_export},
    {.name = "check",
     .arguments = "[TARGET...]",
     .says =
         "what is no longer patched in a folder, an image or this machine, where, and what to write instead",
     .about =
         "Reads each TARGET, the folder you stand in when none is named, and judges every framework, "
         "library, "
         "image, toolkit, driver, interpreter and operating system that it names or holds. Targets are "
         "recognised by looking, or named: dir:PATH, file:PATH, sbom:PATH, oci:PATH, docker-archive:PATH, "
         "registry:ADDRESS, address:ADDRESS, host:, and - for standard input. Nothing is written, nothing of "
         "a "
         "target is run; only registry: sends requests.\n"
         "A finding is ended, ending (--within), unknown, deprecated, a mismatch of parts, stale, or a "
         "matter "
         "of licence; what has one cause is one finding, with all its places. It exits 1 when one is as bad "
         "as "
         "--fail-on says, and 3 when something could not be read, which is then named.\n"
         "Findings are accepted for a while by a file (--ignore-file), by a comment beside them, `# bestby: "
         "ignore until=2027-01-31 because=...`, or by an earlier answer (--baseline). --fix shows as a diff "
         "what can be rewritten safely, and says of the rest why not; with --apply it is written.\n"
         "Formats: docs/check.md says what each is for.",
     .formats = "text|json|jsonl|sarif|junit|github|gitlab|markdown|html|cyclonedx|spdx",
     .options = check_options,
     .examples = check_examples,
     .most = -1,
     .takes = Takes::file,
     .run = run_check},
    {.name = "annotate",
     .arguments = "ADDRESS",
     .says = "write beside an image in its registry until when it lives",
     .about =
         "Pushes an artifact that refers to the image, of the type "
         "application/vnd.microsoft.artifact.lifecycle, with the last day as its annotation; `check` and "
         "other "
         "tools read it. The day is --end, or what the catalogue says of the image, or else of what it holds "
         "that ends first. Where the image says so already, nothing is written. It is the only command that "
         "writes to a registry; docs/registries.md says how registries are reached.",
     .formats = "text|json",
     .options = annotate_options,
     .examples = annotate_examples,
     .least = 1,
     .most = 1,
     .takes = Takes::text,
     .run = run_annotate},
    {.name = "diagnose",
     .arguments = "[FILE]",
     .says = "known problems in a log, by their text, and what to do",
     .about =
         "Reads a log of any size, `-` or nothing being standard input, and names the known problems whose "
         "text stands in it: where, what it means, what its numbers say, what is recorded of the versions "
         "that it names, what to do, and where that is described. Exits 1 when it finds one, 0 when it finds "
         "none. A problem that it does not know is no problem that it finds.\n"
         "Of a problem that was read out in several ways the first is shown; with --all each, with its "
         "place.",
     .formats = "text|json",
     .options = diagnose_options,
     .examples = diagnose_examples,
     .most = 1,
     .takes = Takes::file,
     .run = run_diagnose},
    {.name = "import",
     .arguments = "KIND PATH...",
     .says = "bring a foreign source into the catalogue",
     .about =
         "Reads a source from disk, as its project publishes it, and writes the catalogue's files that the "
         "importer owns, all of them or none. It prints what it read, wrote and kept, and what it could not "
         "understand, with line and reason. --published may be left out where the source says its day. "
         "`bestby import` names the kinds; docs/importers.md says how each source is read.",
     .formats = "text|json",
     .options = import_options,
     .examples = import_examples,
     .most = -1,
     .takes = Takes::importer,
     .then = of_importer,
     .run = run_import},
    {.name = "completion",
     .arguments = "SHELL",
     .says = "completions for bash, zsh or fish",
     .about =
         "Prints a script for the shell. It completes commands, options and what they take, names of "
         "products and policies, and files where files are wanted. For bash and fish it can be sourced; for "
         "zsh it is sourced after compinit, or stands as `_bestby` in a folder of $fpath.",
     .formats = "text|json",
     .options = plain_options,
     .examples = completion_examples,
     .least = 1,
     .most = 1,
     .takes = Takes::word,
     .words = "bash|zsh|fish",
     .run = run_completion},
    {.name = "version",
     .arguments = "",
     .says = "the program's version",
     .about =
         "Prints the version of the program; with --catalog also the day of that catalogue, in JSON always.",
     .formats = "text|json",
     .options = version_options,
     .run = run_version},
    {.name = "help",
     .arguments = "[COMMAND]",
     .says = "how commands are used",
     .about = "The same as `bestby COMMAND --help`.",
     .formats = "text|json",
     .options = help_options,
     .examples = help_examples,
     .most = 1,
     .takes = Takes::command,
     .run = run_help},
}};

constexpr std::array<EnvironmentRow, 5> environment = {{
    {"BESTBY_CATALOG", "the catalogue's folder or snapshot file, where --catalog does not name one"},
    {"BESTBY_TODAY", "the day that is taken for today, as YYYY-MM-DD; the day in UTC when absent"},
    {"BESTBY_LINKS", "what links to files begin with in `check --format markdown`; relative when absent"},
    {"NO_COLOR", "no colours, unless --color always"},
    {"COLUMNS", "how wide charts are"},
}};

constexpr std::array<ExitRow, 5> exits = {{
    {0, "answered"},
    {1, "the answer is no, a known problem was found, or at or above --fail-on"},
    {2, "wrong use; a subject that is not known is that too"},
    {3, "an input could not be read, or only in part"},
    {4, "the catalogue or a policy is invalid"},
}};

}  // namespace

std::span<const CommandRow> command_table() { return commands; }
std::span<const ExitRow> exit_table() { return exits; }
std::span<const EnvironmentRow> environment_table() { return environment; }

const CommandRow* find_command(std::string_view name) {
  for (const CommandRow& row : commands)
    if (row.name == name) return &row;
  return nullptr;
}

std::string_view choices_of(const CommandRow& command, const OptionRow& option) {
  return option.id == Opt::format ? command.formats : option.choices;
}

}  // namespace bestby::cli
