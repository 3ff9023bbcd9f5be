#include "observe/literal_scan.h"

#include <algorithm>
#include <cstring>
#include <map>

#include "base/pattern.h"

namespace bestby {
namespace {

constexpr std::size_t gram = 4;
constexpr std::size_t stride = least_trigger - gram + 1;
constexpr std::uint32_t hash_bits = 16;
constexpr std::uint32_t fold = 0x20202020;

std::uint32_t hash_at(const char* at) {
  std::uint32_t four = 0;
  std::memcpy(&four, at, sizeof four);
  return ((four | fold) * 0x9e3779b1U) >> (32U - hash_bits);
}

char folded(char c) { return static_cast<char>(static_cast<unsigned char>(c) | 0x20U); }

// How many literals have each gram's hash.
std::map<std::uint32_t, int> commonness(const std::vector<std::string>& literals) {
  std::map<std::uint32_t, int> out;
  for (const std::string& literal : literals)
    for (std::size_t i = 0; i + gram <= literal.size(); ++i) ++out[hash_at(literal.data() + i)];
  return out;
}

// Where the piece of a literal begins that is looked for: the one whose grams are rarest.
std::size_t best_piece(const std::string& literal, const std::map<std::uint32_t, int>& common) {
  std::size_t best = 0;
  int least = 0;
  for (std::size_t begin = 0; begin + least_trigger <= literal.size(); ++begin) {
    int cost = 0;
    for (std::size_t i = 0; i < stride; ++i) cost += common.at(hash_at(literal.data() + begin + i));
    if (begin == 0 || cost < least) {
      best = begin;
      least = cost;
    }
  }
  return best;
}

}  // namespace

LiteralScan::LiteralScan(std::vector<std::string> literals)
    : literals_(std::move(literals)), bits_((1U << hash_bits) / 64), first_((1U << hash_bits) + 1) {
  struct Row {
    std::uint32_t hash;
    Gram gram;
  };
  std::vector<Row> rows;
  for (std::string& literal : literals_)
    std::transform(literal.begin(), literal.end(), literal.begin(), folded);
  const auto common = commonness(literals_);
  for (std::uint32_t l = 0; l < literals_.size(); ++l) {
    const std::string& literal = literals_[l];
    longest_ = std::max(longest_, literal.size());
    const auto piece = static_cast<std::uint32_t>(best_piece(literal, common));
    for (std::uint32_t i = piece; i < piece + stride; ++i)
      rows.push_back({hash_at(literal.data() + i), {l, i}});
  }
  std::stable_sort(rows.begin(), rows.end(), [](const Row& a, const Row& b) { return a.hash < b.hash; });
  for (const Row& row : rows) {
    bits_[row.hash / 64] |= std::uint64_t{1} << (row.hash % 64);
    ++first_[row.hash + 1];
    grams_.push_back(row.gram);
  }
  for (std::size_t i = 1; i < first_.size(); ++i) first_[i] += first_[i - 1];
}

void LiteralScan::find(std::string_view text, std::size_t from, std::size_t to,
                       std::vector<LiteralHit>& hits) const {
  hits.clear();
  if (text.size() < least_trigger || literals_.empty()) return;
  // A literal that begins before `to` may have its piece as much later as it is long.
  const std::size_t last = std::min(text.size() - gram, to + longest_);
  const std::uint64_t* const bits = bits_.data();
  for (std::size_t at = (from + stride - 1) / stride * stride; at <= last; at += stride) {
    const std::uint32_t hash = hash_at(text.data() + at);
    if ((bits[hash / 64] >> (hash % 64) & 1U) != 0) compare(text, at, hash, from, to, hits);
  }
  std::sort(hits.begin(), hits.end(), [](const LiteralHit& a, const LiteralHit& b) {
    return a.begin != b.begin ? a.begin < b.begin : a.literal < b.literal;
  });
}

void LiteralScan::compare(std::string_view text, std::size_t at, std::uint32_t hash, std::size_t from,
                          std::size_t to, std::vector<LiteralHit>& hits) const {
  for (std::uint32_t g = first_[hash]; g < first_[hash + 1]; ++g) {
    const Gram& entry = grams_[g];
    const std::string& literal = literals_[entry.literal];
    if (at < from + entry.offset || at - entry.offset >= to) continue;
    const std::size_t begin = at - entry.offset;
    if (literal.size() > text.size() - begin) continue;
    if (std::equal(literal.begin(), literal.end(), text.begin() + static_cast<std::ptrdiff_t>(begin),
                   [](char want, char have) { return want == folded(have); }))
      hits.push_back({begin, entry.literal});
  }
}

}  // namespace bestby
