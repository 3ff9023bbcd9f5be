// Text in XML and HTML.
//
//     escaped_markup("a < \"b\"")       // "a &lt; &quot;b&quot;": for elements and attributes
//
// What no XML may hold (control characters, bytes that are not UTF-8) becomes U+FFFD. Linear.
#pragma once

#include <string>
#include <string_view>

namespace bestby {

std::string escaped_markup(std::string_view text);

}  // namespace bestby
