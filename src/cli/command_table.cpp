#include "cli/command_table.h"

#include <array>

#include "cli/commands.h"
#include "exchange/export.h"

namespace bestby::cli {
namespace {

constexpr std::array<OptionRow, static_cast<std::size_t>(Opt::count)> options = {{
    {Opt::on, "--on", "DATE", "the day that the answer is for; today when absent", Takes::date},
    {Opt::known, "--known", "DATE", "use only what had been published by this day", Takes::date},
    {Opt::catalog, "--catalog", "PATH",
     "a catalogue's folder or snapshot file, instead of the one inside; BESTBY_CATALOG likewise",
     Takes::file},
    {Opt::format, "--format", "FORMAT", "how the answer is written", Takes::word},
    {Opt::color, "--color", "WHEN", "colours: auto is on a terminal only, and NO_COLOR is honoured",
     Takes::word, "auto|always|never"},
    {Opt::fail_on, "--fail-on", "FINDING", "exit 1 when an answer is this or worse; ending: within 90 days",
     Takes::word, "ended|mismatch|deprecated|stale|licence|ending|unknown|ok"},
    {Opt::policy, "--policy", "POLICY", "by this policy alone", Takes::policy},
    {Opt::from, "--from", "DATE", "the first day; --on when absent", Takes::date},
    {Opt::to, "--to", "DATE", "the last day; a year after the first when absent", Takes::date},
    {.id = Opt::product,
     .name = "--product",
     .value = "PRODUCT",
     .says = "of this product alone; may be given again",
     .takes = Takes::product,
     .many = true},
    {.id = Opt::output,
     .name = "--output",
     .value = "FILE",
     .says = "where to write to",
     .takes = Takes::file,
     .letter = "-o"},
    {Opt::man, "--man", "", "as a manual page, for man -l -"},
    {Opt::published, "--published", "DATE", "the day on which the source stood so: it dates the facts",
     Takes::date},
    {Opt::into, "--catalog", "FOLDER", "the catalogue to write to; catalog when absent", Takes::file},
    {Opt::dry_run, "--dry-run", "", "report only, and write nothing"},
    {Opt::input_limit, "--input-limit", "SIZE",
     "how much of a source is read at most, all files together: 500000, 16M (when absent), 2G", Takes::text},
    {.id = Opt::rule,
     .name = "--rule",
     .value = "RULE",
     .says = "by this rule alone; may be given again",
     .takes = Takes::text,
     .many = true},
    {Opt::all, "--all", "", "show every finding, acknowledged ones too"},
    {Opt::acknowledged, "--acknowledged", "FILE",
     "the findings that are known; acknowledged.yml beside the catalogue when absent", Takes::file},
    {Opt::fail_at, "--fail-on", "SEVERITY",
     "exit 1 when a finding is this or graver and not acknowledged; warning when absent", Takes::word,
     "error|warning|info"},
    {Opt::readings, "--all", "", "show every reading of a problem, with its place"},
    {Opt::for_time, "--for", "TIME", "patched that long from the day on: 180d, 26w, 6m, 1y", Takes::text},
    {Opt::all_answers, "--all", "", "every image that fits, the best first"},
    {Opt::count_only, "--count", "", "how many images fit"},
    {Opt::facets, "--facets", "", "what can still be asked for, and how many images have it"},
    {Opt::host, "--host", "", "ask for what this machine is: its processor and driver"},
    {Opt::instances, "--instances", "N", "how many instances the job takes; 1 when absent", Takes::text},
    {Opt::quotas, "--quotas", "FILE",
     "what `aws service-quotas list-service-quotas` printed; - is standard input", Takes::file},
    {Opt::used, "--used", "N", "how much of the quota is in use already; 0 when absent", Takes::text},
    {Opt::framework, "--framework", "NAME", "the framework or algorithm, as the SDK calls it", Takes::text},
    {Opt::framework_version, "--version", "VERSION", "its version; the newest when absent", Takes::text},
    {Opt::region, "--region", "REGION", "the region of the registry", Takes::text},
    {Opt::scope, "--scope", "SCOPE", "what it is for: training, inference, ...", Takes::text},
    {Opt::python, "--py", "PYTHON", "the Python, as in py311", Takes::text},
    {Opt::instance_type, "--instance-type", "TYPE", "where it is to run: ml.g5.xlarge, local_gpu",
     Takes::text},
    {Opt::base_version, "--base-framework-version", "VERSION",
     "the framework below and its version, as in pytorch2.1.0", Takes::text},
    {Opt::container_version, "--container-version", "VERSION", "what the tag ends in", Takes::text},
    {Opt::accelerator_type, "--accelerator-type", "TYPE", "an accelerator that is attached", Takes::text},
    {Opt::distribution, "--distribution", "JSON", "the distribution, as an object or as OPTION.STRATEGY",
     Takes::text},
    {Opt::training_compiler, "--training-compiler", "", "with the training compiler"},
    {Opt::inference_tool, "--inference-tool", "TOOL", "the tool that it runs with", Takes::text},
    {Opt::sdk_version, "--sdk-version", "VERSION", "the accelerator's SDK in the image", Takes::text},
    {Opt::call, "--call", "CALL", "the SDK's function; retrieve when absent", Takes::text},
    {Opt::batch, "--batch", "", "calls from FILE or standard input, one JSON object a line"},
    {.id = Opt::help, .name = "--help", .value = "", .says = "say how the command is used", .letter = "-h"},
}};

constexpr std::array status_options = {Opt::on,     Opt::known, Opt::fail_on, Opt::catalog,
                                       Opt::format, Opt::color, Opt::help};
constexpr std::array why_options = {Opt::on,      Opt::known,  Opt::policy, Opt::fail_on,
                                    Opt::catalog, Opt::format, Opt::color,  Opt::help};
constexpr std::array find_options = {Opt::for_time, Opt::all_answers, Opt::count_only, Opt::facets,
                                     Opt::host,     Opt::on,          Opt::known,      Opt::catalog,
                                     Opt::format,   Opt::color,       Opt::help};
constexpr std::array upgrade_options = {Opt::for_time, Opt::on,    Opt::known, Opt::catalog,
                                        Opt::format,   Opt::color, Opt::help};
constexpr std::array preflight_options = {Opt::instances, Opt::quotas, Opt::used,  Opt::for_time,
                                          Opt::host,      Opt::on,     Opt::known, Opt::catalog,
                                          Opt::format,    Opt::color,  Opt::help};
constexpr std::array show_options = {Opt::on, Opt::known, Opt::catalog, Opt::format, Opt::color, Opt::help};
constexpr std::array calendar_options = {Opt::from,    Opt::to,     Opt::product, Opt::on,  Opt::known,
                                         Opt::catalog, Opt::format, Opt::color,   Opt::help};
constexpr std::array compile_options = {Opt::output, Opt::format, Opt::help};
constexpr std::array export_options = {Opt::output, Opt::on, Opt::known, Opt::catalog, Opt::color, Opt::help};
constexpr std::array import_options = {Opt::published,   Opt::into,   Opt::dry_run,
                                       Opt::input_limit, Opt::format, Opt::help};
constexpr std::array policy_options = {Opt::on, Opt::known, Opt::catalog, Opt::format, Opt::color, Opt::help};
constexpr std::array lint_options = {Opt::rule,  Opt::all,     Opt::acknowledged, Opt::fail_at, Opt::on,
                                     Opt::known, Opt::catalog, Opt::format,       Opt::color,   Opt::help};
constexpr std::array diagnose_options = {Opt::readings, Opt::on,    Opt::known, Opt::catalog,
                                         Opt::format,   Opt::color, Opt::help};
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
constexpr std::array<Example, 4> find_examples = {{
    {"bestby find 'pytorch>=2.6' python=3.12 gpu training sagemaker us-west-2",
     "images that have all of it, those that are patched longest first"},
    {"bestby find smdmp pytorch==1.13 training", "why there is none, and what to change"},
    {"bestby find pytorch gpu --for 180d", "patched for half a year more"},
    {"bestby find firm:us-west-2 prefer:py312 pytorch --all", "what may not change, and what would please"},
}};
constexpr std::array<Example, 3> upgrade_examples = {{
    {"bestby upgrade pytorch-training:1.12.1-gpu-py38-cu113-ubuntu20.04-sagemaker",
     "the smallest step to something that is patched, and what lasts longest"},
    {"bestby upgrade pytorch@2.6 --for 180d", "patched for half a year more"},
    {"bestby upgrade - --format json < subjects.txt", "one subject a line"},
}};
constexpr std::array<Example, 2> preflight_examples = {{
    {"bestby preflight pytorch=2.9 gpu training sagemaker us-west-2 ml.p4d.24xlarge --instances 2 --for 14d",
     "does it exist there, fit, and stay patched for the job"},
    {"bestby preflight pytorch gpu training ml.p4d.24xlarge --quotas quotas.json --used 1",
     "and is the account's quota enough"},
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
constexpr std::array<Example, 3> compile_examples = {{
    {"bestby compile . -o catalog.snapshot", "./catalog and ./policies into one file"},
    {"bestby compile . examples/company -o ours.snapshot", "a company's own images and policy beside them"},
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
constexpr std::array<Example, 4> lint_examples = {{
    {"bestby lint", "what is wrong in the catalogue and not known to be"},
    {"bestby lint --rule end-before-start --all", "all that one rule finds, acknowledged findings too"},
    {"bestby lint --catalog . draft.yml", "what a file would add to the findings of a folder's catalogue"},
    {"bestby lint --catalog . --fail-on info", "of a folder with `catalog/`, and exit 1 whatever is found"},
}};
constexpr std::array<Example, 3> export_examples = {{
    {"bestby export csv > phases.csv", "everything, one row a subject, policy and phase"},
    {"bestby export sql python ubuntu | sqlite3 ends.db", "two products, as a table of a database"},
    {"bestby export jsonl pytorch@1.12 -o phases.jsonl", "one cycle, as JSON Lines"},
}};
constexpr std::array<Example, 3> diagnose_examples = {{
    {"bestby diagnose train.log", "what is known of the errors in it, and what to do"},
    {"bestby diagnose - < train.log", "of standard input; exit 1 when something is found"},
    {"bestby diagnose train.log --all --format json", "everything that was read out, as JSON"},
}};
constexpr std::array<Example, 2> diff_examples = {{
    {"bestby diff 2024-12-31 2025-12-31", "what became known in a year, and which ends it moved"},
    {"bestby diff old.snapshot new.snapshot --format json", "two catalogues, as JSON"},
}};
constexpr std::array<Example, 3> import_examples = {{
    {"bestby import endoflife sources/endoflife --published 2026-08-22 --catalog catalog",
     "the day is the one on which the source stood so"},
    {"bestby import dlc-images lists/2022-01-24.md lists/2022-04-05.md",
     "two editions, which the names of the files tell"},
    {"bestby import facts our-images.jsonl --dry-run --format json", "what it would do, as JSON"},
}};
constexpr std::array uri_options = {Opt::framework,
                                    Opt::framework_version,
                                    Opt::region,
                                    Opt::scope,
                                    Opt::python,
                                    Opt::instance_type,
                                    Opt::base_version,
                                    Opt::container_version,
                                    Opt::accelerator_type,
                                    Opt::distribution,
                                    Opt::training_compiler,
                                    Opt::inference_tool,
                                    Opt::sdk_version,
                                    Opt::call,
                                    Opt::batch,
                                    Opt::on,
                                    Opt::known,
                                    Opt::catalog,
                                    Opt::format,
                                    Opt::color,
                                    Opt::help};
constexpr std::array<Example, 4> uri_examples = {{
    {"bestby uri --framework pytorch --version 2.3.0 --region us-west-2 --scope training --py py311 "
     "--instance-type ml.p4d.24xlarge",
     "the address that the SDK's retrieve gives, and what is to be known of the image"},
    {"bestby uri --framework huggingface --version 4.36.0 --base-framework-version pytorch2.1.0 --region "
     "eu-west-1 --scope training --py py310 --instance-type ml.g5.xlarge",
     "of a framework on another one"},
    {"bestby uri --call validate_smdistributed --framework pytorch --version 2.0.1 --py py310 "
     "--instance-type ml.m5.xlarge --distribution smdistributed.dataparallel",
     "whether the SDK takes a distribution"},
    {"bestby uri --batch calls.jsonl > answers.jsonl", "a line in, a line out"},
}};
constexpr std::array<Example, 3> completion_examples = {{
    {"bestby completion bash > ~/.local/share/bash-completion/completions/bestby", "for your next shell"},
    {"bestby completion zsh > ~/.zfunc/_bestby", "where ~/.zfunc stands in $fpath"},
    {"bestby completion fish > ~/.config/fish/completions/bestby.fish", "for fish"},
}};
constexpr std::array<Example, 1> help_examples = {{{"bestby help --man | man -l -", "the manual page"}}};

// What follows the first word of `policy`, and of `import`.
Takes of_policy(std::string_view word) { return word == "show" ? Takes::policy : Takes::file; }
Takes of_format(std::string_view) { return Takes::product; }
Takes of_importer(std::string_view) { return Takes::file; }

const std::array<CommandRow, 21> commands = {{
    {.name = "status",
     .arguments = "SUBJECT...",
     .says = "what is still patched, until when, what ends it, what to move to",
     .about =
         "One line a policy that speaks of the subject; the one that decides stands first.\n"
         "A subject is pytorch@1.12.1, pytorch@1.12 (the cycle), torch==1.12.1, a package URL, an image "
         "address (whole, or repository:tag), the name of a machine image, or a product (its cycles, or "
         "what of it is patched). `-` reads subjects from standard input, one a line; empty lines and lines "
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
     .arguments = "SUBJECT...",
     .says = "from what you run to the nearest thing that is patched, and to what lasts longest",
     .about =
         "Of an image the smallest step keeps what it is made of as far as it can; the longest keeps what "
         "it is for. Each step says what changes, by how much, and which interfaces are deprecated after "
         "it; then how one moves. Exit 1 where nothing is recorded that takes its place.",
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

constexpr std::array<EnvironmentRow, 4> environment = {{
    {"BESTBY_CATALOG", "the catalogue's folder or snapshot file, where --catalog does not name one"},
    {"BESTBY_TODAY", "the day that is taken for today, as YYYY-MM-DD; the day in UTC when absent"},
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

std::span<const OptionRow> option_table() { return options; }
const OptionRow& option(Opt id) { return options[static_cast<std::size_t>(id)]; }
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
