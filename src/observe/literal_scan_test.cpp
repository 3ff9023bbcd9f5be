#include "observe/literal_scan.h"

#include <gtest/gtest.h>

#include <algorithm>
#include <random>

namespace bestby {
namespace {

char folded(char c) { return static_cast<char>(static_cast<unsigned char>(c) | 0x20U); }

// Every literal at every place.
std::vector<LiteralHit> naive(const std::vector<std::string>& literals, std::string_view text,
                              std::size_t from, std::size_t to) {
  std::vector<LiteralHit> out;
  for (std::size_t at = from; at < std::min(to, text.size()); ++at)
    for (std::uint32_t l = 0; l < literals.size(); ++l) {
      const std::string& literal = literals[l];
      if (literal.size() > text.size() - at) continue;
      bool same = true;
      for (std::size_t i = 0; i < literal.size(); ++i)
        same = same && folded(literal[i]) == folded(text[at + i]);
      if (same) out.push_back({at, l});
    }
  return out;
}

std::vector<LiteralHit> scanned(const std::vector<std::string>& literals, std::string_view text,
                                std::size_t from, std::size_t to) {
  std::vector<LiteralHit> out;
  LiteralScan(literals).find(text, from, to, out);
  return out;
}

TEST(LiteralScan, FindsInEitherCaseAndOverlapping) {
  const std::vector<std::string> literals = {"abababab", "no kernel image", "kernel image is"};
  const std::string text = "ABABababab x No Kernel IMAGE is";
  EXPECT_EQ(scanned(literals, text, 0, text.size()), naive(literals, text, 0, text.size()));
  EXPECT_EQ(scanned(literals, text, 0, text.size()).size(), 4U);
}

TEST(LiteralScan, EmptyTextsAndNoLiterals) {
  EXPECT_TRUE(scanned({"abcdefgh"}, "", 0, 0).empty());
  EXPECT_TRUE(scanned({"abcdefgh"}, "abcdefg", 0, 7).empty());
  EXPECT_EQ(scanned({"abcdefgh"}, "abcdefgh", 0, 8).size(), 1U);
  EXPECT_TRUE(scanned({}, "abcdefgh", 0, 8).empty());
}

// A small alphabet, so that literals overlap, repeat and nearly match, at every place of the grid and
// with every cut of the range.
TEST(LiteralScan, AgreesWithTryingEverywhere) {
  std::mt19937 random(20261126);
  const auto text_of = [&](std::size_t size, const char* letters) {
    std::string out(size, ' ');
    for (char& c : out) c = letters[random() % 4];
    return out;
  };
  for (int round = 0; round < 3000; ++round) {
    std::vector<std::string> literals;
    for (std::size_t i = 0; i < 1 + random() % 6; ++i) literals.push_back(text_of(8 + random() % 9, "ab\n_"));
    std::string text = text_of(random() % 200, "aB\nb");
    for (int i = 0; i < 3 && !text.empty(); ++i)
      text.insert(random() % text.size(), literals[random() % literals.size()]);
    const std::size_t from = random() % (text.size() + 1), to = from + random() % (text.size() + 1 - from);
    ASSERT_EQ(scanned(literals, text, from, to), naive(literals, text, from, to)) << text;
  }
}

}  // namespace
}  // namespace bestby
