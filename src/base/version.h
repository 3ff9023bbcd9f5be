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
// What each scheme reads, and what it decides where its ecosystem does not, stands before its
// reader in base/version/.
//
// Limits: a version is at most 256 bytes without control characters; a number of its release
// segment has at most 18 digits (timestamps fit). A range is at most 16 KiB and 1,000 constraints.
// Parsing a version is linear in its text.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "base/result.h"

namespace bestby {

struct Version {
  std::string text;                    // as written, without surrounding blanks
  std::string key;                     // sorts as the scheme sorts
  std::vector<std::uint64_t> numbers;  // the release segment: 1.12.1 -> {1, 12, 1}
  bool prerelease = false;             // a development, alpha, beta or candidate version
  // Where the release segment stands in `text`, in schemes whose leading zeros are part of the
  // name (22.04, 2018.03, 580.178.04); size 0 in those that drop them.
  std::uint16_t release_at = 0, release_size = 0;
};

// What a step from one version to a later one means in the scheme.
enum class Bump : std::uint8_t { none, build, patch, minor, major };

struct SchemeCode;  // how the scheme reads: base/version/scheme.h

struct VersionScheme {
  std::string_view name;     // "pep440"
  std::string_view says;     // one line: what it is for
  std::string_view example;  // a version that parses
  // Which of `numbers` are the major and the minor part, and where the patch part begins (an index
  // of -1: the scheme has none). Neuron's extension components read X.Y.Z.A.B.C: major is index 3.
  int major_at, minor_at, patch_at;
  const SchemeCode* code;
};

std::span<const VersionScheme> version_schemes();
const VersionScheme* find_version_scheme(std::string_view name);  // nullptr when unknown

// Errors: `usage`, saying what is wrong and showing an example of the scheme.
Result<Version> parse_version(const VersionScheme& scheme, std::string_view text);

// The first `depth` numbers, dotted: ("1.12.1", 2) -> "1.12"; missing numbers are zero
// ("2", 2) -> "2.0"; leading zeros stay where the scheme keeps them ("22.04.4", 2) -> "22.04".
std::string cycle_name(const Version& version, int depth);

// A cycle's name, which is the beginning of a version and need not be one itself: "1.0" under semver.
// Its key is that of the first version that begins so, its numbers are those that are written.
Result<Version> parse_cycle(const VersionScheme& scheme, std::string_view name);

// The largest part in which two versions differ. Whatever stands before the major part (an epoch,
// the framework's X.Y.Z) counts as major; every number from the patch part on counts as patch; what
// is not a number (pre-release marks, local parts, revisions) counts as build.
Bump bump_between(const VersionScheme& scheme, const Version& from, const Version& to);

// The versions whose key k has low <= k < high; an empty `high` is no upper end.
struct KeyInterval {
  std::string low, high;
  bool operator==(const KeyInterval&) const = default;
};

// A set of versions: a union of intervals.
//
// `parse` reads
//     >=1.10,<2   ~=1.4   ==1.13.*   !=1.3   ===x     specifiers, all of which must hold
//     =2.*   2.1.0.1.*   12.x   2.29.0.0*             pins by a prefix of the numbers
//     1.12   =1.12                                    one version (as ==)
//     vers:pypi/>=1.0|<2.0                            the VERS notation
//     *                                               every version
// A version that itself ends in `.x` after numbers is named by `===`.
//
// Specifiers of the schemes built on PEP 440 (pep440 and the neuron ones) mean what that standard
// says: `>1.7` leaves out 1.7.post1 and 1.7+local, `<1.7` leaves out 1.7rc1, `==1.7` takes 1.7+local
// in. In the other schemes, and in VERS everywhere, the comparison is the scheme's order and nothing
// else. VERS must be canonical, as its specification asks: sorted, unique, no blanks.
//
// `contains` is plain membership, pre-releases included: preferring final versions among candidates
// is the caller's choice (`Version::prerelease`). It costs two key comparisons an interval that is
// looked at, found by bisection.
//
// `empty` is true only if no version can be in the range ("<4.35,>=4.37.2"). It may be false for a
// gap between two neighbours of schemes other than PEP 440 (semver's ">1.0.0-a,<1.0.0-a.0").
class VersionRange {
 public:
  static Result<VersionRange> parse(const VersionScheme& scheme, std::string_view text);
  bool contains(const Version& version) const;
  bool empty() const { return allowed_.empty(); }
  const std::string& str() const { return text_; }

 private:
  std::string text_;
  std::vector<KeyInterval> allowed_;  // INVARIANT: sorted, disjoint, none empty
  std::string exactly_;               // PEP 440's ===, in lower case; empty: not used
};

}  // namespace bestby
