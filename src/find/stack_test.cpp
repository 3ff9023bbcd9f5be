// Every stack of a small world, enumerated, against the engine; and a SAT solver's word on larger ones.
#include "find/stack.h"

#include <random>

#include <gmock/gmock.h>
#include <cadical.hpp>

namespace bestby {
namespace {

using Random = std::mt19937;

Bits random_bits(Random& random, std::size_t rows, unsigned of_ten) {
  Bits out(rows);
  for (std::size_t i = 0; i < rows; ++i)
    if (random() % 10 < of_ten) out.set(i);
  return out;
}

struct Size {
  std::size_t images, constraints, parts, rows, keys;
};

Stack random_stack(Random& random, const Size& size) {
  Stack out;
  out.images = size.images;
  const std::size_t own = size.constraints - size.parts;
  for (std::size_t c = 0; c < own; ++c) out.holds.push_back(random_bits(random, size.images, 4));
  for (std::size_t c = own; c < size.constraints; ++c) out.holds.emplace_back(size.images, true);
  for (std::size_t i = 0; i < size.images; ++i)
    out.key.push_back(static_cast<std::uint32_t>(random() % size.keys));
  for (std::size_t p = 0; p < size.parts; ++p) {
    PartTable part;
    part.own = Mask{1} << (own + p);
    for (std::size_t r = 0; r < size.rows; ++r) part.violates.push_back(random() % 2 == 0 ? part.own : 0);
    for (std::size_t k = 0; k < size.keys; ++k) part.fits.push_back(random_bits(random, size.rows, 4));
    for (std::size_t before = 0; before < p; ++before) {
      part.beside.emplace_back();
      if (random() % 2 == 0) continue;
      for (std::size_t r = 0; r < size.rows; ++r)
        part.beside.back().push_back(random_bits(random, size.rows, 5));
    }
    out.parts.push_back(std::move(part));
  }
  return out;
}

bool go_together(const Stack& s, std::size_t image, const std::vector<std::uint32_t>& chosen) {
  for (std::size_t p = 0; p < chosen.size(); ++p) {
    if (chosen[p] == left_out) continue;
    if (!s.parts[p].fits[s.key[image]].test(chosen[p])) return false;
    for (std::size_t b = 0; b < p; ++b)
      if (chosen[b] != left_out && !s.parts[p].beside[b].empty() &&
          !s.parts[p].beside[b][chosen[b]].test(chosen[p]))
        return false;
  }
  return true;
}

Mask violated_by(const Stack& s, std::size_t image, const std::vector<std::uint32_t>& chosen) {
  Mask out = s.violated(image);
  for (std::size_t p = 0; p < chosen.size(); ++p)
    out |= chosen[p] == left_out ? s.parts[p].own : s.parts[p].violates[chosen[p]];
  return out;
}

// visit(image, chosen rows, what they violate) for every stack that there is.
template <class Visit>
void each_stack(const Stack& s, Visit&& visit) {
  for (std::size_t image = 0; image < s.images; ++image) {
    std::vector<std::uint32_t> chosen(s.parts.size(), left_out);
    for (;;) {
      if (go_together(s, image, chosen)) visit(image, chosen, violated_by(s, image, chosen));
      std::size_t p = 0;
      for (; p < chosen.size(); ++p) {
        chosen[p] = chosen[p] == left_out ? 0 : chosen[p] + 1;
        if (chosen[p] < s.parts[p].violates.size()) break;
        chosen[p] = left_out;
      }
      if (p == chosen.size()) break;
    }
  }
}

std::vector<Mask> naive_corrections(const Stack& s) {
  std::vector<Mask> out;
  each_stack(s, [&](std::size_t, const auto&, Mask violated) { out.push_back(violated); });
  const std::size_t all = out.size() + 1;
  return minimal(std::move(out), all);
}

TEST(Stack, CorrectionsAreThoseOfEveryStack) {
  Random random(4);
  for (int round = 0; round < 1500; ++round) {
    const std::size_t parts = random() % 4;
    Stack s = random_stack(
        random, {1 + random() % 6, parts + random() % 4, parts, 1 + random() % 3, 1 + random() % 3});
    const auto expected = naive_corrections(s);
    EXPECT_EQ(s.corrections(), expected);
    s.merge_keys();
    EXPECT_EQ(s.corrections(), expected) << "keys that fit alike are one";
  }
}

TEST(Stack, SatisfyingAndChoiceAgreeWithEveryStack) {
  Random random(5);
  for (int round = 0; round < 400; ++round) {
    const Stack s = random_stack(random, {1 + random() % 5, 2 + random() % 4, 2, 1 + random() % 3, 2});
    for (Mask wanted = 0; wanted <= s.all(); ++wanted) {
      Bits expected(s.images);
      each_stack(s, [&](std::size_t image, const auto&, Mask violated) {
        if ((violated & wanted) == 0) expected.set(image);
      });
      EXPECT_EQ(s.satisfying(wanted), expected);
      for (std::size_t image = 0; image < s.images; ++image) {
        const auto chosen = s.choice(image, s.all() & ~wanted);
        ASSERT_EQ(chosen.has_value(), expected.test(image));
        if (!chosen) continue;
        EXPECT_TRUE(go_together(s, image, *chosen));
        EXPECT_EQ(violated_by(s, image, *chosen) & wanted, 0U);
      }
    }
  }
}

TEST(Stack, MoreRowsOrFewerConstraintsNeverTakeAnAnswerAway) {
  Random random(6);
  for (int round = 0; round < 200; ++round) {
    Stack s = random_stack(random, {4, 5, 1, 3, 2});
    const auto before = s.corrections();
    for (Mask wanted = s.all();; wanted = (wanted - 1) & s.all()) {
      const std::size_t all = s.satisfying(s.all()).count();
      EXPECT_GE(s.satisfying(wanted).count(), all);
      if (wanted == 0) break;
    }
    ++s.images;
    for (std::size_t c = 0; c < s.holds.size(); ++c) {
      Bits longer(s.images, c >= 4);
      s.holds[c].each([&](std::size_t row) { return longer.set(row), true; });
      if (random() % 2 == 0) longer.set(s.images - 1);
      s.holds[c] = longer;
    }
    s.key.push_back(0);
    const auto after = s.corrections();
    for (const Mask old : before)
      EXPECT_TRUE(std::any_of(after.begin(), after.end(), [&](Mask m) { return (m & ~old) == 0; }));
  }
}

TEST(Stack, WithoutImagesEverythingIsGivenUp) {
  Stack s;
  s.holds.assign(2, Bits(0));
  EXPECT_THAT(s.corrections(), testing::ElementsAre(0b11));
}

TEST(Stack, SixtyFourConstraintsStayBounded) {
  Random random(7);
  Stack s;
  s.images = 3000;
  for (std::size_t c = 0; c < max_constraints; ++c) s.holds.push_back(random_bits(random, s.images, 5));
  EXPECT_EQ(s.all(), ~Mask{0});
  const auto found = s.corrections();
  EXPECT_LE(found.size(), max_corrections);
  EXPECT_FALSE(found.empty());
}

// The same question as clauses: one image, at most one row of each part, and what goes with what.
class Solver {
 public:
  explicit Solver(const Stack& s) : s_(s) {
    for (std::size_t i = 0; i < s.images; ++i) images_.push_back(++last_);
    for (const PartTable& part : s.parts) {
      rows_.emplace_back();
      for (std::size_t r = 0; r < part.violates.size(); ++r) rows_.back().push_back(++last_);
    }
    for (std::size_t c = 0; c < s.holds.size(); ++c) wanted_.push_back(++last_);
    clause(images_);
    for (std::size_t i = 0; i < s.images; ++i) image(i);
    for (std::size_t p = 0; p < s.parts.size(); ++p) part(p);
  }

