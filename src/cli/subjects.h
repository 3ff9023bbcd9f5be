// The subjects of a command, one after the other: found, judged, or refused.
#pragma once

#include <functional>

#include "cli/session.h"
#include "find/subject.h"
#include "judge/range.h"

namespace bestby::cli {

// A subject that was found, with the evaluator that knows its World.
struct Asking {
  const Subject& subject;
  Evaluator& evaluator;
  const RangeOnDay* range = nullptr;  // what a range that was typed comes to
};

// The subjects that the arguments name, from the given one on: `-` stands for lines of standard input.
Result<std::vector<std::string>> named_subjects(const Session& session, std::size_t first = 0);

// Calls `visit` for each subject that is found, `refuse` for each that is not. A bare product stands
// for its cycles, or for its releases where it has none; a range for the newest version in it that is
// out on the day.
void each_subject(Session& session, const std::vector<std::string>& typed,
                  const std::function<void(const Asking&)>& visit,
                  const std::function<void(const std::string&, const Error&)>& refuse);

// How a command says that it has no answer to a subject: in its JSON, or on standard error.
template <class Json>
auto refusing(Session& session, Json& json, bool& refused) {
  return [&](const std::string& subject, const Error& error) {
    refused = true;
    if (session.json())
      json.add(subject, error);
    else
      session.report(error);
  };
}

// Ends the answer of a command that goes through subjects. `held`: its exit status where each was answered.
template <class Json>
int finish(Session& session, Json& json, bool refused, int held) {
  if (session.json()) session.out = json.take();
  session.warn_if_stale();
  return refused ? exit_status(ErrorCode::usage) : held;
}

}  // namespace bestby::cli
