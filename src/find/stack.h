// Which stacks satisfy which of a query's constraints: the engine of `find`, which knows bits only.
//
// The problem. Somebody asks for a stack: an image (a row with attributes) and, if he names any, what
// stands beside it: a library's release, an instance type, a driver, a region. Each of his constraints
// concerns the image or one of these parts. Either something satisfies all of them, or he wants to know
// which of them he has to give up: every minimal set, since each is another way out.
//
// The formulation. For one stack, the set of constraints that it violates is a set that would do if it
// were given up. So no search is needed for an image alone: one pass over the rows gives each row's
// set, and the minimal ones among them are exactly the nearest alternatives. With parts, the stacks are
// the join of images and parts. What a part has to do with an image depends on a few of its attributes
// only, its key; so for each key the antichain of minimal sets is worked out once over the parts
// (find/part_choice.h). Parts have few constraints, so keys by the hundred have antichains by the dozen:
// the images' own sets are put together by these, and joined with each once. A part may always be left
// out: then all of its constraints are violated.
//
//     images      wants A, B          parts       wants C          goes with
//     i1 (key 0)  violates {}         p1          violates {}      key 1
//     i2 (key 1)  violates {B}        p2          violates {C}     key 0
//
//     i1 + p2: {C}    i2 + p1: {B}    i1 alone: {C}    i2 alone: {B, C}    minimal: {B}, {C}
//
// Why it is right. Union is monotone, so the minimal elements of all unions come from minimal elements of
// each side; leaving out what is not minimal loses none. `corrections` is compared with the enumeration
// of every stack in stack_test.cpp, and `satisfying` with a SAT solver.
//
// What it costs. A query that is satisfied: one AND of bit sets a constraint. Corrections: rows x
// constraints for the rows' own sets, then find/part_choice.h for each class of keys that fit alike.
// Nothing is quadratic in rows.
#pragma once

#include <optional>

#include "find/mask_set.h"
#include "find/part_choice.h"

namespace bestby {

class Stack {
 public:
  std::size_t images = 0;
  std::vector<Bits> holds;         // by constraint: images that satisfy it; all, where it concerns a part
  std::vector<std::uint32_t> key;  // by image; may be empty without parts
  std::vector<PartTable> parts;

  Mask all() const;
  // Images which, with some choice of parts, satisfy all of these constraints.
  Bits satisfying(Mask constraints) const;
  // The constraints that the image itself violates.
  Mask violated(std::size_t image) const;
  // Every minimal set of constraints without which something satisfies the rest; {0} where all hold.
  std::vector<Mask> corrections(std::size_t most = max_corrections) const;
  // Rows of the parts, the most preferred ones, that go with the image and violate nothing but `given_up`.
  std::optional<std::vector<std::uint32_t>> choice(std::size_t image, Mask given_up) const;
  // The same for many images: each key is looked at once. It must not outlive the stack.
  class Choosing {
   public:
    Choosing(const Stack& stack, Mask given_up)
        : stack_(stack), given_up_(given_up), parts_(stack.parts, given_up) {}
    std::optional<std::vector<std::uint32_t>> of(std::size_t image);

   private:
    const Stack& stack_;
    Mask given_up_;
    PartChooser parts_;
  };

  // Gives keys that fit alike one number: call it once the parts stand.
  void merge_keys();

 private:
  std::vector<MaskSet> own_sets(const std::vector<std::uint32_t>& class_of_key, std::size_t classes) const;
};

}  // namespace bestby
