// The lines of `address-rules` (docs/addresses.md), as structures. Lines that mean nothing here are
// passed over.
#pragma once

#include "find/address_book.h"

namespace bestby {

AddressRules read_address_rules(const World& world);

}  // namespace bestby
