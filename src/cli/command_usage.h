// Which options each command takes, and the examples that its help shows: data of the command table.
#pragma once

#include <array>

#include "cli/command_table.h"

namespace bestby::cli {

inline constexpr std::array status_options = {Opt::on,     Opt::known, Opt::fail_on, Opt::catalog,
                                              Opt::format, Opt::color, Opt::help};
inline constexpr std::array why_options = {Opt::on,      Opt::known,  Opt::policy, Opt::fail_on,
                                           Opt::catalog, Opt::format, Opt::color,  Opt::help};
inline constexpr std::array find_options = {Opt::for_time, Opt::all_answers, Opt::count_only, Opt::facets,
                                            Opt::host,     Opt::on,          Opt::known,      Opt::catalog,
                                            Opt::format,   Opt::color,       Opt::help};
inline constexpr std::array upgrade_options = {Opt::for_time, Opt::on,    Opt::known, Opt::catalog,
                                               Opt::format,   Opt::color, Opt::help};
inline constexpr std::array preflight_options = {Opt::instances, Opt::quotas, Opt::used,  Opt::for_time,
                                                 Opt::host,      Opt::on,     Opt::known, Opt::catalog,
                                                 Opt::format,    Opt::color,  Opt::help};
inline constexpr std::array show_options = {Opt::on,     Opt::known, Opt::catalog,
                                            Opt::format, Opt::color, Opt::help};
inline constexpr std::array calendar_options = {Opt::from,    Opt::to,     Opt::product, Opt::on,  Opt::known,
                                                Opt::catalog, Opt::format, Opt::color,   Opt::help};
inline constexpr std::array compile_options = {Opt::output, Opt::format, Opt::help};
inline constexpr std::array export_options = {Opt::output,  Opt::on,    Opt::known,
                                              Opt::catalog, Opt::color, Opt::help};
inline constexpr std::array import_options = {Opt::published,   Opt::into,   Opt::dry_run,
                                              Opt::input_limit, Opt::format, Opt::help};
inline constexpr std::array policy_options = {Opt::on,     Opt::known, Opt::catalog,
                                              Opt::format, Opt::color, Opt::help};
inline constexpr std::array lint_options = {Opt::rule,  Opt::all,   Opt::acknowledged, Opt::fail_at,
                                            Opt::on,    Opt::known, Opt::catalog,      Opt::format,
                                            Opt::color, Opt::help};
inline constexpr std::array check_options = {
    Opt::fail_check, Opt::only,     Opt::within, Opt::check_all,    Opt::summary,
    Opt::ignores,    Opt::baseline, Opt::fix,    Opt::apply,        Opt::ignored_too,
    Opt::all_layers, Opt::verify,   Opt::deep,   Opt::platform,     Opt::mirror,
    Opt::plain_http, Opt::ca,       Opt::limit,  Opt::check_output, Opt::on,
    Opt::known,      Opt::catalog,  Opt::format, Opt::color,        Opt::help};
inline constexpr std::array annotate_options = {
    Opt::end,   Opt::dry_run, Opt::deep,  Opt::platform, Opt::mirror, Opt::plain_http, Opt::ca,
    Opt::limit, Opt::on,      Opt::known, Opt::catalog,  Opt::format, Opt::color,      Opt::help};
inline constexpr std::array diagnose_options = {Opt::readings, Opt::on,    Opt::known, Opt::catalog,
                                                Opt::format,   Opt::color, Opt::help};
inline constexpr std::array uri_options = {Opt::framework,
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
inline constexpr std::array help_options = {Opt::man, Opt::format, Opt::help};
inline constexpr std::array version_options = {Opt::on, Opt::catalog, Opt::format, Opt::help};
inline constexpr std::array plain_options = {Opt::format, Opt::help};

inline constexpr std::array<Example, 4> status_examples = {{
    {"bestby status pytorch@1.12.1", "a framework release, by every policy that speaks of it"},
    {"bestby status python@3.8 ubuntu@20.04 --on 2025-01-01", "two subjects, on a given day"},
    {"bestby status - --format json < subjects.txt", "one subject a line, answered as JSON"},
    {"bestby status torch==1.12.1 --fail-on ending", "exit 1 when it has ended or ends within 90 days"},
}};
inline constexpr std::array<Example, 2> why_examples = {{
    {"bestby why pytorch@1.12", "why the images of PyTorch 1.12 are patched as long as they are"},
    {"bestby why neuron-sdk@2.20.0 --known 2025-01-31", "using only what had been published by then"},
}};
inline constexpr std::array<Example, 4> find_examples = {{
    {"bestby find 'pytorch>=2.6' python=3.12 gpu training sagemaker us-west-2",
     "images that have all of it, those that are patched longest first"},
    {"bestby find smdmp pytorch==1.13 training", "why there is none, and what to change"},
    {"bestby find pytorch gpu --for 180d", "patched for half a year more"},
    {"bestby find firm:us-west-2 prefer:py312 pytorch --all", "what may not change, and what would please"},
}};
inline constexpr std::array<Example, 4> upgrade_examples = {{
    {"bestby upgrade pytorch-training:1.12.1-gpu-py38-cu113-ubuntu20.04-sagemaker",
     "the smallest step to something that is patched, and what lasts longest"},
    {"bestby upgrade pytorch@2.6 --for 180d", "patched for half a year more"},
    {"bestby upgrade Dockerfile requirements.txt", "of all that is seen in these files"},
    {"bestby upgrade - --format json < subjects.txt", "one subject a line"},
}};
inline constexpr std::array<Example, 2> preflight_examples = {{
    {"bestby preflight pytorch=2.9 gpu training sagemaker us-west-2 ml.p4d.24xlarge --instances 2 --for 14d",
     "does it exist there, fit, and stay patched for the job"},
    {"bestby preflight pytorch gpu training ml.p4d.24xlarge --quotas quotas.json --used 1",
     "and is the account's quota enough"},
}};
inline constexpr std::array<Example, 2> list_examples = {{
    {"bestby list", "the products"},
    {"bestby list policies --format json", "the policies, as JSON"},
}};
inline constexpr std::array<Example, 2> show_examples = {{
    {"bestby show python", "its cycles, and until when each is patched"},
    {"bestby show pytorch@1.12", "the facts of a cycle, with their sources"},
}};
inline constexpr std::array<Example, 2> table_examples = {{
    {"bestby table pytorch", "what publishers' images have of PyTorch today"},
    {"bestby table tensorflow --on 2022-09-30", "as it was on a day"},
}};
inline constexpr std::array<Example, 2> calendar_examples = {{
    {"bestby calendar --product python --product ubuntu", "what ends in the next twelve months"},
    {"bestby calendar --from 2026-01-01 --to 2026-12-31 --format ics > 2026.ics",
     "a year as a calendar file"},
}};
inline constexpr std::array<Example, 2> timeline_examples = {{
    {"bestby timeline pytorch", "the cycles of PyTorch side by side"},
    {"bestby timeline neuron-sdk --format svg > neuron.svg", "as a picture"},
}};
inline constexpr std::array<Example, 3> compile_examples = {{
    {"bestby compile . -o catalog.snapshot", "./catalog and ./policies into one file"},
    {"bestby compile . examples/company -o ours.snapshot", "a company's own images and policy beside them"},
    {"bestby status python@3.8 --catalog catalog.snapshot", "and an answer by it"},
}};
inline constexpr std::array<Example, 2> policy_examples = {{
    {"bestby policy show python", "what it says, phase by phase and clause by clause"},
    {"bestby policy check policies/example.yml", "its names, types and dependencies, before it is taken"},
}};
inline constexpr std::array<Example, 2> verify_examples = {{
    {"bestby verify aws-neuron", "its notices, minimums and ends, against what happened"},
    {"bestby verify --known 2024-12-31 --format json", "all policies, by what was known on that day"},
}};
inline constexpr std::array<Example, 4> lint_examples = {{
    {"bestby lint", "what is wrong in the catalogue and not known to be"},
    {"bestby lint --rule end-before-start --all", "all that one rule finds, acknowledged findings too"},
    {"bestby lint --catalog . draft.yml", "what a file would add to the findings of a folder's catalogue"},
    {"bestby lint --catalog . --fail-on info", "of a folder with `catalog/`, and exit 1 whatever is found"},
}};
inline constexpr std::array<Example, 3> export_examples = {{
    {"bestby export csv > phases.csv", "everything, one row a subject, policy and phase"},
    {"bestby export sql python ubuntu | sqlite3 ends.db", "two products, as a table of a database"},
    {"bestby export jsonl pytorch@1.12 -o phases.jsonl", "one cycle, as JSON Lines"},
}};
inline constexpr std::array<Example, 6> check_examples = {{
    {"bestby check", "the folder you stand in: what is no longer patched, where, and what to write instead"},
    {"bestby check Dockerfile requirements.txt --within 180d",
     "two files; what ends in half a year counts as ending"},
    {"bestby check image.tar --all", "an image as `docker save` writes it, with all that is in it"},
    {"bestby check registry:registry.example/team/app:1.2 --deep",
     "an image where it lies, its layers too; without a tag every tag"},
    {"bestby check . --format sarif -o bestby.sarif --fail-on never", "for code scanning, without failing"},
    {"bestby check . --fix", "what can be rewritten safely, as a diff; --apply writes it"},
}};
inline constexpr std::array<Example, 2> annotate_examples = {{
    {"bestby annotate registry.example/team/app:1.2 --dry-run",
     "until when it lives, and what would be written"},
    {"bestby annotate registry.example/team/app:1.2 --end 2027-03-31", "a day that its team has set"},
}};
inline constexpr std::array<Example, 3> diagnose_examples = {{
    {"bestby diagnose train.log", "what is known of the errors in it, and what to do"},
    {"bestby diagnose - < train.log", "of standard input; exit 1 when something is found"},
    {"bestby diagnose train.log --all --format json", "everything that was read out, as JSON"},
}};
inline constexpr std::array<Example, 2> diff_examples = {{
    {"bestby diff 2024-12-31 2025-12-31", "what became known in a year, and which ends it moved"},
    {"bestby diff old.snapshot new.snapshot --format json", "two catalogues, as JSON"},
}};
inline constexpr std::array<Example, 3> import_examples = {{
    {"bestby import endoflife sources/endoflife --published 2026-08-22 --catalog catalog",
     "the day is the one on which the source stood so"},
    {"bestby import dlc-images lists/2022-01-24.md lists/2022-04-05.md",
     "two editions, which the names of the files tell"},
    {"bestby import facts our-images.jsonl --dry-run --format json", "what it would do, as JSON"},
}};
inline constexpr std::array<Example, 4> uri_examples = {{
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
inline constexpr std::array<Example, 3> completion_examples = {{
    {"bestby completion bash > ~/.local/share/bash-completion/completions/bestby", "for your next shell"},
    {"bestby completion zsh > ~/.zfunc/_bestby", "where ~/.zfunc stands in $fpath"},
    {"bestby completion fish > ~/.config/fish/completions/bestby.fish", "for fish"},
}};
inline constexpr std::array<Example, 1> help_examples = {
    {{"bestby help --man | man -l -", "the manual page"}}};

}  // namespace bestby::cli
