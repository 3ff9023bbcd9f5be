// A line of `bestby uri --batch`: one call as JSON.
//
//     {"call": "retrieve", "framework": "pytorch", "version": "2.3.0", "region": "eu-west-1", ...}
//
//     AddressCall call;                    // used again from line to line
//     if (auto read = read_address_call(line, call); !read) refuse(read.error());
//
// Fields that stand for nothing here are passed over, so that records of tests may be given as they
// are; a field that is absent is as one that is null. `call` is `retrieve` where it is absent: the
// first of the rules' calls. `training_compiler` is true or false.
//
// Errors: `input`, with the byte in the line. The call's texts are views of the line, which is changed.
#pragma once

#include <span>
#include <string>

#include "base/result.h"
#include "find/address_call.h"

namespace bestby {

// The fields of a call, by their names in a line and as options of the command line.
struct AddressField {
  std::string_view name, option;
  AddressValue AddressCall::* value;
};
std::span<const AddressField> address_fields();

Result<void> read_address_call(std::string& line, AddressCall& call);
// A distribution alone: an object, or a strategy's short form, `smdistributed.dataparallel`.
Result<void> read_distribution(std::string& text, AddressCall& call);

}  // namespace bestby
