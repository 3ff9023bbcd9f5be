// A name made from a text: the same text has the same name on every machine, and another text another one
// by all likelihood. It is no protection against somebody who wants two texts of one name.
//
//     content_hash("a")                    // 32 hexadecimal digits: FNV-1a of 128 bits
//     content_uuid("a")                    // the same as a UUID of version 8, "xxxxxxxx-xxxx-8xxx-..."
//
// Linear.
#pragma once

#include <string>
#include <string_view>

namespace bestby {

std::string content_hash(std::string_view text);
std::string content_uuid(std::string_view text);

}  // namespace bestby
