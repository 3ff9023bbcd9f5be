// From what somebody runs to the nearest thing that is supported, and to what lasts longest.
//
//     const Upgrade u = upgrade(rows, words, evaluator, image, {.on = on, .through = on});
//     if (!u.needed) ...                       // it is patched that long itself
//     u.steps[0].to, u.steps[0].moves          // the smallest step, and what it changes
//
// Of an image the step is found as `find` does (find/finder.h): its attributes are asked for, and that it
// is patched through the day may not change; the cheapest fix is the smallest step. What lasts longest
// keeps what the image is for (its frameworks and what is said of it in words) and lets versions go. Of
// anything else the steps are those of judge/status.h.
//
// Cost: two questions to the finder.
#pragma once

#include "base/version.h"
#include "find/finder.h"
#include "judge/status.h"

namespace bestby {

struct UpgradeQuery {
  Date on;
  Date through;  // patched through that day
};

// A part that changes: of one product, or from one to another. no_id: there is none.
struct PartMove {
  PredicateId attribute = no_id;
  NodeId from = no_id, to = no_id;
  Bump bump = Bump::none;
  TextId file = no_id;  // of a library that the other image does not carry: its file for such an image
};
// A text of the image that changes: its job, its processor.
struct TextMove {
  PredicateId attribute = no_id;
  TextId from = no_id, to = no_id;
};
// An interface of a part that the step leaves deprecated.
struct Deprecated {
  NodeId interface = no_id, since = no_id;
  TextId instead = no_id;
};

struct UpgradeStep {
  NodeId to = no_id;
  bool smallest = false, longest = false;
  Bound patched;
  std::vector<PartMove> moves;
  std::vector<TextMove> texts;
  std::vector<Deprecated> deprecated;
};

struct Upgrade {
  NodeId from = no_id;
  bool needed = true;
  std::vector<UpgradeStep> steps;  // at most two
};

Upgrade upgrade(const ImageRows& rows, const FindWords& words, Evaluator& evaluator, NodeId from,
                const UpgradeQuery& query);

}  // namespace bestby
