// Answers to calls for addresses, as JSON.
//
//     append_address_line(out, answer);       // {"uri":"...","warnings":[{"kind":"alias","says":"..."}]}
//     address_json(asked, call, answer, image)         // the answer of one call, bestby/uri/1
#pragma once

#include <string>

#include "base/result.h"
#include "find/address_call.h"
#include "report/asked.h"

namespace bestby {

// One line with its line feed, appended: a stream's buffer grows and is used again.
void append_address_line(std::string& out, const AddressAnswer& answer);
// A line that is no call.
void append_address_line(std::string& out, const Error& error);

// `image`: the recorded image's name; empty where none is.
std::string address_json(const Asked& asked, const AddressCall& call, const AddressAnswer& answer,
                         std::string_view image);

}  // namespace bestby