  bool satisfiable(Mask constraints) {
    for (std::size_t c = 0; c < wanted_.size(); ++c)
      if ((constraints >> c & 1U) != 0) solver_.assume(wanted_[c]);
    constexpr int sat = 10;
    return solver_.solve() == sat;
  }

 private:
  void clause(const std::vector<int>& literals) {
    for (const int l : literals) solver_.add(l);
    solver_.add(0);
  }
  void image(std::size_t i) {
    for (std::size_t j = 0; j < i; ++j) clause({-images_[i], -images_[j]});
    for (std::size_t c = 0; c < wanted_.size(); ++c)
      if (!s_.holds[c].test(i)) clause({-images_[i], -wanted_[c]});
    for (std::size_t p = 0; p < rows_.size(); ++p)
      for (std::size_t r = 0; r < rows_[p].size(); ++r)
        if (!s_.parts[p].fits[s_.key[i]].test(r)) clause({-images_[i], -rows_[p][r]});
  }
  void part(std::size_t p) {
    const PartTable& table = s_.parts[p];
    for (std::size_t c = 0; c < wanted_.size(); ++c) {
      if ((table.own >> c & 1U) == 0) continue;
      std::vector<int> some = {-wanted_[c]};
      for (std::size_t r = 0; r < rows_[p].size(); ++r)
        if ((table.violates[r] >> c & 1U) == 0) some.push_back(rows_[p][r]);
      clause(some);
    }
    for (std::size_t r = 0; r < rows_[p].size(); ++r) {
      for (std::size_t q = 0; q < r; ++q) clause({-rows_[p][r], -rows_[p][q]});
      for (std::size_t b = 0; b < p; ++b)
        for (std::size_t q = 0; !table.beside[b].empty() && q < rows_[b].size(); ++q)
          if (!table.beside[b][q].test(r)) clause({-rows_[p][r], -rows_[b][q]});
    }
  }

  const Stack& s_;
  CaDiCaL::Solver solver_;
  int last_ = 0;
  std::vector<int> images_, wanted_;
  std::vector<std::vector<int>> rows_;
};

TEST(Stack, ASatSolverSaysTheSame) {
  Random random(8);
  for (int round = 0; round < 25; ++round) {
    Stack s = random_stack(random, {60, 9, 3, 8, 5});
    s.merge_keys();
    Solver solver(s);
    const auto corrections = s.corrections();
    for (int question = 0; question < 60; ++question) {
      const Mask wanted = random() & s.all();
      EXPECT_EQ(solver.satisfiable(wanted), s.satisfying(wanted).any());
    }
    for (const Mask correction : corrections) {
      EXPECT_TRUE(solver.satisfiable(s.all() & ~correction)) << "what is left holds";
      for (Mask rest = correction; rest != 0; rest &= rest - 1)
        EXPECT_FALSE(solver.satisfiable((s.all() & ~correction) | (rest & (~rest + 1)))) << "it is minimal";
    }
  }
}

}  // namespace
}  // namespace bestby
