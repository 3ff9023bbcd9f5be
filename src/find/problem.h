// A query over the rows of a World as what find/stack.h solves.
//
//     PartMemo memo(rows);
//     Problem p(rows, words, constraints, Certainty::recorded, memo);
//     p.stack().satisfying(p.hard())            // images that do
//     p.part_nodes(0)                           // the nodes that stand for its rows
//
// Each constraint concerns the images or a part: a product or attribute whose attribute has a `part`
// (find/image_rows.h). How parts go with images, and with each other, is what the vocabulary's
// `relations` say (find/goes_with.h); with nothing recorded about it the answer is not known. `recorded`
// takes what is known to hold only; `possible` also what nobody recorded.
//
// What parts have to do with images does not depend on the question: a PartMemo is filled by the first
// problem that has the part, and serves those that are asked after it (find/part_fits.h).
//
// Cost: find/part_fits.h once for each part; then images times parts.
#pragma once

#include "find/constraint_text.h"
#include "find/part_fits.h"
#include "find/stack.h"

namespace bestby {

enum class Certainty : std::uint8_t { recorded, possible };

class Problem {
 public:
  Problem(const ImageRows& rows, const FindWords& words, const std::vector<Constraint>& constraints,
          Certainty certainty, PartMemo& memo);

  const Stack& stack() const { return stack_; }
  Mask hard() const { return hard_; }  // all but preferences
  Mask firm() const { return firm_; }

  PartMemo& memo() const { return memo_; }

  struct Part : PartKind {
    std::vector<NodeId> nodes;  // in the order in which they are preferred
  };
  const std::vector<Part>& parts() const { return parts_; }
  // The part that a constraint concerns; nothing: it concerns images.
  std::optional<std::size_t> part_of(unsigned constraint) const { return part_of_[constraint]; }
  // In how many things the image is not just what is asked for: it is for every job and not for that one;
  // a library has to be installed; an accelerator of the machine is not used.
  int detours(std::size_t image, const std::vector<std::uint32_t>& chosen) const;
  // Whether some constraint is satisfied by a value that covers every other.
  bool covered() const;
  // Facts by which the image and every row of the part that the query would take do not go together.
  struct Objection {
    const RelationRow* relation = nullptr;
    NodeId of = no_id;
    std::vector<const FactRow*> facts;
  };
  std::vector<Objection> objections(std::size_t part, Mask wanted, std::size_t image) const;
  // What says that the image does not have a value that it is told of (find/told.h).
  std::optional<Objection> denial(unsigned constraint, std::size_t image) const;
  // Whether something recorded says that a row of the part that the query would take goes with the image.
  bool agrees(std::size_t part, Mask wanted, std::size_t image) const;
  // Whether the part need only be new enough.
  bool at_least(std::size_t part) const;
  // The column that a constraint is about: of images, or the part's. nullptr: none.
  const ImageColumn* column_of(unsigned constraint) const;

 private:
  std::optional<std::size_t> part_for(const Constraint& constraint);
  bool in_image_column(NodeId product) const;
  Bits image_bits(const Constraint& constraint) const;
  Bits product_bits(const OfProduct& want) const;
  Bits through_bits(std::int32_t day) const;
  std::vector<NodeId> nodes_of(const Part& part) const;
  void fill_parts();
  void order_nodes(std::size_t part);
  Bits in_order(std::size_t part, const TruthBits& bits) const;
  void fill_fits();
  void fill_beside(std::size_t part, std::size_t before);
  Mask own_constraints(std::size_t part) const;
  void fill_violations(std::size_t part);
  bool asked_of(PredicateId attribute, Mask constraints) const;
  bool enough(Truth truth) const {
    return truth == Truth::yes || (truth == Truth::unknown && certainty_ == Certainty::possible);
  }

  const ImageRows& rows_;
  const World& world_;
  const FindWords& words_;
  const std::vector<Constraint>& constraints_;
  Certainty certainty_;
  PartMemo& memo_;
  Stack stack_;
  std::vector<Part> parts_;
  std::vector<std::optional<std::size_t>> part_of_;
  std::vector<const PartFits*> fits_;              // by part
  std::vector<std::vector<std::uint32_t>> order_;  // by part: places in `fits_`, by preference
  Mask hard_ = 0, firm_ = 0;
};

}  // namespace bestby
