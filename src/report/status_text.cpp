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

std::string replaced_words(const World& world, NodeId node, const Asked& asked) {
  const auto by = world.find_predicate("replaced_by");
  const std::int32_t known = asked.known ? asked.known->days() : day_max - 1;
  const FactRow* fact = by ? world.fact(node, *by, known, node) : nullptr;
  return fact == nullptr ? std::string() : fmt::format("; write {}", fact_words(world, *fact));
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
    if (status.deprecated && &s == &status.policies.front()) out += replaced_words(world, status.node, asked);
    out += '\n';
  }
  if (!note.empty()) out += fmt::format("  {}\n", paint.faint(note));
  return out;
}

}  // namespace bestby
