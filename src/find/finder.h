// Answers a query: the best stacks that satisfy it, or why there is none and what to change.
//
//     Finder finder(rows, words);
//     Found found = finder.find(constraints, 3);
//     if (found.refusal) for (const Conflict& c : found.refusal->conflicts) use(c.members, c.fixes);
//     else use(found.answers[0].image);
//
// A refusal is made of independent conflicts: each a smallest set of constraints that cannot all hold,
// with its own menu of fixes. A fix is the smallest set of changes that solves its conflict, and a query
// that was asked again with it (and with changes that solve the other conflicts for the same image): its
// first answer is the fix's witness. Fixes stand in the order of what they cost (find/change.h). Evidence is
// what the catalogue has for all members of a conflict but one; of two libraries, what each goes with.
//
// What nobody recorded counts neither as yes nor as no: stacks that nothing speaks against, but which
// are not known to fit either, are `possible`.
//
// Answers are ranked: those that please more preferences first, by their weight; then in the order of
// the rows (find/image_rows.h).
//
// Of two that are ranked alike so far, the one with which less is left to do comes first.
//
// Cost: find/stack.h; a refusal re-solves once for each fix that it shows.
#pragma once

#include "find/change.h"

namespace bestby {

inline constexpr std::size_t max_conflicts = 3, max_fixes = 3;  // shown

struct Answer {
  std::size_t row = 0;
  NodeId image = no_id;
  std::vector<NodeId> beside;  // by part: the node that goes with it; no_id: the part is not there
  Mask displeases = 0;         // preferences that it does not have
};

// An image that would have come before the first answer, and the one constraint that keeps it out.
struct Beaten {
  NodeId image = no_id;
  std::size_t row = 0;
  unsigned by = 0;
};

struct Projection {
  unsigned about = 0;                 // a member of the conflict
  Mask given = 0;                     // the others
  std::size_t images = 0;             // that have the others
  std::size_t first = 0;              // the first of them, in the order of the rows
  std::vector<std::uint32_t> values;  // of the column that `about` is about, in these images
  bool nodes = false;
  bool limits = false;  // of the column by which both libraries go with images, instead
};

struct Fix {
  Mask gives_up = 0;
  std::vector<Change> changes;
  std::vector<Change> along;       // of the other conflicts, for the same witness
  std::vector<std::string> query;  // asked again, gives `witness` first
  Answer witness;
  int cost = 0;
};

struct Conflict {
  Mask members = 0;
  std::vector<Projection> evidence;
  std::vector<Problem::Objection> objections;
  std::vector<Fix> fixes;
  std::size_t hidden = 0;  // fixes that are not shown
};

// An image that nothing recorded speaks against, but of which one thing that is asked is not recorded.
struct Possible {
  Answer answer;
  unsigned unknown = 0;
};

struct Refusal {
  std::vector<Conflict> conflicts;
  std::size_t hidden = 0;    // conflicts that are not shown
  std::vector<Fix> blocked;  // would do, but for what is firm
  std::vector<Possible> possible;
};

struct Found {
  std::vector<Constraint> constraints;
  std::vector<Problem::Part> parts;
  std::vector<Answer> answers;
  std::size_t count = 0;  // of images that satisfy all
  std::optional<Beaten> beaten;
  std::optional<Refusal> refusal;
};

class Finder {
 public:
  Finder(const ImageRows& rows, const FindWords& words) : rows_(rows), words_(words) {}
  Found find(std::vector<Constraint> constraints, std::size_t most) const;

 private:
  const ImageRows& rows_;
  const FindWords& words_;
};

// The best `most` of the images that satisfy all hard constraints.
std::vector<Answer> ranked(const ImageRows& rows, const Problem& problem,
                           const std::vector<Constraint>& constraints, const Bits& images, std::size_t most);

// Why nothing satisfies the query.
Refusal refuse(const ImageRows& rows, const FindWords& words, const Problem& problem,
               const std::vector<Constraint>& constraints);

}  // namespace bestby
