#include "report/upgrade_text.h"

#include <array>

#include <fmt/format.h>

#include "report/find_words.h"
#include "report/status_json.h"
#include "report/text_columns.h"

namespace bestby {
namespace {

constexpr std::array<std::string_view, 5> bump_names = {"", "build", "patch", "minor", "major"};

std::string_view name_of(Bump bump) { return bump_names[static_cast<std::size_t>(bump)]; }

std::string part_name(const World& world, NodeId node) {
  return node == no_id ? "-" : world.is_product(node) ? "any" : std::string(world.name(node));
}

std::string size_words(const World& world, const PartMove& move) {
  if (move.file != no_id) return fmt::format("not in it; its wheel for it: {}", world.text(move.file));
  if (move.to == no_id) return "not recorded there: test whether it is";
  if (move.from == no_id) return "new";
  return std::string(name_of(move.bump));
}

// What the policy that decides advises now: how one moves from such a thing.
std::vector<std::string> migration(Evaluator& e, NodeId from, Date on) {
  std::vector<std::string> out;
  const Status status = judge(e, from, on);
  if (status.policies.empty()) return out;
  for (const ClauseId clause : status.policies.front().advice)
    out.emplace_back(e.policies().text(e.policies().columns.clauses[clause].advice));
  return out;
}

std::string deprecated_words(const World& world, const Deprecated& d) {
  const std::string instead =
      d.instead == no_id ? std::string() : fmt::format("; use {}", world.text(d.instead));
  return fmt::format("{} is deprecated since {}{}", world.name(d.interface), world.label(d.since), instead);
}

void step_text(std::string& out, const World& world, const UpgradeStep& step, Paint paint) {
  const std::string_view what = step.smallest && step.longest ? "smallest step, and lasts longest"
                                : step.smallest               ? "smallest step"
                                                              : "lasts longest";
  out += fmt::format("  {}: {}  {}\n", what, paint.strong(shown_name(world, step.to)),
                     through_words(step.patched));
  TextColumns table;
  for (const TextMove& t : step.texts)
    table.row({std::string(world.text(world.predicate(t.attribute).name)), std::string(world.text(t.from)),
               "->", std::string(world.text(t.to))});
  for (const PartMove& m : step.moves)
    table.row({product_word(world, m.from == no_id ? m.to : m.from), part_name(world, m.from), "->",
               part_name(world, m.to), size_words(world, m)});
  out += table.text(4);
  for (const Deprecated& d : step.deprecated) out += fmt::format("    {}\n", deprecated_words(world, d));
}

}  // namespace

std::string upgrade_text(Evaluator& evaluator, const Upgrade& upgrade, std::string_view note,
                         const UpgradeQuery& query, Paint paint) {
  const World& world = evaluator.world();
  const auto status = deciding_policy(evaluator, upgrade.from, query.on);
  std::string out = paint.strong(shown_name(world, upgrade.from));
  out += "  " + (status ? verdict_words(evaluator.policies(), *status, query.on, paint)
                        : paint.warn("no recorded policy speaks of it"));
  out.resize(out.find_last_not_of(' ') + 1);
  out += '\n';
  if (!note.empty()) out += fmt::format("  {}\n", paint.faint(note));
  if (!upgrade.needed) return out + "  nothing to do\n";
  if (upgrade.steps.empty())
    return out + "  nothing is recorded that takes its place and is patched so long\n";
  for (const UpgradeStep& step : upgrade.steps) step_text(out, world, step, paint);
  for (const std::string& advice : migration(evaluator, upgrade.from, query.on))
    out += fmt::format("  then: {}\n", advice);
  return out;
}

UpgradeJson::UpgradeJson(const Asked& asked, Date through) : on_(asked.on) {
  begin_answer(json_, "bestby/upgrade/1", asked);
  json_.field("patched_through", std::optional(through));
  json_.begin_array("subjects");
}

void UpgradeJson::add(std::string_view subject, std::string_view note, Evaluator& evaluator,
                      const Upgrade& upgrade) {
  json_.begin_object();
  subject_fields(json_, evaluator.world(), subject, note, upgrade.from);
  json_.field("needed", upgrade.needed);
  json_.begin_array("steps");
  for (const UpgradeStep& s : upgrade.steps) step(evaluator, s);
  json_.end();
  json_.begin_array("migration");
  if (upgrade.needed)
    for (const std::string& advice : migration(evaluator, upgrade.from, on_)) json_.item(advice);
  json_.end();
  json_.end();
}

void UpgradeJson::add(std::string_view subject, const Error& error) {
  json_.begin_object();
  json_.field("subject", subject);
  error_fields(json_, error);
  json_.end();
}

void UpgradeJson::step(Evaluator& evaluator, const UpgradeStep& step) {
  const World& world = evaluator.world();
  const auto node = [&](std::string_view key, NodeId n) {
    if (n == no_id)
      json_.null(key);
    else
      json_.field(key, world.label(n));
  };
  json_.begin_object();
  node("to", step.to);
  json_.field("smallest_step", step.smallest);
  json_.field("patched_longest", step.longest);
  bound_fields(json_, step.patched);
  json_.begin_array("changes");
  for (const TextMove& t : step.texts) {
    json_.begin_object();
    json_.field("attribute", world.text(world.predicate(t.attribute).name));
    json_.field("from", world.text(t.from));
    json_.field("to", world.text(t.to));
    json_.end();
  }
  for (const PartMove& m : step.moves) {
    json_.begin_object();
    json_.field("product", world.text(world.product(m.from == no_id ? m.to : m.from).id));
    node("from", m.from);
    node("to", m.to);
    if (m.bump == Bump::none)
      json_.null("bump");
    else
      json_.field("bump", name_of(m.bump));
    json_.end();
  }
  json_.end();
  json_.begin_array("deprecated");
  for (const Deprecated& d : step.deprecated) {
    json_.begin_object();
    json_.field("interface", world.name(d.interface));
    node("since", d.since);
    if (d.instead == no_id)
      json_.null("use");
    else
      json_.field("use", world.text(d.instead));
    json_.end();
  }
  json_.end();
  json_.end();
}

std::string UpgradeJson::take() {
  json_.end();
  json_.end();
  return json_.take();
}

}  // namespace bestby
