// What the catalogue records of addresses that are made: whether such an image is known, can be had in
// the region, and is still patched.
//
//     AddressRecords records(evaluator, on);
//     records.add_notes(address, answer);          // not_recorded, not_in_region, ended
//
// An image is looked for by its repository and tag, full names and others. Remembers the last ones, so
// that a stream of calls costs one hash each.
//
// Cost: some microseconds for an image that was not asked for before.
#pragma once

#include <string>
#include <unordered_map>
#include <vector>

#include "find/address_call.h"
#include "judge/status.h"

namespace bestby {

class AddressRecords {
 public:
  AddressRecords(Evaluator& evaluator, Date on);

  void add_notes(const Address& address, AddressAnswer& answer);
  // The image's release; no_id where none is recorded.
  NodeId image(const Address& address);

 private:
  struct Record {
    NodeId node = no_id;
    std::string ended;                     // through when it was patched; empty: it has not ended
    std::vector<std::string_view> absent;  // regions in which it is not available
  };
  struct Hash {
    using is_transparent = void;
    std::size_t operator()(std::string_view text) const { return std::hash<std::string_view>()(text); }
  };
  const Record& record(const Address& address);
  Record look_up(const Address& address);
  NodeId node_of(std::string_view repository, std::string_view tag) const;

  Evaluator& evaluator_;
  Date on_;
  PredicateId available_, region_;
  std::unordered_map<std::string, Record, Hash, std::equal_to<>> remembered_;
};

}  // namespace bestby
