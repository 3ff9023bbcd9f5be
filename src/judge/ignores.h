// Findings that are known and accepted for a while: a file of them, and comments beside the thing.
//
//     # .bestby-ignore.yml
//     - {finding: "ended/python@3.8", because: the cluster moves in spring, until: 2027-04-30}
//     - {finding: "*/pytorch@1.13*", path: "legacy/**", because: kept for old models, until: 2027-01-31}
//
//     auto ignores = read_ignores(".bestby-ignore.yml", text);
//     if (!ignores) for (const Error& e : ignores.error()) print(e);
//     set_aside(answer, *ignores, on);
//
// `finding` is a finding's id, where `*` stands for any text; `path` narrows it to places whose path it
// matches. `because` and `until` are needed: what is accepted for ever is forgotten. The last day of
// `until` is included; after it the finding counts again, and the check fails for the ignore's own sake as
// long as it would set something aside, so that nobody lives on an old promise.
//
// A comment does the same where it stands: on the line of the finding, or alone on the line before.
//     FROM registry.example/app:1.2   # bestby: ignore until=2027-01-31 because=the cluster moves in spring
//
// Errors: `input`, with the place: unknown keys with the nearest known ones, what is missing, no dates.
// Cost: ignores x findings x places.
#pragma once

#include <string>
#include <vector>

#include "base/date.h"
#include "base/result.h"
#include "judge/check_answer.h"

namespace bestby {

struct Ignore {
  std::string finding, path;  // patterns; an empty path is any
  std::string because;
  Date until;
  Span place;
};

tl::expected<std::vector<Ignore>, std::vector<Error>> read_ignores(std::string file, std::string text);

void set_aside(CheckAnswer& answer, const std::vector<Ignore>& ignores, Date on);
// Comments of one target. One without a reason or a day, or with no day of the calendar, sets nothing
// aside and is said among what could not be read.
void set_aside(CheckAnswer& answer, std::uint32_t target, const std::vector<InlineIgnore>& ignores, Date on);

// What an earlier answer, as `--format json` prints it, found already: the same finding at the same path is
// set aside. Errors: `input`.
struct Baseline {
  std::vector<std::pair<std::string, std::string>> known;  // a finding's id and a path, sorted
};
Result<Baseline> read_baseline(std::string file, std::string text);
void set_aside(CheckAnswer& answer, const Baseline& baseline);

}  // namespace bestby
