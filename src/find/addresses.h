// The address of an image that an SDK would give for a call, by the catalogue's configurations and
// rules of addresses; and what is to be known beside it.
//
//     const AddressBook book(world);
//     AddressCall call;
//     call.call = AddressValue::of("retrieve");
//     call.framework = AddressValue::of("pytorch");
//     ...
//     const Result<AddressAnswer> answer = answer_call(book, call);
//     if (const auto* address = std::get_if<Address>(&answer->is)) use(address->uri);
//
// What the SDK answers is answered, its errors with their class and wording. Where it gives none to
// what its configuration holds (an alias hides a version, a processor has no container of its own,
// hardware is refused by the framework's name), the answer is the address that the configuration holds
// for exactly these versions, with a note that says what the SDK does.
//
// A call that is not named is the first of the rules' `calls`.
//
// Errors: `input` for one that is none of them.
// Cost: a microsecond; a few hundred bytes are allocated for the answer.
#pragma once

#include "base/result.h"
#include "find/address_book.h"
#include "find/address_call.h"

namespace bestby {

Result<AddressAnswer> answer_call(const AddressBook& book, const AddressCall& call);

// The checks of a call's distribution, as an estimator makes them before it trains.
AddressAnswer check_data_parallel(const AddressBook& book, const AddressCall& call);
AddressAnswer check_torch_distributed(const AddressBook& book, const AddressCall& call);

// The errors of a dynamic language, for what it takes for granted.
AddressRefusal value_error(std::string message);
AddressRefusal key_error(const AddressValue& key);       // of a mapping: 'trn'
AddressRefusal not_iterable(const AddressValue& value);  // `word in value`
AddressRefusal no_attribute(const AddressValue& value, std::string_view name);
// A list, as that language prints it: ['a', 'b'].
std::string printed_list(const AddressWords& words);

}  // namespace bestby
