// Sets of keys as lists of half-open intervals, sorted, disjoint and none empty.
//
// A closed upper end at k is written k and a 0, which is the next byte string after k; so every set
// that ranges can name has this one form, and union, intersection and complement stay in it.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/version.h"

namespace bestby {

using KeySet = std::vector<KeyInterval>;

inline std::string next_key(std::string_view key) { return std::string(key) + '\0'; }

bool contains_key(const KeySet& set, std::string_view key);

// Of any intervals, in any order, overlapping or empty. O(n log n).
KeySet united(KeySet any);
KeySet intersection(const KeySet& a, const KeySet& b);           // O(a + b)
KeySet complement(const KeySet& set, const std::string& floor);  // within [floor, no end)

}  // namespace bestby
