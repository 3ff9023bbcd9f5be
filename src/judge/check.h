// What is to be said of observations on one day: which of the things that were seen are no longer
// patched, end soon, do not fit together, and what to write instead.
//
//     for (const CheckFinding& f : check(world, policies, targets, {.on = on, .within = 90}))
//       use(f.severity, f.id, f.label, f.cause, f.places);
//
// What has one cause is one finding: the same base image in forty files is found once, with forty
// places. Findings stand in the order of their severity, then by what they are about; so does what is
// well (`Finding::ok`), and what the catalogue knows nothing of (`NotListed`), which whoever asks for
// everything may show.
//
// A severity is that of the policy that decides (judge/finding.h). A range of versions is judged by the
// newest version in it that is out on the day, which is what an installer takes.
//
// Errors: none; what cannot be judged is a finding that says so. Cost: each distinct thing is looked up
// and judged once, some microseconds; the rest is linear in the observations.
#pragma once

#include <optional>
#include <string>
#include <variant>
#include <vector>

#include "judge/finding.h"
#include "observe/observation.h"

namespace bestby {

// Why it is one:
struct ByPolicy {  // what the policy that decides says of the release on the day
  PolicyStatus status;
};
struct NotRecorded {  // of a product that is known, a version that is not; or no policy speaks of it
  std::string says;
};
struct NoVersion {};  // no version is written
struct NotListed {};  // the catalogue does not know the thing
struct Unfit {        // two parts of one stack, as a relation of the catalogue has it
  std::string says;
};
struct OldInterface {  // of a library that its publisher deprecated
  std::string since;   // the first release that does, "name@version"
};
struct OlderBuild {                         // behind a name that has a newer one
  std::string built, newest, newest_built;  // a day, a name, a day
};
struct LicensedChannel {  // packages under somebody's licence in what is no longer maintained
  std::string channel, says;
};
struct ByPublisher {  // what is said beside the image in its registry
  Date through;       // the last day
  std::string said;
};
using FindingCause = std::variant<ByPolicy, NotRecorded, NoVersion, NotListed, Unfit, OldInterface,
                                  OlderBuild, LicensedChannel, ByPublisher>;

// What to write instead of what stands there. `from` is the part of the text that changes, `to` what takes
// its place: an image's name and tag, a version. Empty where it is told in words only.
struct Instead {
  std::string text;  // "pytorch-training:2.6.0-...", "torch==2.10.0", "torch.distributed"
  std::string from, to;
  bool smallest = false, longest = false;
  Bound patched;
};

struct FindingPlace {
  std::uint32_t target = 0;  // in the order given
  Place where;
  std::string written;    // what stands there, as the reader put it
  std::string purl;       // the same as a package URL, where one can say it
  std::string from, to;   // the smallest step as it is written here: what goes, what takes its place
  std::string set_aside;  // why it does not count; empty: it does
  bool operator==(const FindingPlace&) const = default;
};

struct CheckFinding {
  Finding severity = Finding::unknown;
  std::string id;                       // the same from run to run: "ended/pytorch@1.12.1"
  std::string subject;                  // as written, the first place's
  std::string product, release, label;  // "pytorch", "1.12.1", "pytorch@1.12.1"; empty where it is not known
  std::string note;                     // how the node differs from what was written
  FindingCause cause;
  std::vector<Instead> instead;  // the smallest step first; at most two
  std::vector<FindingPlace> places;

  // Whether it counts: some place of it was not set aside.
  bool open() const;
};

struct CheckQuery {
  Date on;
  std::optional<Date> known = {};
  int within = ending_within_days;  // what ends within so many days is `ending`
};

// The findings about all targets together.
std::vector<CheckFinding> check(const World& world, const Policies& policies,
                                const std::vector<Observed>& targets, const CheckQuery& query);

}  // namespace bestby
