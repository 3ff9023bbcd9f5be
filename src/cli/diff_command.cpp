// What changed between two catalogues, or between two days of one.
#include <filesystem>

#include <fmt/format.h>

#include "cli/commands.h"
#include "cli/session.h"
#include "exchange/diff.h"

namespace bestby::cli {
namespace {

// A day of the session's catalogue, or a catalogue of its own.
struct State {
  Snapshot own;
  std::unique_ptr<Evaluator> evaluator;
  std::string name;
};

Result<State> state_of(Session& session, const std::string& word) {
  State out;
  out.name = word;
  std::error_code ignored;
  if (!std::filesystem::exists(word, ignored)) {
    const auto day = Date::parse(word);
    if (!day)
      return fail(ErrorCode::usage,
                  fmt::format("`{}` is neither a catalogue's folder or snapshot file, nor a day", word), {},
                  "bestby diff old.snapshot new.snapshot, or bestby diff 2024-12-31 2025-12-31");
    out.evaluator = std::make_unique<Evaluator>(session.world(), session.policies(), *day);
    return out;
  }
  auto opened = open_catalogue(word);
  if (!opened) return session.all_of(std::move(opened.error()));
  out.own = std::move(*opened);
  return out;
}

}  // namespace

Result<int> run_diff(Session& session) {
  if (auto opened = session.open(); !opened) return fail(std::move(opened.error()));
  auto before = state_of(session, session.arguments[0]);
  if (!before) return fail(std::move(before.error()));
  auto after = state_of(session, session.arguments[1]);
  if (!after) return fail(std::move(after.error()));
  for (State* state : {&*before, &*after})
    if (!state->evaluator)
      state->evaluator = std::make_unique<Evaluator>(state->own.world, state->own.policies, session.known());
  exchange::Side a{*before->evaluator, before->name}, b{*after->evaluator, after->name};
  const exchange::Difference found = exchange::difference(a, b);
  session.out = session.json() ? exchange::difference_json(a, b, found, session.asked())
                               : exchange::difference_text(a, b, found, session.paint());
  return 0;
}

}  // namespace bestby::cli
