// Version schemes: how the ecosystems write and order versions, as one table.
//
// A scheme turns a text into a `Version`, whose `key` is a byte string with this contract:
//
//     a comes before b in the scheme's order   <=>  a.key < b.key (as unsigned bytes)
//     the scheme calls a and b equal           <=>  a.key == b.key   ("1.0" and "1.0.0" in PEP 440)
//
// so that versions are sorted, stored and compared without being parsed again. Keys of different
// schemes must not be compared.
//
//     const VersionScheme& pep440 = *find_version_scheme("pep440");
//     Version a = *parse_version(pep440, "1.10.2");
//     a.key < parse_version(pep440, "1.12")->key        // true
//     cycle_name(a, 2)                                  // "1.10"
//     auto range = *VersionRange::parse(pep440, ">=1.10,<2");
//     range.contains(a)                                 // true
//
// Limits: a version is at most 256 bytes; a number in it at most 18 digits (timestamps fit).
// Parsing is linear in the text. Nothing here allocates more than a few times the text's size.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace bestby {

struct Version {
  std::string text;                    // as written
  std::string key;                     // sorts as the scheme sorts
  std::vector<std::uint64_t> numbers;  // the release segment: 1.12.1 -> {1, 12, 1}
  bool prerelease = false;             // a development, alpha, beta or candidate version
};

// What a step from one version to a later one means in the scheme.
enum class Bump : std::uint8_t { none, build, patch, minor, major };

struct VersionScheme {
  std::string_view name;     // "pep440"
  std::string_view says;     // one line: what it is for, with an example
  std::string_view example;  // a version that parses
  Result<Version> (*parse)(std::string_view text);
  // Which of `numbers` are the major, minor and patch parts (an index of -1: the scheme has none).
  // Neuron's extension components read X.Y.Z.A.B.C: major is index 3 there.
  int major_at, minor_at, patch_at;
};

std::span<const VersionScheme> version_schemes();
const VersionScheme* find_version_scheme(std::string_view name);  // nullptr when unknown

// Errors: `usage`, saying which part is wrong and showing an example of the scheme.
Result<Version> parse_version(const VersionScheme& scheme, std::string_view text);

// The first `depth` numbers, dotted: ("1.12.1", 2) -> "1.12"; missing numbers are zero
// ("2", 2) -> "2.0".
std::string cycle_name(const Version& version, int depth);

// The largest part in which two versions differ.
Bump bump_between(const VersionScheme& scheme, const Version& from, const Version& to);

// A set of versions: a union of intervals with holes.
// Reads PEP 440 specifiers (`>=1.10,<2`, `~=1.4`, `==1.13.*`, `!=1.3`, `===x`), vers ranges
// (`vers:pypi/>=1.0|<2.0`), pins with a wildcard (`=2.*`, `2.1.0.1.*`), and hyphenless shorthands
// (`12.x`, `1.12`: the exact version). An empty range ("<4.35,>=4.37.2") parses and says so.
class VersionRange {
 public:
  static Result<VersionRange> parse(const VersionScheme& scheme, std::string_view text);
  bool contains(const Version& version) const;
  bool empty() const;  // no version can be in it
  const std::string& str() const { return text_; }

 private:
  struct Interval {
    std::string low, high;           // keys
    bool has_low = false, has_high = false;
    bool low_closed = false, high_closed = false;
  };
  struct Exact { std::string text; };  // PEP 440's ===: compares the text
  std::string text_;
  std::vector<Interval> allowed_;  // union, sorted, disjoint
  std::vector<Exact> exact_;
};

}  // namespace bestby
