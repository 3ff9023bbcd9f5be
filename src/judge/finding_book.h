// Findings as they are collected: what has one cause is one finding, with all its places.
//
//     FindingBook book;
//     book.add(finding, {target, place, written});
//     std::vector<CheckFinding> all = book.take();      // worst first
//
// Two findings are one where their ids agree: severity, what they are about, and of two parts that do not
// fit what is said of them. The same place counts once. Cost: a hash a place.
#pragma once

#include <set>
#include <string>
#include <tuple>
#include <unordered_map>
#include <vector>

#include "judge/check.h"

namespace bestby {

class FindingBook {
 public:
  void add(const CheckFinding& finding, FindingPlace place);
  // Sorted by severity, then by id; places by target and path. The book is empty then.
  std::vector<CheckFinding> take();

 private:
  using Spot = std::tuple<std::uint32_t, std::string, std::uint32_t, std::uint32_t, std::string>;
  std::vector<CheckFinding> findings_;
  std::vector<std::set<Spot>> spots_;                   // of each finding
  std::unordered_map<std::string, std::size_t> index_;  // by id
};

}  // namespace bestby
