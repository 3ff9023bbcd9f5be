#include "report/status_text.h"

#include <fmt/format.h>

namespace bestby {
namespace {

std::string reason_words(const Policies& policies, const PolicyStatus& s) {
  const auto policy = policies.text(policies.policy(s.verdict.timeline.policy).id);
  if (s.ends_by == no_id) return fmt::format("by {}", policy);
  return fmt::format("by {}: {}{}", policy, policies.text(policies.columns.clauses[s.ends_by].id),
                     s.published ? " (published)" : "");
}

std::string line_words(const World& world, const Policies& policies, const PolicyStatus& s) {
  if (judged_as_line(world, policies, s.verdict)) return "; no release of it is recorded";
  if (s.lines.empty()) return {};
  const char* what = s.verdict.through == Through::images ? "image" : "release";
  return fmt::format("; {} of {} end on other days", s.lines.size(), counted(s.verdict.lines.size(), what));
}

}  // namespace

std::string status_text(const World& world, const Policies& policies, const Status& status,
                        std::string_view note, const Asked& asked, Paint paint) {
  const std::string name = shown_name(world, status.node);
  std::string out;
  if (status.policies.empty())
    out = fmt::format("{}  {}  no recorded policy speaks of it\n", paint.strong(name), paint.warn("unknown"));
  for (const PolicyStatus& s : status.policies) {
    out += fmt::format("{}  {}  {}{}", paint.strong(name), verdict_words(policies, s, asked.on, paint),
                       paint.faint(reason_words(policies, s)), line_words(world, policies, s));
    if (&s == &status.policies.front())
      for (const Move& move : status.move_to)
        out += fmt::format("; {} {}", &move == &status.move_to.front() ? "move to" : "or",
                           paint.strong(shown_name(world, move.node)));
    out += '\n';
  }
  if (!note.empty()) out += fmt::format("  {}\n", paint.faint(note));
  return out;
}

}  // namespace bestby
