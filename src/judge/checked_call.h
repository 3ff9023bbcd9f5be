// What a call of an SDK, as code makes it, comes to: the image that it chooses, and why it would fail.
//
//     CheckedCalls calls(evaluator, on);
//     CheckedCall c = calls.check(seen);
//     c.written      // PyTorch(version="1.12", py_version="py38")
//     c.uri          // the address that the SDK would give; empty where it gives none
//     c.misfits      // what would make the job fail before it begins
//
// A call that names no version says nothing. Calls without a region are answered for the first region of the
// catalogue in which there is an address, those without a machine for any; why a call would fail is told
// only where its version, its Python and its machine are literals, since otherwise something else may stand
// there. Cost: a microsecond a region that is tried.
#pragma once

#include <string>
#include <vector>

#include "find/address_book.h"
#include "judge/address_records.h"
#include "observe/observation.h"

namespace bestby {

struct CheckedCall {
  std::string written, uri;
  std::vector<std::string> misfits;
};

class CheckedCalls {
 public:
  CheckedCalls(Evaluator& evaluator, Date on);
  CheckedCall check(const SeenCall& call);

 private:
  bool answered(const SeenCall& call, std::string_view region, std::string_view machine, CheckedCall& out,
                std::string& refused);

  AddressBook book_;
  AddressRecords records_;
  std::vector<std::string> regions_;
};

}  // namespace bestby
