#include "find/antichain.h"

#include <algorithm>
#include <random>

#include <gmock/gmock.h>

namespace bestby {
namespace {

using testing::ElementsAre;
using testing::IsEmpty;

TEST(Antichain, KeepsWhatHoldsNoOther) {
  EXPECT_THAT(minimal({0b011, 0b001, 0b110, 0b001}), ElementsAre(0b001, 0b110));
  EXPECT_THAT(minimal({0b1, 0}), ElementsAre(0));
  EXPECT_THAT(minimal({}), IsEmpty());
  EXPECT_THAT(minimal({0b100, 0b010, 0b001}, 2), ElementsAre(0b001, 0b010));
}

TEST(Antichain, JoinsByPairwiseUnion) {
  EXPECT_THAT(joined({0b01}, {0b10, 0b01}), ElementsAre(0b01));
  EXPECT_THAT(joined({0b01, 0b10}, {0b100}), ElementsAre(0b101, 0b110));
  EXPECT_THAT(joined({}, {0b1}), IsEmpty());
}

// By definition: of all sets of n bits those that meet every set, and of these the minimal ones.
std::vector<Mask> naive_transversals(const std::vector<Mask>& sets, unsigned bits) {
  std::vector<Mask> out;
  for (Mask m = 0; m < Mask{1} << bits; ++m)
    if (std::all_of(sets.begin(), sets.end(), [&](Mask s) { return (s & m) != 0; })) out.push_back(m);
  return minimal(out);
}

std::vector<Mask> random_sets(std::mt19937& random, unsigned bits, std::size_t most) {
  std::vector<Mask> out(1 + random() % most);
  for (Mask& m : out) m = 1 + random() % ((Mask{1} << bits) - 1);
  return minimal(out);
}

TEST(Antichain, TransversalsAreThoseOfTheDefinition) {
  std::mt19937 random(1);
  for (int round = 0; round < 2000; ++round) {
    const auto sets = random_sets(random, 6, 6);
    const auto found = transversals(sets, 1000);
    ASSERT_TRUE(found);
    EXPECT_EQ(*found, naive_transversals(sets, 6));
    EXPECT_EQ(*transversals(*found, 1000), sets) << "twice is the same antichain again";
  }
  EXPECT_FALSE(transversals({0b1111, 0b11110000}, 3)) << "more than may be kept";
}

// Whether the antichain is every choice of one set from each of two parts.
bool falls_apart(const std::vector<Mask>& sets, Mask part) {
  std::vector<Mask> a, b;
  for (const Mask s : sets) {
    a.push_back(s & part);
    b.push_back(s & ~part);
  }
  return joined(minimal(a), minimal(b)) == sets;
}

TEST(Antichain, IndependentPartsAreTheFinest) {
  EXPECT_THAT(independent({0b0101, 0b1001, 0b0110, 0b1010}), ElementsAre(0b0011, 0b1100));
  EXPECT_THAT(independent({0b01, 0b10}), ElementsAre(0b11));
  EXPECT_THAT(independent({}), IsEmpty());
  std::mt19937 random(2);
  for (int round = 0; round < 2000; ++round) {
    const auto sets = joined(random_sets(random, 3, 3), [&] {
      auto other = random_sets(random, 3, 3);
      for (Mask& m : other) m <<= random() % 4;
      return minimal(other);
    }());
    Mask all = 0;
    for (const Mask s : sets) all |= s;
    Mask seen = 0;
    for (const Mask part : independent(sets)) {
      EXPECT_EQ(seen & part, 0U) << "parts do not meet";
      seen |= part;
      EXPECT_TRUE(falls_apart(sets, part));
      for (Mask half = (part - 1) & part; half != 0; half = (half - 1) & part)
        EXPECT_FALSE(falls_apart(sets, half)) << "a finer part would do";
    }
    EXPECT_EQ(seen, all);
  }
}

}  // namespace
}  // namespace bestby
