// What a machine counts as, among what there are images for.
//
//     auto processor = processor_of(book, AddressValue::of("ml.g5.xlarge"), {"cpu", "gpu"});    // gpu
//
// A family that has images of its own is itself. With one processor alone no machine need be named.
#pragma once

#include "find/addresses.h"

namespace bestby {

using ProcessorChoice = std::variant<std::string_view, AddressRefusal>;
ProcessorChoice processor_of(const AddressBook& book, const AddressValue& machine,
                             const AddressWords& there_are);

}  // namespace bestby
