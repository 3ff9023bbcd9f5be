#include "cli/subjects.h"

#include <algorithm>

#include <fmt/format.h>

#include "base/files.h"
#include "report/range_words.h"

namespace bestby::cli {
namespace {

constexpr std::size_t standard_input_limit = std::size_t{4} << 20U;
constexpr std::size_t most_of_a_product = 100;
constexpr std::uint32_t few_of_a_product = 12;  // shown all, patched or not

bool may_be_patched(Evaluator& evaluator, NodeId node, std::int32_t on) {
  const auto verdicts = evaluator.verdicts(node);
  const std::uint32_t security = service_named(evaluator.world(), "security");
  return !verdicts.empty() && security != no_id &&
         service_on(evaluator.policies(), verdicts.front().timeline, security, on) != Truth::no;
}

// What stands for a bare product, newest first: its cycles; without any, the releases that may still
// be patched on the day.
std::vector<Subject> parts_of(Evaluator& evaluator, const Subject& product, Date on) {
  const World& world = evaluator.world();
  const bool cycles = world.product(product.node).cycle_count > 0;
  const NodeRange range = cycles ? world.cycles_of(product.node) : world.releases_of(product.node);
  const bool all = cycles || range.count <= few_of_a_product;
  std::vector<Subject> out;
  for (NodeId n = range.first + range.count; n-- > range.first && out.size() < most_of_a_product;)
    if (is_known(evaluator, n) && (all || may_be_patched(evaluator, n, on.days())))
      out.push_back({product.typed, n, {}, nullptr, {}});
  if (!all && !out.empty() && out.size() < range.count)
    out.back().note = fmt::format("{} of {} releases may be patched on that day; the others are left out",
                                  out.size(), range.count);
  return out;
}

// The first day on which anything is known of a node.
std::optional<Date> first_known(const World& world, NodeId node) {
  std::int32_t day = day_max;
  for (const FactRow& f : world.facts(node)) day = std::min(day, f.known);
  for (const FactId id : world.references_to(node)) day = std::min(day, world.columns.facts[id].known);
  if (day == day_max || day == day_min) return std::nullopt;
  return Date::from_days(day);
}

Error not_known_yet(const World& world, const Subject& subject, Date known) {
  Error error{ErrorCode::usage,
              fmt::format("nothing was known of {} on {}", world.label(subject.node), known.str()),
              {},
              {},
              {}};
  if (const auto first = first_known(world, subject.node))
    error.help = fmt::format("the first that is recorded of it is of {}", first->str());
  return error;
}

Error nothing_of(const World& world, const Subject& product, Date on) {
  const auto name = world.label(product.node);
  const bool any = world.product(product.node).cycle_count + world.product(product.node).release_count > 0;
  return {ErrorCode::usage,
          any ? fmt::format("no release of {} is patched on {}", name, on.str())
              : fmt::format("no release of {} is recorded", name),
          {},
          fmt::format("name a release; `bestby show {}` lists what is recorded", name),
          {}};
}

// A range, as what it comes to on the day; what it is all of stays the cycle.
Subject resolved(const World& world, Subject subject, const RangeOnDay& range, Date on) {
  if (range.versions.size() < 2) return subject;
  if (!subject.range->is_cycle && range.newest != no_id) {
    subject.node = range.newest;
    subject.add_note(fmt::format("answered for {}, the newest{}", world.name(subject.node),
                                 range.not_out.empty() ? "" : " that is out"));
  }
  subject.add_note(range_words(world, range, on));
  return subject;
}

}  // namespace

Result<std::vector<std::string>> named_subjects(const Session& session, std::size_t first) {
  std::vector<std::string> out;
  for (std::size_t i = first; i < session.arguments.size(); ++i) {
    const std::string& argument = session.arguments[i];
    if (argument != "-") {
      out.push_back(argument);
      continue;
    }
    auto text = read_file("/dev/stdin", standard_input_limit);
    if (!text) return fail(std::move(text.error()));
    auto subjects = read_subjects(*text);
    if (!subjects) return fail(std::move(subjects.error()));
    out.insert(out.end(), subjects->begin(), subjects->end());
  }
  return out;
}

void each_subject(Session& session, const std::vector<std::string>& typed,
                  const std::function<void(const Asking&)>& visit,
                  const std::function<void(const std::string&, const Error&)>& refuse) {
  const World& world = session.world();
  Evaluator evaluator(world, session.policies(), session.known());
  for (const std::string& text : typed) {
    const auto found = find_subject(world, text, session.known_day());
    if (!found) {
      refuse(text, found.error());
      continue;
    }
    if (found->store) {
      const World own = found->in(world);
      Evaluator of_its_own(own, session.policies(), session.known());
      visit({*found, of_its_own});
    } else if (found->range) {
      const RangeOnDay range = judge_range(evaluator, *found->range, session.on());
      if (range.versions.empty())
        refuse(text, not_known_yet(world, *found, session.known().value_or(world.as_of())));
      else
        visit({resolved(world, *found, range, session.on()), evaluator, &range});
    } else if (session.known() && !world.is_product(found->node) && !is_known(evaluator, found->node)) {
      refuse(text, not_known_yet(world, *found, *session.known()));
    } else if (world.is_product(found->node)) {
      const auto parts = parts_of(evaluator, *found, session.on());
      if (parts.empty()) refuse(text, nothing_of(world, *found, session.on()));
      for (const Subject& part : parts) visit({part, evaluator});
    } else {
      visit({*found, evaluator});
      for (const NodeId other : found->others)
        visit({{found->typed, other, found->note, nullptr, {}}, evaluator});
    }
  }
}

}  // namespace bestby::cli
