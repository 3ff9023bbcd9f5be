#include "find/minimal_conflict.h"

#include <random>

#include <gmock/gmock.h>

namespace bestby {
namespace {

// Unsatisfiable where it holds one of some conflicts.
class KnownConflicts : public Oracle {
 public:
  explicit KnownConflicts(std::vector<Mask> conflicts) : conflicts_(std::move(conflicts)) {}
  bool satisfiable(Mask set) override {
    ++asked;
    return std::none_of(conflicts_.begin(), conflicts_.end(), [&](Mask c) { return (c & ~set) == 0; });
  }
  int asked = 0;

 private:
  std::vector<Mask> conflicts_;
};

constexpr unsigned order[] = {0, 1, 2, 3, 4, 5, 6, 7};

TEST(MinimalConflict, IsTheOneOfWhatIsPreferred) {
  KnownConflicts oracle({0b00000110, 0b11000000});
  EXPECT_EQ(minimal_conflict(oracle, order), 0b00000110U);
  constexpr unsigned backwards[] = {7, 6, 5, 4, 3, 2, 1, 0};
  EXPECT_EQ(minimal_conflict(oracle, backwards), 0b11000000U);
  KnownConflicts none({});
  EXPECT_EQ(minimal_conflict(none, order), 0U);
  EXPECT_EQ(minimal_conflict(none, {}), 0U);
}

TEST(MinimalConflict, IsAConflictAndNoPartOfItIs) {
  std::mt19937 random(3);
  for (int round = 0; round < 3000; ++round) {
    std::vector<Mask> conflicts(1 + random() % 4);
    for (Mask& c : conflicts) c = 1 + random() % 255;
    KnownConflicts oracle(conflicts);
    const Mask found = minimal_conflict(oracle, order);
    EXPECT_LE(oracle.asked, 8 * 4) << "of the order of c log(n/c) questions";
    EXPECT_FALSE(oracle.satisfiable(found));
    for (Mask rest = found; rest != 0; rest &= rest - 1)
      EXPECT_TRUE(oracle.satisfiable(found & ~(rest & (~rest + 1))));
    const auto corrections = *transversals(minimal(conflicts), 1000);
    CorrectionsOracle other(corrections);
    EXPECT_EQ(minimal_conflict(other, order), found) << "the corrections know as much";
  }
}

}  // namespace
}  // namespace bestby
