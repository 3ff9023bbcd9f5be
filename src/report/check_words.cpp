#include "report/check_words.h"

#include <fmt/format.h>

#include "observe/target.h"

namespace bestby {
namespace {

struct Why {
  const Policies& policies;
  const CheckFinding& finding;
  Date on;
  Paint paint;

  std::string operator()(const ByPolicy& by) const {
    const PolicyStatus& s = by.status;
    const auto policy = policies.text(policies.policy(s.verdict.timeline.policy).id);
    std::string out = verdict_words(policies, s, on, paint);
    if (s.ends_by != no_id)
      out += fmt::format(", by {}: {}{}", policy, policies.text(policies.columns.clauses[s.ends_by].id),
                         s.published ? " (published)" : "");
    else
      out += fmt::format(", by {}", policy);
    return out;
  }
  std::string operator()(const NotRecorded& cause) const { return cause.says; }
  std::string operator()(const NoVersion&) const { return "no version is written, so any may be taken"; }
  std::string operator()(const NotListed&) const { return "the catalogue does not list it"; }
  std::string operator()(const Unfit& cause) const { return cause.says; }
  std::string operator()(const OldInterface& cause) const {
    return fmt::format("deprecated since {}", cause.since);
  }
  std::string operator()(const OlderBuild& cause) const {
    return fmt::format("built {}; {} of {} is newer", cause.built, cause.newest, cause.newest_built);
  }
  std::string operator()(const ByPublisher& cause) const {
    return fmt::format("its publisher says: end of life {}, so it {} through {}", cause.said,
                       cause.through < on ? "was patched" : "is patched", cause.through.str());
  }
  std::string operator()(const LicensedChannel& cause) const {
    return fmt::format("packages of the channel {}; {}", cause.channel, cause.says);
  }
};

// "dir:app" is the folder "app". Other prefixes stay: what they name is no file that one could open.
std::string without_prefix(const std::string& typed) {
  for (const TargetForm& form : target_forms()) {
    const bool is_path =
        form.kind == TargetKind::tree || form.kind == TargetKind::file || form.kind == TargetKind::sbom;
    if (is_path && typed.starts_with(form.prefix)) return typed.substr(form.prefix.size());
  }
  return typed;
}

// A note less what the label beside it says already.
std::string short_note(const CheckFinding& finding) {
  std::string out = finding.note;
  const std::string repeats = fmt::format("; answered for {} itself", finding.label);
  if (out.ends_with(repeats)) out.resize(out.size() - repeats.size());
  return out;
}

}  // namespace

std::string shown_why(const Policies& policies, const CheckFinding& finding, Date on, Paint paint) {
  std::string out = std::visit(Why{policies, finding, on, paint}, finding.cause);
  if (!finding.note.empty()) out += fmt::format(" ({})", short_note(finding));
  return out;
}

std::string shown_instead(const Instead& instead) {
  std::string out = instead.text;
  if (instead.patched.known() || instead.patched.state == Bound::State::never)
    out += "  " + through_words(instead.patched);
  if (instead.smallest && !instead.longest) out += ", the smallest step";
  if (instead.longest && !instead.smallest) out += ", patched longest";
  return out;
}

std::string shown_path(const CheckAnswer& answer, std::uint32_t target, std::string_view path) {
  std::string base = target < answer.targets.size() ? without_prefix(answer.targets[target]) : std::string();
  if (path.empty()) return base;
  if (base == "." || base.empty() || base == path) return std::string(path);
  if (base.ends_with('/')) base.pop_back();
  if (base.size() > path.size() && base.ends_with(path)) return base;
  return fmt::format("{}/{}", base, path);
}

std::string shown_place(const CheckAnswer& answer, const FindingPlace& place) {
  std::string out = shown_path(answer, place.target, place.where.path);
  if (place.where.line != 0) out += fmt::format(":{}", place.where.line);
  if (place.where.line != 0 && place.where.column != 0) out += fmt::format(":{}", place.where.column);
  return out;
}

std::string shown_line(const Policies& policies, const CheckFinding& finding, Date on) {
  const std::string& name = finding.label.empty() ? finding.subject : finding.label;
  std::string out = fmt::format("{}: {}", name, shown_why(policies, finding, on));
  for (const Instead& i : finding.instead)
    out += fmt::format("; {} {}", &i == &finding.instead.front() ? "write" : "or", i.text);
  return out;
}

std::string shown_summary(const CheckAnswer& answer) {
  const CheckSummary summary = summary_of(answer);
  std::string out;
  for (std::size_t i = 0; i < summary.open.size(); ++i)
    if (summary.open[i] != 0)
      out += fmt::format("{}{} {}", out.empty() ? "" : ", ", summary.open[i], finding_names[i]);
  if (out.empty()) out = "nothing that the catalogue knows";
  if (summary.set_aside != 0) out += fmt::format(", {} set aside", summary.set_aside);
  return fmt::format("{}; {} looked at", out, counted(answer.files, "file"));
}

std::string painted(Paint paint, Finding severity, std::string_view text) {
  switch (severity) {
    case Finding::ended: return paint.bad(text);
    case Finding::ok: return paint.good(text);
    default: return paint.warn(text);
  }
}

}  // namespace bestby
