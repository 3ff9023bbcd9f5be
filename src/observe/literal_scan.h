// Finds any of many literals in a long text, letter case aside, close to the speed of memory.
//
//     const LiteralScan scan({"no kernel image", "resourcelimitexceeded"});
//     std::vector<LiteralHit> hits;
//     scan.find(text, 0, text.size(), hits);      // hits[0].literal, hits[0].begin
//
// The problem. Hundreds of literals, gigabytes of text in which they hardly ever stand. An automaton
// (Aho-Corasick) looks at every byte, each look-up waiting for the one before.
//
// The way out. Literals are at least w = 8 bytes long (`least_trigger`). Any w bytes in a row hold a
// four-byte gram that begins at a multiple of w - 3. So it is enough to look at the gram at every
// (w - 3)rd position of the text, and to have noted of each literal the w - 3 grams of one piece of w
// bytes of it, one for each way in which the text's grid may fall on it. A gram is hashed to a bit of a
// bitmap of 8 KB, which stays in the nearest cache; the looks do not wait for one another. Only where
// the bit is set are the literals compared that have such a gram.
//
// Worked example, w = 8: of "no kernel image" the piece "o kernel" gives "o ke", " ker", "kern", "erne",
// "rnel", at the offsets 1 to 5. Wherever the literal stands, one of these begins at a multiple of 5 of
// the text, and that position minus the offset is where the literal begins: it is found once.
//
// Cost: one look for five bytes, plus the comparisons; the piece of a literal is the one whose grams
// the other literals share least. At worst (a text made of grams, none completed) each look compares all
// the literals with that gram. Comparing ignores bit 0x20 of every byte, as the hash does, so that
// letters match in either case (and `[` matches `{`): whoever needs more compares again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace bestby {

struct LiteralHit {
  std::size_t begin;
  std::uint32_t literal;  // as given, from 0
  bool operator==(const LiteralHit&) const = default;
};

class LiteralScan {
 public:
  // Each at least `least_trigger` bytes long.
  explicit LiteralScan(std::vector<std::string> literals);

  // All places where a literal begins in [from, to) and ends inside the text, in their order.
  void find(std::string_view text, std::size_t from, std::size_t to, std::vector<LiteralHit>& hits) const;

 private:
  struct Gram {
    std::uint32_t literal, offset;
  };
  void compare(std::string_view text, std::size_t at, std::uint32_t hash, std::size_t from, std::size_t to,
               std::vector<LiteralHit>& hits) const;

  std::vector<std::string> literals_;  // folded
  std::vector<std::uint64_t> bits_;    // of the grams' hashes
  std::vector<std::uint32_t> first_;   // of a hash: its grams, up to the next hash's
  std::vector<Gram> grams_;
  std::size_t longest_ = 0;
};

}  // namespace bestby
